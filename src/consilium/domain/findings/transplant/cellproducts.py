"""Numbers of what was infused and of how it took: CD34 cells and nucleated cells per kilogram, chimerism. They are
measured, so they are laboratory values.

`CD34 3.6 x 10^6/kg`, `TNC 4,1 x10e8/kg`, `Quimerismo: +30, 100 % donante; +60, 99,6 %`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.told import occasion_near
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mrd.donorshares import CHIMERISM, goes_on_with_other, is_of_other
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
_PERCENT = re.compile(r"(?<![\w.,/])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?%")
# Without the word, in a paper that has it: `D+100: 98% donor`.
_OF_DONOR = re.compile(
    r"(?<![\w.,/])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?%\s(?:de\s|del\s)?(?:donor|donante|dador|donador)\b(?!\s(?:lymph|linfo))",
    re.IGNORECASE,
)
_HOW = (
    r"complet[eoa]|full|total|mixed|mixto|parcial|partial|split|stable|estable|100\s?%|falling|decreasing|descendente"
)
_IN_WORDS = re.compile(
    rf"\b(?:chimerism|chimaerism|quimerismo)\s?(?:(?:is|was|remains|es|fue|sigue|contin[uú]a|del?|donante|of|:|total|"
    rf"hematopoy[eé]tico|donor|en|sangre|m[eé]dula)\s?){{0,4}}(?P<how>{_HOW})\b"
    rf"|\b(?P<whole>(?:{_HOW})(?:\sdonor)?)\s(?:chimerism|chimaerism)\b"
    r"|\b(?P<fully>fully donor|full donor)(?=\s(?:in|on|by|$)|[.,;])",
    re.IGNORECASE,
)
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
    yield from _chimerism(clause, paper, assertion)


def _chimerism(clause: Clause, paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """Shares of the donor's cells, and words for all or a part of them."""
    named = CHIMERISM.search(clause.text) is not None
    shares = list((_PERCENT if named else _OF_DONOR).finditer(clause.text))
    if not named and shares and not any(CHIMERISM.search(other.text) for other in paper.clauses):
        return
    for hit in [one for one in shares if not is_of_other(clause.text, *one.span())][:_MOST]:
        place = hit["number"], "%", hit.start(), hit.end()
        made = _made(clause, "donor chimerism", place, paper, assertion)
        # What was measured is there, whatever is ruled out behind it.
        yield replace(made, assertion=Assertion.STATED) if made.assertion is Assertion.NEGATED else made
    worded = _IN_WORDS.search(clause.text) if not shares else None
    if worded is not None:
        said = assertion_of(clause, *worded.span(), assertion)
        when = occasion_near(clause, paper, *worded.span(), 40)
        yield Finding(
            Kind.LABORATORY,
            "donor chimerism",
            value=worded["how"] or worded["whole"] or worded["fully"],
            when=when.when if when else None,
            assertion=Assertion.STATED if said is Assertion.FAMILY else said,
            citations=(clause.cite(*worded.span()),),
            confidence=clause.confidence,
        )


def _made(
    clause: Clause, name: str, place: tuple[str, str, int, int], paper: Paper, assertion: AssertionWords
) -> Finding:
    number, unit, start, end = place
    said = assertion_of(clause, start, end, assertion)
    if said in (Assertion.UNCERTAIN, Assertion.NEGATED) and goes_on_with_other(clause.text, end):
        said = Assertion.STATED  # `quimerismo 97 % y se informó EMR indeterminada`
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
