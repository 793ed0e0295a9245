"""Countries and states that a person can choose (`places.yaml`; names of countries are in the catalogs)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from consilium.domain.phrases import fold
from consilium.knowledge.catalog import Catalog
from consilium.knowledge.documents import document

ELSEWHERE = "ZZ"  # ISO 3166-1 keeps it for users: a country that is not in the list
AREA = "countries"


@cache
def _document() -> Mapping[str, Any]:
    """Raises ValueError where the file is not of its shape."""
    data = document("places.yaml")
    if data["schema"] != "consilium.places/1":
        raise ValueError("places.yaml has another schema")
    return data


@cache
def states(language: str) -> Mapping[str, str]:
    """Every state's name in a language by its ISO 3166-2 code, in the order of the names."""
    named = [(str(code), place(name, language)) for one in _document()["states"].values() for code, name in one.items()]
    return dict(sorted(named, key=lambda pair: fold(pair[1])))


def place(written: str, language: str) -> str:
    """A place as lists write it ("Philadelphia, Pennsylvania") with each of its names in a language."""
    names = _document()["spanish"] if language == "es" else {}
    return ", ".join(names.get(name, name) for name in str(written).split(", "))


def countries(words: Catalog) -> tuple[tuple[str, str], ...]:
    """Codes and names in the reader's language, by name; elsewhere last."""
    start = f"{AREA}."
    named = [(code.removeprefix(start), text) for code, text in words.texts.items() if code.startswith(start)]
    return tuple(sorted(named, key=lambda one: (one[0] == ELSEWHERE, one[1])))
