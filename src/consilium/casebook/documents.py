"""The sealed documents of rows, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consilium.domain.clinical import Verdict
from consilium.domain.findings import Finding
from consilium.domain.records import PersonNamed, Remark, Scalar
from consilium.domain.sorting.fromothers import FromOthers
from consilium.domain.summary import Asked


@dataclass(frozen=True)
class ToldOfFile:
    """What other papers tell of one: `file` is the id of its input file."""

    file: str
    told: FromOthers


@dataclass(frozen=True)
class CaseDocument:
    """What is sealed in a case's row. `identity` is the child's as `domain.identity` writes it, or None.

    `given` tells that a person stated the identity; then evidence never changes it. `doubt` says why the records do
    not tell who the child is. `asked` is what the family asks of a second team; `countries` are those of hospitals by
    name ("" for all others), for the law that a letter cites. `from_others` is what other papers tell of a paper.
    `program` is the center (by its id) whose list is asked for too.
    """

    name: str
    identity: Mapping[str, object] | None = None
    given: bool = False
    doubt: tuple[Remark, ...] = ()
    asked: Asked = field(default_factory=Asked)
    countries: Mapping[str, str] = field(default_factory=dict)
    from_others: tuple[ToldOfFile, ...] = ()
    program: str = ""


@dataclass(frozen=True)
class FileDocument:
    """What is sealed in an input file's row beside the reader's answer.

    `path` is as found (`disc.zip!/DICOM/IM1`); `digest` is the content's hash (`vault.content`) in hex, "" where
    the file could not be read through;
    `modified` an ISO time or ""; `location` is where a file at the top lay.
    """

    path: str
    digest: str = ""
    modified: str = ""
    location: str = ""
    reasons: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class NamingDocument:
    """The people that one file names, and what was decided of them."""

    people: tuple[PersonNamed, ...] = ()
    reasons: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class JudgementDocument:
    """A person's word on a finding, by the finding's key; `value` is the finding as corrected.

    `of` is the finding as it was read when it was judged, `content` the hash of its original's bytes, in hex, `beside`
    the keys of the other findings of its kind at its place: by these a word finds its statement when it is read anew.
    """

    finding: str
    verdict: Verdict
    by: str
    note: str = ""
    value: Finding | None = None
    of: Finding | None = None
    content: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class JobDocument:
    """What is sealed in a job's row: what it was given, why it failed, what came of it (counts and kinds)."""

    payload: Mapping[str, object] = field(default_factory=dict)
    reason: Remark | None = None
    result: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class UploadDocument:
    """What is sealed in an upload's row before its last bytes. `metadata` is the header as it was sent."""

    path: str
    length: int
    offset: int = 0
    metadata: str = ""


@dataclass(frozen=True)
class AuditBody:
    """One act: who, what, on which case, when. `facts` are counts and kinds only."""

    number: int
    at: str
    viewer: str
    act: str
    case: str
    facts: Mapping[str, Scalar] = field(default_factory=dict)
