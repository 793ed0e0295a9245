"""What a packet shows: the values that the packet's pages are made of, and the months that its timeline draws.

Pure values, filled once by the action that writes a packet; the pages only say them. Paths in the packet are
relative with forward slashes. Pictures are PNG or JPEG bytes. Record numbers ("R7") are how pages refer to records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Citation, Remark


class Whose(StrEnum):
    """Whose a record is. (A record of another child is no record of this packet: see `OtherChildView`.)"""

    SAME = "same"
    PROBABLY_SAME = "probably_same"
    UNNAMED = "unnamed"


NOWHERE = Citation()


# What a record in a language that is not read says of itself, and one of which a part is.
FOREIGN, PARTLY_FOREIGN = "findings.other_language", "findings.other_language_part"
# What a record says of itself from which no statement could be taken, since a rule failed on its text.
RULES_FAILED = "findings.failed"
# What is said of a record whose own day can't be.
BEFORE_BIRTH, NOT_YET = "packet.dated_before_birth", "packet.dated_ahead"
MISDATED = (BEFORE_BIRTH, NOT_YET)


@dataclass(frozen=True, slots=True)
class Sourced:
    """A statement about the child, the number of the record that makes it, "" where the family said it, and where."""

    text: str
    source: str = ""
    citation: Citation = NOWHERE


@dataclass(frozen=True, slots=True)
class NumberView:
    """A record number of the child with its issuer ("" when unstated), the record that states it, and where.
    `places` are the institutions of all records on which it is printed ("" for one that names none)."""

    value: str
    issuer: str = ""
    source: str = ""
    citation: Citation = NOWHERE
    places: tuple[str, ...] = ()

    @property
    def printed_by(self) -> str:
        """The one house on whose papers it is printed, where nothing states who gave it; "" for none or several."""
        return self.places[0] if not self.issuer and len(self.places) == 1 else ""


@dataclass(frozen=True, slots=True)
class ChildView:
    """The child of the case. `birth_date` is an ISO date of any precision; `sex` is "female", "male", "other"."""

    name: Sourced | None = None
    birth_date: Sourced | None = None
    sex: Sourced | None = None
    numbers: tuple[NumberView, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record: a document, a slide, a set of results. `pages` is 0 where it has none; `size` in bytes. A record that
    is not `titled` has neither a title nor a file name that says anything, and is called by its kind."""

    number: str
    title: str
    path: str
    category: Category | None = None
    date: PartialDate | None = None
    institution: str = ""
    author: str = ""
    format: str = ""
    size: int = 0
    pages: int = 0
    whose: Whose = Whose.SAME
    reasons: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[str, ...] = ()
    picture: bytes | None = None
    id: str = ""
    titled: bool = True


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One series of an imaging study: `images` is how many are here, `missing` how many its positions say are not.

    `id` is the file whose picture stands for the series.
    """

    description: str
    modality: str = ""
    images: int = 0
    missing: int = 0
    picture: bytes | None = None
    remarks: tuple[Remark, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class StudyView:
    """One imaging study. `modalities` are DICOM codes (PS3.3 C.7.3.1.1.1); `path` is its place in the packet."""

    number: str
    description: str
    path: str
    date: PartialDate | None = None
    modalities: tuple[str, ...] = ()
    institution: str = ""
    body_part: str = ""
    series: tuple[SeriesView, ...] = ()
    size: int = 0
    whose: Whose = Whose.SAME
    reasons: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[str, ...] = ()
    accession: str = ""

    @property
    def images(self) -> int:
        return sum(series.images for series in self.series)

    @property
    def missing(self) -> int:
        return sum(series.missing for series in self.series)


@dataclass(frozen=True, slots=True)
class UnreadableView:
    """A file that could not be read. `path` is as found; `kept_as` its copy in the packet ("" when it has none)."""

    path: str
    reasons: tuple[Remark, ...]
    size: int = 0
    kept_as: str = ""


@dataclass(frozen=True, slots=True)
class OtherChildView:
    """A file that names another child. It is not in the packet."""

    path: str
    named: str
    birth_date: PartialDate | None = None
    reasons: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """A file whose bytes were already there; `same_as` is the path of the first."""

    path: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How the files found ended: the four add up (law 1). What was `read` is told apart below, where known."""

    files_found: int
    read: int
    duplicate: int = 0
    other_child: int = 0
    unreadable: int = 0
    documents: int = 0
    images: int = 0
    containers: int = 0
    litter: int = 0

    def __post_init__(self) -> None:
        if self.read + self.duplicate + self.other_child + self.unreadable != self.files_found:
            raise ValueError("the four ends do not add up to the files found")

    @property
    def read_is_told_apart(self) -> bool:
        return self.documents + self.images + self.containers + self.litter == self.read


@dataclass(frozen=True, slots=True)
class PacketView:
    """All that a packet's pages say. `made_on` is the time of writing, passed in."""

    case_name: str
    child: ChildView
    made_on: datetime
    language: str
    counts: Counts
    records: tuple[RecordView, ...] = ()
    studies: tuple[StudyView, ...] = ()
    unreadable: tuple[UnreadableView, ...] = ()
    set_aside: tuple[OtherChildView, ...] = ()
    duplicates: tuple[DuplicateView, ...] = ()
    litter: tuple[str, ...] = ()
    imaging_notes: tuple[Remark, ...] = ()
    program: str = "Consilium"

    def asked(self) -> tuple[RecordView | StudyView, ...]:
        """Records and studies that are probably this child's, which a person has to say."""
        return tuple(item for item in self.everything() if item.whose is Whose.PROBABLY_SAME)

    def unnamed(self) -> tuple[RecordView | StudyView, ...]:
        """Records and studies that name nobody."""
        return tuple(item for item in self.everything() if item.whose is Whose.UNNAMED)

    def undated(self) -> tuple[RecordView | StudyView, ...]:
        return tuple(item for item in self.everything() if item.date is None)

    def misdated(self) -> tuple[RecordView, ...]:
        """Records of a day that can't be: before the child was born, or still to come."""
        return tuple(one for one in self.records if any(remark.code in MISDATED for remark in one.remarks))

    def foreign(self) -> tuple[tuple[RecordView, str], ...]:
        """Records in a language that is not read, each with that language's code."""
        return self._in_languages(FOREIGN)

    def partly_foreign(self) -> tuple[tuple[RecordView, str], ...]:
        """Records with paragraphs in a language that is not read, each with that language's code."""
        return self._in_languages(PARTLY_FOREIGN)

    def _in_languages(self, code: str) -> tuple[tuple[RecordView, str], ...]:
        told = ((record, remark) for record in self.records for remark in record.remarks)
        return tuple((record, str(remark.args.get("language", ""))) for record, remark in told if remark.code == code)

    def failed(self) -> tuple[RecordView | StudyView, ...]:
        """Records whose text is kept, and from which nothing was taken, since the rules failed on it."""
        return tuple(one for one in self.everything() if any(remark.code == RULES_FAILED for remark in one.remarks))

    def incomplete(self) -> tuple[StudyView, ...]:
        """Studies of which pictures are missing."""
        return tuple(study for study in self.studies if study.missing)

    def everything(self) -> Iterator[RecordView | StudyView]:
        yield from self.studies
        yield from self.records

    def studies_by_date(self) -> tuple[StudyView, ...]:
        return tuple(sorted(self.studies, key=_by_date))

    def by_category(self) -> tuple[tuple[Category | None, tuple[RecordView, ...]], ...]:
        """The records in the order of the categories, unsorted ones last; within one by date, undated ones last."""
        order: tuple[Category | None, ...] = (*Category, None)
        groups = ((category, [record for record in self.records if record.category is category]) for category in order)
        return tuple((category, tuple(sorted(group, key=_by_date))) for category, group in groups if group)


def _by_date(item: RecordView | StudyView) -> tuple[bool, PartialDate, str]:
    return (
        item.date is None,
        item.date or PartialDate(9999),
        item.title if isinstance(item, RecordView) else item.description,
    )


class Lane(StrEnum):
    """The rows of the timeline: groups of categories."""

    SCANS = "scans"
    TISSUE = "tissue"
    TESTS = "tests"
    TREATMENT = "treatment"
    NOTES = "notes"


_LANES = {
    Category.IMAGING: Lane.SCANS,
    Category.IMAGING_REPORTS: Lane.SCANS,
    Category.PATHOLOGY_SLIDES: Lane.TISSUE,
    Category.PATHOLOGY_REPORT: Lane.TISSUE,
    Category.BONE_MARROW: Lane.TISSUE,
    Category.LABS: Lane.TESTS,
    Category.GENETICS: Lane.TESTS,
    Category.HEART_HEARING_TESTS: Lane.TESTS,
    Category.TREATMENT_RECORDS: Lane.TREATMENT,
    Category.RADIATION: Lane.TREATMENT,
    Category.OPERATIVE: Lane.TREATMENT,
    Category.MEDICINES: Lane.TREATMENT,
}
LONGEST_IN_MONTHS = 48
SHORTEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Period:
    """One column of the timeline: a month, a year, or a run of months or years without any record (`last` > `first`).

    `cells` are the records of each lane, in the order of `Lane`.
    """

    first: PartialDate
    last: PartialDate
    cells: tuple[tuple[RecordView | StudyView, ...], ...] = ((),) * len(Lane)

    @property
    def empty(self) -> bool:
        return not any(self.cells)

    @property
    def steps(self) -> int:
        """How many months (or years) it stands for."""
        return _step(self.last) - _step(self.first) + 1


@dataclass(frozen=True, slots=True)
class Timeline:
    """The records in time. `year_only` are known to the year, which a timeline of months can't place."""

    periods: tuple[Period, ...] = ()
    by_year: bool = False
    year_only: tuple[RecordView | StudyView, ...] = ()
    undated: tuple[RecordView | StudyView, ...] = ()


def lane(item: RecordView | StudyView) -> Lane:
    """The row of the timeline on which a record stands."""
    if isinstance(item, StudyView):
        return Lane.SCANS
    return _LANES.get(item.category, Lane.NOTES) if item.category else Lane.NOTES


def timeline(view: PacketView) -> Timeline:
    """The records month by month; year by year where that would be more than LONGEST_IN_MONTHS columns.

    Runs of SHORTEST_GAP and more empty months become one column that says so: a gap is seen, but takes no page.
    """
    dated = [(item.date, item) for item in view.everything() if item.date is not None]
    monthly = [(PartialDate(date.year, date.month), item) for date, item in dated if date.month]
    periods = tuple(_periods(monthly))
    if len(periods) > LONGEST_IN_MONTHS:
        yearly = [(PartialDate(date.year), item) for date, item in dated]
        return Timeline(tuple(_periods(yearly)), by_year=True, undated=view.undated())
    year_only = tuple(item for date, item in dated if not date.month)
    return Timeline(periods, year_only=year_only, undated=view.undated())


def _step(date: PartialDate) -> int:
    return date.year * 12 + date.month - 1 if date.month else date.year


def _date(step: int, by_month: bool) -> PartialDate:
    return PartialDate(step // 12, step % 12 + 1) if by_month else PartialDate(step)


def _periods(dated: Iterable[tuple[PartialDate, RecordView | StudyView]]) -> Iterator[Period]:
    held: dict[PartialDate, list[RecordView | StudyView]] = {}
    for date, item in dated:
        held.setdefault(date, []).append(item)
    before: PartialDate | None = None
    for date in sorted(held):
        if before is not None:
            yield from _between(before, date)
        yield Period(date, date, tuple(tuple(item for item in held[date] if lane(item) is row) for row in Lane))
        before = date


def _between(before: PartialDate, after: PartialDate) -> Iterator[Period]:
    by_month = bool(after.month)
    missing = [_date(step, by_month) for step in range(_step(before) + 1, _step(after))]
    if len(missing) >= SHORTEST_GAP:
        yield Period(missing[0], missing[-1])
    else:
        yield from (Period(date, date) for date in missing)
