"""The clinical summary as a value: sections in the order of reading, groups of rows, each row with its places.

Nothing is worded here: what the program says is a `Remark`, what a source says is text, a date is a date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding
from consilium.domain.packet import ChildView
from consilium.domain.records import Citation, Remark


class Part(StrEnum):
    """The sections, in the order in which a second team reads them."""

    QUESTION = "question"
    CHILD = "child"
    DIAGNOSIS = "diagnosis"
    STAGE = "stage"
    MOLECULAR = "molecular"
    TREATMENT = "treatment"
    RESPONSE = "response"
    BACKGROUND = "background"
    MATERIAL = "material"
    CONFLICTS = "conflicts"
    GAPS = "gaps"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Span:
    """When: a day, or from one day to another; `first` None is a date that no source states. `told` is then the day of
    the first paper that says it."""

    first: PartialDate | None = None
    last: PartialDate | None = None
    told: PartialDate | None = None


NO_PLACE = Citation()
Cell: TypeAlias = str | Remark | Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a record. `page` is None where the record has one page or none."""

    record: str
    page: int | None = None
    citation: Citation = NO_PLACE

    @property
    def label(self) -> str:
        return f"{self.record} p.{self.page}" if self.page else self.record


@dataclass(frozen=True, slots=True)
class Statement:
    """One row: cells under the columns of its group, marks (planned, corrected by ...), and where it stands.

    `rank` is how much another team needs it where not all rows have room: 0 for most, more for what comes first.
    """

    cells: tuple[Cell, ...]
    marks: tuple[Remark, ...] = ()
    references: tuple[Reference, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one sort. `columns` are codes (`summary.column_<code>`), one for each cell.

    `late`: where not all rows have room, the last ones are kept rather than the first.
    """

    code: str
    columns: tuple[str, ...]
    rows: tuple[Statement, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """`notes` stand below its rows."""

    part: Part
    groups: tuple[Group, ...]
    notes: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series. `when` to the day; `shape` is its source's number among the series' sources (0, 1, ...),
    so that hospitals differ by mark and not by colour. `bound` is "<" or ">" where the value is a limit.
    """

    when: date
    value: float
    shape: int = 0
    bound: str = ""
    said: str = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one test that may be drawn on one axis; `low` and `high` are the reference range where it is one.

    `events` are days to mark on the axis (start of a treatment, relapse) with their words.
    """

    name: str
    unit: str
    points: tuple[Point, ...]
    low: float | None = None
    high: float | None = None
    sources: tuple[str, ...] = ()
    notes: tuple[Remark, ...] = ()


NO_DATE = Span()


@dataclass(frozen=True, slots=True)
class Dose:
    """A drug's cumulative dose. `total` and `equivalent` are as said with their unit, "" where not known."""

    drug: Cell
    total: Cell = ""
    equivalent: Cell = ""
    courses: str = ""
    when: Span | Remark = NO_DATE
    notes: tuple[Remark, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the family or its team asks, by when; "" and None where nobody has said so yet. `settled` are the ids of
    questions on its own papers that it took onto its list, changed or struck. `team` is what the child's own team said
    of waiting, as the family wrote it down; it is kept elsewhere and put in where the summary is made."""

    question: str = ""
    asked_of: str = ""
    answer_by: PartialDate | None = None
    questions: tuple[str, ...] = ()
    source: str = ""
    settled: tuple[str, ...] = ()
    team: Remark | None = None


def _as_written(finding: Finding) -> tuple[str, float]:
    return finding.unit, 1.0


@dataclass(frozen=True, slots=True)
class Derived:
    """What other rules made of the case and the summary shows: doses, series, conflicts and gaps. `scale` tells which
    units of values are of one sort, and how many of its base one is (`labseries.scale_of`)."""

    doses: tuple[Dose, ...] = ()
    dose_notes: tuple[Remark, ...] = ()
    series: tuple[Series, ...] = ()
    conflicts: tuple[Statement, ...] = ()
    gaps: tuple[Statement, ...] = ()
    gap_notes: tuple[Remark, ...] = ()
    scale: Callable[[Finding], tuple[str, float]] = _as_written


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the clinical summary says. `notes` count what is left out and say why (struck, superseded, general)."""

    today: date
    child: ChildView
    sections: tuple[Section, ...]
    series: tuple[Series, ...] = ()
    notes: tuple[Remark, ...] = ()

    def statements(self) -> Iterator[Statement]:
        return (row for section in self.sections for group in section.groups for row in group.rows)

    def references(self) -> Iterator[Reference]:
        """Every place cited, in the order of reading; rows first, then the drawn values."""
        for row in self.statements():
            yield from row.references
        for series in self.series:
            yield from (point.reference for point in series.points if point.reference is not None)
