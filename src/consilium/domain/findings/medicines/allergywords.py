"""The word tables of allergies: substances, reactions, how bad, and how a denial is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.phrases import PhraseIndex, fold

# Medicines whose names are commonly other things.
_NO_ALLERGEN = frozenset({"transfusion", "oxygen", "calcium", "iron", "zinc", "magnesium", "potassium", "sodium"})


@dataclass(frozen=True)
class Words:
    """The tables of `knowledge/findings/allergies.yaml`."""

    substances: PhraseIndex[str]
    reactions: PhraseIndex[str]
    severities: PhraseIndex[str]
    none: PhraseIndex[bool]
    cues: PhraseIndex[bool]
    intolerance: PhraseIndex[bool]
    links: frozenset[str]
    columns: PhraseIndex[str]
    food: PhraseIndex[bool]
    borne: PhraseIndex[bool]
    borne_after: PhraseIndex[bool]
    over: PhraseIndex[bool]


def words_from(data: Mapping[str, Any]) -> Words:
    def named(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), str(key)) for key, said in data[name].items() for one in said)

    inner = {str(one) for one in data["none_in_section"]}
    return Words(
        PhraseIndex.of(_substances(data)),
        named("reactions"),
        named("severities"),
        PhraseIndex.of((str(one), str(one) in inner) for one in data["none"]),
        PhraseIndex.of((str(one), True) for one in data["cues"]),
        PhraseIndex.of((str(one), True) for one in data["intolerance"]),
        frozenset(fold(str(one)) for one in data["with"]),
        named("columns"),
        PhraseIndex.of((str(one), name == "food") for name in ("food", "food_and_more") for one in data[name]),
        PhraseIndex.of((str(one), True) for one in data["borne"]),
        PhraseIndex.of((str(one), True) for one in data["borne_after"]),
        PhraseIndex.of((str(one), True) for one in data["over"]),
    )


def _substances(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The substances with their own names first, then every medicine that they do not name."""
    own = {fold(str(one)): str(name) for name, said in data["substances"].items() for one in (name, *said)}
    yield from own.items()
    drugs = {name: facts.get("names", ()) for name, facts in data.get("drugs", {}).items()}
    for table in (data.get("medicines", {}), *data.get("classes", {}).values(), drugs):
        for name, said in table.items():
            said_as = own.get(fold(str(name)), str(name))
            yield from (
                (str(one), said_as)
                for one in (name, *said)
                if fold(str(one)) not in own and str(one) not in _NO_ALLERGEN
            )
