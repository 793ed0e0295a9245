"""Courses of a radionuclide told in a row, and their sum: `3.7 GBq 10/11/2022; 5.5 GBq 14/09/2023 (total 9.2 GBq)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.terms import Found
from consilium.domain.records import Scalar

_SUM = re.compile(r"\b(?:cumulative|total|acumulad[oa]|cum\.?|sum|suma)\W{0,3}(?:\w+\s){0,2}$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

# Iodine by its isotope alone, in an activity that no scan has: `cumulative I-131 activity: 250 mCi`.
_IODINE = re.compile(r"\b(?:I[- ]?131|131[- ]?I|(?:iodine|yodo|iodo)[- ]?131)\b(?![- ]?m?ibg)", re.IGNORECASE)
_GIVEN = re.compile(r"(?<![\w.,])(?P<number>\d{1,4}(?:[.,]\d{1,2})?)\s?(?P<unit>mCi|GBq|MBq)(?!\s?/|\w)", re.IGNORECASE)
_LEAST = {"mci": 25.0, "gbq": 0.9, "mbq": 900.0}


def iodine_given(text: str) -> list[tuple[int, int]]:
    """Where a text names iodine-131 beside an activity that treats, the first place alone."""
    iodine = _IODINE.search(text)
    if iodine is None or re.search(r"mibg", text, re.IGNORECASE):
        return []
    given = _GIVEN.search(text)
    treats = given is not None and float(given["number"].replace(",", ".")) >= _LEAST[given["unit"].lower()]
    return [iodine.span()] if treats else []


def later_activities(
    clause: Clause, found: Found, paper: Paper, activity: re.Pattern[str], assertion: AssertionWords
) -> Iterator[Finding]:
    """The activities behind the first one that a clause tells, each with its own day; a sum has none."""
    told = list(activity.finditer(clause.text))
    if len(told) < 2 or assertion_of(clause, found.start, found.end, assertion) is not Assertion.STATED:
        return
    days = occasions(clause.text, paper)
    for at, hit in enumerate(told[1:], 1):
        stop = told[at + 1].start() if at + 1 < len(told) else len(clause.text)
        day = next((one for one in days if hit.end() <= one.start < stop), None)
        summed = _SUM.search(clause.text, max(0, hit.start() - 30), hit.start()) is not None
        if day is None and not summed:
            continue
        detail: Mapping[str, Scalar] = {"activity": hit["number"], "activity_unit": hit["unit"]}
        if summed:
            detail = {**detail, "cumulative": "yes"}
        number = _NUMBER.fullmatch(hit["number"])
        yield Finding(
            Kind.RADIATION,
            found.term.name,
            value=hit["number"],
            number=float(hit["number"].replace(",", ".")) if number is not None else None,
            unit=hit["unit"],
            when=day.when if day is not None and not summed else None,
            detail=detail,
            citations=(clause.cite(*hit.span()),),
            confidence=clause.confidence,
        )
