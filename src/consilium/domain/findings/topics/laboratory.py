"""Laboratory values and tumor markers, from tables and from sentences, each with its unit, range, flag and day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from consilium.domain.datetext import dates_in
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.mothersown import is_mothers
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.imaging.comparedtables import compared_columns
from consilium.domain.findings.laboratory.labcarddays import card_days
from consilium.domain.findings.laboratory.labcells import (
    LABORATORY,
    by_cells,
    is_order,
    is_result,
    lists_tests,
    of_cluster,
    of_subsets,
)
from consilium.domain.findings.laboratory.labclock import Days
from consilium.domain.findings.laboratory.labcounts import of_marrow
from consilium.domain.findings.laboratory.labdays import (
    MEASURE,
    NAMED,
    by_day,
    by_day_in_order,
    columns_over,
    day_columns_of,
    days_alone,
    log_columns_of,
)
from consilium.domain.findings.laboratory.labheads import (
    days_beside,
    of_own_days,
    tests_alone,
    timed_columns,
    with_days,
)
from consilium.domain.findings.laboratory.labhours import is_an_hour, levels_by_hours
from consilium.domain.findings.laboratory.labpairs import pairs_in, unslashed
from consilium.domain.findings.laboratory.labprevious import previous_in
from consilium.domain.findings.laboratory.labprose import Reader
from consilium.domain.findings.laboratory.labrows import RowResult, by_columns, by_looks, is_row
from consilium.domain.findings.laboratory.labsaid import Said, answered, earlier_value, is_after_day
from consilium.domain.findings.laboratory.labseries import own_cell
from consilium.domain.findings.laboratory.labserology import PRESENCE
from consilium.domain.findings.laboratory.labspecimens import headed, of_puncture, only_of_blood
from consilium.domain.findings.laboratory.labstacks import dated_in, stacks_in
from consilium.domain.findings.laboratory.labsubheads import with_subheads
from consilium.domain.findings.laboratory.labtables import (
    TIMED,
    Cell,
    Column,
    Tables,
    cells_in_order,
    cells_told,
    columns_of,
    joined,
    tables_of,
    unit_columns_of,
    values_under,
)
from consilium.domain.findings.laboratory.labtests import LabTest
from consilium.domain.findings.laboratory.labtold import how_told
from consilium.domain.findings.laboratory.labunnamed import results_alone
from consilium.domain.findings.laboratory.labvalues import Result, finding_of
from consilium.domain.findings.laboratory.labwhen import trailing_days
from consilium.domain.findings.laboratory.labwords import Words, words_from
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.numerals import decimal_mark, has_thousands, number_of, written_in
from consilium.domain.findings.tissue.antigendensity import density_spans
from consilium.domain.layout import cite, placed
from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Line, Page

__all__ = ["Words", "find", "words_from"]

_MAPPED = frozenset({"labtable", "applehealth"})  # readers that give results as structure, whose pages say the same
# Papers of tissue, and words that show that a clause is about it.
_TISSUE = frozenset({Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES, Category.BONE_MARROW})
_STAINED = re.compile(
    r"\b(?:histolog|IHC|IHQ|inmunohisto|immunohisto|immunostain|OCT ?[34]|PLAP|SALL4|INI1|CD\d{2})", re.IGNORECASE
)
_PLAIN = re.compile(r"[<>]?\s?\d{1,7}(?:[.,]\d{1,3})?")  # a number, which no result in words is
_DATED_UNIT = re.compile(r"/\s?(?:19|20)\d\d$")  # a blurred day: `stem cells 10o/2025`
_WORDS_OF_A_ROW = 150  # a line with more words is no row of a table


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Every laboratory value of a paper. A value in a table of another specimen than blood carries it."""
    if paper.reading.format in _MAPPED or paper.reading.format.startswith("fhir"):
        return
    state = _State(paper, words, _tables(paper, words), _mapped(paper), Days(paper, words))
    yield from state.stacked()
    yield from previous_in(paper, words, state.mark)
    yield from levels_by_hours(paper, words.tests, state.mark)
    trailing = trailing_days(paper, words.collected)
    for clause in paper.clauses:
        state.notice(clause)
        told, freed = only_of_blood([*state.read(clause, assertion)], state.specimen)
        state.carried = state.carried if freed else ""
        for found in told:
            yield replace(found, when=trailing[id(clause)]) if id(clause) in trailing else found


def _tables(paper: Paper, words: Words) -> Tables:
    """The tables of the pages, whose columns are results or days, or, where the rows are days, tests."""
    compared = compared_columns(paper)

    def heads_of(page: Page, line: Line) -> tuple[Column, ...]:
        blurred = page.origin == "ocr"
        found = (
            columns_of(line, words.columns, paper.date_order, blurred=blurred)
            or unit_columns_of(line, words.columns)
            or log_columns_of(page, line, words.columns, words.tests)
            or day_columns_of(line, words.columns, words.tests, blurred=blurred)
            or days_alone(line, paper.date_order, paper.near)
            or days_beside(page, line, words.columns, paper)
            or timed_columns(page, line, paper.date_order)
            or tests_alone(page, line, words.columns, words.tests)
            or results_alone(page, line, words.columns)
        )
        looks = compared.get(id(line), ())
        return looks if values_under(looks) > values_under(found) else found

    return tables_of(paper.reading.pages, heads_of, with_subheads)


def _mapped(paper: Paper) -> frozenset[str]:
    """The beginnings of lines that a structured source's observations were written into."""
    observations = paper.reading.facts.get("observations")
    if not isinstance(observations, list):
        return frozenset()
    return frozenset(f"{one.get('name', '')}:" for one in observations if isinstance(one, dict) and one.get("name"))


@dataclass
class _State:
    """What is known while a paper is read from top to bottom: the days, the specimen, lines done."""

    paper: Paper
    words: Words
    tables: Tables
    mapped: frozenset[str]
    days: Days
    specimen: str = ""
    carried: str = ""  # the specimen of a heading, for the lines under it
    done: set[int] = field(default_factory=set)
    mark: str = ""
    heads: tuple[Column, ...] = ()  # of a table without places, whose heads were not known as such before

    def __post_init__(self) -> None:
        texts = [line.text for page in self.paper.reading.pages for line in page.lines]
        by_language = {"en": ".", "es": ",", "": ","}.get(self.paper.language, "")
        if by_language == "," and not has_thousands(texts):
            by_language = ""
        self.mark = decimal_mark(texts) or by_language

    def notice(self, clause: Clause) -> None:
        """Take the day and the specimen that a line states for the results under it."""
        self.days.notice(clause)
        if clause.cells and not clause.header and not placed(clause.pieces[0].line):
            self.heads = self._columns([text for _, text in clause.cells]) or self.heads
        self.specimen, self.carried = headed(clause, self.words.specimens, self.carried)

    def stacked(self) -> Iterator[Finding]:
        """Results whose parts stand under each other, with the day that the page's head tells."""
        if self.paper.category not in LABORATORY:
            return
        when, days = self.days.only(), card_days(self.paper, self.words.collected, self.words.resulted)
        for page in self.paper.reading.pages:
            base = Result("", "", mark=self.mark, when=when)
            dated = dated_in(page, base, self.words.tests, self.paper.date_order)
            for stack in (
                *stacks_in(page, base, self.words.tests, self.words.columns, self.words.results, days),
                *dated,
            ):
                self.done |= {id(line) for line in stack.lines}
                if self._fits(stack.test, stack.result):
                    said = self._awaited(stack.result)
                    found = finding_of(stack.result, self.words.tests, stack.clause.cite(), said, stack.test)
                    yield replace(found, confidence=stack.clause.confidence)

    def base(self) -> Result:
        return Result("", "", mark=self.mark, specimen=self.specimen, when=self.days.base)

    def read(self, clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
        if any(clause.text.startswith(name) for name in self.mapped) or clause.section is Section.GENERAL:
            return
        if is_order(clause) or (clause.section is Section.FAMILY_HISTORY and is_mothers(clause.text)):
            return
        self.days.begin(clause)
        rows = list(self._row(clause))
        if rows:
            yield from rows
        elif id(clause.pieces[0].line) not in self.done and not self._is_row_of_days(clause):
            yield from self._prose(clause, assertion)

    def _is_row_of_days(self, clause: Clause) -> bool:
        """Whether a line stands under heads of several days: which value is of which can't be told from its words."""
        piece = clause.pieces[0]
        days = [column for column in self.tables.at(piece.page, piece.line) if column.role == "day"]
        hit = next(self.words.tests.by_name.find(clause.words[:8]), None)
        return len(days) > 1 and hit is not None and hit.first == 0 and not lists_tests(clause, self.words.tests)

    def _row(self, clause: Clause) -> Iterator[Finding]:
        """The results of a table's row: by the clause's own cells, else by its line's place on the page."""
        piece = clause.pieces[0]
        heads = self.tables.at(piece.page, piece.line)
        timed = any(one.role in TIMED for one in heads) and not any(one.role == "day" for one in heads)
        if timed and (own_cell(clause, 0) is not None or lists_tests(clause, self.words.tests)):
            return  # its cells tell their own days
        columns = () if timed else self._columns(clause.header) or self._heads_before(clause)
        if columns and values_under(heads) <= values_under(columns):
            cells = joined(cells_in_order(clause.cells, columns))
            for row in self._rows_of(cells, clause):
                yield from self._found(row, clause, None, cells)
            return
        paired = list(pairs_in(clause, heads, self.base(), self.words.tests, self.words.results))
        if paired:
            for row in paired:
                yield from self._found(row, clause, None, ())
        elif heads and id(piece.line) not in self.done:
            yield from self._line_row(clause, self.tables.row(piece.page, piece.line), heads)
        elif not heads and self._is_of_laboratory(clause):
            yield from self._headless(clause)

    def _headless(self, clause: Clause) -> Iterator[Finding]:
        """The result of a row without heads, by what its cells look like, else by its words."""
        told = by_cells(clause.cells, self.base(), self.words.tests, self.words.results) if clause.cells else None
        if told is not None and not next(self.words.measures.find(words_of(told.result.name)), None):
            yield from self._found(told, clause, None, (), told=self.paper.category is Category.LABS)
        elif is_row(clause.text, self.words.tests):
            for row in by_looks(clause.text, (), self.base(), self.words.tests):
                yield from self._found(row, clause, None, ())

    def _heads_before(self, clause: Clause) -> tuple[Column, ...]:
        """The heads that stood over a row without places, where they are as many as its cells."""
        fits = len(self.heads) == len(clause.cells) and not placed(clause.pieces[0].line)
        return self.heads if fits else ()

    def _is_of_laboratory(self, clause: Clause) -> bool:
        return self.paper.category is Category.LABS or clause.section is Section.LABORATORY

    def _rows_of(self, cells: Sequence[Cell], clause: Clause) -> Iterator[RowResult]:
        """The results of a row's cells, whether its columns are days and results or tests."""
        if any(cell.column.role in (MEASURE, NAMED) for cell in cells):
            cells = with_days(cells, self.paper)
            if any(cell.column.role == "hour" for cell in cells):
                base = replace(self.base(), when=self.days.alone.get(id(clause.pieces[0].line)) or self.base().when)
                return by_day(cells, base, self.words.results, self.paper.date_order)
            return by_day(cells, self.base(), self.words.results, self.paper.date_order)
        cells = of_own_days(with_days(cells, self.paper), self.paper)
        base = self._base_of(clause, cells)
        each = (by_columns(one, base, self.words.results) for one in unslashed(cells, self.words.tests))
        return (row for rows in each for row in rows)

    def _base_of(self, clause: Clause, cells: Sequence[Cell]) -> Result:
        """What a row's results share: its own day, and the unit where that is a mere sign, which is no cell."""
        base = self.base()
        dated = next((cell for cell in cells if cell.column.role == "collected"), None)
        date = next(dates_in(dated.text), None) if dated else None
        percent = not any(cell.column.role == "unit" for cell in cells) and " % " in clause.pieces[0].line.text
        when = day_of(date, self.paper.date_order) if date else base.when
        return replace(base, unit="%" if percent else "", when=when)

    def _columns(self, header: Sequence[str]) -> tuple[Column, ...]:
        return columns_over(header, self.words.columns, self.words.tests, self.paper.date_order)

    def _line_row(self, clause: Clause, line: Line, heads: Sequence[Column]) -> Iterator[Finding]:
        cells: tuple[Cell, ...] = ()
        if placed(line) and 0 < len(line.words) <= _WORDS_OF_A_ROW:
            cells = cells_told(line, heads, clause.cells if clause.text == line.text else ())
            rows = list(self._rows_of(cells, clause))
        elif any(column.role == MEASURE for column in heads):
            rows = list(by_day_in_order(line.text, heads, self.base(), self.paper.date_order))
        else:
            rows = list(by_looks(line.text, heads, self.base(), self.words.tests))
        found = [one for row in rows for one in self._found(row, clause, line, cells)]
        if found:
            self.done.add(id(clause.pieces[0].line))
        yield from found

    def _is_result(self, result: Result, cells: Sequence[Cell]) -> bool:
        return is_result(result, cells, self.paper.category, self.words.results, self.words.measures)

    def _found(
        self, row: RowResult, clause: Clause, line: Line | None, cells: Sequence[Cell], *, told: bool = False
    ) -> Iterator[Finding]:
        """The finding of a row, where its test is known, or its columns or cells leave no doubt that it is one."""
        test = self.words.tests.named(row.result.name, blurred=clause.recognized)
        if test is not None:
            test = self.words.tests.fitting(row.result.name, test, lambda one: self._fits(one, row.result))
        if test is None and row.result.value.startswith("-"):
            return
        if test is None and (clause.recognized or not (told or self._is_result(row.result, cells))):
            return
        result = self._mended(row.result, test) if clause.recognized else row.result
        if result is None:
            return
        if test is not None and test.specimen == result.specimen:
            result = replace(result, specimen="")
        number = clause.page.number
        place = cite(line, number, row.start, row.end) if line is not None else clause.cite(row.start, row.end)
        place = place if clause.page.width > 0 else replace(place, box=None)
        found = finding_of(result, self.words.tests, place, self._awaited(result), test)
        yield replace(found, confidence=clause.confidence)

    def _awaited(self, result: Result) -> Assertion:
        return Assertion.PENDING if self.words.results.in_cell(result.value) == "pending" else Assertion.STATED

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
        counted = not test.spans and test.qualitative and _PLAIN.fullmatch(result.value) is not None
        return known and not negative and not counted

    def _prose(self, clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
        reader = Reader(self.words.tests, self.words.results, self.words.prose, self.paper.language)
        base = replace(self.base(), when=None)
        base = replace(base, specimen=self._leading_specimen(clause) or base.specimen)
        for said in self._said(clause, reader, base):
            how = how_told(clause, said, assertion)
            if self.words.results.in_cell(said.result.value) == "pending":
                how = Assertion.PENDING
            when = None if how is Assertion.CONDITIONAL else self.days.straight_before(clause, said)
            if how is not Assertion.CONDITIONAL and when is None:
                when = (
                    self.days.of_earlier(clause, said.end)
                    if said.earlier and not is_after_day(clause, said)
                    else self.days.of(clause, said.start, said.end)
                )
            if said.earlier:
                how = earlier_value(how)
            result = replace(said.result, when=when)
            if said.before and assertion_of(clause, said.start, said.end, assertion) is not Assertion.STATED:
                continue
            marrow = of_marrow(clause, said.test, said.result.unit, titled=self.paper.category is Category.BONE_MARROW)
            specimen = "bone marrow" if marrow else self._specimen_of(clause, said.start, said.end)
            if specimen and specimen != said.test.specimen:
                result = replace(result, specimen=specimen)
            place = clause.cite(said.start, said.end)
            found = finding_of(result, self.words.tests, place, how, said.test)
            yield replace(found, confidence=clause.confidence)
        for start, end in reader.absent(clause, base):
            made = replace(base, name="blasts", value=clause.text[start:end], when=self.days.of(clause, start, end))
            yield finding_of(made, self.words.tests, clause.cite(start, end), Assertion.NEGATED)

    def _said(self, clause: Clause, reader: Reader, base: Result) -> list[Said]:
        """The results of known tests that a clause states, and those of others by their units, lists and forms."""
        said = [answered(clause, one) for one in reader.find(clause, base) if not is_an_hour(clause, one)]
        said = [one for one in said if not self.words.in_words.is_part(clause, one) and not self._is_stain(clause, one)]
        said = self.words.besides(clause, said, base)
        amounts = density_spans(clause.text)  # of the blasts' markers: `CD19 12,400 sites/cell`
        said = [one for one in said if not _DATED_UNIT.search(one.result.unit)]
        return [one for one in said if not any(start < one.end and one.start < end for start, end in amounts)]

    def _is_stain(self, clause: Clause, said: Said) -> bool:
        """Whether a marker is said to be there or not in tissue, and no value of the serum: `PLAP pos, AFP neg`."""
        plain = any(char.isdigit() for char in said.result.value)
        tissue = self.paper.category in _TISSUE or _STAINED.search(f"{clause.heading} {clause.text}") is not None
        if plain and said.result.unit == "%" and of_cluster(said.test):  # of lymphocytes, or of what is ill
            return self.paper.category in _TISSUE or not of_subsets(f"{clause.heading} {clause.text}")
        return said.test.marker and not plain and tissue and self.words.results.in_cell(said.result.value) in PRESENCE

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
        return of_puncture(clause, start)
