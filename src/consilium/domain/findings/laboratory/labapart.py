"""Values that stand apart from the name of their test: a result behind a label's colon, levels of a medicine by their
hours, thousands that a blank parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import Written, number_of
from consilium.domain.phrases import Hit, fold

# From where, when and by what method, up to the colon that the result stands behind.
_LABEL = re.compile(r"(?P<said>(?:[^:;.()]|\.(?=\d)|(?<=\d):(?=\d\d)|\([^()]{1,40}\)){1,60}?):\s?(?=\S)")
_MOST_WORDS, _BRACKETS = 8, re.compile(r"\([^()]*\)")
_TELLS = re.compile(
    r"\b(?:is|was|were|are|if|for|and|with|after|es|fue|eran|son|si|para|y|con|tras|pending|pendiente|sent"
    r"|enviad\w*)\b",
    re.IGNORECASE,
)
_THOUSAND = re.compile(r"(?:[ \u00a0\u202f]|, )\d{3}(?=\s?(?:[,;()/]|$)|\.?\s(?!\d)|\.$)")
_PER_MICROLITER = "/uL"
# `24 h 6.1 uM`, `level 11.8 ng/mL`, `valle 6,4`, `trough 03/06: 7.1`; and what makes a level one that is wanted.
_AIM = 24
_AIMED = re.compile(
    r"\b(?:aim(?:ing|s|ed)?|target(?:s|ing)?|goal|keep|desired|objetivo|meta|diana|mantener)\b[^.;:\d]{0,16}$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?:(?<![\w.,/])(?P<hour>\d{1,3})\s?(?:h|hs|hrs?|hours?|horas?)\b\.?:?\s(?:level\s|nivel\s)?"
    r"|\b(?:levels?|nivel(?:es)?|troughs?|valle)\s(?:(?:on\s|del?\s|el\s)?\d{1,2}/\d{1,2}(?:/\d{2,4})?\s?)?"
    r"(?:of\s|de\s|was\s|fue\s)?[:=]?\s?)"
    r"(?P<value>[<>]?\s?\d{1,4}(?:[.,]\d{1,3})?)(?![\d.,]*\s?(?:mg|g|mL|ml|%|h|hrs?|x|kg|days?|d[ií]as?)\b|[\d/-])"
)
_AN_HOUR_AHEAD = re.compile(r"(?<![\w.,/])\d{1,3}\s?(?:h|hs|hrs?|hours?|horas?)\.?\s$", re.IGNORECASE)
_FLAG = re.compile(
    r"\s?\(?(?:HH?|LL?|[↑↓])\)?(?=\s?(?:[.,;)]|$))"
    r"|\s?\((?:goal|target|objetivo|meta|rango|range|trough|valle)\b"
    r"|,?\s(?:ALT|AST|GPT|GOT|TGP|TGO|[Tt]?[Bb]ili|BT|BD|Cr|[Cc]reat?|Crea|Mg|K|Na|[Pp]hos|WBC|GB|ANC|RAN|H[gG]?b"
    r"|[Pp]lts?|[Pp]laq|LDH|CRP|PCR|BUN|[Uu]rea|[Gg]lu|[Aa]lb|Ca|INR)\s?[:=]?\s?[<>]?\d"
)
_LONGEST_HOUR, _BY_HOURS = 240, "methotrexate"


def past_label(text: str, at: int) -> int | None:
    """Where the result begins that stands behind the colon of a label: `Blood culture, central line, 02/16: ...`."""
    found = _LABEL.match(text, at)
    said = _BRACKETS.sub("", found["said"]) if found is not None else ""
    if found is None or len(said.split()) > _MOST_WORDS or _TELLS.search(said):
        return None
    return found.end()


def with_thousands(text: str, number: Written, test: LabTest) -> Written:
    """The number with the three figures behind a blank that belong to it: `leucocitos 62 400`, of counted cells."""
    if _PER_MICROLITER not in test.spans or not number.text.isdigit() or not 0 < len(number.text) <= 3:
        return number
    more = _THOUSAND.match(text, number.end)
    return replace(number, end=more.end(), text=text[number.start : more.end()].lstrip("<>= ")) if more else number


def hour_ahead(text: str, start: int) -> bool:
    """Whether an hour stands right before a medicine's name: `24 h MTX 6.1`."""
    return _AN_HOUR_AHEAD.search(text, max(0, start - 12), start) is not None


def is_flagged(text: str, end: int) -> bool:
    """Whether a laboratory's mark stands right behind a figure, or the next of a row of values, which no dose has:
    `tacro 13.6 (H)`, `tacro 9.2, ALT 61`."""
    return _FLAG.match(text, end) is not None


def levels_in(
    clause: Clause, said: Sequence[Said], hits: Sequence[Hit[LabTest]], tests: LabTests, base: Result
) -> Iterator[Said]:
    """The levels of a medicine that its clause names elsewhere: `tacrolimus 2 mg ... (level 11.8 ng/mL)`, `72 h 0.41
    uM` of methotrexate. A level has its unit, or is one by its hour beside others."""
    drugs = [(clause.words[hit.first].start, hit.value) for hit in hits if hit.value.drug]
    found = list(_LEVEL.finditer(clause.text)) if drugs else []
    timed = len([one for one in found if one["hour"]]) > 1
    for one in found:
        if any(other.start < one.end() and one.start() < other.end for other in said):
            continue
        if _AIMED.search(clause.text, max(0, one.start() - _AIM), one.start()):
            continue
        named = [test for start, test in drugs if start < one.start()] or [test for _, test in drugs]
        test = named[-1]
        unit_at, end = tests.units.at(clause.text, one.end())
        unit = clause.text[unit_at:end]
        code = tests.unit(test, unit) if unit else ""
        by_hours = one["hour"] is not None and fold(test.name) == _BY_HOURS and int(one["hour"]) <= _LONGEST_HOUR
        beside = timed or any(other.test.name == test.name for other in said)
        if not (code in test.spans if unit else by_hours and beside):
            continue
        value = one["value"].replace(" ", "")
        number = number_of(value.lstrip("<>"), base.mark, lambda given, test=test, code=code: test.can_be(given, code))  # type: ignore[misc]
        if number is None or not test.can_be(number, code):
            continue
        sign = value[0] if value[0] in "<>" else ""
        made = replace(base, name=test.name, value=value, comparator=sign, unit=unit)
        yield Said(test, made, one.start(), max(end, one.end()))
