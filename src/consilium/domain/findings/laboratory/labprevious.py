"""Earlier results that a row tells behind it or on the line under it: `Previous: Feb 25, 2025 61.0`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.laboratory.labsaid import earlier_value
from consilium.domain.findings.laboratory.labtests import LabTest
from consilium.domain.findings.laboratory.labvalues import Result, finding_of
from consilium.domain.findings.laboratory.labwords import Words
from consilium.domain.findings.laboratory.units import units_in
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.numerals import Written, written_at
from consilium.domain.records import Category

_LABEL = re.compile(
    r"(?<!\w)(?:previous|prev\.?|prior|earlier|anterior(?:es)?|previ[oa]s?|hist[oó]ricos?)"
    r"(?:\s(?:results?|values?|resultados?|valores?))?\s?:\s{0,3}",
    re.IGNORECASE,
)
# What may stand between a day and its value, behind a value before its day in brackets, and between two such.
_TO_VALUE = re.compile(r"[\s:=|]{1,4}")
_TO_DAY = re.compile(r"\s?[(|]\s?(?:on\s|el\s)?")
_BETWEEN = re.compile(r"[^\d:.]{0,24}")
_SEPARATOR = re.compile(r"\)?[\s,;|]{0,4}")
_LEADING = 8


def previous_in(paper: Paper, words: Words, mark: str) -> Iterator[Finding]:
    """The earlier results of a laboratory's paper, each with the day that stands beside it; none without a day."""
    above: tuple[LabTest, str] | None = None
    for clause in paper.clauses if paper.category is Category.LABS else ():
        label = _LABEL.search(clause.text)
        above = _row(clause, words, label.start() if label else len(clause.text)) or (above if _under(label) else None)
        if label is None or above is None:
            continue
        test, unit = above
        for number, one in _dated(clause, paper, label.end()):
            made = Result(test.name, number.comparator + number.text, comparator=number.comparator, unit=unit)
            made = replace(made, mark=mark, when=one.when)
            place = clause.cite(min(number.start, one.start), max(number.end, one.end))
            found = finding_of(made, words.tests, place, earlier_value(Assertion.STATED), test)
            yield replace(found, confidence=clause.confidence)


def _under(label: re.Match[str] | None) -> bool:
    """Whether a line without a test of its own begins with the label: it goes on with the row above."""
    return label is not None and label.start() <= 2


def _row(clause: Clause, words: Words, until: int) -> tuple[LabTest, str] | None:
    """The test that a row begins with and its unit, where it tells a value before `until`."""
    hits = [one for one in words.tests.by_name.find(clause.words[:_LEADING]) if clause.words[one.first].start < until]
    if not hits or hits[0].first > 0:
        return None
    test, after = hits[0].value, clause.words[hits[0].after - 1].end
    others = any(one.value is not test for one in hits)
    if others or not any(char.isdigit() for char in clause.text[after:until]):
        return None
    told = (clause.text[after:until][start:end] for start, end in units_in(clause.text[after:until]))
    return test, next((one for one in told if words.tests.unit(test, one)), "")


def _dated(clause: Clause, paper: Paper, at: int) -> Iterator[tuple[Written, Occasion]]:
    """The values behind a label, each with its day before it or in brackets after it, as far as that goes on."""
    days = {one.start: one for one in occasions(clause.text, paper) if one.until is None and one.when.month}
    while at < len(clause.text):
        day = days.get(at)
        if day is not None:
            gap = _TO_VALUE.match(clause.text, day.end)
            number = written_at(clause.text, gap.end()) if gap is not None else None
            end = number.end if number is not None else at
        else:
            number = written_at(clause.text, at)
            gap = _TO_DAY.match(clause.text, number.end) if number is not None else None
            day = days.get(gap.end()) if gap is not None else None
            end = day.end if day is not None else at
        if number is None or day is None:
            return
        yield number, day
        following = min((start for start in days if start >= end), default=len(clause.text))
        separated = _SEPARATOR.match(clause.text, end)
        led = following < len(clause.text) and _BETWEEN.fullmatch(clause.text, end, following) is not None
        at = following if led else separated.end() if separated is not None else end
