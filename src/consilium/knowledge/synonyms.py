"""What means the same in a search: `search.yaml`, the names of tests, drugs, diseases and modalities, and each name
that pages show in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from consilium.domain.search import Synonyms
from consilium.knowledge.displaynames import display_names
from consilium.knowledge.documents import document


@cache
def synonyms() -> Synonyms:
    """Raises KeyError or ValueError where a file is not of its shape."""
    return Synonyms.of(_groups())


def _groups() -> Iterator[list[str]]:
    yield from document("search.yaml")["groups"]
    for test in document("findings/laboratory.yaml")["tests"]:
        yield [str(test["name"]), *map(str, test.get("say", ()))]
    for name, drug in document("findings/chemotherapy.yaml")["drugs"].items():
        yield [str(name), *map(str, (*drug.get("names", ()), *drug.get("short", ())))]
    for modality, names in document("findings/modalities.yaml")["modalities"].items():
        yield [str(modality), *map(str, names)]
    for disease in document("findings/diagnosis.yaml")["diseases"]:
        yield [
            str(disease["name"]),
            *map(str, (*disease.get("en", ()), *disease.get("es", ()), *disease.get("short", ()))),
        ]
    yield from ([term, shown] for term, shown in display_names("es").names.items())
