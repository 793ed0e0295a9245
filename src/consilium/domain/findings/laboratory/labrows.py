"""Results in the rows of tables: by their columns, or, where places are not known, by what each word looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.datetext import dates_in
from consilium.domain.findings.laboratory.labmoments import is_moment
from consilium.domain.findings.laboratory.labtables import RESULTS, Cell, Column, is_counted
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords, flag_in, range_in, result_in_cell
from consilium.domain.findings.laboratory.units import unit_in
from consilium.domain.findings.text.numerals import written_in
from consilium.domain.phrases import words_of

# What stands in brackets after a name, and how long a row of one test is.
_BRACKETED = re.compile(r"\([^()\d]{1,24}\)")
_LONGEST = 90
_POWER = re.compile(r"\s[x×]\s?10\s?[\^*]?\s?[369³⁶⁹]$")  # `Plaquetas x10³`
_OWN_DAY = re.compile(r"^\s*\(\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\)\s*(?=\S)")  # `(10.12) 14`
_BEHIND = re.compile(r"\s?\[[^\[\]]{1,12}\]$")  # what stands behind a unit: `LVIDd (mm) [z]`


@dataclass(frozen=True, slots=True)
class RowResult:
    """A result of a row and where in the line it stands."""

    result: Result
    start: int
    end: int


def by_columns(cells: Sequence[Cell], base: Result, words: ResultWords) -> Iterator[RowResult]:
    """The results of a row whose cells are under their heads: one, or one a day."""
    name = _text(cells, "test")
    unit, reference = _text(cells, "unit") or base.unit, _text(cells, "reference")
    if not unit:
        name, unit = _parted(name)
    shared = replace(
        base,
        name=name,
        unit=unit,
        reference=reference,
        flag=_text(cells, "flag"),
        specimen=_text(cells, "specimen") or base.specimen,
        method=_text(cells, "method"),
    )
    for cell in cells:
        if cell.column.role not in RESULTS:
            continue
        when = cell.column.day or (None if cell.column.role == "undated" else base.when)
        own = cell.column.head if not unit and cell.column.role == "result" and unit_in(cell.column.head)[1] else unit
        counted = cell.column.head if cell.column.role == "undated" and _tells_when(cell.column.head) else ""
        ranged = replace(shared, unit=own, when=when, reference=_beside(cells, cell) or reference, occasion=counted)
        made = result_in_cell(ranged, _OWN_DAY.sub("", cell.text), words)
        if made is not None:
            start, end = _quoted(cells, cell)
            yield RowResult(made, start, end)


def _tells_when(head: str) -> bool:
    """Whether the head of a column tells a time without its day: `D+3`, `Nadir`."""
    return is_counted(head) or is_moment(head)


def _beside(cells: Sequence[Cell], cell: Cell) -> str:
    """The range right behind a value, where each of several values has its own."""
    if len({one.column for one in cells if one.column.role == "reference"}) < 2:
        return ""
    after = next((one for one in cells if one.start >= cell.end), None)
    return after.text.strip("() ") if after is not None and after.column.role == "reference" else ""


def _parted(name: str) -> tuple[str, str]:
    """A name and the unit that stands at its end: `ESR mm/h`, `Hemoglobina (g/dL)`."""
    plain = _BEHIND.sub("", name).rstrip(" )]")
    if (power := _POWER.search(plain)) is not None:
        return plain[: power.start()].rstrip(" ([,"), power[0].strip()
    start, end = unit_in(plain)
    parts = start > 0 and end == len(plain) and plain[start - 1] in " ([,"
    return (plain[:start].rstrip(" ([,"), plain[start:end].strip("([")) if parts else (name, "")


def _quoted(cells: Sequence[Cell], cell: Cell) -> tuple[int, int]:
    """From the name to the value; the whole row where it has one result."""
    values = [one for one in cells if one.column.role in RESULTS]
    return cells[0].start, cells[-1].end if len(values) == 1 else cell.end


def _text(cells: Sequence[Cell], role: str) -> str:
    return next((cell.text.strip() for cell in cells if cell.column.role == role), "")


def by_looks(text: str, columns: Sequence[Column], base: Result, tests: LabTests) -> Iterator[RowResult]:
    """The results of a row `Hemoglobin g/dL 13.4 H 12-16` that begins with a known test, without known cells."""
    named = _leading(text, tests)
    if named is None:
        return
    test, after = named
    rest = text[after:]
    unit_start, unit_end = unit_in(rest)
    shared = replace(base, name=test.name, unit=rest[unit_start:unit_end])
    rest = rest[:unit_start] + " " * (unit_end - unit_start) + rest[unit_end:]
    reference, rest = _reference(rest, columns)
    numbers = list(numbers_in(rest))
    days = [column for column in columns if column.role == "day"]
    if not numbers or (len(numbers) > 1 and len(numbers) != len(days)):
        return
    for at, (_, end, comparator, value) in enumerate(numbers):
        until = numbers[at + 1][0] if at + 1 < len(numbers) else len(rest)
        when = days[at].day if len(days) == len(numbers) else base.when if not days else None
        made = replace(
            shared,
            value=comparator + value,
            comparator=comparator,
            reference=reference,
            flag=flag_in(rest[end:until]),
            when=when,
        )
        yield RowResult(made, 0, len(text) if len(numbers) == 1 else after + end)


def is_row(text: str, tests: LabTests) -> bool:
    """Whether a line without heads is a row of results: a test, at once its only number, and a unit or range."""
    named = _leading(text, tests)
    if named is None or text.rstrip().endswith((".", ":")) or any(True for _ in dates_in(text)):
        return False
    rest = text[named[1] :]
    first = next(numbers_in(rest), None)
    if first is None or len(rest) > _LONGEST:
        return False
    lead = _BRACKETED.sub(" ", rest[: first[0]])
    said = {word.text for word in words_of(lead)} - tests.plain
    return not said and "," not in lead and (unit_in(rest) != (0, 0) or range_in(rest) is not None)


def _leading(text: str, tests: LabTests) -> tuple[LabTest, int] | None:
    parts = words_of(text)
    hit = next(tests.by_name.find(parts), None)
    if hit is None or hit.first > 0:
        return None
    return hit.value, parts[hit.after - 1].end


def _reference(rest: str, columns: Sequence[Column]) -> tuple[str, str]:
    """The row's range, and the row with blanks in its place. `<5` is a range where another number stands beside it."""
    if found := range_in(rest):
        return found[0].strip(" []()"), _blanked(rest, found.start(), found.end())
    compared = [number for number in numbers_in(rest) if number[2]]
    plain = [number for number in numbers_in(rest) if not number[2]]
    if not compared or (not plain and len(compared) == 1):
        return "", rest
    roles = [column.role for column in columns if column.role in ("result", "reference", "day")]
    at = 0 if roles and roles[0] == "reference" else -1
    start, end = compared[at][0], compared[at][1]
    return rest[start:end], _blanked(rest, start, end)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def numbers_in(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each number of a row that stands alone: its place, comparator and figures."""
    at = 0
    while (found := written_in(text, at)) is not None and at < len(text):
        if found.start == 0 or not (text[found.start - 1].isalnum() or text[found.start - 1] in ".,/-"):
            yield found.start, found.end, found.comparator, found.text
        at = found.end
