"""The days of laboratory values while a paper is read from top to bottom: of a label, a list, a log's line, a head."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.logdays import begins_line, log_entries
from consilium.domain.findings.days.moment import dates_of, day_after, day_of, when_said
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.days.othertimes import is_of_other_time
from consilium.domain.findings.laboratory.labrundays import day_in_run
from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTest
from consilium.domain.findings.laboratory.labwhen import Opened, day_of_list, labelled_day, opened_by
from consilium.domain.findings.laboratory.labwords import Words
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import Hit, words_of
from consilium.domain.records import Category, Line

_LOGGED = re.compile(r"\W{0,3}\d{1,4}[\w\s./-]{3,18}?\s?[:–-]\s|\W{0,3}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\s")
# A line of a log begins with its hour; how far behind a value its day without a year stands.
_HOUR, _SOON = re.compile(r"\s*\d{1,2}[:.]\d{2}\s"), 20
# In how many words a clause names its first test, where its list goes on; where a line of results begins with its test.
_LEADING, _AT_ONCE = 40, 3
_ENDS = re.compile(r"\.\s+(?=[A-ZÁÉÍÓÚÑ])")  # a day of one sentence is not that of the next
# How far behind its value a day without its year stands, and what may stand between: `peaked at 11.8 on 1/6`.
_BESIDE_DAY = 14
_TO_DAY = re.compile(r"\s?(?:[(,]\s?|(?:on|by|at|el|al|del|the)\s){0,2}", re.IGNORECASE)
# `ALT is 187 (it was 64 on 9/30)`: the day is that of the earlier value.
_EARLIER = re.compile(
    r"\b(?:was|were|from|previous(?:ly)?|prev|prior|before|era|antes|previ[oa]|anterior)\b", re.IGNORECASE
)
# How far behind its label a day of collection stands.
_NEAR_LABEL = 12
# How long a line is that is a day and little else.
_ALONE, _LEFT_OVER = 24, 6

_VALUE_OF_DAY = re.compile(r"\s?[:–-]\s?[<>]?\s?\d[\d.,]{0,12}(?:\s?[^\s\d,;()]{1,14})?")

# A letter may be sorted with laboratories: what it tells of the beginning is not of its own day.
_AT_FIRST = re.compile(
    r"\b(?:at (?:diagnosis|presentation|relapse|debut)|al (?:diagn[oó]stico|debut)|en la reca[ií]da)\b", re.IGNORECASE
)


@dataclass
class Days:
    """The day of collection, that of the list that is read (`opened`) and that of the line of a log (`logged`)."""

    paper: Paper
    words: Words
    collected: PartialDate | None = None
    opened: Opened | None = None
    logged: tuple[PartialDate, Line] | None = None

    @cached_property
    def entries(self) -> Mapping[int, PartialDate]:
        """The days of the entries of a log, by their clauses."""
        return log_entries(self.paper)

    @cached_property
    def alone(self) -> Mapping[int, PartialDate]:
        """The day that stands alone on a line over each line of its page: `04/10/2023` over rows of hours."""
        found: dict[int, PartialDate] = {}
        for page in self.paper.reading.pages:
            day: PartialDate | None = None
            for line in page.lines:
                date = next(dates_in(line.text), None) if len(line.text) <= _ALONE else None
                if date is not None and not line.text[: date.start].strip() and len(line.text) - date.end <= _LEFT_OVER:
                    day = day_of(date, self.paper.date_order)
                if day is not None:
                    found[id(line)] = day
        return found

    @property
    def base(self) -> PartialDate | None:
        """The day of a row without one of its own."""
        lab = self.paper.category is Category.LABS
        return (self.opened.day if self.opened else self.collected) or (self.paper.head_day if lab else None)

    def notice(self, clause: Clause) -> None:
        """Take the day of collection that a line states for the results under it."""
        hit = next(self.words.collected.find(clause.words), None)
        if hit is not None and not _in_bracket(clause.text, clause.words[hit.first].start):
            self._take_day(clause, clause.words[hit.after - 1].end)
        elif clause.header:
            self._take_day_in_head(clause.header)

    def begin(self, clause: Clause) -> None:
        """Take the day that a clause opens for its list or its line."""
        self._open(clause)
        self._log(clause)

    def _take_day(self, clause: Clause, after: int) -> None:
        date = next((date for date in dates_in(clause.text) if 0 <= date.start - after <= _NEAR_LABEL), None)
        day = day_of(date, self.paper.date_order) if date is not None else None
        if day is not None and day != self.paper.birth:  # `Ana Sample 12/03/2015` is a child and her birthday
            self.collected = day

    def _take_day_in_head(self, header: Sequence[str]) -> None:
        said = [date for head in header for date in dates_in(head) if head[: date.start].strip()]
        if len(said) == 1 and next(self.words.collected.find(words_of(" ".join(header))), None):
            self.collected = day_of(said[0], self.paper.date_order)

    def only(self) -> PartialDate | None:
        """The one day of collection that the paper labels, else a laboratory's own day."""
        days: set[PartialDate | None] = set()
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
        days.discard(self.paper.birth)
        if len(days) == 1:
            return days.pop()
        return self.paper.head_day if self.paper.category is Category.LABS and not days else None

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
        if id(clause) in self.entries and begins_line(clause):
            self.opened = None  # the lines of an entry are of its day, not of a list that one of them opened
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

    def of(self, clause: Clause, start: int, end: int) -> PartialDate | None:
        """The day of the value at `start` to `end` of a clause."""
        inside = [date for date in dates_of(clause.text) if start < date.start and date.end <= end]
        if inside:  # `61 on 09/29/2025, 14.2 on 10/13/2025`: the day behind a value is its own, that before it not
            return day_after(clause, self.paper, end) or day_of(inside[-1], self.paper.date_order)
        said = labelled_day(clause, self.paper, start) or when_said(clause, self.paper, start, end, headed=False)
        if said is None and when_said(clause, self.paper, start, end) is not None:
            # the day that a list under a heading opened for itself is nearer than the heading's
            return self.opened.day if self.opened is not None else when_said(clause, self.paper, start, end)
        said = said or day_of_list(clause, self.paper, end)
        if said is not None:
            return said
        if self.opened is not None:
            return self.opened.day
        at_once = start <= _AT_ONCE and clause.section is not Section.GENERAL
        day = (self.collected if at_once else None) or self._when_of_paper(clause, end)
        day = self.logged[0] if self.logged is not None else day
        own = day in (self.collected, self.base, self.paper.date) or self.logged is not None
        return None if own and is_of_other_time(clause.text, start, end, self.paper.date) else day

    def straight_before(self, clause: Clause, said: Said) -> PartialDate | None:
        """The day right before a value and a colon: `(06/09: 1.18)`, `AFP 14-ago: 71,300; 01-sep: 9,840`."""
        if not any(char.isdigit() for char in said.result.value):
            return None
        if (in_run := day_in_run(clause, self.paper, said.start, said.end, said.result.value)) is not None:
            return in_run
        for one in occasions(clause.text, self.paper):
            if one.until is None and one.when.day and _VALUE_OF_DAY.fullmatch(clause.text, one.end, said.end):
                return one.when
        return None

    def of_earlier(self, clause: Clause, end: int) -> PartialDate | None:
        """The day of a value that a later one of the same sentence replaced, where it stands right behind it."""
        return day_after(clause, self.paper, end) or self._short_after(clause, end)

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
        earlier = bool(short) and _EARLIER.search(clause.text, end, max(end, short[0].start)) is not None
        if (
            len(short) == 1
            and not earlier
            and short[0].start < end + _SOON
            and not _ENDS.search(clause.text, short[0].end, end)
        ):
            return short[0].when
        if len(short) > 1 and (beside := self._short_after(clause, end)) is not None:
            return beside
        if _HOUR.match(clause.text):  # of a log of one day
            return self.paper.shift or self.paper.date
        if self.paper.category is Category.IMAGING_REPORTS:
            return self.paper.date
        return self.base if self.paper.category is Category.LABS and not _AT_FIRST.search(clause.text) else None


def _in_bracket(text: str, at: int) -> bool:
    """Whether a place stands in a bracket behind other words: `HbF 19.4 % (collected 12/07/2023)` is of one value."""
    return text.rfind("(", 0, at) > max(0, text.rfind(")", 0, at))
