"""Tables of results on a page: which column is what, and what each row's cells say.

A column is known by its head (`Prueba`, `Result`, `Ref.`) or is a day (cumulative tables). Where the page has places,
a word belongs to the column above it, so that an empty cell stays empty; where it has none, by the cells' order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, dates_in, in_order
from consilium.domain.findings.laboratory.units import units_in
from consilium.domain.findings.text.rows import lines_by_row
from consilium.domain.layout import part_box, placed
from consilium.domain.phrases import Hit, PhraseIndex, words_of
from consilium.domain.records import Box, Line, Page

# Columns of values: of the only day, of a day, of an occasion without one, of a minute of a series.
RESULTS = frozenset({"result", "day", "undated", "minute"})
TIMED = frozenset({"undated", "minute"})
_TESTS = frozenset({"measure", "named"})  # columns of tests, in a table whose rows are days
_LONGEST_HEAD, _LETTERS, _LONGEST_ROW = 160, 40, 60
# So many heads are no title, however close they stand; fewer stand farther apart than words do.
_FEWEST_HEADS, _APART = 3, 0.02
_COUNTED = re.compile(r"(?:d[ií]a|day|d|t)?\s?[+-]?\s?\d{1,3}", re.IGNORECASE)
CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
# What leads from one cell to the next: `HEMOGLOBINA ________ 11.4 _____ g/dL`, `LDH | 240`.
_LEADERS = re.compile(r"[_.·…-]{3,}|\|")
# What a cell under a day or a result begins with: figures, a sign, or nothing that was measured.
_VALUE = re.compile(r"\s*(?:[<>≤≥=+±-]|\d|[^\W\d_]{3}|n\.?[deh]\b|[↑↓*])", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?<!\S)[^\W\d_]{3,12}\s\($")
_FIGURES, _MOSTLY = re.compile(r"[<>]?\d+(?:[.,]\d+)?"), 0.9
# `30.12.24` is a day where a row of heads has several such: in running text it may be the number of a section.
_DOTTED = re.compile(r"(?<![\w.])(\d{1,2})\.(\d{1,2})\.(\d\d)(?![\w.])")


def is_counted(head: str) -> bool:
    """Whether a head counts its day from another: `D+3`, `Day 8`, `-2`."""
    return _COUNTED.fullmatch(head.strip()) is not None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role ("test", "result", "unit", "reference", "flag", "day", ...), head, span, day, and the range of
    a test that stands under its head."""

    role: str
    head: str
    left: float = 0.0
    right: float = 0.0
    day: PartialDate | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its column, its text and where that stands in the line (`start`, `end`)."""

    column: Column
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class ColumnWords:
    """Heads of columns by role, and heads of a list of tests whose columns are units."""

    heads: PhraseIndex[str] = field(default_factory=PhraseIndex)
    lists: PhraseIndex[bool] = field(default_factory=PhraseIndex)


def column_words(data: Mapping[str, Any]) -> ColumnWords:
    """From `columns` of `knowledge/findings/laboratory.yaml`."""
    return ColumnWords(
        PhraseIndex.of((str(one), role) for role, said in data["columns"].items() for one in said),
        PhraseIndex.of((str(one), True) for one in data.get("lists_by_unit", ())),
    )


def columns_of(line: Line, words: ColumnWords, order: str, *, blurred: bool = False) -> tuple[Column, ...]:
    """The columns that a line of heads opens; () where it is none: it names tests and their results or days."""
    if len(line.text) > 300 or ":" in CLOCK.sub("", line.text):
        return ()
    hits = words.heads.find_blurred(words_of(line.text)) if blurred else words.heads.find(words_of(line.text))
    found_heads = list(hits)
    if not any(hit.value == "test" for hit in found_heads):
        return ()
    spans = [*_days(line.text, order), *_heads(line.text, found_heads)]
    spans.sort(key=lambda span: span[0])
    found = tuple(Column(role, line.text[a:b], *across_line(line, a, b), day) for a, b, role, day in spans)
    roles = [column.role for column in found]
    if roles.count("test") != 1 or roles[0] != "test" or not RESULTS & set(roles):
        return ()
    if len(roles) < _FEWEST_HEADS and not _set_apart(line, found):  # `Test Results` is a title
        return ()
    if _titles_a_panel(found):
        return ()
    covered = sum(one.end() - one.start() for one in CLOCK.finditer(line.text)) + sum(b - a for a, b, _, _ in spans)
    said = _LEADERS.sub("", line.text).replace(" ", "")
    return found if covered >= 0.55 * len(said) else ()


def _set_apart(line: Line, found: Sequence[Column]) -> bool:
    """Whether heads stand farther apart than words do."""
    return placed(line) and all(other.left - one.right > _APART for one, other in pairwise(found))


def _titles_a_panel(found: Sequence[Column]) -> bool:
    """Whether a line is the title of a panel with its labelled day (`CBC WITH DIFF   Collected Mar 18, 2025   Resulted
    Mar 19, 2025`), and its days stand over no values."""
    roles = [
        "other" if one.role == "result" and other.role == "day" else one.role  # `Resulted Mar 19`
        for one, other in pairwise((*found, found[0]))
    ]
    told = [one.head.casefold().split()[0] for one in found if one.role in ("collected", "other")]
    if not set(roles) <= {"test", "collected", "day", "other"} or len(set(told)) < len(told):
        return False
    return any(one == "collected" and other == "day" for one, other in pairwise(roles))


def unit_columns_of(line: Line, words: ColumnWords) -> tuple[Column, ...]:
    """The columns of a line of heads that names a list of tests and then units only: `Fórmula   %   x10^9/L`."""
    begins = len(line.text) <= _LONGEST_HEAD and words.lists.starting(line.text.lstrip(), 0, _LETTERS) is not None
    units = list(units_in(line.text)) if begins else []
    if len(units) < 2 or any(char.isdigit() for char in line.text[: units[0][0]]):
        return ()
    hit = next(words.lists.find(words_of(line.text[: units[0][0]])), None)
    plain = [line.text[end:start] for (_, end), (start, _) in pairwise(units)]
    if hit is None or hit.first > 0 or any(part.strip(" ()[]|") for part in plain):
        return ()
    columns = (Column("result", line.text[start:end], *across_line(line, start, end)) for start, end in units)
    return (Column("test", "", 0.0, across_line(line, *units[0])[0] - 0.005), *columns)


def _days(text: str, order: str) -> Iterator[tuple[int, int, str, PartialDate | None]]:
    for date in dates_in(text):
        start, end = _headed(text, date.start, date.end)
        yield start, end, "day", certain(in_order(date.values, order))
    dotted = list(_DOTTED.finditer(text))
    days = [_dotted_day(found) for found in dotted]
    if len(days) > 1 and None not in days:
        yield from ((found.start(), found.end(), "day", day) for found, day in zip(dotted, days, strict=True))


def _headed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the head of a day stands that follows a word in brackets: `PRIOR (01/09/2024)`."""
    word = _WORD_BEFORE.search(text, 0, start)
    return (word.start(), end + 1) if word and text.startswith(")", end) else (start, end)


def _dotted_day(found: re.Match[str]) -> PartialDate | None:
    try:
        return PartialDate(2000 + int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _heads(text: str, hits: Sequence[Hit[str]]) -> Iterator[tuple[int, int, str, PartialDate | None]]:
    parts = words_of(text)
    taken = [_headed(text, date.start, date.end) for date in dates_in(text)]
    seen: set[str] = set()
    for hit in hits:
        start, end = parts[hit.first].start, parts[hit.after - 1].end
        if not any(a < end and b > start for a, b in taken):
            role = "other" if hit.value in seen else hit.value
            seen.add(hit.value)
            yield start, end, role, None


def across_line(line: Line, start: int, end: int) -> tuple[float, float]:
    """Where a part of a line begins and ends on the page; (0, 0) where the line has no places."""
    boxes = [box for text_start, text_end, box in _words(line) if text_start < end and text_end > start]
    if not boxes or not placed(line):
        return 0.0, 0.0
    return min(box.left for box in boxes), max(box.right for box in boxes)  # a head may have two lines


def _words(line: Line) -> Iterator[tuple[int, int, Box]]:
    at = 0
    for text, box in line.words:
        if not _LEADERS.fullmatch(text):
            yield at, at + len(text), box
        at += len(text) + 1


def cells_by_place(line: Line, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """A row's cells, each word under the head that it stands under."""
    cells: list[Cell] = []
    for start, end, box in _words(line):
        figures = _FIGURES.fullmatch(line.text, start, end) is not None
        column = _under(box, columns, cells[-1] if cells else None, line, figures=figures)
        if cells and cells[-1].column is column:
            start = cells.pop().start
        cells.append(Cell(column, line.text[start:end], start, end))
    return tuple(cells)


def _under(box: Box, columns: Sequence[Column], before: Cell | None, line: Line, *, figures: bool) -> Column:
    """The column whose head overlaps most; between two heads the nearer, or the one of the word just before."""
    letter = (line.box.right - line.box.left) / max(1, len(line.text))
    near = before is not None and box.left - _right_of(line, before.end) < 1.6 * letter
    best = max(columns, key=lambda column: min(box.right, column.right) - max(box.left, column.left))
    shared = min(box.right, best.right) - max(box.left, best.left)
    own = figures and best.role in RESULTS and shared > _MOSTLY * (box.right - box.left)  # `Cortisol nmol/L  88`
    if before is not None and near and before.column.role == "test" and not own:
        return before.column
    if shared > 0 or before is None:
        return best
    return before.column if near else best


def _right_of(line: Line, end: int) -> float:
    return max((box.right for _, stop, box in _words(line) if stop <= end), default=0.0)


def cells_in_order(cells: Sequence[tuple[int, str]], columns: Sequence[Column]) -> tuple[Cell, ...]:
    """A row's cells where they are known apart and are as many as the columns."""
    if len(cells) != len(columns):
        return ()
    return tuple(
        Cell(column, text, start, start + len(text)) for (start, text), column in zip(cells, columns, strict=True)
    )


def joined(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Neighbours under one head as one cell: `14,8` and `H`."""
    found: list[Cell] = []
    for cell in cells:
        before, here = found[-1].column if found else None, cell.column
        if before and (before.head, before.left) == (here.head, here.left) and before.role != "other":
            last = found.pop()
            cell = Cell(last.column, f"{last.text} {cell.text}", last.start, cell.end)
        found.append(cell)
    return tuple(found)


def cells_told(line: Line, columns: Sequence[Column], parts: Sequence[tuple[int, str]]) -> tuple[Cell, ...]:
    """A row's cells by their place; in their order where tabs parted them, as many as the heads, and two of them
    stand under one head all the same (a tab is as wide as a page likes). `parts` are the cells that gaps show.

    Where the columns are tests, two heads read as one shift no others: recognized print has no tabs, and in print only
    two values under one test tell that places are wrong.
    """
    cells = cells_by_place(line, columns)
    tested = any(column.role in _TESTS for column in columns)
    if tested and line.confidence is not None:
        return cells
    parts = _with_hours(parts)
    empty = all(column.role not in RESULTS for column in columns[len(parts) :])  # no unit, no range
    told = cells_in_order(parts, columns[: len(parts)]) if empty and len(parts) > 1 else ()
    close = [cell for cell in cells if not tested or cell.column.role in _TESTS]
    crowded = any(sum(cell.start <= start < cell.end for start, _ in parts) > 1 for cell in close)
    valued = all(_VALUE.match(cell.text) for cell in told if cell.column.role in RESULTS)
    if not crowded:
        return cells
    return _under_heads(line, columns, parts) or (told if told and valued else cells)


def _under_heads(line: Line, columns: Sequence[Column], parts: Sequence[tuple[int, str]]) -> tuple[Cell, ...]:
    """A row's cells each under a head of its own, () where two stand under one: two words that only stand close, at
    the end of a name and the beginning of a value, crowd no column."""
    cells: list[tuple[int, Cell]] = []
    for start, text in parts:
        box = part_box(line, start, start + len(text))
        shared = [min(box.right, column.right) - max(box.left, column.left) for column in columns]
        best = max(range(len(columns)), key=shared.__getitem__)
        if shared[best] <= 0 and cells:
            return ()
        cells.append((best, Cell(columns[best], text, start, start + len(text))))
    apart = all(one < other for (one, _), (other, _) in pairwise(cells))
    return tuple(cell for _, cell in cells) if apart else ()


def _with_hours(parts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Cells, where an hour goes with the day before it: `09/04  22:00`."""
    found: list[tuple[int, str]] = []
    for start, text in parts:
        if found and CLOCK.fullmatch(text.strip()):
            start, before = found.pop()
            text = f"{before} {text}"
        found.append((start, text))
    return found


@dataclass(frozen=True)
class Tables:
    """The columns in force at each line of the pages and the whole row that it begins, by (page, id of the line)."""

    columns: Mapping[tuple[int, int], tuple[Column, ...]]
    rows: Mapping[tuple[int, int], Line] = field(default_factory=dict)

    def at(self, page: Page, line: Line) -> tuple[Column, ...]:
        return self.columns.get((page.number, id(line)), ())

    def row(self, page: Page, line: Line) -> Line:
        """The line with what stands beside it on the same height: a scanner may have read each cell alone."""
        return self.rows.get((page.number, id(line)), line)


def tables_of(
    pages: Sequence[Page],
    heads_of: Callable[[Page, Line], tuple[Column, ...]],
    more_of: Callable[[Line, Sequence[Column]], tuple[Column, ...]] | None = None,
) -> Tables:
    """Which lines stand under which heads: until the next heads, or a line that is a sentence or has a label. `more_of`
    gives the columns with what a further row of heads says of them."""
    found: dict[tuple[int, int], tuple[Column, ...]] = {}
    rows: dict[tuple[int, int], Line] = {}
    for page in pages:
        current: tuple[Column, ...] = ()
        for lines in lines_by_row(page.lines):
            line = _whole(lines)
            more = more_of(line, current) if current and more_of is not None else ()
            heads = () if more else heads_of(page, line)
            if more or heads or (current and _ends_table(line)):
                current = more or heads
            elif current:
                found |= {(page.number, id(part)): current for part in lines}
                rows[(page.number, id(lines[0]))] = line
    return Tables(found, rows)


def _whole(lines: Sequence[Line]) -> Line:
    """Lines beside each other as one; the first alone where the words of one have no places."""
    if len(lines) == 1 or not all(line.words for line in lines):
        return lines[0]
    boxes = [line.box for line in lines]
    box = Box(boxes[0].left, min(one.top for one in boxes), boxes[-1].right, max(one.bottom for one in boxes))
    known = [line.confidence for line in lines if line.confidence is not None]
    text = " ".join(" ".join(word for word, _ in line.words) for line in lines)
    return Line(text, box, tuple(word for line in lines for word in line.words), min(known, default=None))


def _ends_table(line: Line) -> bool:
    """Whether a line is a sentence or a label: a point that stands alone is a cell without a value."""
    text = line.text.rstrip()
    return text.endswith((".", ":")) and len(text) > _LONGEST_ROW and not text.endswith((" .", "\t."))


def values_under(columns: Sequence[Column]) -> int:
    """How many columns hold values."""
    return sum(column.role in RESULTS for column in columns)
