"""Reading order: pieces of text with their places on a page become lines, in the order in which a person reads them.

No reader: typed PDF pages and recognized pictures share it. A row of a table stays one line (a value beside its
name); columns of prose are read one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from consilium.domain.records import BOLD_ALONE, Box, Line

Word = tuple[str, Box]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together. `place` orders them: any unit, the same both ways, on a page turned straight.

    `words` have their boxes on the page as it is shown.

    `confidence` is 0 to 1 for recognized text, None for typed text; `bold` is known of typed text.
    """

    words: tuple[Word, ...]
    place: Box
    confidence: float | None = None
    bold: bool = False

    @property
    def height(self) -> float:
        return self.place.bottom - self.place.top

    @property
    def middle(self) -> float:
        return (self.place.top + self.place.bottom) / 2

    @property
    def chars(self) -> int:
        return sum(len(text) for text, _ in self.words)


Row = list[Piece]

_ROWS_OF_PROSE = 4
_CHARS_OF_PROSE = 22
_FILLED = 0.55
_GUTTERS = 100


def lines_in_order(pieces: Sequence[Piece]) -> tuple[Line, ...]:
    """The lines of a page, from top to bottom, columns of prose from left to right."""
    return tuple(_line(row) for row in _ordered(_rows(pieces)))


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around boxes; at least one is needed."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces grouped into rows: a piece belongs to the row whose middle it covers by half of the lesser height."""
    rows: list[list[_Placed]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        box = piece.place
        placed = (box.left, box.top, box.right, box.bottom, piece)
        for row in reversed(rows[-3:]):
            if _beside(row, placed):
                row.append(placed)
                break
        else:
            rows.append([placed])
    return [[placed[4] for placed in sorted(row, key=lambda placed: placed[0])] for row in rows]


# A piece with its sides beside it: rows are compared side by side, piece by piece.
_Placed = tuple[float, float, float, float, Piece]


def _beside(row: list[_Placed], piece: _Placed) -> bool:
    """Whether a piece stands in a row: compared with the row's nearest piece, so that a slope does not add up."""
    left, top, right, bottom, _ = piece
    nearest, least, width = row[0], float("inf"), right - left
    for other in row:
        begins, _, ends, _, _ = other
        gap = (begins if begins > left else left) - (ends if ends < right else right)
        if gap < 0 and -gap > 0.5 * min(ends - begins, width):
            return False
        if gap < least:
            nearest, least = other, gap
    overlap = min(nearest[3], bottom) - max(nearest[1], top)
    return overlap >= 0.5 * min(nearest[3] - nearest[1], bottom - top)


def _ordered(rows: list[Row]) -> list[Row]:
    """Rows in reading order: where a gutter parts a run of rows into prose, left column first, then right."""
    if len(rows) < _ROWS_OF_PROSE:
        return rows
    best = max((_run(rows, gutter) for gutter in _gutters(rows)), key=lambda run: run[1] - run[0], default=None)
    if best is None or best[1] - best[0] < _ROWS_OF_PROSE:
        return rows
    start, end, gutter = best
    left = [[piece for piece in row if piece.place.right <= gutter] for row in rows[start:end]]
    right = [[piece for piece in row if piece.place.left >= gutter] for row in rows[start:end]]
    columns = [[row for row in column if row] for column in (left, right)]
    return [*_ordered(rows[:start]), *_ordered(columns[0]), *_ordered(columns[1]), *_ordered(rows[end:])]


def _gutters(rows: list[Row]) -> list[float]:
    """Candidate gutters: middles of gaps wider than a text's height, in steps of that height."""
    height = max(1e-6, median(piece.height for row in rows for piece in row))
    found: dict[int, float] = {}
    for row in rows:
        for left, right in pairwise(row):
            if right.place.left - left.place.right > 0.8 * height:
                middle = (left.place.right + right.place.left) / 2
                found.setdefault(round(middle / height), middle)
    return sorted(found.values())[:_GUTTERS]


def _run(rows: list[Row], gutter: float) -> tuple[int, int, float]:
    """The longest run of rows that a gutter parts into two columns of prose, `(start, end, gutter)`; empty if none."""
    best, start = (0, 0), 0
    for index in range(len(rows) + 1):
        if index == len(rows) or _crosses(rows[index], gutter):
            if index - start > best[1] - best[0] and _parts_prose(rows[start:index], gutter):
                best = (start, index)
            start = index + 1
    return (*best, gutter)


def _crosses(row: Row, gutter: float) -> bool:
    """Whether a row runs across a gutter: a piece lies on it, or only a space between words does."""
    before = max((piece.place.right for piece in row if piece.place.left < gutter), default=float("-inf"))
    after = min((piece.place.left for piece in row if piece.place.right > gutter), default=float("inf"))
    return after - before < 0.8 * min(piece.height for piece in row)


def _parts_prose(rows: list[Row], gutter: float) -> bool:
    left = [[piece for piece in row if piece.place.right <= gutter] for row in rows]
    right = [[piece for piece in row if piece.place.left >= gutter] for row in rows]
    return all(_is_prose([row for row in column if row]) for column in (left, right))


def _is_prose(column: list[Row]) -> bool:
    """Whether a column's lines are running text: enough of them, long, most as wide as the column."""
    if len(column) < _ROWS_OF_PROSE or median(sum(piece.chars for piece in row) for row in column) < _CHARS_OF_PROSE:
        return False
    whole = around([piece.place for row in column for piece in row])
    widths = [sum(piece.place.right - piece.place.left for piece in row) for row in column]
    return median(widths) >= _FILLED * (whole.right - whole.left)


def _line(row: Row) -> Line:
    words = tuple(word for piece in row for word in piece.words)
    sure = [(piece.confidence, piece.chars) for piece in row if piece.confidence is not None]
    weight = sum(chars for _, chars in sure)
    confidence = round(sum(value * chars for value, chars in sure) / weight, 3) if weight else None
    level = BOLD_ALONE if all(piece.bold for piece in row) else 0
    return Line(" ".join(text for text, _ in words), around([box for _, box in words]), words, confidence, level)
