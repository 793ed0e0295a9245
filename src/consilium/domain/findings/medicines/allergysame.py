"""What a family's warning says once is told once: `NO amoxicilina, ronchas` is an allergy with its reaction, neither a
denial of a rash nor of a medicine that was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.phrases import fold


def told_as_allergy(found: Sequence[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings without those denials that a stated allergy's own words make."""
    stated = [one for one in found if one.kind is Kind.ALLERGY and one.assertion is Assertion.STATED]
    warned = [one for one in stated if one.quote.startswith("NO ")]
    names = {one.name for one in stated}
    for one in found:
        if one.assertion is not Assertion.NEGATED:
            yield one
        elif one.kind is Kind.MEDICINE and one.name in names and not (one.detail.get("dose") or one.when):
            continue
        elif not (one.kind is Kind.CONDITION and warned and _is_reaction(one, warned, paper)):
            yield one


def _is_reaction(one: Finding, warned: Sequence[Finding], paper: Paper) -> bool:
    """Whether a denied sign stands in such warnings only."""
    holding = [clause.text for clause in paper.clauses if one.quote and one.quote in clause.text]
    own = [text for text in holding if any(other.quote in text for other in warned)]
    reactions = {fold(str(other.detail.get("reaction", ""))) for other in warned}
    return bool(own) and len(own) == len(holding) and fold(one.quote) in reactions
