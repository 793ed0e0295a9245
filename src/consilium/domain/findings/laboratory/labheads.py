"""Heads of a table that say less than others: tests with nothing over the days, days with nothing over the tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.laboratory.labdays import BESIDE, MEASURE, NAMED, head_of, yearless_day
from consilium.domain.findings.laboratory.labtables import CLOCK, RESULTS, Cell, Column, ColumnWords, across_line
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text.rows import Part, row_of
from consilium.domain.layout import part_box, placed
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page

_LONGEST = 160
_BRACKET = re.compile(r"\s?\([^()]{1,20}\)$")
_FEWEST, _LABEL = 2, 30
# A cell that has a value of its own, and where nothing stands left of the first test.
_VALUED, _MARGIN = re.compile(r"[:=<>]|(?<![\w/+-])\d|[.;]$"), 0.005
_TODAY = re.compile(r"today|hoy|actual|current|now|this (?:visit|study)|(?:visita|estudio) actual", re.IGNORECASE)
# Heads of a series of values: minutes of a stimulation, occasions of a course; so many of them are a series.
_SERIES, _OVER = 3, 2
_MINUTES = re.compile(r"(?:min(?:ute|uto)?s?\.?|(?:time|tiempo)\s?\(?min(?:ute|uto)?s?\.?\)?)\s?:?", re.IGNORECASE)
_MINUTE, _WORD = re.compile(r"[-+]?\d{1,3}\s?(?:'|min\.?)?"), re.compile(r"\S+")
_OF_COURSE = re.compile(
    r"(?:test|prueba|par[aá]metro|parameter|analito|analyte|[^\W\d_]{3,20}(?:\s[^\W\d_]{2,20}){0,2})\s?:?",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"(?:pre(?:-?\s?\w{2,9})?|basal|baseline|screen(?:ing)?"
    r"|(?:[+-]|d[ií]a |day |month |mes |week |semana |wk |d\s?[+-]?)\s?\d{1,3}"
    r"(?:\s?(?:mo|months?|meses|mes|m|d|days?|d[ií]as?|wks?|weeks?|sem|yrs?|y|a[ñn]os?)\.?)?"
    r"|\d{1,2}\s?(?:mo|months?|meses|mes|wks?|weeks?|sem|yrs?|years?|a[ñn]os?)\.?)(?:\s?\([^()]{4,16}\))?",
    re.IGNORECASE,
)
# Hours of a day: `06:00`, `12:30 h`, `18 h`.
_HOURS = re.compile(r"(?:time|hours?|hrs?|horas?|hs)\s?:?", re.IGNORECASE)
_HOUR = re.compile(r"(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d)?\s?(?:h|hs|hrs?)?", re.IGNORECASE)
# What stands behind days as a head of its own.
_BEHIND = frozenset({"unit", "reference", "flag", "other"})


def tests_alone(page: Page, line: Line, words: ColumnWords, tests: LabTests) -> tuple[Column, ...]:
    """The columns under a line that is two names of tests or more and nothing else, with one for what stands left of
    them (a day, `%`); () for another line."""
    if len(line.text) > _LONGEST or not placed(line) or not line.words:
        return ()
    spans = _names_in_cells(page, line, words, tests) or _names_in_a_row(line, tests)
    if not spans:
        return ()
    measures = [Column(NAMED, said, *across_line(line, a, b)) for a, b, said in spans]
    left = Column(BESIDE, "", 0.0, measures[0].left - 0.005)
    return (left, *measures) if measures[0].left > _MARGIN else tuple(measures)


def _names_in_cells(page: Page, line: Line, words: ColumnWords, tests: LabTests) -> list[tuple[int, int, str]]:
    """The cells of a line, each with the test that it names and its unit, where all of them are names; most known."""
    row = row_of(page, [line])
    parts = [cell[0] for cell in row.cells] if row is not None else []
    named = [head_of(part.text, words, tests) for part in parts]
    known = sum(role == MEASURE for role, _ in named)
    if known < _FEWEST or known * 3 < len(parts) * 2 or any(_VALUED.search(part.text) for part in parts):
        return []
    return [(part.start, part.end, said) for part, (_, said) in zip(parts, named, strict=True)]


def _names_in_a_row(line: Line, tests: LabTests) -> list[tuple[int, int, str]]:
    """The names of a line that is nothing else, though no gaps part them: `WBC HGB PLT`."""
    parts = words_of(line.text)
    hits = list(tests.by_name.find(parts))
    whole = all(one.after == following.first for one, following in pairwise(hits))
    if len(hits) < _FEWEST or not whole or hits[0].first > 0 or hits[-1].after < len(parts):
        return []
    if any(mark in line.text for mark in ",;:.") or any(char.isdigit() for char in line.text):
        return []
    spans = [(parts[hit.first].start, parts[hit.after - 1].end) for hit in hits]
    return [(a, b, line.text[a:b]) for a, b in spans]


def days_beside(page: Page, line: Line, words: ColumnWords, paper: Paper) -> tuple[Column, ...]:
    """The columns of heads that are days, with units and ranges behind them and a heading or nothing over the tests
    (`09/02/2023   08/08/2022   Units   Normal`, `LABS   May 9   May 14`); () for another line."""
    if not placed(line) or not line.words or len(line.text) > _LONGEST or ":" in line.text:
        return ()
    if sum(char.isdigit() for char in line.text) < _FEWEST or line.text.endswith((".", ",", ";")):
        return ()
    row = row_of(page, [line])
    parts = [cell[0] for cell in row.cells] if row is not None else []
    if parts and not any(char.isdigit() for char in parts[0].text) and len(parts[0].text) <= _LABEL:
        parts = parts[1:]
    columns = [_head(part, line, words, paper) for part in parts]
    known = [column for column in columns if column is not None]
    days = sum(column.role == "day" for column in known)
    if len(known) < len(columns) or days < _FEWEST or any(column.role != "day" for column in known[:days]):
        return ()
    return (Column("test", "", 0.0, known[0].left - 0.005), *_of_one_run(known))


def _of_one_run(columns: Sequence[Column]) -> list[Column]:
    """Days that follow one another are of one year, though the last of them lie after the paper's own day."""
    days = [one.day for one in columns if one.role == "day"]
    told = [one for one in days if one is not None and one.day]
    follow = all((one.month, one.day) < (other.month, other.day) for one, other in pairwise(told))
    whole = any(True for one in columns for _ in dates_in(one.head))
    if whole or len(told) < len(days) or not follow or all(one < other for one, other in pairwise(told)):
        return list(columns)
    return [
        replace(one, day=PartialDate(told[0].year, one.day.month, one.day.day))
        if one.role == "day" and one.day
        else one
        for one in columns
    ]


def _head(part: Part, line: Line, words: ColumnWords, paper: Paper) -> Column | None:
    """The column that a cell of heads is: of a day that is all it says, or of what stands behind days."""
    said = _BRACKET.sub("", part.text).strip("* ")  # `Dec 2022 (pre-BMT)`
    found = [one for one in occasions(said, paper) if one.until is None and one.when.month]
    across = across_line(line, part.start, part.end)
    if _TODAY.fullmatch(said):
        return Column("day", part.text, *across, paper.date)
    if len(found) == 1 and found[0].end - found[0].start >= len(said) - 1:
        return Column("day", part.text, *across, found[0].when)
    hit = next(words.heads.find(words_of(part.text)), None)
    return (
        Column(hit.value, part.text, *across) if hit is not None and hit.first == 0 and hit.value in _BEHIND else None
    )


def timed_columns(page: Page, line: Line, order: str) -> tuple[Column, ...]:
    """The columns of heads that say when of one series each value is: minutes of a test (`Minute  0  30  60`), hours
    of one day (`Time  06:00  12:00`), months of a course (`Pre  +3 mo  +18 mo (08/08/2024)`); () for another line. Only
    some tell their day."""
    if not placed(line) or not line.words or len(line.text) > _LONGEST:
        return ()
    row = row_of(page, [line])
    parts = [cell[0] for cell in row.cells] if row is not None else []
    minutes = bool(parts) and _MINUTES.fullmatch(parts[0].text) is not None
    hours = bool(parts) and _HOURS.fullmatch(parts[0].text) is not None
    over = bool(parts) and _OF_COURSE.fullmatch(parts[0].text) is not None and not _OCCASION.fullmatch(parts[0].text)
    parts = parts[1:] if minutes or over else parts
    parts = [one for part in parts for one in _each_minute(part)] if minutes else parts
    told = (
        [one for one in parts if _MINUTE.fullmatch(one.text)]
        if minutes
        else [one for one in parts if _HOUR.fullmatch(one.text)]
        if hours
        else [one for one in parts if _OCCASION.fullmatch(one.text)]
    )
    if len(told) < _SERIES or told != parts[: len(told)] or len(parts) > len(told) + 1:
        return ()
    columns = []
    over_it = _day_over(page, line, order) if minutes else None
    for part in told:
        date = next(dates_in(part.text), None)
        role = "minute" if minutes or hours else "day" if date is not None else "undated"
        day = day_of(date, order) if date is not None else over_it
        columns.append(Column(role, part.text, *across_line(line, part.start, part.end), day))
    beyond = (Column("other", "", columns[-1].right + 0.02, max(1.0, columns[-1].right + 0.03)),) if minutes else ()
    return (Column("test", "", 0.0, columns[0].left - 0.005), *columns, *beyond)


def _each_minute(part: Part) -> list[Part]:
    """Minutes that stand too close to be cells each as one of its own: `120 150`."""
    words = list(_WORD.finditer(part.line.text, part.start, part.end))
    if len(words) < 2 or not all(_MINUTE.fullmatch(one[0]) for one in words):
        return [part]
    return [
        Part(part.page, part.line, one.start(), one.end(), part_box(part.line, one.start(), one.end())) for one in words
    ]


def _day_over(page: Page, line: Line, order: str) -> PartialDate | None:
    """The only day that one of the lines right over the heads tells: `DYNAMIC TEST 2025-06-18: ACTH stimulation`."""
    at = next((at for at, one in enumerate(page.lines) if one is line), 0)
    said = [date for one in page.lines[max(0, at - _OVER) : at] for date in dates_in(one.text)]
    return day_of(said[-1], order) if len(said) == 1 else None


_BEHIND_VALUE = re.compile(
    r"(?P<value>[<>]?\s?\d[\d.,]{0,11}(?:\s?[^\s\d()]{1,14})?)\s?\(\s?(?:on |el )?(?P<day>[^()]{3,16})\s?\)"
)


def with_days(cells: Sequence[Cell], paper: Paper) -> Sequence[Cell]:
    """A row's cells, where the day that it begins with may be said without its year: `12 mayo` as `2023-05-12`."""
    return [_dated(cell, paper) if cell.column.role in ("collected", BESIDE) else cell for cell in cells]


def of_own_days(cells: Sequence[Cell], paper: Paper) -> Sequence[Cell]:
    """A row's cells, each value that has its own day in brackets behind it as under that day: `0.1 (03/04)`."""
    return [_of_own_day(cell, paper) if cell.column.role in RESULTS else cell for cell in cells]


def _of_own_day(cell: Cell, paper: Paper) -> Cell:
    told = _BEHIND_VALUE.fullmatch(cell.text.strip())
    days = [one.when for one in occasions(f"on {told['day']} ", paper) if one.until is None] if told is not None else []
    if told is None or len(days) != 1:
        return cell
    return replace(cell, text=told["value"], column=replace(cell.column, role="day", day=days[0]))


def _dated(cell: Cell, paper: Paper) -> Cell:
    if any(True for _ in dates_in(cell.text)):
        return cell
    day = yearless_day(CLOCK.sub("", cell.text), paper.date_order, paper.near)
    if day is None and any(char.isalpha() for char in cell.text):
        found = [one.when for one in occasions(cell.text, paper) if one.until is None and one.when.day]
        day = found[0] if len(found) == 1 else None
    return replace(cell, text=str(day)) if day is not None else cell
