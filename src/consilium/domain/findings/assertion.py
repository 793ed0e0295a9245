"""How a clause says a thing: stated, negated, uncertain, historical, of the family, planned, pending, conditional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import PhraseIndex


@dataclass(frozen=True)
class AssertionWords:
    """Cue phrases: before what they are about, after it, and phrases that look like a cue and are none."""

    before: PhraseIndex[Assertion]
    after: PhraseIndex[Assertion]


def words_from(data: Mapping[str, object]) -> AssertionWords:
    """From `knowledge/findings/assertion.yaml`."""

    def index(name: str) -> PhraseIndex[Assertion]:
        group = data[name]
        assert isinstance(group, dict)
        return PhraseIndex.of((str(phrase), Assertion(kind)) for kind, phrases in group.items() for phrase in phrases)

    return AssertionWords(index("before"), index("after"))


def assertion_of(clause: Clause, start: int, end: int, words: AssertionWords) -> Assertion:
    """What the clause says of `text[start:end]`."""
    if clause.section is Section.FAMILY_HISTORY:
        return Assertion.FAMILY
    before = [word for word in clause.words if word.end <= start]
    for hit in words.before.find(before):
        return hit.value
    after = [word for word in clause.words if word.start >= end]
    for hit in words.after.find(after):
        return hit.value
    return Assertion.STATED
