"""Countries and states that a person can choose (`places.yaml`; names of countries are in the catalogs)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from consilium.knowledge.catalog import Catalog
from consilium.knowledge.documents import document

ELSEWHERE = "ZZ"  # ISO 3166-1 keeps it for users: a country that is not in the list
AREA = "countries"


@cache
def states() -> Mapping[str, str]:
    """Every state's name by its ISO 3166-2 code. Raises ValueError where the file is not of its shape."""
    data = document("places.yaml")
    if data["schema"] != "consilium.places/1":
        raise ValueError("places.yaml has another schema")
    return {str(code): str(name) for named in data["states"].values() for code, name in named.items()}


def countries(words: Catalog) -> tuple[tuple[str, str], ...]:
    """Codes and names in the reader's language, by name; elsewhere last."""
    start = f"{AREA}."
    named = [(code.removeprefix(start), text) for code, text in words.texts.items() if code.startswith(start)]
    return tuple(sorted(named, key=lambda one: (one[0] == ELSEWHERE, one[1])))
