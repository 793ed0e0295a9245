"""Our own Spanish of texts that a file of facts has in English only (`centers_es.yaml`, `rights_es.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from consilium.domain.sources import Texts
from consilium.knowledge.documents import document

OURS = "ours"


@cache
def spanish(name: str) -> Mapping[str, str]:
    """Spanish by the English words of `<name>.yaml`. Raises ValueError where the file is not of its shape."""
    data = document(f"{name}_es.yaml")
    if data["schema"] != "consilium.spanish/1" or data["of"] != f"{name}.yaml" or data["translation"] != OURS:
        raise ValueError(f"{name}_es.yaml has another schema")
    return {str(english): str(said) for english, said in data["texts"].items()}


def both(name: str, english: str) -> Texts:
    """A text of `<name>.yaml` in both languages, the Spanish ours. Raises KeyError where nobody translated it."""
    return {"en": english, "es": spanish(name)[english]}
