"""Names of rows that are set in more than one line: `Craniospinal axis` over `CTV1`, beside one dose.

The other cells stand beside the first line of the name, its middle or its last, and its other lines stand alone. Such
a line belongs to a row that is clearly nearer than what is on its other side, so that the subheading of a part of the
table, or the prose below it, does not: where rows lie as close as the lines of a cell do, nothing is joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.findings.text.rows import Part, Row, row_of
from consilium.domain.layout import placed
from consilium.domain.records import Line, Page

_FEWEST_CELLS, _MOST_CHARS = 3, 40
# Fractions of the page's width: how exactly lines of a cell begin below each other, how clear of the next column they
# end.
_ALIGNED, _CLEAR = 0.006, 0.005
# Rows lie so much farther apart than the lines of a cell, which lie as far apart as each other.
_FARTHER, _EVEN = 1.12, 1.12
_NO_NAME = re.compile(r"\W{0,3}[-•*▪◦]\s|\W{0,3}\d+(?:[./-]\d|\s*$)")
_ENDS_IN = ":.;"
# Lines of a name before and after the line of its row, by where the other cells stand: in the middle, first, last.
_SHAPES = ((1, 1), (0, 1), (0, 2), (1, 0), (2, 0))


@dataclass(frozen=True, slots=True)
class Group:
    """The lines on one height, with those before and after them that go on with the name of their row."""

    lines: Sequence[Line]
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()

    @property
    def all_lines(self) -> tuple[Line, ...]:
        return (*self.before, *self.lines, *self.after)

    def named(self, row: Row) -> Row:
        """Its row with the whole name in the first cell, which may have stood on the lines around the row only."""
        before, after = (
            tuple(Part(row.page, one, 0, len(one.text), one.box) for one in some) for some in (self.before, self.after)
        )
        if not before and not after:
            return row
        if _is_left_of(self, row):
            return replace(row, cells=((*before, *after), *row.cells))
        return replace(row, cells=((*before, *row.cells[0], *after), *row.cells[1:]))


def with_row_names(page: Page, groups: Sequence[Sequence[Line]]) -> Iterator[Group]:
    """The groups of lines of a page in their order; a line that goes on with the name of a row is told with the row."""
    at = 0
    while at < len(groups):
        made = next((one for shape in _SHAPES if (one := _shaped(page, groups, at, *shape)) is not None), None)
        yield made or Group(groups[at])
        at += 1 if made is None else 1 + len(made.before) + len(made.after)


def _shaped(page: Page, groups: Sequence[Sequence[Line]], at: int, before: int, after: int) -> Group | None:
    """The row whose name begins at a place, with so many lines of it alone before and after."""
    of_row = at + before
    end = of_row + after + 1
    if end > len(groups):
        return None
    if not all(_may_name(groups[one]) for one in (*range(at, of_row), *range(of_row + 1, end))):
        return None
    made = Group(
        groups[of_row],
        tuple(groups[one][0] for one in range(at, of_row)),
        tuple(groups[one][0] for one in range(of_row + 1, end)),
    )
    apart = _apart(made)
    if not apart or not _is_far(groups, at, -1, apart) or not _is_far(groups, end - 1, 1, apart):
        return None
    row = row_of(page, made.lines)
    return made if row is not None and _fits(made, row) else None


def _may_name(lines: Sequence[Line]) -> bool:
    """Whether a line stands alone and may be a part of a name."""
    text = lines[0].text
    return (
        len(lines) == 1
        and placed(lines[0])
        and 0 < len(text) <= _MOST_CHARS
        and not text.rstrip().endswith(tuple(_ENDS_IN))
        and any(char.isalpha() for char in text)
        and _NO_NAME.match(text) is None
        and lines[0].box.right - lines[0].box.left < 0.4
    )


def _apart(made: Group) -> float:
    """How far apart the lines of a name lie; 0.0 where they do not lie evenly. A row between two lines of its name,
    which it overlaps, is none of them."""
    here = made.lines[0].box
    lines = [*made.before, made.lines[0], *made.after]
    if not all(placed(line) for line in lines):
        return 0.0
    if made.before and made.after and made.before[-1].box.bottom > here.top and made.after[0].box.top < here.bottom:
        lines = [*made.before, *made.after]
    steps = [below.box.top - above.box.top for above, below in pairwise(lines)]
    return max(steps) if min(steps) > 0 and max(steps) <= _EVEN * min(steps) else 0.0


def _is_far(groups: Sequence[Sequence[Line]], at: int, step: int, apart: float) -> bool:
    """Whether what comes before or after a name is farther away than its own lines. A table has a head before it."""
    if not 0 <= at + step < len(groups):
        return step > 0
    here, other = groups[at][0], groups[at + step][0]
    return placed(other) and not 0 <= step * (other.box.top - here.box.top) < _FARTHER * apart


def _fits(made: Group, row: Row) -> bool:
    """Whether the lines stand in the first column of a row of a table, left of all others."""
    inside = not _is_left_of(made, row)
    name, others = (row.cells[0], row.cells[1:]) if inside else ((), row.cells)
    if row.width or len(others) + 1 < _FEWEST_CELLS or any(":" in text for text in row.texts):
        return False
    alone = [*made.before, *made.after]
    left = name[0].box.left if name else alone[0].box.left
    if any(abs(one.box.left - left) > _ALIGNED or one.box.right > others[0][0].box.left - _CLEAR for one in alone):
        return False
    if any(row_of(row.page, [one]) is not None for one in alone):
        return False
    if not name:
        return bool(made.before and made.after) and made.before[-1].box.bottom > made.lines[0].box.top
    text = name[0].text
    # A line over a row is as likely the heading of some rows, unless the name visibly goes on in the row.
    return text[:1].isalpha() and (bool(made.after) or text[:1].islower())


def _is_left_of(made: Group, row: Row) -> bool:
    return all(one.box.right < row.cells[0][0].box.left for one in (*made.before, *made.after))
