"""The word tables of chemotherapy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.medicines.statelists import StateLists, state_lists
from consilium.domain.findings.text.terms import Term, cues, index_of, named
from consilium.domain.phrases import PhraseIndex, fold

# Shorter names are words of other things in the plural.
_SHORTEST = 7


@dataclass(frozen=True)
class Words:
    """Drugs, regimens and studies; cue phrases by list; columns of tables by role; routes by their short name;
    lines that open lists of what was stopped or paused."""

    drugs: PhraseIndex[tuple[Term, ...]]
    regimens: PhraseIndex[tuple[Term, ...]]
    studies: PhraseIndex[tuple[Term, ...]]
    cog: re.Pattern[str]
    cues: Mapping[str, PhraseIndex[str]]
    ordinals: Mapping[str, int]
    phases: Mapping[str, str]
    counts: Mapping[str, int]
    columns: PhraseIndex[str]
    routes: PhraseIndex[str]
    lists: StateLists


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/chemotherapy.yaml`."""
    words = data["words"]
    lists = {name: found for name, found in words.items() if isinstance(found, list)}
    prefixes = "|".join(re.escape(str(prefix)) for prefix in data["cog"])
    return Words(
        index_of(_with_plurals(one) for one in named(data["drugs"])),
        index_of(data["regimens"]),
        index_of(data["studies"]),
        re.compile(rf"(?<!\w)(?:{prefixes})[- ]?\d{{2}}[A-Z0-9]\d[A-Z0-9]{{0,3}}(?!\w)|(?<!\w)NCT\d{{8}}(?!\d)"),
        cues(lists),
        {fold(str(word)): int(number) for word, number in words["ordinals"].items()},
        {fold(str(word)): str(name) for word, name in data["phases"].items()},
        {fold(str(word)): int(number) for word, number in words["counts"].items()},
        PhraseIndex.of((str(phrase), role) for role, phrases in data["columns"].items() for phrase in phrases),
        PhraseIndex.of((str(phrase), route) for route, phrases in data["routes"].items() for phrase in phrases),
        state_lists(data),
    )


def _with_plurals(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """A drug with the plurals of its names: several of it are several doses (`cuatro cisplatinos`)."""
    names = [str(one) for one in entry.get("names") or ()]
    plural = [f"{one}s" for one in names if len(one) >= _SHORTEST and one.isalpha() and not one.endswith("s")]
    return {**entry, "names": [*names, *plural]}
