"""What shows in which country a house is (`countrysigns.yaml`), loaded once and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from consilium.domain.phrases import PhraseIndex, fold
from consilium.domain.sorting.countries import CountrySigns
from consilium.knowledge.documents import document


@cache
def country_signs() -> CountrySigns:
    """The program's own table. Raises ValueError or KeyError where the file is not of its shape."""
    data = document("countrysigns.yaml")
    if data["schema"] != "consilium.countrysigns/1":
        raise ValueError("countrysigns.yaml has another schema")
    return CountrySigns(
        names=_index(data["names"]),
        services=_index(data["services"]),
        prefixes={str(prefix): str(code) for prefix, code in data["prefixes"].items()},
        provinces={str(code): fold(str(name)) for code, name in data["provinces"].items()},
        languages={str(code): str(name) for name, codes in data["languages"].items() for code in codes},
        houses=PhraseIndex.of((str(one), str(name)) for name, words in data["house_words"].items() for one in words),
    )


def _index(data: Mapping[str, Sequence[object]]) -> PhraseIndex[str]:
    return PhraseIndex.of((str(one), str(code)) for code, words in data.items() for one in words)
