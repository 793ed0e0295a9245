"""Heads of a table that say less than others: tests with nothing over the days, days with nothing over the tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.datetext import dates_in
from consilium.domain.findings.labdays import MEASURE
from consilium.domain.findings.labtables import Cell, Column, ColumnWords, across_line
from consilium.domain.findings.labtests import LabTests
from consilium.domain.findings.occasions import occasions
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.rows import Part, row_of
from consilium.domain.layout import placed
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page

_LONGEST = 160
_BRACKET = re.compile(r"\s?\([^()]{1,20}\)$")
_FEWEST, _LABEL = 2, 30
# What stands behind days as a head of its own.
_BEHIND = frozenset({"unit", "reference", "flag", "other"})


def tests_alone(line: Line, tests: LabTests) -> tuple[Column, ...]:
    """The columns under a line that is two names of tests or more and nothing else, with one for days left of them;
    () for another line."""
    if len(line.text) > _LONGEST or not placed(line) or not line.words or any(char.isdigit() for char in line.text):
        return ()
    parts = words_of(line.text)
    hits = list(tests.by_name.find(parts))
    whole = all(one.after == following.first for one, following in pairwise(hits))
    if len(hits) < _FEWEST or not whole or hits[0].first > 0 or hits[-1].after < len(parts):
        return ()
    if any(mark in line.text for mark in ",;:."):
        return ()
    spans = [(parts[hit.first].start, parts[hit.after - 1].end) for hit in hits]
    measures = [Column(MEASURE, line.text[a:b], *across_line(line, a, b)) for a, b in spans]
    return (Column("collected", "", 0.0, measures[0].left - 0.005), *measures) if measures[0].left > 0 else ()


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
    return (Column("test", "", 0.0, known[0].left - 0.005), *known)


def _head(part: Part, line: Line, words: ColumnWords, paper: Paper) -> Column | None:
    """The column that a cell of heads is: of a day that is all it says, or of what stands behind days."""
    said = _BRACKET.sub("", part.text).strip("* ")  # `Dec 2022 (pre-BMT)`
    found = [one for one in occasions(said, paper) if one.until is None and one.when.month]
    across = across_line(line, part.start, part.end)
    if len(found) == 1 and found[0].end - found[0].start >= len(said) - 1:
        return Column("day", part.text, *across, found[0].when)
    hit = next(words.heads.find(words_of(part.text)), None)
    return (
        Column(hit.value, part.text, *across) if hit is not None and hit.first == 0 and hit.value in _BEHIND else None
    )


def with_days(cells: Sequence[Cell], paper: Paper) -> Sequence[Cell]:
    """A row's cells, where the day that it begins with may be said without its year: `12 mayo` as `2023-05-12`."""
    return [_dated(cell, paper) if cell.column.role == "collected" else cell for cell in cells]


def _dated(cell: Cell, paper: Paper) -> Cell:
    if any(True for _ in dates_in(cell.text)) or not any(char.isalpha() for char in cell.text):
        return cell
    found = [one.when for one in occasions(cell.text, paper) if one.until is None and one.when.day]
    return replace(cell, text=str(found[0])) if len(found) == 1 else cell
