"""The words by which mentions are read, and what a clause tells of one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.laboratory import awaitedtests
from consilium.domain.findings.mentions import askedfor, carearranged, subjectsasked
from consilium.domain.findings.text.holders import HolderWords
from consilium.domain.findings.text.labelled import DatePlace
from consilium.domain.phrases import PhraseIndex, fold

# Names of tests so short are other things too.
_LETTERS = 3


@dataclass(frozen=True)
class Words:
    """`things` stand for (what, name)."""

    things: PhraseIndex[tuple[str, str]]
    states: PhraseIndex[str]
    planned: PhraseIndex[str]
    holders: HolderWords
    awaiting: PhraseIndex[bool]
    compared: PhraseIndex[bool]
    tests: awaitedtests.TestWords
    of_transplant: PhraseIndex[bool]
    release: PhraseIndex[bool]
    release_dates: PhraseIndex[str]
    care: carearranged.CareWords
    asked: askedfor.AskWords
    subjects: subjectsasked.SubjectWords


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/mentions.yaml` and `modalities.yaml`."""
    groups = {**data["things"], "imaging": {**data["modalities"], **data["things"]["imaging"]}}
    things = [
        (str(phrase), (what, name))
        for what, names in groups.items()
        for name, phrases in names.items()
        for phrase in (name, *phrases)
    ]
    return Words(
        PhraseIndex.of(things),
        PhraseIndex.of((str(one), state) for state, ones in data["states"].items() for one in ones),
        PhraseIndex.of((str(one), "planned") for one in data["planned"]),
        HolderWords(
            frozenset(fold(str(one)) for one in data["holders"]),
            frozenset(fold(str(one)) for one in data["particles"]),
            frozenset(fold(str(one)) for one in data["laboratories"]),
        ),
        PhraseIndex.of((str(one), True) for one in data["awaiting"]),
        PhraseIndex.of((str(one), True) for one in data["compared"]),
        awaitedtests.words_from(data),
        PhraseIndex.of((str(one), True) for one in data["of_transplant"]),
        PhraseIndex.of((str(one), True) for one in data["release"]),
        PhraseIndex.of((str(one), "released") for one in data["release_dates"]),
        carearranged.words_from(data),
        askedfor.words_from(data, _names(data, things)),
        subjectsasked.words_from(data),
    )


def _names(data: Mapping[str, Any], things: Sequence[tuple[str, tuple[str, str]]]) -> list[tuple[str, tuple[str, str]]]:
    """All that a list may ask for by (what, name): studies, visits, laboratory tests."""
    tables = (("laboratory", "analytes"), ("care", "services"), ("care", "arranged"))
    named = [
        (str(phrase), (what, str(name)))
        for what, table in tables
        for name, phrases in data[table].items()
        for phrase in (name, *phrases)
    ]
    tests = [
        (str(one), ("laboratory", str(test["name"])))
        for test in data["tests"]
        for one in (test["name"], *test.get("say", ()))
        if sum(map(str.isalpha, str(one))) >= _LETTERS and fold(str(one)) not in awaitedtests.ARTICLES
    ]
    found: dict[str, tuple[str, tuple[str, str]]] = {}
    for one in (*things, *named, *tests):
        found.setdefault(fold(one[0]), one)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Told:
    """What a clause tells of one thing."""

    number: str
    status: str
    holder: str
    date: DatePlace | None
    status_date: DatePlace | None
    start: int
    end: int
