"""The words by which labels of specimens are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.phrases import PhraseIndex


@dataclass(frozen=True)
class SpecimenWords:
    labels: PhraseIndex[str]
    others: PhraseIndex[str]
    dates: PhraseIndex[str]
    procedures: PhraseIndex[str]
    sent: PhraseIndex[str]
    titles: PhraseIndex[str]
    beside: PhraseIndex[str]
    short: Mapping[str, str]


def words_from(data: Mapping[str, Any]) -> SpecimenWords:
    """From `knowledge/findings/pathology.yaml`."""

    def index(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), name) for one in data[name])

    def named(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), key) for key, ones in data[name].items() for one in (key, *ones))

    return SpecimenWords(
        index("specimen_labels"), index("other_labels"), named("dates"), named("procedures"), index("sent"),
        index("titles"), index("specimen_table"),
        {str(one): name for name, ones in data["short_tissues"].items() for one in ones},
    )  # fmt: skip
