"""Words of headings that a source marks as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.phrases import PhraseIndex, fold


@dataclass(frozen=True)
class MarkedWords:
    """Words of headings: `parts` head a part of any section (`Heme/Onc`), `small` change nothing (`today`), `undone`
    take away from a plan (`completed`), `kin` make a history, or what is `ill`, that of the family, `answers` head
    nothing, `advising` begin what is said in general (`How to`). `medicines` and `tests` are their names, `things`
    those of illnesses and operations."""

    parts: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    small: frozenset[str] = frozenset()
    undone: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    ill: frozenset[str] = frozenset()
    answers: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    advising: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    medicines: tuple[PhraseIndex[Any], ...] = ()
    things: tuple[PhraseIndex[Any], ...] = ()
    tests: tuple[PhraseIndex[Any], ...] = ()


def words_from(data: Mapping[str, Any]) -> MarkedWords:
    """From `marked` of `knowledge/findings/sections.yaml`."""
    said = data.get("marked", {})

    def index(name: str) -> PhraseIndex[bool]:
        return PhraseIndex.of((str(one), True) for one in said.get(name, ()))

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(str(one)) for one in said.get(name, ()))

    return MarkedWords(
        index("parts"),
        folded("small"),
        folded("undone"),
        folded("kin"),
        folded("ill"),
        index("answers"),
        index("advising"),
    )
