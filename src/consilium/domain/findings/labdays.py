"""Tables whose rows are days and whose columns are tests: `Date | WBC | Hgb (g/dL)`, a family's log of a marker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.datetext import DateText, dates_in
from consilium.domain.findings.labrows import RowResult, numbers_in
from consilium.domain.findings.labtables import Cell, Column, ColumnWords, across_line
from consilium.domain.findings.labtests import LabTest, LabTests
from consilium.domain.findings.labvalues import Result, ResultWords, result_in_cell
from consilium.domain.findings.moment import day_of
from consilium.domain.layout import placed
from consilium.domain.phrases import Hit, Word, words_of
from consilium.domain.records import Line

MEASURE = "measure"
# A row begins with its day.
_FIRST = 3
_LONGEST = 300


def day_columns_of(line: Line, words: ColumnWords, tests: LabTests, *, blurred: bool) -> tuple[Column, ...]:
    """The columns of a line of heads that names a day first and then tests; () where it is none."""
    if len(line.text) > _LONGEST or ":" in line.text or any(True for _ in dates_in(line.text)):
        return ()
    parts = words_of(line.text)
    day = next(words.heads.find(parts[:4]), None)
    if day is None or day.first > 0 or day.value != "collected":
        return ()
    hits = list(tests.by_name.find_blurred(parts) if blurred else tests.by_name.find(parts))
    columns = list(_columns(line, parts, day, hits))
    named = [column for column in columns if column.role == MEASURE]
    others = len(columns) - 1 - len(named)
    return tuple(columns) if named and (placed(line) or not others) and others <= 2 * len(named) + 1 else ()


def _columns(line: Line, parts: Sequence[Word], day: Hit[str], hits: Sequence[Hit[LabTest]]) -> Iterator[Column]:
    """The column of days, one for each test with the unit in brackets after it, and one for each other word."""
    yield _column("collected", line, parts[0].start, parts[day.after - 1].end)
    at = day.after
    for hit in (hit for hit in hits if hit.first >= day.after):
        yield from (_column("other", line, word.start, word.end) for word in parts[at : hit.first])
        end = parts[hit.after - 1].end
        closed = line.text.find(")", end) if line.text[end : end + 2].lstrip().startswith("(") else -1
        end = closed + 1 if 0 < closed < end + 16 else end
        yield _column(MEASURE, line, parts[hit.first].start, end)
        at = next((index for index, word in enumerate(parts) if word.start >= end), len(parts))
    yield from (_column("other", line, word.start, word.end) for word in parts[at:])


def _column(role: str, line: Line, start: int, end: int) -> Column:
    return Column(role, line.text[start:end], *across_line(line, start, end))


def by_day(cells: Sequence[Cell], base: Result, words: ResultWords, order: str) -> Iterator[RowResult]:
    """The results of a row that begins with its day."""
    dated = next((cell for cell in cells if cell.column.role == "collected"), None)
    date = _day(dated.text) if dated is not None and cells[0] is dated else None
    if date is None:
        return
    for cell in cells:
        if cell.column.role == MEASURE:
            made = result_in_cell(_named(base, cell.column, date, order), cell.text, words)
            if made is not None:
                yield RowResult(made, cells[0].start, cell.end)


def by_day_in_order(text: str, columns: Sequence[Column], base: Result, order: str) -> Iterator[RowResult]:
    """The results of a row without places: as many numbers after its day as there are tests."""
    date = _day(text)
    if date is None:
        return
    numbers = [number for number in numbers_in(text) if number[0] >= date.end]
    measures = [column for column in columns if column.role == MEASURE]
    if len(numbers) != len(measures):
        return
    for (_, end, comparator, value), column in zip(numbers, measures, strict=True):
        named = _named(base, column, date, order)
        yield RowResult(replace(named, value=comparator + value, comparator=comparator), date.start, end)


def _day(text: str) -> DateText | None:
    date = next(dates_in(text), None)
    return date if date is not None and date.start <= _FIRST else None


def _named(base: Result, column: Column, date: DateText, order: str) -> Result:
    name, _, rest = column.head.partition("(")
    return replace(base, name=name.strip(), unit=rest.partition(")")[0].strip(), when=day_of(date, order))
