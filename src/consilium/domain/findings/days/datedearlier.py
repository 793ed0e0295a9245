"""Earlier values that a sentence tells with the day of each before it, behind the value of today.

`51 % (in June 2022 it was 83 %)`, `FEVI 49 %; en el estudio basal de febrero de 2024 fue 68 % y en julio 61 %`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.numerals import Written, written_at

_MONTH = (
    r"(?:(?:\d{1,2}\s(?:de\s)?)?(?:ene|feb|mar|abr|may|jun|jul|ago|set|sep|oct|nov|dic|jan|apr|aug|dec)[a-z]{0,7}\.?"
    r"(?:\s\d{1,2}(?!\d))?(?:,?\s(?:de\s|del\s)?\d{4})?|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|(?:19|20)\d\d)"
)
_LOOK = (
    r"(?:(?:the\s|el\s|la\s)?(?:(?:baseline|previous|prior|last|first|initial)\s)?"
    r"(?:echo|study|test|scan|control|estudio|eco|ecocardiograma|prueba|basal|determinaci[oó]n)"
    r"(?:\s(?:basal|previ[oa]|anterior|inicial))?\s(?:of|on|in|from|de|del|en)\s(?:el\s)?)?"
)
_WAS = r"(?:it\swas|was|had been|were|era|fue|hab[ií]a sido|estaba en|:)\s(?:de\s|del\s|of\s|at\s)?"
_FIRST = re.compile(
    rf"(?:\s?%)?(?:\s(?:por|by)\s[^\W\d_]{{3,14}}(?:\s[^\W\d_]{{3,10}})?)?"
    rf"(?:,\s[^().;:]{{0,40}}?)?(?:\s?[(;,]\s?|\s(?:and|y|but|pero)\s)"
    rf"(?:and\s|y\s|but\s|pero\s)?(?:(?:in|on|en|el|at|al)\s)?{_LOOK}{_MONTH}\s?,?\s?{_WAS}(?=[<>]?\s?[−-]?\d)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"\s?[^\s\d,;.()]{{0,8}}(?:,|\s(?:and|y)|,\s(?:and|y))\s(?:in|on|en|el)\s{_MONTH}\s?(?:{_WAS})?(?=[<>]?\s?[−-]?\d)",
    re.IGNORECASE,
)
_MOST = 4
_METHOD = re.compile(
    r"\s(?:\(?(?:by|por|with|con|using|mediante)\s)(?:el\s)?(?:m[eé]todo\s(?:de\s)?)?(?:modified\s|biplane\s)?"
    r"(?:simpson(?:['’]s)?|teichholz|biplane|biplano|m-?mode|modo[ -]?M|muga|schwartz|edta|dtpa|iohexol|3D|2D)"
    r"(?:\s(?:biplane|biplano|modificado|method))?\)?(?=\W|$)",
    re.IGNORECASE,
)


def dated_before(text: str, at: int) -> tuple[Written, ...]:
    """The earlier numbers behind a value that ends at `at`, each behind its own day; () where none is told so."""
    opened = _FIRST.match(text, at)
    found: list[Written] = []
    while opened is not None and len(found) < _MOST and (number := written_at(text, opened.end())) is not None:
        found.append(number)
        opened = _NEXT.match(text, number.end)
    return tuple(found)


def past_method(text: str, at: int) -> int:
    """Past the method behind a value that ends at `at`: `56 % por Simpson (era de 67 %)`."""
    method = _METHOD.match(text, at)
    return method.end() if method is not None else at


def of_an_earlier(
    clause: Clause, paper: Paper, value: tuple[int, int], earlier: Sequence[int], when: PartialDate
) -> bool:
    """Whether a day that a sentence tells is that of an earlier value told beside, of those that end at `earlier`."""
    if not earlier:
        return False
    text, (start, end) = clause.text, value
    places = [(one.start, one.end) for one in occasions(text, paper) if one.when == when]
    places += [(one.start, one.end) for one in dates_in(text) if when.includes(one.values[0]) or not places]
    return bool(places) and all(_beside(text, start, end, one, earlier) for one in places)


def _beside(text: str, start: int, end: int, day: tuple[int, int], earlier: Sequence[int]) -> bool:
    if day[0] >= end:
        between = text[end : day[0]]
        return any(mark in between for mark in "(;,") and any(one > end for one in earlier)
    opened, closed = text.rfind("(", 0, day[0]), text.find(")", day[1], start)
    inside = opened >= 0 and closed >= 0 and text.find(")", opened, day[0]) < 0
    return inside and any(opened < one <= closed + 1 for one in earlier)
