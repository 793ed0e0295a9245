"""Cells of recognized print that stand closer together than a gap is told by: `19/05/2025 21 mg`, heads `ANC Plt`.

The columns that most rows of the table have are known; a cell that runs over some of them parts where a word begins at
each. One over which words lie is a remark, and stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.findings.text.rows import Part, Row
from consilium.domain.layout import across, part_box, placed

# How far from a column (in fractions of the page's width) its cells and heads begin, and how few rows make a column.
_NEAR, _FEWEST = 0.006, 3
# The least width of a column, and the least gap in letters.
_NARROWEST, _LEAST_GAP = 0.02, 0.6
_MOST_ROWS = 40


def with_close_cells(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table with the cells parted that recognition or narrow columns joined."""
    columns = _columns(rows[:_MOST_ROWS])
    return [_parted(row, columns) if columns and _seen(row) else row for row in rows]


def _seen(row: Row) -> bool:
    line = row.cells[0][0].line
    return not row.names and not row.width and line.confidence is not None and placed(line) and bool(line.words)


def _columns(rows: Sequence[Row]) -> tuple[float, ...]:
    """Where at least half of the rows, and three of them, begin a cell."""
    seen = [row for row in rows if _seen(row)]
    lefts = sorted(cell[0].box.left for row in seen for cell in row.cells[1:])
    found: list[list[float]] = []
    for left in lefts:
        if not found or left - found[-1][0] > 2 * _NEAR:
            found.append([])
        found[-1].append(left)
    least = max(_FEWEST, len(seen) // 2)
    return tuple(group[len(group) // 2] for group in found if len(group) >= least)


def _parted(row: Row, columns: Sequence[float]) -> Row:
    cells = tuple(smaller for cell in row.cells for smaller in _smaller(cell, columns))
    return replace(row, cells=cells) if len(cells) > len(row.cells) else row


def _smaller(cell: tuple[Part, ...], columns: Sequence[float]) -> Iterator[tuple[Part, ...]]:
    part = cell[0]
    starts = _starts(part, columns) if len(cell) == 1 and " " in part.text else []
    for start, end in pairwise([part.start, *starts, part.end]):
        text = part.line.text[start:end].rstrip()
        yield (
            cell
            if not starts
            else (Part(part.page, part.line, start, start + len(text), part_box(part.line, start, start + len(text))),)
        )


def _starts(part: Part, columns: Sequence[float]) -> list[int]:
    """Where the words begin that stand at the columns a cell runs over; none where a word lies over one of them."""
    words, at = [], 0
    for text, left, right in across(part.line):
        if part.start <= at and at + len(text) <= part.end:
            words.append((at, left, right, len(text)))
        at += len(text) + 1
    if len(words) < 2:
        return []
    inside = [one for one in columns if words[0][1] + _NARROWEST < one < words[-1][2] - _NEAR]
    letter = sum(right - left for _, left, right, _ in words) / sum(length for *_, length in words)
    begun = []
    for column in inside:
        start = next(
            (
                at
                for (_, _, before, _), (at, left, _, _) in pairwise(words)
                if abs(left - column) < _NEAR and left - before > _LEAST_GAP * letter
            ),
            None,
        )
        if start is None:
            return []
        begun.append(start)
    return begun
