"""Tables whose rows are days and whose columns are tests: `Date | WBC | Hgb (g/dL)`, a family's log of a marker."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText, certain, dates_in, in_order
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.laboratory.labrows import RowResult, numbers_in
from consilium.domain.findings.laboratory.labtables import CLOCK, RESULTS, Cell, Column, ColumnWords, across_line
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords, result_in_cell
from consilium.domain.findings.laboratory.units import unit_at, unit_in
from consilium.domain.findings.text.numerals import written_at, written_in
from consilium.domain.findings.text.rows import row_of
from consilium.domain.layout import placed
from consilium.domain.phrases import Hit, Word, words_of
from consilium.domain.records import Line, Page

MEASURE, BESIDE, NAMED = "measure", "beside", "named"
# The roles of tests that stand alone over their values, where a row begins with a day after all.
_OF_DAYS_ROLE = {BESIDE: "collected", NAMED: MEASURE}
# A row begins with its day.
_FIRST = 3
_LETTER = 2
_IN_BRACKETS = re.compile(r"\s?\([^()]{1,20}\)\s?")
_LONGEST = 300
_DAY_MONTH = re.compile(r"(?<![\w.,/])(\d{1,2})[./-](\d{1,2})(?![\w.,/])")
# Behind a heading a number with a point is a value: `HB  6.9  9.4  10.1`.
_NOT_POINTED = re.compile(r"(?<![\w.,/])(\d{1,2})[/-](\d{1,2})(?![\w.,/])")
# What may stand before a row of days: a few words of a heading (`LABORATORIOS`, `Date`, `Blood results`).
_LABEL = re.compile(r"[\s*#|_-]*[^\W\d_][^\d:;,]{0,39}?\s*:?[\s|]+(?=\d)")
_OF_DAYS = re.compile(r"\s*(?:dates?|fechas?|collected|drawn|fecha de toma|toma|day|d[ií]a)\b", re.IGNORECASE)
# How far behind the last of them, in columns, units and ranges stand.
_BEYOND = 0.7
# What a row of hours begins with: `24`, `H 48`, `T+72 h`.
_AN_HOUR = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?h(?:rs?)?)?"
    r"|(?:[HhTt]|[Hh]ora|[Hh]our)?\s?\+?\d{1,3}\s?(?:h|hs|hr|hrs|hours|horas)?\.?"
)
# A day counted from another: `+14`, `D+21`, `día 8`.
_DAY_OF = re.compile(r"(?:[dD]|[dD][ií]a|[dD]ay)?\s?[+-]?\d{1,3}")
# What stands left of values under names of tests, and what may stand behind one of them.
_OF_RESULTS = re.compile(r"(?:result|value|resultado|valor|paciente|patient)(?:e?s)?\s?:?", re.IGNORECASE)
_TAIL = re.compile(r"\s?(?:\(?(?:HH?|LL?|A|B|N|\*{1,2}|[↑↓])\)?\*?)?\s{0,3}(?:\([^()]{0,24}\))?", re.IGNORECASE)
_BETWEEN_DAYS = re.compile(r"[\s|]+")
# A log that begins on the day of its paper goes on for at most so many days.
_STAY = 14
# How far left of the first day the column of tests ends.
_BESIDE = 0.005


def day_columns_of(line: Line, words: ColumnWords, tests: LabTests, *, blurred: bool) -> tuple[Column, ...]:
    """The columns of a line of heads that names a day first and then tests; () where it is none."""
    if len(line.text) > _LONGEST or ":" in line.text or any(True for _ in dates_in(line.text)):
        return ()
    parts = words_of(line.text)
    day = next(words.heads.find(parts[:4]), None)
    if day is None or day.first > 0 or day.value not in ("collected", "hour"):
        return ()
    named_in = tests.by_name.find_blurred(parts) if blurred else tests.by_name.find(parts)
    hits = [hit for hit in named_in if _told(hit, parts, line, tests)]
    columns = list(_columns(line, parts, day, hits, words, tests))
    named = [column for column in columns if column.role == MEASURE]
    others = len(columns) - 1 - len(named)
    if day.value == "hour" and (len(named) < 2 or not placed(line)):
        return ()
    return tuple(columns) if named and (placed(line) or not others) and others <= 2 * len(named) + 1 else ()


def _told(hit: Hit[LabTest], parts: Sequence[Word], line: Line, tests: LabTests) -> bool:
    """Whether a head names a test by more than a letter or two that may be another thing's (`P/T`), and not the unit
    behind a drug (`Vincristine mg` is no magnesium)."""
    word = parts[hit.first]
    alone = hit.after - hit.first == 1
    if alone and hit.first and line.text[word.start : word.end] == "mg":
        return False
    return not alone or len(word.text) > _LETTER or word.text not in tests.beside


def _columns(
    line: Line, parts: Sequence[Word], day: Hit[str], hits: Sequence[Hit[LabTest]], words: ColumnWords, tests: LabTests
) -> Iterator[Column]:
    """The column of days, one for each test with the unit in brackets after it, and one for each other word."""
    yield _column(day.value, line, parts[0].start, parts[day.after - 1].end)
    at = day.after
    for hit in (hit for hit in hits if hit.first >= day.after):
        yield from (_column(_other(word, words), line, word.start, word.end) for word in parts[at : hit.first])
        end = parts[hit.after - 1].end
        closed = line.text.find(")", end) if line.text[end : end + 2].lstrip().startswith("(") else -1
        end = closed + 1 if 0 < closed < end + 16 else end
        begin, stop = unit_at(line.text, end)  # `NH3 umol/L   pH`
        stop = stop if tests.units.code(line.text[begin:stop]) else begin
        named = _column(MEASURE, line, parts[hit.first].start, max(end, stop))
        head = f"{line.text[parts[hit.first].start : end]} ({line.text[begin:stop]})"
        yield replace(named, head=head) if stop > begin and "(" not in named.head else named
        end = max(end, stop)
        at = next((index for index, word in enumerate(parts) if word.start >= end), len(parts))
    yield from (_column("other", line, word.start, word.end) for word in parts[at:])


def _other(word: Word, words: ColumnWords) -> str:
    """The role of a head that is no test: another day (`Day   Date   WBC`), or something else."""
    hit = next(words.heads.find([word]), None)
    return "collected" if hit is not None and hit.value == "collected" else "other"


def log_columns_of(page: Page, line: Line, words: ColumnWords, tests: LabTests) -> tuple[Column, ...]:
    """The columns of a row of heads with a day and tests among others: a road map, a log of transfusions."""
    row = row_of(page, [line]) if placed(line) and len(line.text) <= _LONGEST else None
    if row is None or len(row.cells) < _FIRST or any(True for _ in dates_in(line.text)):
        return ()
    columns = tuple(
        Column(*head_of(line.text[start:end], words, tests), *across_line(line, start, end))
        for cell in row.cells
        for start, end in _names_apart(line, cell[0].start, cell[0].end, tests)
    )
    roles = [column.role for column in columns]
    return columns if "collected" in roles[: _FIRST + 1] and MEASURE in roles else ()


def _names_apart(line: Line, start: int, end: int, tests: LabTests) -> list[tuple[int, int]]:
    """Where the heads of a cell stand that is nothing but the names of two tests or more, each with its unit in
    brackets where it has one: `ANC Plt`, `Plt (10^9/L) Creatinine (mg/dL)`."""
    text = line.text[start:end]
    parts = words_of(text)
    hits = [hit for hit in tests.by_name.find(parts) if not _is_in_brackets(text, parts[hit.first].start)]  # `(mg/dL)`
    if len(hits) < 2 or hits[0].first > 0:
        return [(start, end)]
    begins = [parts[hit.first].start for hit in hits]
    behind = [
        text[parts[hit.after - 1].end : begin] for hit, begin in zip(hits, [*begins[1:], end - start], strict=True)
    ]
    if not all(not said.strip() or _IN_BRACKETS.fullmatch(said) for said in behind):
        return [(start, end)]
    ends = [*begins[1:], end - start]
    return [(start + begin, start + len(text[:after].rstrip())) for begin, after in zip(begins, ends, strict=True)]


def _is_in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def head_of(text: str, words: ColumnWords, tests: LabTests) -> tuple[str, str]:
    """The role of a cell of a row of heads and what it says: a day, a test with its unit (`Pre HbS%`), else other."""
    hit = next(words.heads.find(words_of(text)), None)
    if hit is not None and hit.first == 0 and hit.value == "collected":
        return "collected", text
    measured = tests.measured(text)
    return ("other", text) if measured is None else (MEASURE, f"{measured[0].name} ({measured[1]})")


def columns_over(header: Sequence[str], words: ColumnWords, tests: LabTests, order: str) -> tuple[Column, ...]:
    """The columns that the heads over a clause's cells are; () where they name no tests and results."""
    columns = tuple(_headed(head, words, order) for head in header)
    roles = [column.role for column in columns]
    if "test" in roles and RESULTS & set(roles) and len(set(roles)) >= 2:
        return columns
    if not roles or roles[0] != "collected":
        return ()
    each = ((*head_of(head, words, tests), float(header.index(head))) for head in header)
    told = tuple(Column(*one) for one in each)  # `Pre HbS%` and `Post HbS%` are two
    return told if any(column.role == MEASURE for column in told) else ()


def _headed(head: str, words: ColumnWords, order: str) -> Column:
    date = next(dates_in(head), None)
    if date is not None:
        return Column("day", head, day=certain(in_order(date.values, order)))
    hit = next(words.heads.find(words_of(head)), None)
    return Column(hit.value if hit else "other", head)


def days_alone(line: Line, order: str, near: PartialDate | None) -> tuple[Column, ...]:
    """The columns of a row of heads that has days only (`14.09  18.09  25.09`): what stands left of them are tests."""
    label = _LABEL.match(line.text)  # a day of an unknown year, or that may be two, is kept as far as it is known
    begins = label.end() if label else 0
    if not placed(line) or not line.words or len(line.text) > _LONGEST or not line.text[begins : begins + 1].isdigit():
        return ()
    found: list[tuple[int, int, PartialDate | None]]
    found = [(one.start, one.end, day_of(one, order)) for one in dates_in(line.text)]
    short = _NOT_POINTED if label and not _OF_DAYS.match(line.text) else _DAY_MONTH
    days = found or [
        (one.start(), one.end(), _yearless(one, order, near)) for one in short.finditer(line.text) if _can_be(one)
    ]
    days = _of_one_run(days)
    said = sum(end - start for start, end, _ in days)
    whole = len(_BETWEEN_DAYS.sub("", CLOCK.sub("", line.text[begins:])))
    if len(days) < 2 or said < whole:
        return ()
    columns = [Column("day", line.text[a:b], *across_line(line, a, b), day) for a, b, day in days]
    beyond = columns[-1].right + (columns[-1].left - columns[-2].left) * _BEYOND
    return (Column("test", "", 0.0, columns[0].left - _BESIDE), *columns, Column("other", "", beyond, max(1.0, beyond)))


def _can_be(found: re.Match[str]) -> bool:
    """Whether two numbers can be a day and a month: `0.46` are none."""
    one, other = sorted((int(found[1]), int(found[2])))
    return 1 <= one <= 12 and other <= 31


def _of_one_run(days: list[tuple[int, int, PartialDate | None]]) -> list[tuple[int, int, PartialDate | None]]:
    """Days that follow one another are of one year, though the last of them lie after the paper's own day."""
    told = [day for _, _, day in days if day is not None]
    follow = all((one.month, one.day) < (other.month, other.day) for one, other in pairwise(told))
    if len(told) < len(days) or not follow:
        return days
    return [
        (start, end, PartialDate(told[0].year, day.month, day.day))
        for (start, end, _), day in zip(days, told, strict=True)
    ]


def _yearless(found: re.Match[str], order: str, near: PartialDate | None) -> PartialDate | None:
    """A day without its year: the last one that is not after the paper's own, or one of the stay that it begins."""
    if near is None or not near.day or not order:
        return None
    month, day = (int(found[1]), int(found[2])) if order == "mdy" else (int(found[2]), int(found[1]))
    try:
        ahead = (datetime.date(near.year, month, day) - datetime.date(near.year, near.month, near.day)).days
        return PartialDate(near.year - (ahead > _STAY), month, day)
    except ValueError:
        return None


def yearless_day(text: str, order: str, near: PartialDate | None) -> PartialDate | None:
    """The day of a cell that is one without its year, by the paper's own; None for another cell."""
    found = _DAY_MONTH.fullmatch(text.strip())
    return _yearless(found, order, near) if found is not None else None


def _column(role: str, line: Line, start: int, end: int) -> Column:
    return Column(role, line.text[start:end], *across_line(line, start, end))


def by_day(cells: Sequence[Cell], base: Result, words: ResultWords, order: str) -> Iterator[RowResult]:
    """The results of a row that begins with its day, or of one of values alone under the names of tests."""
    if any(cell.column.role == NAMED for cell in cells):
        if not _dated_beside(cells):
            yield from _under_names(cells, base, words)
            return
        cells = [
            replace(cell, column=replace(cell.column, role=_OF_DAYS_ROLE.get(cell.column.role, "other")))
            for cell in cells
        ]
    days = [date for cell in cells if cell.column.role == "collected" and (date := _day(cell.text)) is not None]
    hour = next((cell for cell in cells if cell.column.role == "hour"), None)
    told = [cell.text.strip() for cell in cells if cell.column.role in ("hour", "collected")]
    hourly = hour is not None and any(_AN_HOUR.fullmatch(one) for one in told)
    if not days and not hourly and not any(_DAY_MONTH.fullmatch(one) or _DAY_OF.fullmatch(one) for one in told):
        return  # a day without its year is none, and its values are known all the same
    for cell in cells:
        if cell.column.role == MEASURE:
            # Of a day when it was due and one when it was done the last counts.
            named = _named(base, cell.column, days[-1] if days else None, order)
            named = replace(named, when=base.when) if hourly and not days else named
            made = result_in_cell(named, cell.text, words)
            if made is not None and (written_in(made.value) is not None or words.in_cell(made.value)):
                yield RowResult(made, cells[0].start, cell.end)


def _dated_beside(cells: Sequence[Cell]) -> bool:
    """Whether what stands left of the tests is when they were done."""
    said = next((cell.text.strip() for cell in cells if cell.column.role == BESIDE), "")
    return bool(_day(said) or _DAY_MONTH.fullmatch(said) or (said and _DAY_OF.fullmatch(said)))


def _under_names(cells: Sequence[Cell], base: Result, words: ResultWords) -> Iterator[RowResult]:
    """The values of a row without a day, each under its test: all of them are values, or the row is another thing.
    What stands left of them may be their unit."""
    label = next((cell.text.strip() for cell in cells if cell.column.role == BESIDE), "")
    unit = label if unit_in(label) == (0, len(label)) else ""
    measures = [cell for cell in cells if cell.column.role == NAMED]
    if (label and not unit and not _OF_RESULTS.fullmatch(label)) or not all(
        is_bare(cell.text, words) for cell in measures
    ):
        return
    for cell in measures:
        named = _named(base, cell.column, None, "")
        made = result_in_cell(replace(named, unit=named.unit or unit, when=base.when), cell.text, words)
        if made is not None:
            yield RowResult(made, cell.start, cell.end)


def is_bare(text: str, words: ResultWords) -> bool:
    """Whether a cell is a value and nothing else: `10.7 g/dL`, `0.38 mg/dL (33.6 umol/L)`, `0,2 L`, `negativo`."""
    text = text.strip()
    number = written_at(text, 0)
    if number is None:
        parts = words_of(text)
        hit = next(words.words.find(parts), None)
        return hit is not None and hit.first == 0 and hit.after == len(parts)
    _, end = unit_at(text, number.end)
    return _TAIL.fullmatch(text, max(number.end, end)) is not None


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


def _named(base: Result, column: Column, date: DateText | None, order: str) -> Result:
    name, _, rest = column.head.partition("(")
    when = day_of(date, order) if date is not None else None
    unit = rest.partition(")")[0].strip()
    return replace(base, name=name.strip(), unit=unit, reference=column.reference, when=when)
