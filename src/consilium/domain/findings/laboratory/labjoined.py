"""Values of tests that are named together and told in the same order behind: `BUN and creatinine are 5 and 0.3,
respectively`, `AST, ALT y FA de 40, 35 y 120`, `T and direct bilirubin 8.4 and 0`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import Written, written_at
from consilium.domain.phrases import Hit, fold

_JOINS = re.compile(r",?\s?(?:\band\b|\by\b|\be\b|&|,)\s?")
_NEXT = re.compile(r"\s?(?:,\s(?:and\s|y\s)?|\s?(?:and|y|e)\s)(?=[<>]?\d)", re.IGNORECASE)
_NO_VALUE = re.compile(
    r"\s?(?:days?|weeks?|months?|years?|hours?|hrs?|h|d[ií]as?|semanas?|meses|a[nñ]os?|horas?|times|veces"
    r"|units? of|doses|st|nd|rd|th)\b|[/-]\d",
    re.IGNORECASE,
)
# `AST and ALT were elevated as well at 412 and 180`
_LEVEL = re.compile(
    r"\s(?:levels?\s)?(?:(?:was|were|are|is|both|also|mildly|markedly|slightly|significantly)\s){0,3}"
    r"(?:elevated|high|low|raised|increased|decreased|normal)(?:\sas well)?\s(?:at|to)\s(?=\d)",
    re.IGNORECASE,
)
# `T and direct bilirubin`: the first word is a test only with the name behind the second.
_TOTAL = re.compile(r"\b(?:t\.?|total)\s(?:and|&|y)\s$", re.IGNORECASE)
_MOST = 4


def joined_values(
    clause: Clause,
    hits: Sequence[Hit[LabTest]],
    base: Result,
    tests: LabTests,
    past_links: Callable[[str, int], int],
) -> tuple[list[Said], int]:
    """The values of the first tests of `hits` that are named together, and how many of `hits` they are; none where
    there are not as many numbers as names."""
    names, start = _named_together(clause, hits, tests)
    if len(names) < 2:
        return [], 0
    last = hits[len(names) - 1 if start == clause.words[hits[0].first].start else 0]
    at = clause.words[last.after - 1].end
    level = _LEVEL.match(clause.text, at)
    at = level.end() if level is not None else past_links(clause.text, at)
    numbers = _numbers(clause.text, at, len(names), tests)
    if len(numbers) != len(names):
        return [], 0
    told = []
    shared = numbers[-1][1] if not any(unit for _, unit, _ in numbers[:-1]) else ""
    for test, (number, unit, end) in zip(names, numbers, strict=True):
        unit = unit or (shared if tests.unit(test, shared) else "")
        own = tests.unit(test, unit)
        value = number.text.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", number.text) else number.text
        if (unit and not own) or (not unit and not test.can_be(float(value.replace(",", ".")), "")):
            return [], 0
        result = replace(
            base, name=test.name, value=number.comparator + number.text, comparator=number.comparator, unit=unit
        )
        told.append(Said(test, result, start, end))
    return told, len(names) if start == clause.words[hits[0].first].start else 1


def _named_together(clause: Clause, hits: Sequence[Hit[LabTest]], tests: LabTests) -> tuple[list[LabTest], int]:
    first = clause.words[hits[0].first].start
    total = tests.named("total bilirubin") if hits[0].value.name == "bilirubin direct" else None
    before = _TOTAL.search(clause.text, max(0, first - 12), first) if total is not None else None
    if total is not None and before is not None:
        return [total, hits[0].value], before.start()
    names = [hits[0].value]
    for one, following in pairwise(hits[:_MOST]):
        between = fold(clause.text[clause.words[one.after - 1].end : clause.words[following.first].start])
        if not _JOINS.fullmatch(between) or following.value.name in {each.name for each in names}:
            break
        names.append(following.value)
    return names, first


def _numbers(text: str, at: int, many: int, tests: LabTests) -> list[tuple[Written, str, int]]:
    found: list[tuple[Written, str, int]] = []
    while len(found) < many:
        number = written_at(text, at)
        if number is None or not number.text[-1].isdigit():
            break
        unit_at, end = tests.units.at(text, number.end)
        unit = text[unit_at:end]
        end = max(number.end, end) if unit else number.end
        if _NO_VALUE.match(text, end):
            break
        found.append((number, unit, end))
        following = _NEXT.match(text, end)
        if following is None:
            break
        at = following.end()
    return found
