"""What stands beside and above a line on its page, for labels whose value is in another cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from consilium.domain.records import Box, Citation, Line, Page, Words

# A cell's label is at most this far above its value, in fractions of the page's height.
_NEAR = 0.06
# The next row of a table or the second line of a cell is closer than this.
_CLOSE = 0.025
# Cells of neighbouring rows overlap by so much on a page that lies aslant.
_ASLANT = 0.02
# Of two cells of one column, the middles are this much of the lower one's height apart if they are of different rows.
_ROW = 0.35
_NEIGHBOURS = 3
# How many lines of the reading order are searched on either side of a cell: pages may be hostile.
_REACH = 40


def placed(line: Line) -> bool:
    """Whether the source gives the line a place on its page."""
    return line.box.right > line.box.left and line.box.bottom > line.box.top


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes overlap vertically by more than half of the lower one's height."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def same_column(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)


def _around(lines: Sequence[Line], at: int) -> list[Line]:
    return [line for i, line in enumerate(lines[max(0, at - _REACH) : at + _REACH], max(0, at - _REACH)) if i != at]


def left_of(lines: Sequence[Line], at: int) -> Line | None:
    """The nearest line to the left on the same row."""
    here = lines[at].box
    row = [line for line in _around(lines, at) if same_row(line.box, here) and line.box.right <= here.left + 0.005]
    return max(row, key=lambda line: line.box.right, default=None)


def right_of(lines: Sequence[Line], at: int) -> Line | None:
    """The nearest line to the right on the same row."""
    here = lines[at].box
    row = [line for line in _around(lines, at) if same_row(line.box, here) and line.box.left >= here.right - 0.005]
    return min(row, key=lambda line: line.box.left, default=None)


def above(lines: Sequence[Line], at: int) -> Line | None:
    """The nearest line above in the same column."""
    here = lines[at].box
    column = [
        line
        for line in _around(lines, at)
        if same_column(line.box, here) and 0 <= here.top - line.box.bottom + 0.005 < _NEAR and line.box.top < here.top
    ]
    return max(column, key=lambda line: line.box.bottom, default=None)


def below(lines: Sequence[Line], at: int) -> Line | None:
    """The nearest line below in the same column."""
    here = lines[at].box
    column = [
        line
        for line in _around(lines, at)
        if same_column(line.box, here) and 0 <= line.box.top - here.bottom + 0.005 < _NEAR and line.box.top > here.top
    ]
    return min(column, key=lambda line: line.box.top, default=None)


def gaps(line: Line) -> tuple[int, ...]:
    """Offsets in `line.text` where a new cell begins: after a wide gap between the boxes of two words."""
    if not line.words or not placed(line):
        return ()
    letters = max(1, len(line.text))
    wide = max(0.02, 2.5 * (line.box.right - line.box.left) / letters)
    offset, starts = 0, []
    for (text, _, right), (_, left, _) in pairwise(across(line)):
        offset += len(text) + 1
        if left - right > wide:
            starts.append(offset)
    return tuple(starts)


def cells(line: Line) -> tuple[Line, ...]:
    """The line's cells: its words parted where a wide gap stands between two. A line without places is one cell."""
    starts = gaps(line)
    if not starts:
        return (line,)
    made, offset, held = [], 0, list[tuple[str, Box]]()
    for text, box in line.words:
        if offset in starts and held:
            made.append(held)
            held = []
        held.append((text, box))
        offset += len(text) + 1
    made.append(held)
    return tuple(
        Line(" ".join(text for text, _ in words), _around_all([box for _, box in words]), tuple(words), line.confidence)
        for words in made
        if words
    )


def parted(line: Line) -> str:
    """The line's text with a tab, in place of the blank, before each of its cells but the first: where text that is
    typed in columns has several blanks."""
    text = line.text
    for start in gaps(line):
        text = f"{text[: start - 1]}\t{text[start:]}"
    return text


def part_box(line: Line, start: int, end: int) -> Box:
    """The box around a part of a line's text; the line's own where its words have no places."""
    return _words(line).around(start, end) or line.box


def across(line: Line) -> list[tuple[str, float, float]]:
    """The text, left and right side of each of a line's words."""
    return _words(line).across()


def _words(line: Line) -> Words:
    assert isinstance(line.words, Words)  # a Line sees to it
    return line.words


def cells_above(lines: Sequence[Line], at: int, here: Box) -> tuple[Line, ...]:
    """The nearest cells straight above a box, among the lines before `at`: that of a label over its value."""
    return _nearest(lines[max(0, at - _NEIGHBOURS) : at][::-1], here, below_it=False)


def cells_below(lines: Sequence[Line], at: int, here: Box) -> tuple[Line, ...]:
    """The nearest cells straight below a box, among the lines after `at`."""
    return _nearest(lines[at + 1 : at + 1 + _NEIGHBOURS], here, below_it=True)


def _nearest(lines: Sequence[Line], here: Box, *, below_it: bool) -> tuple[Line, ...]:
    for line in lines:
        if not placed(line):
            continue
        # Row by row of cells, since the whole lines of a photographed page lie aslant and overlap one another.
        found = tuple(cell for cell in cells(line) if same_column(cell.box, here) and _apart(cell.box, here))
        if found:
            gap = found[0].box.top - here.bottom if below_it else here.top - found[0].box.bottom
            return found if -_ASLANT <= gap < _CLOSE else ()
    return ()


def _apart(one: Box, other: Box) -> bool:
    """Whether the middles of two boxes of one column are too far apart to stand on one row."""
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return abs((one.top + one.bottom) - (other.top + other.bottom)) > 2 * _ROW * lower


def cite(line: Line, page: int, start: int = 0, end: int | None = None) -> Citation:
    """The citation of a part of a line: its words as they stand and the box around them."""
    quote = line.text[start:end].strip()
    if not placed(line):
        return Citation(quote, page)
    return Citation(quote, page, part_box(line, start, len(line.text) if end is None else end))


def _around_all(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def joined(page: Page) -> tuple[str, list[tuple[int, Line]]]:
    """The lines of a page as one text, and where each begins."""
    parts, lines, at = [], [], 0
    for line in page.lines:
        lines.append((at, line))
        parts.append(line.text)
        at += len(line.text) + 1
    return "\n".join(parts), lines
