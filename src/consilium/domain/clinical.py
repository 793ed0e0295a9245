"""A case as clinical rules see it: its records, its imaging and what they say, with what persons said of that.

Filled once by `actions/clinical.py`; conflicts, doses, series, gaps, the summary and FHIR are functions of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind, Origin
from consilium.domain.packet import ChildView, StudyView, Whose
from consilium.domain.records import Category


class Verdict(StrEnum):
    """What a person said of a finding."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on a finding. `value` is the finding as corrected (origin "person", the source's citations)."""

    verdict: Verdict
    by: str
    at: datetime
    value: Finding | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One record of the case. `id` is its input file's, `number` ("R12") how pages refer to it, `path` its place in
    the packet. `superseded_by` is the number of a later version of the same paper, `supersedes` those of earlier ones.
    `numbers` are the accession numbers that the paper bears as its own.
    """

    id: str
    number: str
    title: str
    path: str = ""
    category: Category | None = None
    date: PartialDate | None = None
    institution: str = ""
    author: str = ""
    language: str = ""
    format: str = ""
    pages: int = 0
    whose: Whose = Whose.SAME
    superseded_by: str = ""
    supersedes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A finding in its case. `key` is the same from run to run while source and statement are the same.

    `unread`: rules read it no more; it is here because a person judged it, as it was read then (law 1).
    """

    key: str
    finding: Finding
    record: CaseRecord
    judgement: Judgement | None = None
    unread: bool = False

    @property
    def shown(self) -> Finding:
        """What is shown: the finding as corrected where a person corrected it."""
        judged = self.judgement
        return judged.value if judged is not None and judged.value is not None else self.finding

    @property
    def counts(self) -> bool:
        """Whether rules may rely on it: stated of the child, not struck out, not from a superseded version."""
        struck = self.judgement is not None and self.judgement.verdict is Verdict.STRUCK
        return self.shown.assertion is Assertion.STATED and not struck and not self.record.superseded_by

    @property
    def reference(self) -> str:
        """How the summary refers to it: `R12 p.3`."""
        page = self.finding.citations[0].page if self.finding.citations else None
        return f"{self.record.number} p.{page}" if page and self.record.pages > 1 else self.record.number


@dataclass(frozen=True, slots=True)
class ClinicalCase:
    """Everything that clinical rules look at. `today` is passed in; nothing here reads a clock.

    `unplaced` are persons' words on statements of records that are not here any more.
    """

    case_name: str
    child: ChildView
    today: date
    language: str = "en"
    born: PartialDate | None = None
    sex: str = ""
    records: tuple[CaseRecord, ...] = ()
    studies: tuple[StudyView, ...] = ()
    findings: tuple[CaseFinding, ...] = ()
    unplaced: tuple[Judgement, ...] = ()

    def of(self, *kinds: Kind) -> Iterator[CaseFinding]:
        """The findings of some kinds that count, in the order given."""
        return (one for one in self.findings if one.finding.kind in kinds and one.counts)

    def of_any(self, *kinds: Kind) -> Iterator[CaseFinding]:
        """The findings of some kinds, negated, planned and struck ones too."""
        return (one for one in self.findings if one.finding.kind in kinds)


def without_birthday(finding: Finding, record: CaseRecord, born: PartialDate | None) -> Finding:
    """A finding read from words whose only day is the child's birthday has no day, unless its paper is of that year or
    it is a measure of growth: a birth date that was recognized without its label dates nothing else."""
    read = finding.origin is Origin.TEXT and finding.kind is not Kind.GROWTH
    if not read or born is None or not born.day or finding.when != born:
        return finding
    of_then = record.date is not None and record.date.year <= born.year + 1
    return finding if of_then else replace(finding, when=None)
