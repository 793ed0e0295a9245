"""What a paper tells as so can't be of a day that only its plan tells, in the weeks after it and without a year:
`DVT - finish enoxaparin ~Feb 2`, `hepatotoxicidad G1 ...; pendiente audiometría del 28/02`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper

_SEEN = frozenset(
    {Kind.MEDICINE, Kind.CONDITION, Kind.TOXICITY, Kind.DIAGNOSIS, Kind.RESPONSE, Kind.STAGE, Kind.FAMILY_HISTORY}
)
_TO_COME = frozenset({Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.PENDING})


def without_days_ahead(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, what was seen without a day that lies ahead and has its year from the paper's own."""
    guessed = _guessed(paper)
    for one in found:
        seen = one.kind in _SEEN or one.assertion is Assertion.NEGATED
        ahead = one.when in guessed and seen and one.assertion not in _TO_COME
        yield replace(one, when=None) if ahead else one


def _guessed(paper: Paper) -> frozenset[PartialDate]:
    """The days after what the paper tells as done that stand in it without a year alone."""
    last = paper.goes_on_until
    if last is None or not last.day:
        return frozenset()
    told = [
        one for clause in paper.clauses for one in occasions(clause.text, paper) if one.when.day and one.when > last
    ]
    return frozenset(one.when for one in told if one.year_from) - {one.when for one in told if not one.year_from}
