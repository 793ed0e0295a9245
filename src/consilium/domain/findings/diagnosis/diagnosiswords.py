"""The words by which a paper's diagnoses are read (`knowledge/findings/diagnosis.yaml`, `sites.yaml`, `iccc.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consilium.domain import iccc
from consilium.domain.findings.diagnosis import diseases
from consilium.domain.findings.text import bodysites
from consilium.domain.phrases import PhraseIndex, fold

RETURNED = frozenset({"relapse", "refractory", "progression", "secondary"})


@dataclass(frozen=True)
class Words:
    """`topography` is by the English name of a site; `dated` and `dated_heads` make a date the diagnosis's own;
    `denied` is said only where a text denies it, `explained` only as a risk."""

    diseases: diseases.DiseaseWords
    sites: bodysites.SiteWords
    status: PhraseIndex[str]
    qualities: PhraseIndex[bool]
    dated: PhraseIndex[bool]
    dated_heads: frozenset[str]
    topography: Mapping[str, str]
    code_words: PhraseIndex[str]
    tables: Mapping[str, iccc.Table]
    dated_alone: frozenset[str] = frozenset()
    first_told: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    explained: PhraseIndex[str] = field(default_factory=PhraseIndex)
    denied: PhraseIndex[str] = field(default_factory=PhraseIndex)


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/diagnosis.yaml`, `sites.yaml` and `iccc.yaml`."""
    return Words(
        diseases.words_from(data),
        bodysites.words_from(data),
        PhraseIndex.of(_by_value(data["status"])),
        PhraseIndex.of((str(one), True) for one in data["qualities"]),
        PhraseIndex.of((str(one), True) for one in data["dated"]),
        frozenset(fold(str(one)) for one in data["dated_heads"]),
        {str(site): str(code) for site, code in data["topography"].items()},
        PhraseIndex.of(_by_value(data["code_words"])),
        iccc.tables_from(data),
        frozenset(fold(str(one)) for one in data["dated_alone"]),
        PhraseIndex.of((str(one), True) for one in data["first_told"]),
        PhraseIndex.of([*_by_value(data["explained"]), *((str(name), str(name)) for name in data["explained"])]),
        PhraseIndex.of([*_by_value(data["denied"]), *((str(name), str(name)) for name in data["denied"])]),
    )


def _by_value(groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((str(phrase), str(value)) for value, phrases in groups.items() for phrase in phrases)
