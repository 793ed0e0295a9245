"""Whether what a synthetic child's papers tell is named in Spanish by a Spanish term, or in its source's own words."""

from __future__ import annotations

from collections.abc import Iterable

from consilium.domain.displaynames import is_symbol
from consilium.domain.findings import Finding
from consilium.domain.phrases import words_of
from consilium.knowledge.displaynames import display_names

SPANISH = display_names("es")


def without_spanish(found: Iterable[Finding]) -> set[tuple[str, str]]:
    """Kind and name of what would be shown to a Spanish reader in English words that its source does not have."""
    return {(str(one.kind), term) for one in found for term in (one.name, one.site) if not is_said(term, one)}


def is_said(term: str, said: Finding) -> bool:
    """Whether a term is known in Spanish, or each of its words is the source's or one that both languages write."""
    if not term or SPANISH.knows(term) or SPANISH.name(term, said.kind) != term:
        return True
    own = set().union(*(_words(f"{one.quote} {one.place}") for one in said.citations))
    return all(is_symbol(word) or _words(word) <= own for word in term.split())


def _words(text: str) -> set[str]:
    return {word.text for word in words_of(text)}
