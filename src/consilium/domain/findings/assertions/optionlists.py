"""What a list of options names (`Options we see: resection alone; observation with a CT in 8 weeks`) is no plan yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.assertions.treatmentsahead import opens_options
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper

_WAYS = frozenset({Kind.SURGERY, Kind.RADIATION, Kind.TRANSPLANT, Kind.DRUG, Kind.PROTOCOL, Kind.CYCLE, Kind.MENTION})


def of_options(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, with what was read as planned in a sentence that lists options as conditional."""
    lists = [(clause.text, at) for clause in paper.clauses if (at := opens_options(clause))]
    for one in told:
        planned = one.kind in _WAYS and one.assertion is Assertion.PLANNED and bool(one.quote)
        listed = planned and any(text.find(one.quote) >= 0 and _reaches(text, one.quote, at) for text, at in lists)
        yield replace(one, assertion=Assertion.CONDITIONAL) if listed else one


def _reaches(text: str, quote: str, at: int) -> bool:
    return text.find(quote) + len(quote) > at
