"""What a family's warning says once is told once: `NO amoxicilina, ronchas` is an allergy with its reaction, neither a
denial of a rash nor of a medicine that was given; a substance that stands right behind the word of an allergy (`Alergia
a amoxicilina: documentar`) is no medicine that is taken or planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.phrases import fold

# Before a substance (folded): the word of an allergy, and nothing of another thing between.
_ALLERGY = re.compile(
    r"\b(?:alerg\w+|allerg\w+|hipersensib\w+|hypersensitiv\w+|anafila\w+|anaphyl\w+)"
    r"(?:\s(?:reactions?|reaccion(?:es)?|known|conocidas?|drugs?|medicamentos?|farmacos?|severe|graves?|a|al|to|con|with|the|la|el"
    r"|los|las|antecedente|de)){0,5}\s?[:(–-]?\s?$"
)
_BEFORE = 70
_CAUSE = re.compile(r"^[^\W\d][\w/ -]{2,40}\s?(?::|=|→|[-–—](?=\s))\s?[^\W\d]")


def told_as_allergy(found: Sequence[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings without those denials that a stated allergy's own words make."""
    stated = [one for one in found if one.kind is Kind.ALLERGY and one.assertion is Assertion.STATED]
    warned = [one for one in stated if one.quote.startswith("NO ")]
    names = {one.name for one in stated}
    for one in found:
        cause = one.kind is Kind.MEDICINE and one.name in names
        if cause and (_is_only_allergy(one, paper) or _is_cause(one, stated)):
            continue
        if one.assertion is not Assertion.NEGATED:
            yield one
        elif one.kind is Kind.MEDICINE and one.name in names and not (one.detail.get("dose") or one.when):
            continue
        elif not (one.kind is Kind.CONDITION and warned and _is_reaction(one, warned, paper)):
            yield one


def _is_only_allergy(one: Finding, paper: Paper) -> bool:
    """Whether every clause that tells of a medicine names it right behind the word of an allergy."""
    quote, holding = fold(one.quote), paper.holding(one.quote)
    if not quote or re.search(r"\d", str(one.detail.get("dose") or "")):
        return False
    places = [(clause.folded, clause.folded.find(quote)) for clause in holding]
    return bool(places) and all(
        at >= 0 and _ALLERGY.search(text, max(0, at - _BEFORE), at) is not None for text, at in places
    )


def _is_cause(one: Finding, stated: Sequence[Finding]) -> bool:
    """Whether a medicine without a dose is nothing but what a reaction came from: `FN 04/17, ceftriaxone: hives`."""
    quote = fold(one.quote)
    return not one.detail.get("dose") and any(
        other.name == one.name and other.detail.get("reaction") and fold(other.quote) in quote and _CAUSE.search(quote)
        for other in stated
    )


def _is_reaction(one: Finding, warned: Sequence[Finding], paper: Paper) -> bool:
    """Whether a denied sign stands in such warnings only."""
    holding = [clause.text for clause in paper.holding(one.quote)]
    own = [text for text in holding if any(other.quote in text for other in warned)]
    reactions = {fold(str(other.detail.get("reaction", ""))) for other in warned}
    return bool(own) and len(own) == len(holding) and fold(one.quote) in reactions
