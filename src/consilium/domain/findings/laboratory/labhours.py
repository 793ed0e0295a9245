"""Levels of a medicine at several hours that one cell or sentence lists: under a head `MTX level 24 h / 48 h / 72 h
(umol/L)` a row's `8.2 / 0.61 / 0.09`, and `niveles de MTX a las 24/48/72 h: 8,2 / 0,61 / 0,09 umol/L`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, finding_of
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.numerals import number_of
from consilium.domain.layout import cite
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page

_HOUR = r"\s?(?:hours?|horas?|hrs?|hs|h)\b\.?"
_BETWEEN = r"\s?(?:[/,;|+-]|\b(?:y|and|e)\b|&)\s?"
_HOURS = re.compile(
    rf"(?<![\w.,/])(?:(?P<each>\d{{1,3}}{_HOUR}(?:{_BETWEEN}\d{{1,3}}{_HOUR}){{1,5}})"
    rf"|(?P<once>\d{{1,3}}(?:{_BETWEEN}\d{{1,3}}){{1,5}}{_HOUR})"
    rf"|(?P<led>[hH]\s?\d{{1,3}}(?:{_BETWEEN}[hH]\s?\d{{1,3}}){{1,5}})(?!\w))"
)
_VALUE = r"(?:[<>≤≥]\s?)?\d{1,4}(?:[.,]\d{1,3})?"
_MISSED = r"(?:-{1,2}|–|—|\bn\.?[dr]\b\.?|\?)"
_SERIES = re.compile(rf"(?<![\w.,/-]){_VALUE}(?:\s?/\s?(?:{_VALUE}|{_MISSED})){{1,5}}(?![\w.,]*[\w/]|\s?/)")
_LISTED = re.compile(
    rf"(?:(?<![\w.,/-])){_VALUE}(?:(?:\s?[/;]\s?|,\s|,?\s(?:y|and|e|&)\s)(?:{_VALUE}|{_MISSED})){{1,5}}(?![.,]?\d"
    rf"|\s?/\s?\d)"
)
_ONE = re.compile(rf"(?P<value>{_VALUE})|{_MISSED}")
_BRACKET = re.compile(r"\s?[\[(,]\s?")
_NUMBER = re.compile(r"\d{1,3}")
# What may stand between the hours and what was measured: a unit in a bracket, a verb, a colon.
_TELLS = re.compile(
    r"\s?(?:[\[(][^()\[\]]{1,14}[\])])?\s?(?:[:=]|\b(?:were|was|of|de|fueron|fue|son)\b)\s?", re.IGNORECASE
)
_AIMED = re.compile(r"\b(?:target|goal|aim|expected|should|meta|objetivo|esperad[oa]s?|debe)\b", re.IGNORECASE)
_LONGEST_HOUR, _NAME_REACH, _MOST_ROWS, _SHORT_ROW, _LONGEST_ROW = 240, 24, 60, 60, 200
_A_DAY = 24


@dataclass(frozen=True, slots=True)
class _Head:
    """Of which medicine, at which hours and in which unit the levels are."""

    test: LabTest
    hours: tuple[int, ...]
    unit: str
    start: int
    end: int


_DAY_AFTER = re.compile(r"\+\s?\d{1,3}")


def levels_by_hours(paper: Paper, tests: LabTests, mark: str) -> Iterator[Finding]:
    """Each level that a list by hours tells, with the unit that stands in the list or over it."""
    for page in paper.reading.pages:
        head, rows = None, 0
        for line in page.lines[:4000]:
            if len(line.text) > 2000:
                continue
            told = _head(line.text, tests)
            if told is not None and (behind := _behind(line.text, told, tests)) is not None:
                yield from _levels(page, line, behind[0], behind[1], tests, Result("", "", mark=mark))
                continue
            if told is not None and told.unit:
                head, rows = told, 0
                continue
            rows += 1
            if head is None or rows > _MOST_ROWS or _ends(line.text):
                head = None
                continue
            found = [one for one in _SERIES.finditer(line.text) if _fits(one[0], head)]
            if len(found) == 1:
                yield from _levels(
                    page,
                    line,
                    head,
                    found[0],
                    tests,
                    Result("", "", mark=mark, when=_row_day(line.text, paper.date_order)),
                )


# `tumor cellularity`, `celularidad tumoral`: of the sample and not of the marrow.
_OF_TUMOR = re.compile(
    r"\b(?:tumou?r|neoplastic)\s(?:cell\s)?cellularity|celularidad\s(?:tumoral|neopl[aá]sica)|cellularity\s\(?tumou?r",
    re.IGNORECASE,
)


def is_an_hour(clause: Clause, said: Said) -> bool:
    """Whether what looks like a value tells when: a medicine's level that is the first of a list of hours (`levels at
    24, 48 and 72 h`), a count that is a day after transplant (`neutrófilos +18`); or how much of a sample is tumor
    (`tumor cellularity: 80 %`)."""
    if said.test.name == "marrow cellularity" and _OF_TUMOR.search(
        clause.text, max(0, said.start - 24), said.start + 24
    ):
        return True
    if _DAY_AFTER.fullmatch(said.result.value) and said.test.spans and not said.result.unit:
        return not any(low < 0 for low, _ in said.test.spans.values())
    if not said.test.drug or said.result.unit:
        return False
    return any(one.start() < said.end <= one.end() for one in _HOURS.finditer(clause.text))


def _head(text: str, tests: LabTests) -> _Head | None:
    """The levels that a text lists by their hours, where it names a medicine right before them."""
    hours = _HOURS.search(text)
    if hours is None or _AIMED.search(text):
        return None
    words = words_of(text[: hours.start()])
    named = [hit for hit in tests.by_name.find(words) if hit.value.drug]
    if not named or hours.start() - words[named[-1].after - 1].end > _NAME_REACH:
        return None
    at = tuple(int(one) for one in _NUMBER.findall(hours[0]))
    if list(at) != sorted(set(at)) or at[-1] > _LONGEST_HOUR:
        return None
    test = named[-1].value
    start, end = tests.units.at(
        text, (bracket.end() if (bracket := _BRACKET.match(text, hours.end())) else hours.end())
    )
    unit = text[start:end].strip("()[] ")
    known = bool(unit) and tests.unit(test, unit) in test.spans
    return _Head(test, at, unit if known else "", words[named[-1].first].start, hours.end())


def _behind(text: str, head: _Head, tests: LabTests) -> tuple[_Head, re.Match[str]] | None:
    """The series of a sentence that stands right behind its hours, and the head with the unit that it ends on."""
    led = _TELLS.match(text, head.end)
    found = _LISTED.match(text, led.end()) if led is not None else None
    if found is None:
        return None
    start, end = tests.units.at(text, found.end())
    unit = text[start:end]
    own = unit if unit and tests.unit(head.test, unit) in head.test.spans else head.unit
    return (replace(head, unit=own), found) if own and len(_ONE.findall(found[0])) == len(head.hours) else None


def _fits(series: str, head: _Head) -> bool:
    """Whether a series has a value for each hour, one of them with decimals, which no day and no pressure has."""
    values = list(_ONE.finditer(series))
    return len(values) == len(head.hours) and any("." in one[0] or "," in one[0] for one in values)


def _ends(text: str) -> bool:
    """Whether a line is a sentence, which ends a table."""
    return len(text) > _LONGEST_ROW or (text.rstrip().endswith((".", ":")) and len(text) > _SHORT_ROW)


def _row_day(text: str, order: str) -> PartialDate | None:
    days = [day_of(one, order) for one in dates_in(text)]
    return days[0] if len(days) == 1 else None


def _levels(
    page: Page, line: Line, head: _Head, found: re.Match[str], tests: LabTests, base: Result
) -> Iterator[Finding]:
    code = tests.unit(head.test, head.unit)
    for hour, one in zip(head.hours, _ONE.finditer(found[0]), strict=True):
        if one["value"] is None:
            continue
        figures = one["value"].lstrip("<>≤≥ ")
        number = number_of(figures, base.mark, lambda given: head.test.can_be(given, code))
        if number is None or not head.test.can_be(number, code):
            continue
        sign = one["value"][0] if one["value"][0] in "<>≤≥" else ""
        made = replace(
            base,
            name=head.test.name,
            value=sign + figures,
            unit=head.unit,
            comparator=sign,
            when=_after(base.when, hour),
        )
        place = cite(line, page.number, found.start() + one.start(), found.start() + one.end())
        made_of = finding_of(
            made, tests, place if page.width > 0 else replace(place, box=None), Assertion.STATED, head.test
        )
        yield replace(made_of, confidence=line.confidence, detail={**made_of.detail, "hour": str(hour)})


def _after(day: PartialDate | None, hour: int) -> PartialDate | None:
    """The day of a level: so many whole days after that of the infusion; none where the hour is of no whole day."""
    if day is None or not day.day or hour % _A_DAY:
        return None
    at = date(day.year, day.month, day.day) + timedelta(days=hour // _A_DAY)
    return PartialDate(at.year, at.month, at.day)
