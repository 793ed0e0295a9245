"""Laboratory values and tumor markers, from tables and from sentences, each with its unit, range, flag and day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, dates_in, in_order
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.labdays import (
    MEASURE,
    by_day,
    by_day_in_order,
    day_columns_of,
    days_alone,
    log_columns_of,
)
from consilium.domain.findings.labprose import ProseWords, Reader, answered, earlier_value, prose_words
from consilium.domain.findings.labrows import RowResult, by_columns, by_looks, is_row
from consilium.domain.findings.labstacks import stacks_in
from consilium.domain.findings.labtables import (
    RESULTS,
    Cell,
    Column,
    ColumnWords,
    Tables,
    cells_by_place,
    cells_in_order,
    column_words,
    columns_of,
    tables_of,
)
from consilium.domain.findings.labtests import LabTest, LabTests, lab_tests
from consilium.domain.findings.labvalues import Result, ResultWords, finding_of, limits, result_words
from consilium.domain.findings.labwhen import Opened, labelled_day, opened_by, trailing_days
from consilium.domain.findings.moment import dates_of, day_after, day_of, when_said
from consilium.domain.findings.numerals import decimal_mark, number_of, written_in
from consilium.domain.findings.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.units import unit_in
from consilium.domain.layout import cite, placed
from consilium.domain.phrases import Hit, PhraseIndex, words_of
from consilium.domain.records import Category, Line, Page

# Readers that give results as structure: what their pages say is the same once more.
_MAPPED = frozenset({"labtable", "applehealth"})
# Papers whose tables are of laboratory results, when they name tests that are not known here.
_LABORATORY = frozenset({Category.LABS, None, Category.DISCHARGE, Category.CLINICAL_SUMMARY})
_LOGGED = re.compile(r"\W{0,3}\d{1,4}[\w\s./-]{3,18}?\s?[:–-]\s|\W{0,3}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\s")
_THOUSANDS = re.compile(r"(?<![\w.,/-])[1-9]\d{0,2}\.\d{3}(?![\w.,/-])")
# A line of a log begins with its hour; how far behind a value its day without a year stands.
_HOUR, _SOON = re.compile(r"\s*\d{1,2}[:.]\d{2}\s"), 20
# In how many words a clause names its first test, where its list goes on; where a line of results begins with its test.
_LEADING, _AT_ONCE = 40, 3
# How far behind its value a day without its year stands, and what may stand between: `peaked at 11.8 on 1/6`.
_BESIDE_DAY = 14
_TO_DAY = re.compile(r"\s?(?:[(,]\s?|(?:on|by|at|el|al|del|the)\s){0,2}", re.IGNORECASE)
# How far behind its label a day of collection stands.
_NEAR_LABEL = 12
# A line with more words is no row of a table.
_WORDS_OF_A_ROW = 150
# What a sentence says of a value besides stating it.
_KEPT = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL})
_ABSENT = "blasts"


@dataclass(frozen=True)
class Words:
    """The tables of `knowledge/findings/laboratory.yaml`; `growth` are measures of the body by LOINC code."""

    tests: LabTests
    columns: ColumnWords
    results: ResultWords
    prose: ProseWords
    collected: PhraseIndex[bool]
    specimens: PhraseIndex[str]
    recent: PhraseIndex[bool]
    labels: PhraseIndex[bool]
    panels: PhraseIndex[bool]
    growth: Mapping[str, str]


def words_from(data: Mapping[str, Any]) -> Words:
    return Words(
        lab_tests(data),
        column_words(data),
        result_words(data),
        prose_words(data),
        PhraseIndex.of((str(one), True) for one in data["collected"]),
        PhraseIndex.of((str(one), name) for name, said in data["specimens"].items() for one in said),
        PhraseIndex.of((str(one), True) for one in data["recent"]),
        PhraseIndex.of((str(one), True) for one in data["labels"]),
        PhraseIndex.of((str(one), True) for one in data["panels"]),
        {str(code): name for name, codes in data["growth_codes"].items() for code in codes},
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Every laboratory value of a paper. A value in a table of another specimen than blood carries it."""
    if paper.reading.format in _MAPPED or paper.reading.format.startswith("fhir"):
        return
    state = _State(paper, words, _tables(paper, words), _mapped(paper))
    yield from state.stacked()
    trailing = trailing_days(paper, words.collected)
    for clause in paper.clauses:
        state.notice(clause)
        for found in state.read(clause, assertion):
            yield replace(found, when=trailing[id(clause)]) if id(clause) in trailing else found


def _tables(paper: Paper, words: Words) -> Tables:
    """The tables of the pages, whose columns are results or days, or, where the rows are days, tests."""

    def heads_of(page: Page, line: Line) -> tuple[Column, ...]:
        blurred = page.origin == "ocr"
        return (
            columns_of(line, words.columns, paper.date_order, blurred=blurred)
            or (() if blurred else log_columns_of(page, line, words.columns, words.tests))
            or day_columns_of(line, words.columns, words.tests, blurred=blurred)
            or days_alone(line, paper.date_order, paper.near)
        )

    return tables_of(paper.reading.pages, heads_of)


def _mapped(paper: Paper) -> frozenset[str]:
    """The beginnings of lines that a structured source's observations were written into."""
    observations = paper.reading.facts.get("observations")
    if not isinstance(observations, list):
        return frozenset()
    return frozenset(f"{one.get('name', '')}:" for one in observations if isinstance(one, dict) and one.get("name"))


@dataclass
class _State:
    """What is known while a paper is read from top to bottom: the day of collection, the specimen, lines done."""

    paper: Paper
    words: Words
    tables: Tables
    mapped: frozenset[str]
    collected: PartialDate | None = None
    specimen: str = ""
    done: set[int] = field(default_factory=set)
    mark: str = ""
    heads: tuple[Column, ...] = ()  # of a table without places, whose heads were not known as such before
    logged: tuple[PartialDate, Line] | None = None  # the day that the line of a log begins with
    opened: Opened | None = None  # the day of the list or section that is read

    def __post_init__(self) -> None:
        self.mark = decimal_mark(line.text for page in self.paper.reading.pages for line in page.lines)
        if not self.mark and self.paper.language == "en":
            self.mark = "."
        if not self.mark and self.paper.language in ("es", "") and self._has_thousands():
            self.mark = ","

    def _has_thousands(self) -> bool:
        """Whether a paper without decimals writes several numbers as `2.310`: then points part thousands."""
        lines = (line.text for page in self.paper.reading.pages for line in page.lines)
        found = {found[0] for text in lines for found in _THOUSANDS.finditer(text)}
        return len(found) > (self.paper.language != "es")

    def notice(self, clause: Clause) -> None:
        """Take the day and the specimen that a line states for the results under it."""
        hit = next(self.words.collected.find(clause.words), None)
        if hit is not None:
            self._take_day(clause, clause.words[hit.after - 1].end)
        elif clause.header:
            self._take_day_in_head(clause.header)
        if clause.cells and not clause.header and not placed(clause.pieces[0].line):
            self.heads = self._columns([text for _, text in clause.cells]) or self.heads
        if len(clause.words) <= 5 and not any(char.isdigit() for char in clause.text):
            found = next(self.words.specimens.find(clause.words), None)
            if found is not None and (found.first == 0 or len(clause.words) <= 3):
                self.specimen = "" if found.value == "blood" else found.value

    def _take_day(self, clause: Clause, after: int) -> None:
        date = next((date for date in dates_in(clause.text) if 0 <= date.start - after <= _NEAR_LABEL), None)
        if date is not None:
            self.collected = day_of(date, self.paper.date_order)

    def _take_day_in_head(self, header: Sequence[str]) -> None:
        said = [date for head in header for date in dates_in(head) if head[: date.start].strip()]
        if len(said) == 1 and next(self.words.collected.find(words_of(" ".join(header))), None):
            self.collected = day_of(said[0], self.paper.date_order)

    def stacked(self) -> Iterator[Finding]:
        """Results whose parts stand under each other, with the day that the page's head tells."""
        if self.paper.category not in _LABORATORY:
            return
        when = self._stacked_day()
        for page in self.paper.reading.pages:
            base = Result("", "", mark=self.mark, when=when)
            for stack in stacks_in(page, base, self.words.tests, self.words.columns, self.words.results):
                self.done |= {id(line) for line in stack.lines}
                if self._fits(stack.test, stack.result):
                    found = finding_of(
                        stack.result, self.words.tests, stack.clause.cite(), Assertion.STATED, stack.test
                    )
                    yield replace(found, confidence=stack.clause.confidence)

    def _stacked_day(self) -> PartialDate | None:
        """The one day of collection that the paper labels, else a laboratory's own day."""
        days = set()
        for clause in self.paper.clauses:
            hit = next(self.words.collected.find(clause.words), None)
            date = hit and next(
                (
                    one
                    for one in dates_in(clause.text)
                    if 0 <= one.start - clause.words[hit.after - 1].end <= _NEAR_LABEL
                ),
                None,
            )
            if date:
                days.add(day_of(date, self.paper.date_order))
        if len(days) == 1:
            return days.pop()
        return self.paper.head_day if self.paper.category is Category.LABS and not days else None

    def base(self) -> Result:
        lab = self.paper.category is Category.LABS
        when = (self.opened.day if self.opened else self.collected) or (self.paper.head_day if lab else None)
        return Result("", "", mark=self.mark, specimen=self.specimen, when=when)

    def read(self, clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
        if any(clause.text.startswith(name) for name in self.mapped) or clause.section is Section.GENERAL:
            return
        self._open(clause)
        self._log(clause)
        rows = list(self._row(clause))
        if rows:
            yield from rows
        elif id(clause.pieces[0].line) not in self.done and not self._is_row_of_days(clause):
            yield from self._prose(clause, assertion)

    def _log(self, clause: Clause) -> None:
        """Take the day that a line of a log begins with, for all sentences of the line."""
        first, last = clause.pieces[0].line, clause.pieces[-1].line
        date = next(dates_in(clause.text), None) if _LOGGED.match(clause.text) else None
        if date is not None and date.start <= _AT_ONCE:
            self.logged = (day_of(date, self.paper.date_order), last)
        elif self.logged is not None:
            self.logged = (self.logged[0], last) if first is self.logged[1] else None

    def _open(self, clause: Clause) -> None:
        """Take the day that a clause opens for the values after it, or let go of the one that is open."""
        hit = next(self.words.tests.by_name.find(clause.words[:_LEADING]), None)
        opened = opened_by(clause, self.paper, self.words.labels, valued=hit is not None)
        if opened is not None or self.opened is None or self._is_of_other_day(clause):
            self.opened = opened
        elif clause.heading != self.opened.heading:
            self.opened = replace(self.opened, heading=clause.heading) if self._goes_on(clause, hit) else None
        elif not self.opened.whole and hit is None:
            self.opened = None

    def _is_of_other_day(self, clause: Clause) -> bool:
        """Whether a clause begins with the label of another list (`Al egreso`), and not of a part of this one."""
        label = next(self.words.labels.find(clause.words[:_AT_ONCE]), None)
        panel = next(self.words.panels.find(clause.words[:_AT_ONCE]), None)
        return label is not None and label.first == 0 and panel is None

    def _goes_on(self, clause: Clause, hit: Hit[LabTest] | None) -> bool:
        """Whether a clause under a label of its own goes on with the list of results: `Función renal: creatinina`."""
        panel = next(self.words.panels.find(clause.words[:_AT_ONCE]), None)
        return hit is not None and (hit.first == 0 or (panel is not None and panel.first == 0))

    def _is_row_of_days(self, clause: Clause) -> bool:
        """Whether a line stands under heads of several days: which value is of which can't be told from its words."""
        piece = clause.pieces[0]
        days = [column for column in self.tables.at(piece.page, piece.line) if column.role == "day"]
        hit = next(self.words.tests.by_name.find(clause.words[:8]), None)
        return len(days) > 1 and hit is not None and hit.first == 0

    def _row(self, clause: Clause) -> Iterator[Finding]:
        """The results of a table's row: by the clause's own cells, else by its line's place on the page."""
        columns = self._columns(clause.header) or (self.heads if len(self.heads) == len(clause.cells) else ())
        if columns:
            cells = _joined(cells_in_order(clause.cells, columns))
            for row in self._rows_of(cells, clause):
                yield from self._found(row, clause, None, cells)
            return
        piece = clause.pieces[0]
        heads = self.tables.at(piece.page, piece.line)
        if heads and id(piece.line) not in self.done:
            yield from self._line_row(clause, self.tables.row(piece.page, piece.line), heads)
        elif not heads and self._is_of_laboratory(clause) and is_row(clause.text, self.words.tests):
            for row in by_looks(clause.text, (), self.base(), self.words.tests):
                yield from self._found(row, clause, None, ())

    def _is_of_laboratory(self, clause: Clause) -> bool:
        return self.paper.category is Category.LABS or clause.section is Section.LABORATORY

    def _rows_of(self, cells: Sequence[Cell], clause: Clause) -> Iterator[RowResult]:
        """The results of a row's cells, whether its columns are days and results or tests."""
        if any(cell.column.role == MEASURE for cell in cells):
            return by_day(cells, self.base(), self.words.results, self.paper.date_order)
        return by_columns(cells, self._base_of(clause, cells), self.words.results)

    def _base_of(self, clause: Clause, cells: Sequence[Cell]) -> Result:
        """What a row's results share: its own day, and the unit where that is a mere sign, which is no cell."""
        base = self.base()
        dated = next((cell for cell in cells if cell.column.role == "collected"), None)
        date = next(dates_in(dated.text), None) if dated else None
        percent = not any(cell.column.role == "unit" for cell in cells) and " % " in clause.pieces[0].line.text
        when = day_of(date, self.paper.date_order) if date else base.when
        return replace(base, unit="%" if percent else "", when=when)

    def _columns(self, header: Sequence[str]) -> tuple[Column, ...]:
        """The columns that the heads over a clause's cells are; () where they name no tests and results."""
        columns = tuple(self._column(head) for head in header)
        roles = [column.role for column in columns]
        if "test" in roles and RESULTS & set(roles) and len(set(roles)) >= 2:
            return columns
        if not roles or roles[0] != "collected":
            return ()
        tests = [self.words.tests.named(head) for head in header]
        made = (Column(MEASURE, one.head) if test else one for one, test in zip(columns, tests, strict=True))
        return tuple(made) if any(test is not None for test in tests) else ()

    def _column(self, head: str) -> Column:
        date = next(dates_in(head), None)
        if date is not None:
            return Column("day", head, day=certain(in_order(date.values, self.paper.date_order)))
        hit = next(self.words.columns.heads.find(words_of(head)), None)
        return Column(hit.value if hit else "other", head)

    def _line_row(self, clause: Clause, line: Line, heads: Sequence[Column]) -> Iterator[Finding]:
        cells: tuple[Cell, ...] = ()
        if placed(line) and 0 < len(line.words) <= _WORDS_OF_A_ROW:
            cells = cells_by_place(line, heads)
            rows = list(self._rows_of(cells, clause))
        elif any(column.role == MEASURE for column in heads):
            rows = list(by_day_in_order(line.text, heads, self.base(), self.paper.date_order))
        else:
            rows = list(by_looks(line.text, heads, self.base(), self.words.tests))
        found = [one for row in rows for one in self._found(row, clause, line, cells)]
        if found:
            self.done.add(id(clause.pieces[0].line))
        yield from found

    def _found(self, row: RowResult, clause: Clause, line: Line | None, cells: Sequence[Cell]) -> Iterator[Finding]:
        """The finding of a row, where its test is known or its columns leave no doubt that it is one."""
        test = self.words.tests.named(row.result.name, blurred=clause.recognized)
        if test is not None and not self._fits(test, row.result):
            test = None
        if test is None and row.result.value.startswith("-"):
            return
        if test is None and (clause.recognized or not self._is_result(row.result, cells)):
            return
        result = self._mended(row.result, test) if clause.recognized else row.result
        if result is None:
            return
        if test is not None and test.specimen == result.specimen:
            result = replace(result, specimen="")
        number = clause.page.number
        place = cite(line, number, row.start, row.end) if line is not None else clause.cite(row.start, row.end)
        place = place if clause.page.width > 0 else replace(place, box=None)
        said = Assertion.PENDING if self.words.results.in_cell(result.value) == "pending" else Assertion.STATED
        found = finding_of(result, self.words.tests, place, said, test)
        yield replace(found, confidence=clause.confidence)

    def _mended(self, result: Result, test: LabTest | None) -> Result | None:
        """A recognized result without what can't be read of it; None where it can't be told what the value is."""
        code = self.words.tests.unit(test, result.unit)
        if test is None or not code:
            result, code = replace(result, unit=""), ""
        number = written_in(result.value)
        if test is None or number is None or not test.spans:
            return result
        if number.end < len(result.value):
            return None
        value = number_of(number.text, result.mark, lambda one: test.can_be(one, code))
        return result if value is not None and test.can_be(value, code) else None

    def _fits(self, test: LabTest, result: Result) -> bool:
        """Whether the unit is one of the test's and the value not below nothing."""
        code = self.words.tests.unit(test, result.unit)
        known = not code or not test.spans or self.words.tests.measures(test, code)
        negative = result.value.startswith("-") and not any(low < 0 for low, _ in test.spans.values())
        return known and not negative

    def _is_result(self, result: Result, cells: Sequence[Cell]) -> bool:
        """Whether a row of a test that is not known is one: in a laboratory's table, with a unit or a range."""
        roles = {cell.column.role for cell in cells}
        letters = sum(char.isalpha() for char in result.name)
        stated = unit_in(result.unit) != (0, 0) or any(limits(result.reference))
        valued = written_in(result.value) is not None or bool(self.words.results.in_cell(result.value))
        return self.paper.category in _LABORATORY and stated and valued and 2 <= letters <= 60 and "test" in roles

    def _prose(self, clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
        reader = Reader(self.words.tests, self.words.results, self.words.prose, self.paper.language)
        base = replace(self.base(), when=None)
        base = replace(base, specimen=self._leading_specimen(clause) or base.specimen)
        for said in reader.find(clause, base):
            said = answered(clause, said)
            how = assertion_of(clause, said.start, said.end, assertion)
            how = Assertion.CONDITIONAL if said.condition else how if how in _KEPT else Assertion.STATED
            if self.words.results.in_cell(said.result.value) == "pending":
                how = Assertion.PENDING
            when = None if how is Assertion.CONDITIONAL else self._when(clause, said.start, said.end)
            if said.earlier:
                how, when = (
                    earlier_value(how),
                    day_after(clause, self.paper, said.end) or self._short_after(clause, said.end),
                )
            result = replace(said.result, when=when)
            if said.before and assertion_of(clause, said.start, said.end, assertion) is not Assertion.STATED:
                continue
            specimen = self._specimen_of(clause, said.start, said.end)
            if specimen and specimen != said.test.specimen:
                result = replace(result, specimen=specimen)
            place = clause.cite(said.start, said.end)
            found = finding_of(result, self.words.tests, place, how, said.test)
            yield replace(found, confidence=clause.confidence)
        for start, end in reader.absent(clause, base):
            made = replace(base, name=_ABSENT, value=clause.text[start:end], when=self._when(clause, start, end))
            yield finding_of(made, self.words.tests, clause.cite(start, end), Assertion.NEGATED)

    def _leading_specimen(self, clause: Clause) -> str:
        """The specimen that a clause begins with: `LCR: 2 células, proteínas 18`."""
        hit = next(self.words.specimens.find(clause.words[:3]), None)
        return hit.value if hit is not None and hit.first <= 1 and hit.value != "blood" else ""

    def _specimen_of(self, clause: Clause, start: int, end: int) -> str:
        """A specimen that stands right before a test (`urine glucose`), before a colon (`CSF: ...`) or after it."""
        for hit in self.words.specimens.find(clause.words):
            first, after = clause.words[hit.first].start, clause.words[hit.after - 1].end
            between = clause.text[after:start] if after <= start else ""
            labelled = between.startswith(":") and not any(mark in between for mark in (". ", ";"))
            near = after <= start and not between.strip()
            inside = start < first and after <= end
            if (labelled or near or inside) and hit.value != "blood":
                return hit.value
        return ""

    def _when(self, clause: Clause, start: int, end: int) -> PartialDate | None:
        inside = [date for date in dates_of(clause.text) if start < date.start and date.end <= end]
        if inside:
            return day_of(inside[-1], self.paper.date_order)
        said = labelled_day(clause, self.paper, start) or when_said(clause, self.paper, start, end)
        if said is not None:
            return said
        if self.opened is not None or self.logged is not None:
            return self.opened.day if self.opened is not None else self.logged[0] if self.logged else None
        at_once = start <= _AT_ONCE and clause.section is not Section.GENERAL
        return (self.collected if at_once else None) or self._when_of_paper(clause, end)

    def _short_after(self, clause: Clause, end: int) -> PartialDate | None:
        """The day without its year that stands right behind a value: `peaked at 11.8 on 1/6 and normalized by 1/8`."""
        for one in occasions(clause.text, self.paper):
            if (
                one.until is None
                and 0 <= one.start - end <= _BESIDE_DAY
                and _TO_DAY.fullmatch(clause.text, end, one.start)
            ):
                return one.when
        return None

    def _when_of_paper(self, clause: Clause, end: int) -> PartialDate | None:
        """The day of a value that has none beside it: a day without its year, else the paper's where it is of one."""
        if next(self.words.recent.find(clause.words), None) is not None:
            return self.paper.head_day
        short = [one for one in occasions(clause.text, self.paper) if one.year_from and one.until is None]
        if len(short) == 1 and short[0].start < end + _SOON:
            return short[0].when
        if len(short) > 1 and (beside := self._short_after(clause, end)) is not None:
            return beside
        if _HOUR.match(clause.text):  # of a log of one day
            return self.paper.shift or self.paper.date
        if self.paper.category is Category.IMAGING_REPORTS:
            return self.paper.date
        return self.base().when if self.paper.category is Category.LABS else None


def _joined(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Neighbours under one head as one cell: `14,8` and `H`."""
    found: list[Cell] = []
    for cell in cells:
        if found and found[-1].column.head == cell.column.head and found[-1].column.role != "other":
            before = found.pop()
            cell = Cell(before.column, f"{before.text} {cell.text}", before.start, cell.end)
        found.append(cell)
    return tuple(found)
