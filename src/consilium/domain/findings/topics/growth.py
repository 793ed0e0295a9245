"""Growth, performance scores and tests of function, from tables and sentences (`Kind.GROWTH`, `Kind.FUNCTION`).

Measures are read as laboratory values are: a name, a number, a unit that the measure can have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.moment import day_of, only_day, when_said
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.days.othertimes import is_of_other_time
from consilium.domain.findings.days.valuedays import day_of_earlier, day_of_value
from consilium.domain.findings.examination.bloodpressure import pressures_told
from consilium.domain.findings.examination.eyes import eyes_in
from consilium.domain.findings.examination.functionfar import changes_by
from consilium.domain.findings.examination.functionsaid import functions_told
from consilium.domain.findings.examination.growthbare import is_no_measure, listed_before, with_bare
from consilium.domain.findings.examination.growthdays import (
    PAST,
    TODAY,
    VITAL,
    admitted,
    before_vitals,
    is_fever,
    is_goal,
    of_a_thing,
    of_admission,
    of_its_day,
    of_stay,
    of_visit,
    own_day,
)
from consilium.domain.findings.examination.growthstages import (
    deviation,
    in_centimeters,
    metric,
    plain_measures,
    stages_in,
)
from consilium.domain.findings.examination.growthtables import UNITLESS, Measured, day_head
from consilium.domain.findings.examination.hearing import HearingWords, hearing_words
from consilium.domain.findings.examination.hearingcolumns import audiograms
from consilium.domain.findings.examination.hearingsaid import ears_in
from consilium.domain.findings.examination.lungrows import lung_rows
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.comparedmeasures import Measures, last_study
from consilium.domain.findings.imaging.comparedtables import compared_rows
from consilium.domain.findings.imaging.imagingstudies import with_compared
from consilium.domain.findings.imaging.lesionsizes import Study
from consilium.domain.findings.laboratory.labprose import Reader
from consilium.domain.findings.laboratory.labrows import by_columns
from consilium.domain.findings.laboratory.labsaid import ProseWords, answered, earlier_value, prose_words
from consilium.domain.findings.laboratory.labtables import Column, ColumnWords, cells_in_order, column_words
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests, lab_tests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords, finding_of, result_words
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.numerals import decimal_mark, number_of, written_at, written_in
from consilium.domain.layout import cite
from consilium.domain.phrases import PhraseIndex, fold, words_of
from consilium.domain.records import Category, Citation

SHARED = ("laboratory",)
# Values of a test stand at most this many sentences after the one that says when it was made.
_FOLLOWING = 3
# The word before a length is looked for in this many letters.
_MEASURED = 14
_SEEN = frozenset({Category.LABS, Category.DISCHARGE, Category.CLINICAL_SUMMARY, Category.TREATMENT_RECORDS, None})
_KEPT = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.PLANNED})
_CHARTED = "body temperature"  # every hour; only a fever in a sentence says something
_PAIR_WORDS = 4
_VITAL_SIGNS = frozenset({"oxygen saturation", "Glasgow coma scale"})
_MAPPED = ("labtable", "applehealth", "fhir")


@dataclass(frozen=True)
class Words:
    """The tables of `knowledge/findings/growth.yaml`, with the words of results that the laboratory has."""

    tests: LabTests
    columns: ColumnWords
    results: ResultWords
    prose: ProseWords
    pairs: PhraseIndex[bool]
    hearing: HearingWords
    imperial: frozenset[str]
    tall: PhraseIndex[bool]
    measuring: frozenset[str]
    weighing: PhraseIndex[bool]
    test_dates: PhraseIndex[str]
    made: PhraseIndex[bool]


def words_from(data: Mapping[str, Any]) -> Words:
    return Words(
        lab_tests(data),
        column_words(data),
        result_words({"results": data["function_results"]}),
        prose_words(data),
        PhraseIndex.of((str(one), True) for one in data["pairs"]),
        hearing_words(data),
        frozenset(map(str, data["imperial"])),
        PhraseIndex.of((str(one), True) for one in data["tall"]),
        frozenset(fold(str(one)) for one in data["measuring"]),
        PhraseIndex.of((str(one), True) for one in data["weighing"]),
        PhraseIndex.of((str(one), "test_dates") for one in data["test_dates"]),
        PhraseIndex.of((str(one), True) for one in data["made"]),
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Every measure of the child's body and of its organs' function."""
    if paper.reading.format.startswith(_MAPPED):
        return
    paper = of_its_day(paper, words.test_dates)
    measured = Measured.of(paper, words.tests, words.columns, words.results)
    reader = _Reader(paper, words, assertion, _mark(paper), measured, of_stay(paper), vital=before_vitals(paper))
    done: set[int] = set()
    base = Result("", "", mark=reader.mark, when=own_day(paper, None))
    rows = compared_rows(paper)
    in_looks = {id(one.pieces[0].line) for one in paper.clauses if id(one) in rows and rows[id(one)].name}
    for row in lung_rows(paper, words.tests, base):
        if id(row.line) in in_looks:
            continue
        done.add(id(row.line))
        made = finding_of(row.result, words.tests, cite(row.line, row.page.number, row.start, row.end), test=row.test)
        made = replace(_with(made, row.percent), kind=row.test.kind, confidence=row.line.confidence)
        yield replace(made, detail={**made.detail, "after": "bronchodilator"}) if row.after else made
    prior = with_compared(paper, Study(date=paper.date)).prior or last_study(paper) if rows else None
    own = own_day(paper, None) or paper.date
    compared = Measures(words.tests, paper, reader.mark, own, prior, admitted(paper) if rows else None)
    for clause in paper.clauses:
        told = list(compared.of(rows[id(clause)], clause)) if id(clause) in rows else []
        yield from told
        if not told and clause.section is not Section.GENERAL and id(clause.pieces[0].line) not in done:
            yield from reader.read(clause)
    for found in audiograms(paper.clauses, words.hearing, paper.date_order):
        once = found.assertion is Assertion.HISTORICAL
        yield found if found.when is not None or once else replace(found, when=own_day(paper, None))


def _mark(paper: Paper) -> str:
    mark = decimal_mark(line.text for page in paper.reading.pages for line in page.lines)
    return mark or ("." if paper.language == "en" else "")


_LOOKS = frozenset({"echocardiogram", "electrocardiogram"})


@dataclass(frozen=True)
class _Reader:
    paper: Paper
    words: Words
    assertion: AssertionWords
    mark: str
    measured: Measured
    stay: bool = False  # whether the paper tells of days in hospital
    made: list[PartialDate] = field(default_factory=list)  # the day of the test named last, once for each clause
    vital: frozenset[int] = frozenset()  # the clauses right before one that tells vital signs
    seen: list[bool] = field(default_factory=list)  # once for each of the next clauses that tell of the examination
    last: list[LabTest] = field(default_factory=list)  # of the clause before, where it measured one thing
    units: dict[str, str] = field(default_factory=dict)  # of the columns of the table that is read, by their heads

    def day(self, clause: Clause) -> PartialDate | None:
        """The paper's own day for what was measured on it, also in the sentences right after the one that shows it."""
        if of_admission(clause):
            return admitted(self.paper)
        own = own_day(self.paper, clause)
        seen = len(VITAL.findall(clause.text)) > 1 and not PAST.search(clause.text)
        if own is None and (seen or self.seen or id(clause) in self.vital) and self.paper.category in _SEEN:
            own = self.paper.head_day
        return self.paper.head_day if own is None and not self.stay and of_visit(clause, self.paper) else own

    def _look(self, clause: Clause) -> None:
        """Remember that the child is being examined on the paper's own day."""
        examined = TODAY.search(clause.text) is not None or len(VITAL.findall(clause.text)) > 1
        if PAST.search(clause.text) or any(True for _ in dates_in(clause.text)):
            self.seen[:] = []
        elif examined:
            self.seen[:] = [True] * _FOLLOWING

    def read(self, clause: Clause) -> Iterator[Finding]:
        """What a clause states; a value of a test without a day of its own has that of the test named before it."""
        self._look(clause)
        days = {
            one.when for one in occasions(clause.text, self.paper) if one.until is None and one.when != self.paper.birth
        }
        named = next(self.words.made.find(clause.words), None) is not None
        yield from self._listed_before(clause)
        self.last.clear()
        if days:
            self.made[:] = [*days] * _FOLLOWING if named and len(days) == 1 else []
        for found in self._found(clause):
            after = found.kind is Kind.FUNCTION and found.when is None and found.assertion is Assertion.STATED
            yield replace(found, when=self.made[0]) if after and self.made and not days else found
        if not days and self.made:
            self.made.pop()
        if self.seen:
            self.seen.pop()

    def _listed_before(self, clause: Clause) -> Iterator[Finding]:
        for one in listed_before(clause, self.paper) if self.last else []:
            made = Result(self.last[0].name, one.value, "", mark=self.mark, when=one.when)
            yield self._made(made, self.last[0], clause.cite(one.start, one.end), clause)

    def _found(self, clause: Clause) -> Iterator[Finding]:
        rows = list(self._table(clause)) or list(self._measured(clause))
        if rows:
            yield from (one for one in rows if one.name != _CHARTED)
            return
        yield from (pairs := list(self._pairs(clause)))
        prose = [] if pairs else list(self._prose(clause))
        yield from prose
        known = [(one.number, one.citations[0].quote) for one in prose if one.number is not None]
        pressures = [
            one
            for one in pressures_told(clause, self.assertion)
            if not any(number == one.number and quote in one.citations[0].quote for number, quote in known)
        ]
        heard = self.words.hearing
        before = self.paper.clauses[place - 1] if (place := self.paper.places[id(clause)]) else None
        pumped = functions_told(clause, self.paper, [one.name for one in prose], self.assertion)
        ears = ears_in(clause, before, heard, self.assertion)
        for found in (*ears, *eyes_in(clause), *pressures, *pumped):
            own = found.when or when_said(clause, self.paper, 0, 0, headed=False)
            yield replace(found, when=own or only_day(clause, self.paper, found.quote) or self.day(clause))

    def _table(self, clause: Clause) -> Iterator[Finding]:
        if not clause.header or len(clause.header) != len(clause.cells):
            return
        columns = tuple(self._column(head) for head in clause.header)
        cells = cells_in_order(clause.cells, columns)
        base = Result("", "", mark=self.mark, when=self.day(clause))
        if {"test", "result"} <= {column.role for column in columns}:
            percent = next((cell.text for cell in cells if cell.column.role == "percent"), "")
            for row in by_columns(cells, base, self.words.results):
                test = self.words.tests.named(row.result.name, blurred=clause.recognized)
                if test is not None and written_in(row.result.value) is not None:
                    made = self._made(row.result, test, clause.cite(row.start, row.end), clause)
                    yield _with(made, percent)
            return
        yield from self._by_heads(clause, columns, base)

    def _measured(self, clause: Clause) -> Iterator[Finding]:
        """The measures of a row under heads that its place on the page tells."""
        base = Result("", "", mark=self.mark, when=self.day(clause))
        for test, row in self.measured.rows(clause, base):
            yield self._made(row.result, test, clause.cite(row.start, row.end), clause)

    def _column(self, head: str) -> Column:
        if (dated := day_head(head, self.paper.date_order)) is not None:
            return dated
        hit = next(self.words.columns.heads.find(words_of(head)), None)
        role = hit.value if hit and hit.first == 0 else "other"
        return Column("percent" if head.strip().startswith("%") else role, head)

    def _by_heads(self, clause: Clause, columns: Sequence[Column], base: Result) -> Iterator[Finding]:
        """A row of measures whose names are the heads: `Date | Height (cm) | Weight (kg)`."""
        measured = [self.words.tests.measured(column.head) for column in columns]
        tests = [
            self.words.tests.named(column.head, blurred=clause.recognized) or (one[0] if one else None)
            for column, one in zip(columns, measured, strict=True)
        ]
        dated = [cell for cell, column in zip(clause.cells, columns, strict=True) if column.role == "collected"]
        date = next(dates_in(dated[0][1]), None) if dated else None
        when = day_of(date, self.paper.date_order) if date else base.when
        for (start, text), column, test, one in zip(clause.cells, columns, tests, measured, strict=True):
            number = written_at(text.strip(), 0)
            if number is None and self.words.tests.units.code(text.strip()):
                self.units[column.head] = text.strip()  # a line of units under the heads
            if test is None or number is None or (dated and date is None):
                continue
            begin, after = self.words.tests.units.at(text, number.end)
            unit = text[begin:after] or column.head.partition("(")[2].partition(")")[0] or (one[1] if one else "")
            unit = unit or self.units.get(column.head, "")
            if self.words.tests.units.code(unit):
                self.units[column.head] = unit
            elif unit or (test.needs_unit and not (dated and test.name in UNITLESS)):
                continue
            made = replace(base, name=test.name, value=number.text, unit=unit, when=when)
            first = dated[0][0] if dated else start
            yield self._made(made, test, clause.cite(min(first, start), start + len(text)), clause)

    def _pairs(self, clause: Clause) -> Iterator[Finding]:
        """`Talla/peso: 158 cm / 44.0 kg`: each number by its unit; the label may stand alone on the line above."""
        hit = next(self.words.pairs.find(clause.words), None)
        place = self.paper.places[id(clause)]
        over = self.paper.clauses[place - 1] if place and hit is None and clause.text[:1].isdigit() else None
        if over is not None and len(over.words) <= _PAIR_WORDS:
            hit = next(self.words.pairs.find(over.words), None)
        if hit is None:
            return
        start = clause.words[hit.first].start if over is None else 0
        at = clause.words[hit.after - 1].end if over is None else 0
        stop = min(len(clause.text), at + 40)
        while (number := written_in(clause.text[:stop], at)) is not None:
            begin, end = self.words.tests.units.at(clause.text, number.end)
            kind = self.words.tests.units.dimension(clause.text[begin:end])
            name = {"length": "height", "mass": "weight"}.get(kind, "")
            test = self.words.tests.named(name) if name else None
            if test is None:
                return
            when = when_said(clause, self.paper, start, end, headed=False) or self.day(clause)
            made = Result(name, number.text, clause.text[begin:end], mark=self.mark, when=when)
            yield self._made(made, test, clause.cite(start, end), clause)
            at = end

    def _prose(self, clause: Clause) -> Iterator[Finding]:
        reader = Reader(self.words.tests, self.words.results, self.words.prose)
        read = list(reader.find(clause, Result("", "", mark=self.mark)))
        found, days = with_bare(clause, self.paper, self.words.tests, read)
        self.last[:] = [read[-1].test] if len({one.test.name for one in read}) == 1 and read[-1].test.spans else []
        for said in found:
            said = answered(clause, said)
            changed = said.test.kind is Kind.FUNCTION and changes_by(clause.text, said.start, said.end)
            if changed or is_no_measure(clause.text, said):
                continue
            how = assertion_of(clause, said.start, said.end, self.assertion)
            how = Assertion.CONDITIONAL if said.condition else how if how in _KEPT else Assertion.STATED
            figure = any(char.isdigit() for char in said.result.value)
            if figure and not said.condition and how in (Assertion.PLANNED, Assertion.CONDITIONAL):
                how = Assertion.CONDITIONAL if is_goal(clause.text, said.start) else Assertion.STATED
            vital = said.test.kind is Kind.GROWTH or said.test.name in _VITAL_SIGNS
            vital = vital or self.paper.category is Category.OPERATIVE
            own = self.day(clause) if vital else own_day(self.paper, clause)
            own = None if is_of_other_time(clause.text, said.start, said.end, own) else own
            when = day_of_value(clause, self.paper, said, found, own)
            when = own if when is not None and when == days.get(said.end) else when  # the day of what was before
            limit = said.test.name == _CHARTED and not is_fever(clause.text, said.result.value)
            if (
                limit
                or of_a_thing(self.paper, clause, said.start)
                or (how is Assertion.CONDITIONAL and said.test.kind is Kind.GROWTH)
            ):
                continue  # a fever to call for, a weight to reach
            if said.earlier:
                when = day_of_earlier(clause, self.paper, said, read) or days.get(said.end)
                how = earlier_value(how)
            if said.test.kind is not Kind.FUNCTION and not figure:
                continue
            if figure and said.test.name in _LOOKS:
                continue  # the figure of an echocardiogram is of something that it measured
            result, end = metric(
                self.words.tests.units, self.words.imperial, clause, replace(said.result, when=when), said.end
            )
            made = replace(self._made(result, said.test, clause.cite(said.start, end), clause), assertion=how)
            yield made
            yield from deviation(made, clause, said.start, end)
        yield from self._heights(clause)
        yield from self._told_plainly(clause)
        for stage in stages_in(clause, self.paper, self.assertion):
            yield stage if stage.when or stage.name == "bone age" else replace(stage, when=self.day(clause))

    def _heights(self, clause: Clause) -> Iterator[Finding]:
        """`is 158 cm tall`, `158 cm de estatura`; `mide 158 cm` where a weight stands in the same sentence."""
        test, units = self.words.tests.named("height"), self.words.tests.units
        for number in in_centimeters(clause.text):
            begin, end = units.at(clause.text, number.end)
            unit = clause.text[begin:end]
            value = number_of(number.text, self.mark)
            if test is None or units.dimension(unit) != "length" or value is None:
                continue
            first, last = self._is_of_child(clause, number.start, end)
            if last > first and test.can_be(value, units.code(unit)):
                when = when_said(clause, self.paper, number.start, end, headed=False) or self.day(clause)
                made = Result("height", number.text, unit, mark=self.mark, when=when)
                yield self._made(made, test, clause.cite(first, last), clause)

    def _told_plainly(self, clause: Clause) -> Iterator[Finding]:
        for name, value, unit, start, end in plain_measures(clause.text):
            test = self.words.tests.named(name)
            when = when_said(clause, self.paper, start, end, headed=False) or self.day(clause)
            if test is not None:
                made = Result(name, value, unit, mark=self.mark, when=when)
                yield self._made(made, test, clause.cite(start, end), clause)

    def _is_of_child(self, clause: Clause, start: int, end: int) -> tuple[int, int]:
        """The span of a length with the words that make it the child's height; (0, 0) where none do."""
        at = end + (clause.text[end : end + 1] == " ")
        hit = self.words.tall.starting(clause.text, at, 24)
        if hit is not None:
            return start, at + words_of(clause.text[at : at + 24])[hit.after - 1].end
        before = words_of(clause.text[max(0, start - _MEASURED) : start])[-1:]
        measured = bool(before) and before[0].text in self.words.measuring
        if measured and next(self.words.weighing.find(clause.words), None) is not None:
            return max(0, start - _MEASURED) + before[0].start, end
        return 0, 0

    def _made(self, result: Result, test: LabTest, cited: Citation, clause: Clause) -> Finding:
        made = finding_of(result, self.words.tests, cited, test=test)
        return replace(made, kind=test.kind, confidence=clause.confidence)


def _with(found: Finding, percent: str) -> Finding:
    return replace(found, detail={**found.detail, "percent_predicted": percent}) if percent else found
