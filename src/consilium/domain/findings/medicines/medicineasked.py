"""Medicines and vaccines that a question weighs: `Can she get the flu vaccine in May?`, `¿Necesitará hormona?`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.treatmentsahead import is_wondered
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit, PhraseIndex

_VACCINE = ("vaccin", "vacun", "jab", "shot")
_SYMPTOM = ("interact", "level", "nivel")


def asked_of(clause: Clause, hits: Sequence[Hit[str]], vaccines: PhraseIndex[str]) -> Iterator[Finding]:
    """What a question asks about as a thing that may be given."""
    if "?" not in clause.text or any(word in clause.folded for word in _SYMPTOM):
        return
    named = list(hits)
    if any(word in clause.folded for word in _VACCINE):
        named += [one for one in vaccines.find(clause.words) if all(one.first != other.first for other in hits)]
    for hit in named:
        start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
        if is_wondered(clause, start):
            yield Finding(
                Kind.MEDICINE,
                hit.value,
                value=clause.text[start:end],
                assertion=Assertion.CONDITIONAL,
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
            )
