"""Doses that a paper corrects: `the 54 Gy quoted in the letter is not what we gave`, `no 54 Gy sino 50,4`,
`la epicrisis dice 54 Gy; en realidad recibió 50,4`.

Such a dose is `negated`, with `advice` as `wrong`: the treatment was given, and not in that amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import fold

WRONG = "wrong"
_DOSED = frozenset({Kind.RADIATION, Kind.DRUG})
_UNIT = r"\s?(?:gy|cgy|mg|g|mcg|ug|µg|iu|ui|units?)(?:\s?/\s?(?:m2|m²|kg|day|dia|dose|dosis))?(?![\w/])"
_FAR = r"(?:\s?\([^()]{0,40}\))?(?:\s(?!(?:but|pero|and|y)\b)[\w/.,-]{1,16}){0,12}?"
_CALLED = (
    r"(?:wrong|incorrect|inaccurate|erroneous|mistaken|not (?:correct|right|accurate|true)|an? (?:error|mistake|"
    r"misprint|"
    r"typo|transcription error)|un (?:error|dato erroneo)|errone[oa]s?|incorrect[oa]s?|equivocad[oa]s?|no (?:es|son) "
    r"(?:correct|ciert|exact)[oa]s?)"
)
_BEHIND = re.compile(
    rf"{_FAR}\s?,?\s?(?:(?:(?:is|was|are|were|es|fue|era|son|fueron)\s(?:probably |clearly )?{_CALLED}"
    rf"|(?:is|was|are|were)(?:\snot|n.t)\s(?:what|the (?:dose|amount|figure|total)|how)\b"
    rf"|no (?:es|fue|son|fueron|era) (?:lo que|la dosis|lo (?:administrado|dado|recibido)|correct|ciert|exact))"
    rf"|(?:which|that|lo cual|lo que|que) (?:is|was|es|fue) {_CALLED}|(?:dato|cifra|dosis|figura) {_CALLED})(?!\w)"
    rf"|\s?\((?:in error|error|an error|errone|wrong|incorrect|incorrecto|por error|sic\b)"
)
# `not 54 Gy but 50.4`, `no 54 Gy sino 50,4`: what stands in contrast.
_BUT = re.compile(r"[^.;]{0,40}?\b(?:but|sino(?: que)?)\s(?:(?:only|rather|de|a|solo|unos|recibio|fueron)\s){0,2}\d")
_NOT = re.compile(
    r"\b(?:not|no)\s(?:(?:the|of|los|las|de|son|fue|fueron|era|eran|recibio|received|give|given|a total of)\s){0,3}$"
)
_SINO = re.compile(r"\bsino(?: que)?\s(?:(?:de|a|con|los|las|unos|recibio|fue|fueron|solo)\s){0,3}$")
# `50.4 Gy, not 54 Gy`.
_AFTER_OWN = re.compile(rf"\d{_UNIT}[^.;]{{0,40}}?,?\s(?:and |y )?(?:not|no)\s(?:the |los |las |de )?$")
# What another paper says, and what was so.
_OF_PAPER = re.compile(
    r"\b(?:letters?|summar(?:y|ies)|reports?|charts?|notes?|records?|papers?|discharge|epicrisis|cartas?|"
    r"resumen(?:es)?|"
    r"informes?|historia|hojas?|planillas?)\s(?:[\w-]{1,14}\s){0,3}?(?:says?|said|states?|stated|lists?|listed|"
    r"quotes?|quoted|"
    r"gives?|gave|reads?|mentions?|dicen?|figuran?|constan?|indican?|refieren?|ponen?|"
    r"mencionan?)\s(?:[\w-]{1,14}\s){0,4}$"
)
_IN_FACT = re.compile(
    r"[^.\n]{0,60}?\b(?:in (?:fact|reality|truth)|actually|the (?:actual|true|correct|real) (?:dose|figure|total)|"
    r"en realidad|"
    r"realmente|de hecho|la (?:dosis )?(?:real|correcta|verdadera))\b[^.\n]{0,40}?\d"
)
_MOST = 120


def figures_corrected(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, with doses that their sentence corrects denied, and those that correct them stated."""
    for one in found:
        dosed = one.kind in _DOSED and any(char.isdigit() for char in one.value) and bool(one.quote)
        clauses = _of(one, paper) if dosed else []
        if clauses and all(_is_corrected(clause.folded, fold(one.value)) for clause in clauses):
            detail = {**one.detail, "advice": WRONG}
            yield replace(one, assertion=Assertion.NEGATED, when=None, until=None, detail=detail)
        elif (
            clauses
            and one.assertion is Assertion.NEGATED
            and all(_corrects(c.folded, fold(one.value)) for c in clauses)
        ):
            yield replace(one, assertion=Assertion.STATED)
        else:
            yield one


def _of(one: Finding, paper: Paper) -> list[Clause]:
    if one.clause >= 0:
        return [paper.clauses[one.clause]]
    return paper.holding(one.quote)


def _places(text: str, value: str) -> list[re.Match[str]]:
    return list(re.finditer(rf"(?<![\d.,]){re.escape(value)}(?:{_UNIT})?(?![\d]|[.,]\d)", text))[:4]


def _is_corrected(text: str, value: str) -> bool:
    places = _places(text, value)
    return bool(places) and all(_is_wrong(text, place.start(), place.end()) for place in places)


def _is_wrong(text: str, start: int, end: int) -> bool:
    last, first = min(len(text), end + _MOST), max(0, start - _MOST)
    if _BEHIND.match(text, end, last):
        return True
    if _NOT.search(text, first, start) and _BUT.match(text, end, last):
        return True
    if _AFTER_OWN.search(text, first, start):
        return True
    return _OF_PAPER.search(text, first, start) is not None and _IN_FACT.match(text, end, last) is not None


def _corrects(text: str, value: str) -> bool:
    places = _places(text, value)
    return bool(places) and all(_SINO.search(text, max(0, one.start() - 40), one.start()) for one in places)
