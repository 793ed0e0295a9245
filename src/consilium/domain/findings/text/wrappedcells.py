"""What stands in one printed line of a table, and what of several such lines is one row, by places alone.

A cell that is too narrow for its words goes on in the next line, and its neighbours stand beside its first, its last
or, most often, its middle: between two lines of a name stand the values. Such lines overlap, which no others do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from consilium.domain.layout import placed
from consilium.domain.records import Box, Line

# In heights of a line: what parts two cells, how far a cell is moved up or down that belongs to another line, and how
# much of neighbouring lines of one cell may overlap (loose boxes of letters do a little).
_APART, _MOVED, _OVERLAP = 0.56, 0.2, 0.22
_MOST_WORDS, _MOST_HIGH = 80, 4.6
# Heads that touch are so many at most, and others stand beside them.
_FEWEST, _MOST_TOUCHING = 3, 4
_MOST_IN_CELL = 7
# A space of type of one width is as wide as a letter. A line of so many words of so many small letters is prose.
_SPACE = 1.15
_PROSE, _WORD = 7, 3
# A column has words in more than this share of its table's rows: what reaches into the next is a word too long for its
# own. What covers so much of two columns lies over both.
_SHARE, _COVERED = 0.35, 0.7

_FIGURES = re.compile(r"[<>≤≥]?\d[\d.,]*")

Token = tuple[str, Box]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one cell in one printed line."""

    words: tuple[Token, ...]
    left: float
    right: float
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.words)

    def over(self, other: Piece) -> bool:
        """Whether both stand in one column."""
        return min(self.right, other.right) > max(self.left, other.left)


@dataclass(frozen=True, slots=True)
class Band:
    """Printed lines that overlap, from top to bottom, or lines that were found to be one row."""

    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]

    @property
    def top(self) -> float:
        return min(one.top for one in self.pieces)

    @property
    def bottom(self) -> float:
        return max(one.bottom for one in self.pieces)

    def with_more(self, other: Band) -> Band:
        return Band((*self.lines, *other.lines), (*self.pieces, *other.pieces))


def bands_of(lines: Sequence[Line], aspect: float) -> list[Band]:
    """The printed lines of a page, those together that overlap; lines without places, and a block of many lines that
    all overlap (columns of prose of several sizes), are bands without pieces. `aspect` is the page's height by its
    width: sides of boxes are fractions of these."""
    found: list[Band] = []
    for line in lines:
        own = Band((line,), tuple(_pieces(line, aspect)))
        if found and own.pieces and found[-1].pieces and _overlap(found[-1], own):
            own = found.pop().with_more(own)
        found.append(own)
    return [one if not one.pieces or _is_low(one) else Band(one.lines, ()) for one in found]


def height_of(bands: Sequence[Band]) -> float:
    """The usual height of a line."""
    heights = sorted(one.bottom - one.top for band in bands for one in band.pieces)
    return heights[len(heights) // 2] if heights else 0.0


def _is_low(band: Band) -> bool:
    lowest = min(one.bottom - one.top for one in band.pieces)
    return band.bottom - band.top < _MOST_HIGH * lowest


def _pieces(line: Line, aspect: float) -> list[Piece]:
    if not placed(line) or not line.words or len(line.words) > _MOST_WORDS or _is_prose(line):
        return []
    letters = sum(len(text) for text, _ in line.words)
    letter = sum(box.right - box.left for _, box in line.words) / max(1, letters)
    held: list[list[Token]] = []
    for text, box in line.words:
        if not held or _is_apart(held[-1][-1][1], box, letter, aspect):
            held.append([])
        held[-1].append((text, box))
    return [_piece(words) for words in held]


def _is_prose(line: Line) -> bool:
    spoken = sum(len(text) >= _WORD and text.strip(".,;:()").isalpha() and text.islower() for text, _ in line.words)
    return spoken >= _PROSE


def _is_apart(one: Box, other: Box, letter: float, aspect: float) -> bool:
    """Whether a word begins another cell: far from the one before, or higher or lower and not touching it."""
    gap, height = other.left - one.right, max(one.bottom - one.top, other.bottom - other.top)
    far = gap > max(_APART * height * aspect, _SPACE * letter)
    return far or (_is_moved(one, other, height) and abs(gap) > _MOVED * height * aspect)


def _is_moved(one: Box, other: Box, height: float) -> bool:
    return abs((one.top + one.bottom) - (other.top + other.bottom)) / 2 > _MOVED * height


def _piece(words: Sequence[Token]) -> Piece:
    boxes = [box for _, box in words]
    return Piece(
        tuple(words),
        min(box.left for box in boxes),
        max(box.right for box in boxes),
        min(box.top for box in boxes),
        max(box.bottom for box in boxes),
    )


def _overlap(band: Band, other: Band) -> bool:
    return any(
        min(one.bottom, two.bottom) - max(one.top, two.top) > _OVERLAP * min(one.bottom - one.top, two.bottom - two.top)
        for one in band.pieces
        for two in other.pieces
    )


def columns_of(bands: Sequence[Band]) -> list[tuple[float, float]]:
    """The left and right side of each column of a table whose rows these are."""
    pieces = [one for band in bands for one in band.pieces]
    steps = sorted([(one.left, 1) for one in pieces] + [(one.right, -1) for one in pieces])
    found: list[tuple[float, float]] = []
    depth, begun, few = 0, 0.0, int(_SHARE * len(bands))
    for at, step in steps:
        if step > 0 and depth == few:
            begun = at
        if step < 0 and depth == few + 1:
            found.append((begun, at))
        depth += step
    rare: list[tuple[float, float]] = []
    for one in sorted(pieces, key=lambda one: one.left):
        if any(_shared(one.left, one.right, column) > 0 for column in found):
            continue
        if rare and one.left < rare[-1][1]:
            rare[-1] = (rare[-1][0], max(rare[-1][1], one.right))
        else:
            rare.append((one.left, one.right))
    return sorted([*found, *rare])


def _shared(left: float, right: float, column: tuple[float, float]) -> float:
    return min(right, column[1]) - max(left, column[0])


def cells_of(band: Band, columns: Sequence[tuple[float, float]]) -> list[list[Piece]] | None:
    """The cells of a row, from left to right, each with its pieces from top to bottom; None where words lie over
    several columns: a title, or prose."""
    if any(_speaks(one) for one in band.pieces):
        return None
    cells: dict[tuple[float, float], list[Piece]] = {}
    for piece in band.pieces:
        parts = [piece]
        if len(piece.words) > 1 and _lies_over_two(piece, columns):
            parts = _by_columns(piece, columns)
            beside = sum(_is_level(piece, one) for one in band.pieces)  # itself among them
            if beside < _FEWEST or len(parts) > _MOST_TOUCHING:
                return None
        for part in parts:
            cells.setdefault(_column(part.left, part.right, columns), []).append(part)
    for cell in cells.values():
        cell.sort(key=lambda one: (one.top, one.left))
        if any(_is_level(one, other) and one.over(other) for one, other in pairwise(cell)):
            return None
    return [cells[column] for column in sorted(cells)]


def _speaks(piece: Piece) -> bool:
    """Whether a piece is of a sentence, and no cell."""
    return len(piece.words) > _MOST_IN_CELL or (len(piece.words) > _FEWEST and piece.words[-1][0].endswith("."))


def _lies_over_two(piece: Piece, columns: Sequence[tuple[float, float]]) -> bool:
    return sum(_shared(piece.left, piece.right, one) > _COVERED * (one[1] - one[0]) for one in columns) > 1


def _column(left: float, right: float, columns: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The column that a piece stands in; one of its own where it stands in none."""
    column = max(columns, key=lambda one: _shared(left, right, one))
    return column if _shared(left, right, column) > 0 else (left, right)


def _by_columns(piece: Piece, columns: Sequence[tuple[float, float]]) -> list[Piece]:
    """Heads that touch, each under its column: `Neutrophils Platelets`."""
    grouped = groupby(piece.words, lambda word: _column(word[1].left, word[1].right, columns))
    return [_piece(tuple(words)) for _, words in grouped]


def with_figures_apart(band: Band, columns: Sequence[tuple[float, float]]) -> Band:
    """The band, where a value that stands close behind a name which fills its column is a piece of its own."""
    pieces = [part for piece in band.pieces for part in _figures_apart(piece, columns)]
    return Band(band.lines, tuple(pieces)) if len(pieces) > len(band.pieces) else band


def _figures_apart(piece: Piece, columns: Sequence[tuple[float, float]]) -> Iterator[Piece]:
    held: list[Token] = []
    for text, box in piece.words:
        if held and _FIGURES.fullmatch(text) and _column(box.left, box.right, columns) in columns[1:]:
            before = held[-1][1]
            if _column(before.left, before.right, columns) == columns[0]:
                yield _piece(held)
                held = []
        held.append((text, box))
    yield _piece(held)


def _is_level(one: Piece, other: Piece) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) > 2 * _OVERLAP * (one.bottom - one.top)


# What goes on in the next line without a blank: `12/03/` and `2025`, `mmol/` and `mol`, `Gamma-` and `glutamyl`.
_GOES_ON = re.compile(r"[\w)][/-]$")


def line_of(band: Band, cells: Sequence[Sequence[Piece]]) -> Line:
    """A row as one line, its cells one after the other, each with its own words in order."""
    words: list[Token] = []
    for cell in cells:
        own: list[Token] = []
        for piece in cell:
            for at, (text, box) in enumerate(piece.words):
                if at == 0 and own and _GOES_ON.search(own[-1][0]):
                    before, there = own.pop()
                    text, box = before + text, _around(there, box)
                own.append((text, box))
        words += own
    box = words[0][1]
    for _, other in words[1:]:
        box = _around(box, other)
    known = [line.confidence for line in band.lines if line.confidence is not None]
    return Line(" ".join(text for text, _ in words), box, tuple(words), min(known, default=None))


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left), min(one.top, other.top), max(one.right, other.right), max(one.bottom, other.bottom)
    )
