"""A case as clinical rules see it: its records, its imaging and what they say, with what persons said of that.

Filled once by `actions/clinical.py`; conflicts, doses, series, gaps, the summary and FHIR are functions of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from consilium.domain.birthdays import is_of_newborn, tells_of_birth
from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.deadlines import Deadline
from consilium.domain.findings.finding import Assertion, Finding, Kind, Origin
from consilium.domain.packet import ChildView, StudyView, Whose
from consilium.domain.paperparts import PaperPart
from consilium.domain.parcels import Parcel
from consilium.domain.records import Category
from consilium.domain.versions import Versions
from consilium.domain.writtenquestions import WrittenQuestion

# The most that a newborn child weighs and measures.
_NEWBORN = {"kg": 6.5, "g": 6500.0, "lb": 14.5, "cm": 62.0, "in": 25.0, "m2": 0.35, "m²": 0.35}


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
    the packet. `superseded_by` is the number of a later version of the same paper, `supersedes` those of earlier ones;
    `adds_to` that of the report that it is an addendum to, which stands beside it.
    `numbers` are the accession numbers that the paper bears as its own. `blurred`: a picture that could hardly be read.
    `country` (ISO 3166) is what the letterhead shows, "" if none. `failed`: the rules failed on its text,
    and nothing was taken from it. `passed_over` is the language of its paragraphs that are not read, "" if none.
    `parts` are the documents of a file that holds several.
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
    adds_to: str = ""
    numbers: tuple[str, ...] = ()
    blurred: bool = False
    country: str = ""
    failed: bool = False
    passed_over: str = ""
    parts: tuple[PaperPart, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A finding in its case. `key` is the same from run to run while source and statement are the same.

    `unread`: rules read it no more; it is here because a person judged it, as it was read then (law 1). `rank` is how
    much another team needs it where not all is shown (`domain.summary.ranks`).
    """

    key: str
    finding: Finding
    record: CaseRecord
    judgement: Judgement | None = None
    unread: bool = False
    rank: int = field(default=0, compare=False)

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
    def is_suggestion(self) -> bool:
        """Whether a tagger suggests it and no person has made it a finding by confirming or correcting it."""
        said = self.judgement
        taken = said is not None and said.verdict is not Verdict.STRUCK
        return self.finding.origin is Origin.SUGGESTED and not taken

    @property
    def reference(self) -> str:
        """How the summary refers to it: `R12 p.3`."""
        page = self.finding.citations[0].page if self.finding.citations else None
        return f"{self.record.number} p.{page}" if page and self.record.pages > 1 else self.record.number


@dataclass(frozen=True, slots=True)
class ClinicalCase:
    """Everything that clinical rules look at. `today` is passed in; nothing here reads a clock.

    `suggested` are statements that a tagger suggests and nobody has confirmed or corrected: no rule looks at them.
    `unplaced` are persons' words on statements of records that are not here any more; `written` the questions on papers
    of the family's own, `posed` those that doctors' letters put to a second team; `deadlines` the days until which
    papers want something; `parcels` those with slides that papers tell of; `versions` the reports of which there are
    several, by their records' numbers.
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
    suggested: tuple[CaseFinding, ...] = ()
    unplaced: tuple[Judgement, ...] = ()
    written: tuple[WrittenQuestion, ...] = ()
    posed: tuple[WrittenQuestion, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    versions: tuple[Versions, ...] = ()

    @property
    def all_read(self) -> tuple[CaseFinding, ...]:
        """What a person may judge: the findings, and what is only suggested."""
        return (*self.findings, *self.suggested)

    def of(self, *kinds: Kind) -> Iterator[CaseFinding]:
        """The findings of some kinds that count, in the order given."""
        return (one for one in self.findings if one.finding.kind in kinds and one.counts)

    def of_any(self, *kinds: Kind) -> Iterator[CaseFinding]:
        """The findings of some kinds, negated, planned and struck ones too."""
        return (one for one in self.findings if one.finding.kind in kinds)


_DAYS = frozenset({"study_date", "status_date"})


def _may_be_of_newborn(finding: Finding) -> bool:
    """Whether it is a weight, length or head of which a newborn child may be."""
    most = _NEWBORN.get(finding.unit.casefold())
    return finding.kind is Kind.GROWTH and (most is None or finding.number is None or finding.number <= most)


def without_birthday(
    finding: Finding, record: CaseRecord, born: PartialDate | None, *, redated: bool = False
) -> Finding:
    """A finding read from words whose only day is the child's birthday has no day, unless its paper is of the first
    weeks or it speaks of the birth, or is a newborn's measure: a birth date that was recognized without its label dates
    nothing else. `redated` is a paper that was taken to be of that day before: what was of its day is of its own now.
    """
    read = finding.origin is not Origin.STRUCTURED and not _may_be_of_newborn(finding)
    other = {key: one for key, one in finding.detail.items() if not (key in _DAYS and str(one) == str(born))}
    if not read or born is None or not born.day or (finding.when != born and len(other) == len(finding.detail)):
        return finding
    of_then = record.date is not None and is_of_newborn(record.date, born)
    if of_then or tells_of_birth((finding.quote,)):
        return finding
    finding = replace(finding, detail=other)
    if finding.when != born:
        return finding
    stated = any(born in one.values for one in dates_in(finding.quote))
    return replace(finding, when=record.date if redated and not stated else None)
