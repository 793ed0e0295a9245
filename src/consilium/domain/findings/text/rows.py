"""The rows of tables: which lines lie in columns, where their cells begin, and what stands over each."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.datetext import dates_in
from consilium.domain.findings.text.headings import SectionWords
from consilium.domain.layout import across, part_box, placed, same_row
from consilium.domain.phrases import words_of
from consilium.domain.records import Box, Line, Page

# How far apart, in fractions of the page's width, the beginnings of two cells of one column may lie.
_ALIGNED = 0.02
# A gap so wide parts two cells even where no other line has one at the same place.
_WIDE = 0.06
# Gaps in letters: one that looks like more than a space, and one that is enough where a column is known to begin.
_GAP, _LEAST_GAP = 2.0, 0.75
# The same in recognized print, whose boxes reach a little beyond the letters: of 10,000 spaces of lines seen again in
# print 98 of 100 were less than 1.2 letters wide, of gaps of two spaces 9 of 10 more than this.
_SEEN_GAP, _LEAST_SEEN = 1.5, 1.15
_SNAP = 0.007
_SIGNS = re.compile(r"[|\t]")
_SEPARATOR = re.compile(r"\s*\|\s*|\t+\s*| {3,}")
# Dots that lead from a label to its value: `Stage ......... II`.
_SIGN = re.compile(r"(?<![^\s|])\|\s*")  # parts cells wherever it stands alone, however narrow its column
_LEADERS = re.compile(r"(?:(?<=\s)\.{3,}|\.{5,}|(?:\. ){4,}\.?|…{2,})(?=\s)\s*")
_VALUE = re.compile(
    r"[<>≤≥]?\s?\d{1,4}(?:[.,]\d{1,4})?\s?(?:%|[xX×]\s?10|[a-zµ]{1,3}/)"
    r"|[<>≤≥]?\s?\d[\d.,]{0,9}\s?(?:[HL]{1,2}|\*{1,2})$"
)
_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})")
_NAMED = re.compile(r"(?:^|; )([^\W\d_][^:;]{0,38}): ")
_SAYS_SOMETHING = re.compile(r"[^\W_]|[-+±%✓✔√☑]")
_NEW_SENTENCE = re.compile(r"[^\W\d_]{4}\.\s(?:\d\s?\)?\s)?[A-ZÁÉÍÓÚÑ]")
_MOST_CELLS = 60
_COUNTED, _FEWEST_COUNTED = re.compile(r"\d{1,2}"), 4
# A line of at least so many words of at least so many letters is prose.
_PROSE, _WORD = 8, 3


@dataclass(frozen=True, slots=True)
class Part:
    """`line.text[start:end]`, a cell or a part of one, with its box."""

    page: Page
    line: Line
    start: int
    end: int
    box: Box

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end].strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A cell is one or more parts: it may go on in the next line. `names` are heads that the row states.

    `columns` are the numbers of the columns that its cells stand in, and `width` how many signs part the line, where
    signs and no places tell it: cells that are empty are none, and what stands behind them is not moved to the left.
    `first` is the first row of a table that its reader tells.
    """

    cells: tuple[tuple[Part, ...], ...]
    names: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    width: int = 0
    first: bool = False

    @property
    def page(self) -> Page:
        return self.cells[0][0].page

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(" ".join(part.text for part in cell) for cell in self.cells)


def row_of(page: Page, lines: Sequence[Line], columns: Sequence[float] = ()) -> Row | None:
    """The cells of a line, or of several lines on the same height; None where there is only one.

    `columns` are where the columns of the open table begin: there a small gap parts cells too.
    """
    parts = [part for line in lines for part in _parts(page, line, columns)][:_MOST_CELLS]
    if len(parts) < 2 or (len(lines) == 1 and _is_prose(lines[0], parts, columns)):
        return None
    cells = tuple((part,) for part in parts)
    signs = [at.start() for at in _SIGNS.finditer(lines[0].text)] if len(lines) == 1 else []
    return Row(cells, (), tuple(bisect(signs, part.start) for part in parts), len(signs)) if signs else Row(cells)


def _is_prose(line: Line, parts: Sequence[Part], columns: Sequence[float]) -> bool:
    return _speaks(line, parts) or (bool(columns) and _runs_over(line, parts, columns))


def _speaks(line: Line, parts: Sequence[Part]) -> bool:
    """Whether a recognized line of many words ends a sentence and begins another, with no gap that is wide: around
    small or misread words of prose recognition leaves more space than print has."""
    if line.confidence is None or not placed(line) or "|" in line.text or not _NEW_SENTENCE.search(line.text):
        return False
    spoken = sum(len(text) >= _WORD and text.strip(".,;:()").isalpha() for text, _, _ in across(line))
    return spoken >= _PROSE and all(right.box.left - left.box.right < _WIDE / 2 for left, right in pairwise(parts))


def _runs_over(line: Line, parts: Sequence[Part], columns: Sequence[float]) -> bool:
    """Whether a line parts only where one of its usual spaces happens to lie over a column, and words lie over others:
    prose below a table."""
    words = across(line) if placed(line) and line.words and ".." not in line.text else []
    spoken = sum(len(text) > _WORD and text.isalpha() and text.islower() for text, _, _ in words)
    if len(words) < _PROSE or spoken < 2:
        return False
    gaps = sorted(left - right for (_, _, right), (_, left, _) in pairwise(words))
    if any(right.box.left - left.box.right > 1.5 * gaps[len(gaps) // 2] for left, right in pairwise(parts)):
        return False
    begun = [part.box.left for part in parts]
    inside = [one for one in columns if words[0][1] + _SNAP < one < words[-1][2] - _SNAP]
    return any(left < one - _SNAP and one + _SNAP < right for one in inside for _, left, right in words) and not all(
        any(abs(left - one) < 2 * _SNAP for left in begun) for one in inside
    )


def is_led(line: Line) -> bool:
    """Whether dots lead from a label to its value, which an item of a list has no more than a sentence."""
    return "..." in line.text and _LEADERS.search(line.text) is not None


def named_row(page: Page, line: Line) -> Row | None:
    """A row whose cells carry their names, as sources without pages give it: `Test: Sodium; Value: 138; Unit: ...`."""
    if placed(line) or "; " not in line.text:
        return None
    found = list(_NAMED.finditer(line.text))[:_MOST_CELLS]
    if len(found) < 2 or found[0].start() != 0 or line.text.count("; ") > 2 * len(found):
        return None
    ends = [one.start() for one in found[1:]] + [len(line.text)]
    cells = tuple((Part(page, line, one.end(), end, line.box),) for one, end in zip(found, ends, strict=True))
    return Row(cells, tuple(one[1] for one in found))


def lines_by_row(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that stand beside each other on the same height together, others alone."""
    held: list[Line] = []
    for line in lines:
        if held and not (placed(line) and placed(held[-1]) and _beside(held[-1], line)):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def columns_of(rows: Sequence[Row]) -> tuple[float, ...]:
    """Where the columns of some rows begin, in fractions of the page's width; none where the source has no places."""
    lefts = sorted({round(cell[0].box.left, 4) for row in rows for cell in row.cells[1:] if cell[0].box.right > 0})
    return tuple(left for at, left in enumerate(lefts) if not at or left - lefts[at - 1] > 0.001)


def parted(row: Row, columns: Sequence[float]) -> Row:
    """The row with cells parted once more where columns of its table begin within them; not where signs part them."""
    if row.width:
        return row
    cells: list[tuple[Part, ...]] = []
    begins: dict[int, list[int]] = {}
    for cell in row.cells:
        first = cell[0]
        if placed(first.line) and id(first.line) not in begins:
            begins[id(first.line)] = list(_gaps(first.line, columns))
        if len(cell) > 1 or not any(
            first.start < at < first.end for at in begins.get(id(first.line), (first.end - 1,))
        ):
            cells.append(cell)
            continue
        smaller = list(_parts(first.page, first.line, columns, first.start, first.end))
        cells += [(part,) for part in smaller] if len(smaller) > 1 else [cell]
    return replace(row, cells=tuple(cells[:_MOST_CELLS]))


def aligned(one: Row, other: Row) -> bool:
    """Whether a cell after the first begins where a cell of the other row begins."""
    if one.width == other.width > 0:
        return True
    if not placed(one.cells[0][0].line) or not placed(other.cells[0][0].line):
        return len(one.cells) == len(other.cells)
    lefts = [cell[0].box.left for cell in other.cells[1:]]
    return any(abs(cell[0].box.left - left) < _ALIGNED for cell in one.cells[1:] for left in lefts)


def wide(row: Row) -> bool:
    """Whether a gap between two of its cells is too wide for a line of prose; always where signs part the cells."""
    if not placed(row.cells[0][0].line):
        return True
    return any(right[0].box.left - left[-1].box.right > _WIDE for left, right in pairwise(row.cells))


def is_head(row: Row, words: SectionWords) -> bool:
    """Whether a row says what stands under it: its cells begin with known column words, some may be dates."""
    texts = without_numbered(row.texts)
    if any(_no_head(text) for text in texts):
        return False
    known = [_column(text, words) for text in texts]
    if row.first and len(texts) > 2 and any(known):
        return True
    dated = sum(any(True for _ in dates_in(text)) for one, text in zip(known, texts, strict=True) if not one)
    if len(texts) == 2:
        return all(known) or (known[0] and not dated and not any(char.isdigit() for text in texts for char in text))
    return (known[0] and sum(known) + dated >= 2) or sum(known) * 2 > len(texts)


def without_numbered(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The heads before those that only count days: `Drug | Dose | 1 | 2 | 3 | 4`."""
    counted = [int(text) for text in texts if _COUNTED.fullmatch(text)]
    first = len(texts) - len(counted)
    rising = all(one < other for one, other in pairwise(counted)) and counted[:1] == [1]
    return texts[:first] if len(counted) >= _FEWEST_COUNTED and rising and 0 < first < len(texts) else texts


def heads_for(head: Row, row: Row) -> tuple[str, ...]:
    """The head over each cell of a row, "" where none is."""
    heads = head.texts
    if head.width == row.width > 0:
        above = dict(zip(head.columns, heads, strict=True))
        return tuple(above.get(column, "") for column in row.columns)
    if not placed(head.cells[0][0].line) or not placed(row.cells[0][0].line):
        return heads if len(heads) == len(row.cells) else ()
    return tuple(heads[_over(head, cell[0].box)] for cell in row.cells)


def continued(row: Row, page: Page, line: Line) -> Row | None:
    """The row with a line that goes on in one of its cells; None where the line is no such thing."""
    here = row.cells[0][-1]
    if (
        not placed(line)
        or here.page is not page
        or line.box.top - here.box.bottom > 0.012
        or line.box.top <= here.box.top
    ):
        return None
    at = next((i for i, cell in enumerate(row.cells) if abs(cell[0].box.left - line.box.left) < 0.006), None)
    if at is None or not line.text[:1].islower() or line.box.right > _limit(row, at):
        return None
    more = (*row.cells[at], Part(page, line, 0, len(line.text), line.box))
    return replace(row, cells=(*row.cells[:at], more, *row.cells[at + 1 :]))


def _limit(row: Row, at: int) -> float:
    return row.cells[at + 1][0].box.left if at + 1 < len(row.cells) else 1.0


def _beside(one: Line, other: Line) -> bool:
    return same_row(one.box, other.box) and other.box.left >= one.box.right - 0.005


def _parts(
    page: Page, line: Line, columns: Sequence[float] = (), start: int = 0, end: int | None = None
) -> Iterator[Part]:
    end = len(line.text) if end is None else end
    if placed(line) and line.words:
        signs = [found.end() for found in _SIGN.finditer(line.text)] if "|" in line.text else []
        starts = [at for at in (*_gaps(line, columns), *signs) if start < at < end]
    else:
        starts = [found.end() for found in _SEPARATOR.finditer(line.text, start, end)]
    leaders = [found.end() for found in _LEADERS.finditer(line.text, start, end)] if "..." in line.text else []
    for first, last in pairwise([start, *sorted({*starts, *leaders}), end]):
        text = line.text[first:last].strip(" |\t")
        text = text.rstrip(". ") if last in leaders else text
        if _SAYS_SOMETHING.search(text):
            begin = line.text.index(text, first)
            yield Part(page, line, begin, begin + len(text), part_box(line, begin, begin + len(text)))


def _gaps(line: Line, columns: Sequence[float]) -> Iterator[int]:
    """Offsets where a cell begins: after a wide gap, or after a smaller one where a column begins."""
    words = across(line)
    letter = sum([right - left for _, left, right in words]) / max(1, sum([len(text) for text, _, _ in words]))
    typed = line.confidence is None
    offset, snap = 0, _SNAP if typed else 2 * _SNAP
    least = max((_LEAST_GAP if typed else _LEAST_SEEN) * letter, _space(words))
    clear = max(0.012, _GAP * letter) if typed else max(0.009, _SEEN_GAP * letter)
    for (text, _, right), (_, left, _) in pairwise(words):
        offset += len(text) + 1
        gap = left - right
        if gap > clear or (text != "%" and gap > least and any(abs(left - begins) < snap for begins in columns)):
            yield offset


def _space(words: Sequence[tuple[str, float, float]]) -> float:
    """What a gap in a line of prose must have to be more than its usual space: prose under a table begins a word now
    and then where a column of the table begins."""
    if sum(len(text) >= _WORD and text.strip(".,;:()").isalpha() for text, _, _ in words) < _PROSE:
        return 0.0
    gaps = sorted(left - right for (_, _, right), (_, left, _) in pairwise(words))
    return 1.5 * gaps[len(gaps) // 4]


def _no_head(text: str) -> bool:
    if _DOTTED_DAY.fullmatch(text):
        return False
    if (text.endswith((".", ";")) and " " in text) or ":" in text or text.replace(".", "").isdigit():
        return True
    return _VALUE.match(text) is not None


def _column(text: str, words: SectionWords) -> bool:
    parts = words_of(text)
    return len(parts) <= 6 and any(hit.first == 0 for hit in words.columns.find(parts[:4]))


def _over(head: Row, box: Box) -> int:
    """The head that overlaps a cell most; the nearest one where none does."""

    def near(at: int) -> tuple[float, float]:
        over = head.cells[at][0].box
        overlap = min(over.right, box.right) - max(over.left, box.left)
        return (max(overlap, 0.0), -min(abs(over.left - box.left), abs(over.right - box.right)))

    return max(range(len(head.cells)), key=near)
