"""Numbers of what was infused and of how it took: CD34 cells and nucleated cells per kilogram, chimerism. They are
measured, so they are laboratory values.

`CD34 3.6 x 10^6/kg`, `TNC 4,1 x10e8/kg`, `Quimerismo: +30, 100 % donante; +60, 99,6 %`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.told import occasion_near
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_NAMES = {
    "CD34 cell dose": r"CD\s?34\s?\+?",
    "total nucleated cell dose": r"TNC|CNT|NC/kg|total nucleated cells?|c[eé]lulas nucleadas(?: totales)?|MNC|CMN",
    "CD3 cell dose": r"CD\s?3\s?\+?(?!\d)",
}
_POWER = r"[x×*]\s?10\s?(?:\^|e|E|\*\*)?\s?(?P<power>[5-9]|[⁵⁶⁷⁸⁹])"
_BY_NAME = {
    name: re.compile(
        rf"(?<!\w)(?:{words})(?:\s(?:cells?|c[eé]lulas|dose|dosis|count|infused|infundid[ao]s)){{0,2}}\s?[:=(]?\s?(?:of|de)?\s?"
        rf"(?P<number>\d{{1,4}}(?:[.,]\d{{1,3}})?)\s?(?:(?P<unit>{_POWER}(?:\s?(?:cells|c[eé]lulas))?(?:\s?/\s?kg)?)|(?=/kg))"
        rf"|(?P<first>\d{{1,4}}(?:[.,]\d{{1,3}})?)\s?(?P<behind>[x×*]\s?10\s?(?:\^|e|E|\*\*)?\s?(?:[5-9]|[⁵⁶⁷⁸⁹]))\s?(?:{words})(?!\w)"
    )
    for name, words in _NAMES.items()
}
_CHIMERISM = re.compile(r"\b(?:chimerism|chimaerism|quimerismo)\b", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\w.,/])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?%")
# The day after transplant that a value is of, which is no value of its own.
_STEMS = ("cd34", "cd 34", "tnc", "cnt", "nucle", "mnc", "cmn", "cd3", "nc/kg")
_MOST = 8


def cell_products(clause: Clause, paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """The cell doses and the chimerism that a clause tells."""
    if "10" in clause.text and any(stem in clause.folded for stem in _STEMS):
        for name, pattern in _BY_NAME.items():
            hit = pattern.search(clause.text)
            if hit is not None:
                number = hit["number"] or hit["first"]
                unit = (hit["unit"] or hit["behind"] or "").strip()
                if name.startswith("CD3 ") and "kg" not in unit:
                    continue  # lymphocytes of the blood
                yield _made(clause, name, (number, unit, hit.start(), hit.end()), paper, assertion)
    told = _CHIMERISM.search(clause.text)
    if told is not None:
        for hit in list(_PERCENT.finditer(clause.text))[:_MOST]:
            place = hit["number"], "%", hit.start(), hit.end()
            yield _made(clause, "donor chimerism", place, paper, assertion)


def _made(
    clause: Clause, name: str, place: tuple[str, str, int, int], paper: Paper, assertion: AssertionWords
) -> Finding:
    number, unit, start, end = place
    said = assertion_of(clause, start, end, assertion)
    when = occasion_near(clause, paper, start, end, 40)
    return Finding(
        Kind.LABORATORY,
        name,
        value=number,
        number=float(number.replace(",", ".")),
        unit=unit,
        when=when.when if when else None,
        assertion=Assertion.STATED if said is Assertion.FAMILY else said,  # a mother's cells are the child's graft
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )
