"""What to say to the doctor, from `talking.yaml`, with the questions of `questions.yaml` that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from consilium.domain.sources import Source, Texts
from consilium.knowledge.documents import document
from consilium.knowledge.questions import questions
from consilium.knowledge.sourced import source, texts


@dataclass(frozen=True, slots=True)
class Script:
    """Words to say. `name` says when or to whom, empty where the words say it; `question` is the id of the question
    that they are, "" for words of their own; `quoted` where they are the source's."""

    id: str
    name: Texts
    say: Texts
    source: Source
    question: str = ""
    quoted: bool = False
    translated: str = "ours"


@dataclass(frozen=True, slots=True)
class TalkingPart:
    """One part of the page; `lead_source` is None where its lead comes from no page."""

    id: str
    title: Texts
    lead: Texts
    lead_source: Source | None
    scripts: tuple[Script, ...]


@cache
def talking() -> tuple[TalkingPart, ...]:
    """The page's parts in order. Raises ValueError or KeyError where the file is not of its shape."""
    data = document("talking.yaml")
    if data["schema"] != "consilium.talking/1":
        raise ValueError("talking.yaml has another schema")
    sources = {str(name): source(entry) for name, entry in data["sources"].items()}
    return tuple(
        TalkingPart(
            id=str(part["id"]),
            title=texts(part["title"]),
            lead=texts(part["lead"]),
            lead_source=sources[part["lead"]["source"]] if "source" in part["lead"] else None,
            scripts=tuple(_scripts(part["items"], sources)),
        )
        for part in data["parts"]
    )


def _scripts(items: list[Mapping[str, Any]], sources: Mapping[str, Source]) -> Iterator[Script]:
    for entry in items:
        name = texts(entry["name"]) if "name" in entry else {}
        if "question" in entry:
            known = questions().questions[str(entry["question"])]
            yield Script(str(entry["id"]), name, known.text, known.source, known.id, known.quoted, known.translated)
        else:
            yield Script(str(entry["id"]), name, texts(entry["say"]), sources[str(entry["source"])])
