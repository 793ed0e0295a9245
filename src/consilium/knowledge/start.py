"""What page 1 says of second opinions, from `start.yaml`, each sentence with its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from consilium.domain.sources import Source, Texts
from consilium.knowledge.documents import document
from consilium.knowledge.sourced import source, texts


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence with its source."""

    id: str
    text: Texts
    source: Source


@dataclass(frozen=True, slots=True)
class StartPart:
    """One part of the page: `is`, `is_not`, `does`, `not_offended`."""

    id: str
    title: Texts
    sayings: tuple[Saying, ...]


@cache
def start_parts() -> tuple[StartPart, ...]:
    """The parts in order. Raises ValueError or KeyError where the file is not of its shape."""
    data = document("start.yaml")
    if data["schema"] != "consilium.start/1":
        raise ValueError("start.yaml has another schema")
    sources = {str(name): source(entry) for name, entry in data["sources"].items()}
    return tuple(
        StartPart(
            str(part["id"]),
            texts(part["title"]),
            tuple(Saying(str(one["id"]), texts(one), sources[one["source"]]) for one in part["items"]),
        )
        for part in data["parts"]
    )


@cache
def collected() -> str:
    """When the pages were read, as an ISO day."""
    return str(document("start.yaml")["collected"])
