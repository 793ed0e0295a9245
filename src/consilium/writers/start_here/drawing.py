"""Where the timeline's marks stand: lengths along the axis of time, in the units of the SVG's view box.

The wide picture (desktop, paper) runs left to right and always fills WIDE; the narrow one (telephone) runs downward.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.packet import Lane, Period, Timeline
from consilium.knowledge.catalog import Catalog

WIDE = 1000
LABELS = 150
NARROW_ROW = 32
NARROW_GAP = 46
_NARROWEST, _WIDEST = 17.0, 160.0
_GAP = 1.6


@dataclass(frozen=True, slots=True)
class Span:
    """A period on the axis: `at` and `size` in units, its labels, and the number of records in each lane."""

    at: float
    size: float
    label: str
    full: str
    gap: bool
    counts: tuple[int, ...]

    @property
    def empty(self) -> bool:
        return not any(self.counts)


@dataclass(frozen=True, slots=True)
class Year:
    """The years' band above the months."""

    at: float
    size: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture: its spans along an axis `length` units long, and the years' band where it has one."""

    spans: tuple[Span, ...]
    years: tuple[Year, ...]
    length: float


def wide(timeline: Timeline, words: Catalog) -> Drawing:
    """The timeline from left to right. Months are named by three letters, by one where there are many."""
    weight = sum(_GAP if period.steps > 1 else 1 for period in timeline.periods)
    unit = max(_NARROWEST, min(_WIDEST, (WIDE - LABELS) / max(weight, 1)))
    letters = 3 if unit > 30 else 1
    sizes = [max(unit * _GAP, 30.0) if period.steps > 1 else unit for period in timeline.periods]
    spans = tuple(_spans(timeline, sizes, words, letters))
    return Drawing(spans, () if timeline.by_year else tuple(_years(timeline.periods, spans)), sum(sizes))


def narrow(timeline: Timeline, words: Catalog) -> Drawing:
    """The timeline downward, one row for each month, named in full."""
    sizes = [float(NARROW_GAP if period.steps > 1 else NARROW_ROW) for period in timeline.periods]
    return Drawing(tuple(_spans(timeline, sizes, words, 3)), (), sum(sizes))


def _spans(timeline: Timeline, sizes: list[float], words: Catalog, letters: int) -> Iterator[Span]:
    at = 0.0
    for period, size in zip(timeline.periods, sizes, strict=True):
        short = words.month(period.first.month)[:letters] or str(period.first.year)
        counts = tuple(len(cell) for cell in period.cells)
        yield Span(round(at, 2), round(size, 2), short, said(period, words), period.steps > 1, counts)
        at += size


def said(period: Period, words: Catalog) -> str:
    """The period in words: a month, a year, or from one to another."""
    if period.steps == 1:
        return words.date(period.first)
    return words.text("packet.from_to", first=words.date(period.first), last=words.date(period.last))


def _years(periods: tuple[Period, ...], spans: tuple[Span, ...]) -> Iterator[Year]:
    begun: tuple[int, float] | None = None
    end = 0.0
    for period, span in zip(periods, spans, strict=True):
        year = period.first.year if period.first.year == period.last.year else 0
        if begun and begun[0] != year:
            yield Year(begun[1], round(end - begun[1], 2), str(begun[0]))
            begun = None
        if year and not begun:
            begun = (year, span.at)
        end = span.at + span.size
    if begun:
        yield Year(begun[1], round(end - begun[1], 2), str(begun[0]))


def lanes(words: Catalog) -> list[str]:
    """The names of the lanes, in order."""
    return [words.text(f"packet.lane_{lane.value}") for lane in Lane]
