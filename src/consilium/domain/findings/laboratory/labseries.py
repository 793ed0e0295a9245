"""Several values of one test in a sentence, and what stands right behind a value: another test, or the next value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from consilium.domain.findings.days.moment import in_dates
from consilium.domain.findings.laboratory.labchange import hour_after, later_after, listed_after, verb_after
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import Written, written_at
from consilium.domain.phrases import Hit, words_of

# How far the name after a number is looked for, and what shows that it has a value of its own.
_NEXT, _VALUED = 30, re.compile(r"[+]{0,2}\s{0,2}[:=]?\s{0,2}[<>]?\d")
# A list of one test's values by their occasions, and the number that ends each of its parts.
_LISTS = re.compile(r"[^:;.\d]{0,50}:\s?(?=[^\d;]{3,40}(?:\([^()]{1,24}\)\s)?\d)")
_LAST_NUMBER = re.compile(r"(?<=\s)[<>]?\s?\d[\d.,]{0,14}(?=(?:\s[^\s\d;]{1,12}){0,3}\s?[.]?\s?$)")
_MOST = 8
_MINUS = re.compile(r"(?:(?:minus|menos)\s|[−–]\s?)(?=\d)", re.IGNORECASE)
# What stands after a number that is the beginning of a unit: `10*3/uL`, `10^9/L`, `x109/L` is none.
_IN_POWER = re.compile(r"\s?[*^×]\s?\d|[³⁶⁹]|e\d{1,2}\s?/", re.IGNORECASE)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::\d\d)?(?![\d:])")
_OF_MONTH = re.compile(  # `14-ago`, `8 May`
    r"(?:-|/|\s(?:de\s)?)(?:ene|feb|mar|abr|may|jun|jul|ago|set|sep|oct|nov|dic|jan|apr|aug|dec)(?:[a-z]{2,7})?\b",
    re.IGNORECASE,
)
# A cell that tells its own day: `97 (6/7)`, `0.58 mmol/L (03/07/23)`, `14/03/23: 64 %`.
_DATED_CELL = re.compile(
    r"[<>]?\s?\d[\d.,]{0,11}(?:\s?[^\s\d()]{1,14})?\s?\(\s?(?:el\s|on\s)?\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\s?\)"
    r"|\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\s?:\s?(?P<after>[<>]?\s?[+-]?\d[\d.,]{0,11}(?:\s?[^\s\d()]{1,14})?)"
)
_A_DAY = re.compile(r"(?:\d{1,4}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4})\s?:?")
# Results that stand before their test.
ADJECTIVES = frozenset({"elevated", "low", "normal", "negative", "positive"})


def next_number(text: str, end: int, *, drug: bool) -> Written | None:
    """The next value of a test told several times: behind an arrow, with its day or occasion in brackets, its hour
    after a dose (of a `drug`), or a verb of change."""
    hour = hour_after(text, end) if drug else None
    return later_after(text, end) or listed_after(text, end) or hour or verb_after(text, end)


def labelled_numbers(text: str, at: int) -> Sequence[Written]:
    """The numbers that a list tells by their occasions: `AFP: al diagnóstico 215.000; post 2º ciclo 96`; else ()."""
    opened = _LISTS.match(text, at)
    found: list[Written] = []
    at = opened.end() if opened else len(text)
    for part in text[at:].split(";")[:_MOST] if opened else ():
        last = list(_LAST_NUMBER.finditer(part))[-1:]
        number = written_at(text, at + last[0].start()) if last else None
        if number is None:
            return ()
        found.append(number)
        at += len(part) + 1
    return found if len(found) > 1 else ()


def dated_cells(clause: Clause, hit: Hit[Any], end: int) -> Iterator[Written]:
    """The values in the further cells of a test's row that tell their own days: `GFR   118 (12/4)   97 (6/7)   -`."""
    name = clause.words[hit.first].start
    if not clause.cells or name > clause.cells[0][0] + len(clause.cells[0][1]):
        return
    for (_, before), (start, _) in pairwise(clause.cells):  # `16-05-2024 | 51 % | 23-05-2024 | 79 %`
        number = written_at(clause.text, start) if start >= end and _A_DAY.fullmatch(before.strip()) else None
        if number is not None:
            yield number
    for start, text in clause.cells:
        told = _DATED_CELL.fullmatch(text.strip()) if start >= end else None
        number = written_at(clause.text, start + max(0, told.start("after"))) if told is not None else None
        if number is not None:
            yield number


def own_cell(clause: Clause, end: int) -> str | None:
    """The cell that a value ending at `end` stands in, where any cell of its row tells a day of its own; else None."""
    dated = any(_DATED_CELL.fullmatch(text.strip()) for _, text in clause.cells)
    return next((text for start, text in clause.cells if start < end <= start + len(text)), "") if dated else None


def minus_at(text: str, at: int, test: LabTest) -> Written | None:
    """The number behind a minus in words, of a test that can be below nothing: `GLS minus 14.6`."""
    said = _MINUS.match(text, at) if any(low < 0 for low, _ in test.spans.values()) else None
    number = written_at(text, said.end()) if said is not None else None
    return replace(number, text=f"-{number.text}") if number is not None else None


def is_no_value(text: str, number: Written) -> bool:
    """Whether a number is part of a date, of a unit or an hour of the day: `14-ago`, `10^9/L`, `08:15`."""
    after = _IN_POWER.match(text, number.end) or _OF_MONTH.match(text, number.end) or _CLOCK.match(text, number.start)
    return after is not None or in_dates(text, number.start)


def is_next_test(text: str, end: int, tests: LabTests) -> bool:
    """Whether the next word is a test with a number of its own."""
    begin = end + len(text[end : end + 8]) - len(text[end : end + 8].lstrip(" \xa0,;/-"))
    hit = tests.by_name.starting(text, begin, _NEXT) if begin > end else None
    if hit is None:
        return False
    after = begin + words_of(text[begin : begin + _NEXT])[hit.after - 1].end
    written = text[begin:after]
    return _VALUED.match(text, after) is not None and (not hit.value.exact or written in hit.value.exact)


def is_of_next(text: str, at: int, hit: Hit[str], tests: LabTests) -> bool:
    """Whether a word is said of the test right behind it: `UA: neg LE, neg nitrite`."""
    end = at + words_of(text[at : at + 40])[hit.after - 1].end
    following = tests.by_name.starting(text, end + 1, _NEXT) if text[end : end + 1] == " " else None
    if following is None or hit.value not in ADJECTIVES:
        return False
    after = end + 1 + words_of(text[end + 1 : end + 1 + _NEXT])[following.after - 1].end
    return text[after : after + 1] in ("", ",", ";", ".")
