"""Tables of measures that a page's places tell: `Date | Wt (kg) | Ht (cm)`, an echo's values under several days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.laboratory.labdays import MEASURE, by_day, day_columns_of, days_alone, log_columns_of
from consilium.domain.findings.laboratory.labheads import days_beside, with_days
from consilium.domain.findings.laboratory.labrows import RowResult, by_columns
from consilium.domain.findings.laboratory.labtables import (
    Column,
    ColumnWords,
    Tables,
    cells_told,
    columns_of,
    tables_of,
)
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.layout import placed
from consilium.domain.records import Line, Page

_WORDS_OF_A_ROW = 60
UNITLESS = frozenset({"weight", "height", "head circumference"})
_BEHIND = re.compile(r"\s?\[[^\[\]]{1,12}\]$")
_BEFORE_DAY = re.compile(r"(?:[^\W\d_]{3,12}\s?\()?\s?")
_NUMBER = re.compile(r"[<>]?=?\s?[+-]?\d{1,4}(?:[.,]\d{1,3})?")


def day_head(head: str, order: str) -> Column | None:
    """The column of a head that is a day, or one in brackets behind a word: `PRIOR (01/09/2024)`."""
    dates = list(dates_in(head))
    if len(dates) != 1 or not _BEFORE_DAY.fullmatch(head[: dates[0].start]):
        return None
    return Column("day", head, day=day_of(dates[0], order))


@dataclass(frozen=True)
class Measured:
    """The tables of a paper, and the words to read their rows."""

    tables: Tables
    tests: LabTests
    results: ResultWords
    paper: Paper

    @classmethod
    def of(cls, paper: Paper, tests: LabTests, columns: ColumnWords, results: ResultWords) -> Measured:
        plain = replace(tests, beside=frozenset())  # a head names a measure by two letters too: `Wt (kg)`

        def heads_of(page: Page, line: Line) -> tuple[Column, ...]:
            return (
                columns_of(line, columns, paper.date_order)
                or day_columns_of(line, columns, plain, blurred=page.origin == "ocr")
                or log_columns_of(page, line, columns, plain)
                or days_alone(line, paper.date_order, paper.near)
                or days_beside(page, line, columns, paper)
            )

        return cls(tables_of(paper.reading.pages, heads_of), tests, results, paper)

    def rows(self, clause: Clause, base: Result) -> Iterator[tuple[LabTest, RowResult]]:
        """Each number of a row with the measure that it is of, in a unit that the measure has."""
        line, page = clause.pieces[0].line, clause.pieces[0].page
        heads = self.tables.at(page, line)
        if not heads or not placed(line) or not 0 < len(line.words) <= _WORDS_OF_A_ROW:
            return
        cells = cells_told(line, heads, clause.cells if clause.text == line.text else ())
        dated = any(cell.column.role == MEASURE for cell in cells)
        if any(cell.column.role == "collected" and _NUMBER.fullmatch(cell.text.strip()) for cell in cells):
            return  # the numbers along a chart under a table are no row of it
        order = self.paper.date_order
        dated_cells = with_days(cells, self.paper) if dated else cells
        rows = by_day(dated_cells, base, self.results, order) if dated else by_columns(cells, base, self.results)
        for row in rows:
            test, result = self.tests.named(row.result.name), row.result
            if not result.unit and (named := self.tests.measured(_BEHIND.sub("", result.name))) is not None:
                test, result = named[0], replace(result, unit=named[1])  # `LVIDd (mm) [z]`
            if test is not None and self._fits(test, result, dated=dated):
                yield test, replace(row, result=result)

    def _fits(self, test: LabTest, result: Result, *, dated: bool) -> bool:
        if not test.spans or _NUMBER.fullmatch(result.value) is None:
            return False
        code = self.tests.unit(test, result.unit)
        if not test.can_be(float(result.value.lstrip("<>= ").replace(",", ".")), code):
            return False
        plain = dated and test.name in UNITLESS  # under a head `Wt` in a log of days
        return self.tests.measures(test, code) if result.unit else plain or not test.needs_unit
