"""Tables of results whose heads and cells wrap: each row as one line, before any rule reads the page.

Test        05 Oct   19 Oct       Urine HVA              Potassium      4.1       5.9
             2026     2026        mmol/mol    31   46    mmol/L              (haemolysed)
                                  creat

Lines are of one row where they overlap, or stand closer than rows do. Where rows stand as close as the lines of a cell
their words tell: a year under a day, a note in brackets under a value, a unit or small letters under a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.findings.laboratory.labbeside import parted_tables
from consilium.domain.findings.laboratory.labtables import ColumnWords
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.findings.laboratory.units import unit_in
from consilium.domain.findings.text.wrappedcells import (
    Band,
    Piece,
    bands_of,
    cells_of,
    columns_of,
    height_of,
    line_of,
    with_figures_apart,
)
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page

_LINES, _FEWEST = 400, 2
# In heights of a line: how far apart two lines of one table stand, and how much closer than rows the lines of a cell.
_TABLE, _CLOSER, _CLOSE = 1.8, 0.1, 0.35
_SHORT = 4
_NOTE = r"(?:\([^()]*\)?|\[[^\[\]]*\]?|\*{1,3}|[↑↓▲▼]{1,2}|H{1,2}|L{1,2}|A|%)"
_VALUE = re.compile(rf"[<>≤≥=]?\s?\d[\d.,]*(?:\s?{_NOTE}){{0,3}}")
_YEAR = re.compile(r"[/.-]?(?:19|20)\d\d[,.]?")
_UNDER_HEADS = re.compile(
    r"(?:range|ranges|interval|intervals|values?|limits?|referencia|normal(?:es)?|ref\.?|\d{1,2}:\d\d(?:\s?h)?)",
    re.IGNORECASE,
)
_UNDER_VALUE = re.compile(rf"{_NOTE}(?:\s{_NOTE})*|[(\[].*|.*[)\]]")
_OPEN = re.compile(r"\d\s?(?:[-–]|a|to)$")
_LEADS_ON = re.compile(r"(?:[/,(–-]|\b(?:de|del|la|los|y|of|the|and|en|in|por|per))$", re.IGNORECASE)
_NO_NAME = re.compile(r":|^(?:dra?|note|nota|comment|comentario|signed|firma)\b", re.IGNORECASE)


def unwrapped_pages(pages: Sequence[Page], tests: LabTests, heads: ColumnWords) -> tuple[Page, ...]:
    """The pages with each row of their tables of results in one line; of two tables beside each other one by one."""
    return tuple(_unwrapped(page, tests, heads) if _may_wrap(page) else page for page in pages)


def _may_wrap(page: Page) -> bool:
    return page.width > 0 and page.origin == "typed" and _FEWEST < len(page.lines) <= _LINES


def _unwrapped(page: Page, tests: LabTests, heads: ColumnWords) -> Page:
    parted = parted_tables(page.lines, heads)
    bands = bands_of(parted, page.height / page.width)
    height = height_of(bands)
    lines: list[Line] = []
    for run in _runs(bands, height):
        lines += _table(run, height, tests)
    same = len(lines) == len(parted) == len(page.lines)
    return page if same else replace(page, lines=tuple(lines))


def _runs(bands: Sequence[Band], height: float) -> Iterator[list[Band]]:
    """Bands that stand close below one another."""
    held: list[Band] = []
    for band in bands:
        if held and not (band.pieces and held[-1].pieces and _gap(held[-1], band) < _TABLE * height):
            yield held
            held = []
        held.append(band)
    if held:
        yield held


def _gap(one: Band, other: Band) -> float:
    gap = other.top - one.bottom
    return gap if gap > one.top - one.bottom else float("inf")  # the next column of a page begins above


def _table(run: Sequence[Band], height: float, tests: LabTests) -> Iterator[Line]:
    rows = [band for band in run if _values(band)]
    known = sum(1 for band in run if next(tests.by_name.find(words_of(_said(band))), None) is not None)
    if not rows or not known:
        yield from (line for band in run for line in band.lines)
        return
    columns = columns_of(rows)
    run = [with_figures_apart(band, columns) for band in run]
    rows = [band for band in run if _values(band)]
    values = min(min(one.left for one in _values(band)) for band in rows)
    table = _Table(columns, values, height, tests, frozenset(_ends_of_ranges(run)))
    for band in table.joined(run):
        cells = cells_of(band, table.columns) if len(band.lines) > 1 else None
        yield from band.lines if cells is None else (line_of(band, cells),)


def _said(band: Band) -> str:
    return " ".join(one.text for one in band.pieces)


def _values(band: Band) -> list[Piece]:
    """The values of a row; what stands first in it is its name."""
    if not band.pieces:
        return []
    first = min(one.left for one in band.pieces)
    return [one for one in band.pieces if one.left > first and _is_value(one)]


def _is_value(piece: Piece) -> bool:
    return _VALUE.fullmatch(piece.text) is not None and not _YEAR.fullmatch(piece.text)


@dataclass(frozen=True)
class _Table:
    """A table: its columns, where its values begin, the height of its lines, the names of tests, and the pieces (by id)
    that end a range which begins in the line above."""

    columns: Sequence[tuple[float, float]]
    values: float
    height: float
    tests: LabTests
    ends: frozenset[int]

    def joined(self, bands: Sequence[Band]) -> Iterator[Band]:
        """The bands, those together that are one row: that stand closer than rows do, else that say so."""
        rows = self._between_rows(bands)
        close = rows - _CLOSER * self.height
        for group in self._groups(bands, close):
            whole = _all(group)
            if len(group) > 1 and self._is_row(group):
                yield whole
            elif len(group) > 2 and self._is_row(group[1:]):  # a heading, or a title, right over a row
                yield group[0]
                yield _all(group[1:])
            else:
                yield from group

    def _groups(self, bands: Sequence[Band], close: float) -> Iterator[list[Band]]:
        held: list[Band] = []
        most = max(close, _CLOSE * self.height) + 2 * _CLOSER * self.height
        for band in bands:
            gap = _gap(held[-1], band) if held else float("inf")
            if held and not (gap < close or (gap < most and self._goes_on(_all(held), band))):
                yield held
                held = []
            held.append(band)
        if held:
            yield held

    def _between_rows(self, bands: Sequence[Band]) -> float:
        """The least room between two rows: between two that are whole, else the wider of two sorts of gaps; 0 where
        the lines of a cell and rows stand alike."""
        gaps = [_gap(one, other) for one, other in pairwise(bands)]
        between = [gap for gap, (one, other) in zip(gaps, pairwise(bands), strict=True) if self._are_two(one, other)]
        if between or sum(map(self._is_valued, bands)) < _FEWEST:
            return min(between, default=0.0)
        near = sorted(gap for gap in gaps if gap < self.height)
        wider = [other for one, other in pairwise(near) if other - one > 1.5 * _CLOSER * self.height]
        return wider[0] if wider else 0.0

    def _are_two(self, one: Band, other: Band) -> bool:
        """Whether both are rows: named, with values in one column."""
        if not (self._is_whole(one) and self._is_whole(other)):
            return False
        values = [piece for piece in self._beside(one) if self._is_value(piece)]
        return any(self._is_value(piece) and any(map(piece.over, values)) for piece in self._beside(other))

    def _is_whole(self, band: Band) -> bool:
        return bool(self._name(band)) and self._is_valued(band)

    def _is_valued(self, band: Band) -> bool:
        return any(map(self._is_value, self._beside(band)))

    def _is_value(self, piece: Piece) -> bool:
        return id(piece) not in self.ends and _is_value(piece)

    def _name(self, band: Band) -> str:
        names = [one for one in band.pieces if one.left < self.values - 0.01]
        left = min((one.left for one in names), default=0.0)
        firsts = sorted((one for one in names if one.left < left + 0.02), key=lambda one: one.top)
        return " ".join(one.text for one in firsts)

    def _beside(self, band: Band) -> list[Piece]:
        return [one for one in band.pieces if one.left >= self.values - 0.01]

    def _is_row(self, group: Sequence[Band]) -> bool:
        """Whether lines can be one row, or the row of heads: no cell has two values, none lies over others, and what
        stands alone over or under it is no title."""
        band = _all(group)
        cells = cells_of(band, self.columns)
        if cells is None or any(_NO_NAME.search(one) for one in self._names(group)):
            return False
        if sum(self._is_whole(one) and self.tests.named(self._name(one)) is not None for one in group) > 1:
            return False  # two tests, each with its values
        if any(self._is_value(one) and self._is_value(other) for cell in cells for one, other in pairwise(cell)):
            return False
        heading = self._name(group[0])
        if heading and not self._beside(group[0]) and self._is_heading(heading, group[1:]):
            return False
        return self._is_whole(band) or (not self._is_valued(band) and len(cells) > 2)

    def _names(self, group: Sequence[Band]) -> list[str]:
        return [self._name(one) for one in group]

    def _is_heading(self, text: str, below: Sequence[Band]) -> bool:
        """Whether a line over a row is none of its name: in capitals, where the name is not; right over heads."""
        names = " ".join(self._names(below))
        shouted = text.isupper() and len(text) > _SHORT and not names.isupper()
        return bool(names) and (shouted or not any(map(self._is_valued, below)))

    def _goes_on(self, band: Band, more: Band) -> bool:
        """Whether the words of the next line tell that they go on."""
        if not band.pieces or not more.pieces:
            return False
        name, below = self._name(band), self._name(more)
        notes = [one.text for one in self._beside(more)]
        if self._is_valued(more):
            return bool(name) and not self._beside(band) and (not below or self._continues(name, below))
        if not self._is_valued(band) and any(map(_YEAR.fullmatch, notes)):
            return not below and all(map(_heads_on, notes)) and bool(name)
        if not all(map(_UNDER_VALUE.fullmatch, notes)):
            return False
        return self._continues(name, below) if below else self._is_valued(band)

    def _continues(self, name: str, below: str) -> bool:
        if not name or (self.tests.named(below) is not None and self.tests.named(name) is not None):
            return False
        unit = unit_in(below)
        return below[:1].islower() or below[:1] in "([/" or unit == (0, len(below)) or bool(_LEADS_ON.search(name))


def _all(group: Sequence[Band]) -> Band:
    return Band(
        tuple(line for one in group for line in one.lines), tuple(piece for one in group for piece in one.pieces)
    )


def _ends_of_ranges(bands: Sequence[Band]) -> Iterator[int]:
    """`8000` under `1500-`."""
    above: Sequence[Piece] = ()
    for band in bands:
        open_ended = [one for one in (*above, *band.pieces) if _OPEN.search(one.text)]
        yield from (id(one) for one in band.pieces if any(_is_under(one, other) for other in open_ended))
        above = band.pieces


def _is_under(one: Piece, other: Piece) -> bool:
    return one.over(other) and 0 < one.top - other.top < 2 * (other.bottom - other.top)


def _heads_on(text: str) -> bool:
    return bool(_YEAR.fullmatch(text) or _UNDER_HEADS.fullmatch(text))
