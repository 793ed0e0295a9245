"""The record categories: what each is, who holds it and how to ask (`records.yaml`, with its sources)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from consilium.domain.records import Category

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One record category. Texts are by language. `delay` is shown as a value only where `delay_source` is given;
    otherwise it is editorial and the page says "ask". `source_date` is an ISO date of any precision, "" if unknown.
    """

    category: Category
    name: Mapping[str, str]
    plain: Mapping[str, str]
    ask: Mapping[str, str]
    held_by: str
    formats: tuple[str, ...]
    file_formats: tuple[str, ...]
    needs: tuple[str, ...]
    avoid: tuple[str, ...]
    delay: str
    delay_source: str
    report_alone_enough: bool | str
    notes: str
    source: tuple[str, ...]
    source_date: str
    in_seed: bool


@dataclass(frozen=True, slots=True)
class Principle:
    """A sentence of advice that holds for all records, with its sources."""

    id: str
    text: Mapping[str, str]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A published figure on reviewed diagnoses, with its source; `date` is "" if unknown."""

    id: str
    text: str
    source: str
    date: str


@dataclass(frozen=True)
class RecordKnowledge:
    """The whole file. `collected` is when its sources were read."""

    collected: str
    principles: tuple[Principle, ...]
    kinds: Mapping[Category, RecordKind]
    evidence: tuple[Evidence, ...]
    evidence_note: str


@cache
def records() -> RecordKnowledge:
    """The program's own record knowledge. Raises ValueError or KeyError where the file is not of its shape."""
    text = (resources.files("consilium.knowledge") / "records.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    if data["schema"] != "second-opinion.records/1":
        raise ValueError("records.yaml has another schema")
    kinds = [_kind(entry) for entry in data["categories"]]
    if [kind.category for kind in kinds] != list(Category):
        raise ValueError("records.yaml has other categories than the program")
    return RecordKnowledge(
        collected=str(data["collected"]),
        principles=tuple(_principle(entry) for entry in data["principles"]),
        kinds={kind.category: kind for kind in kinds},
        evidence=tuple(_evidence(entry) for entry in data["evidence_for_review"]),
        evidence_note=data["evidence_note"],
    )


def _kind(entry: Mapping[str, Any]) -> RecordKind:
    return RecordKind(
        category=Category(entry["id"]),
        name=_both(entry["name"]),
        plain=_both(entry["plain"]),
        ask={language: str(entry.get(f"ask_{language}", "")) for language in LANGUAGES},
        held_by=str(entry["held_by"]),
        formats=_texts(entry["format"]),
        file_formats=_texts(entry.get("file_formats")),
        needs=_texts(entry.get("needs")),
        avoid=_texts(entry.get("avoid")),
        delay=str(entry.get("delay", "")),
        delay_source=str(entry.get("delay_source", "")),
        report_alone_enough=entry["report_alone_enough"],
        notes=str(entry.get("notes", "")),
        source=_texts(entry["source"]),
        source_date=str(entry.get("source_date") or ""),
        in_seed=bool(entry["in_seed"]),
    )


def _both(texts: Mapping[str, Any]) -> dict[str, str]:
    """The text in every language that the program speaks. Raises KeyError where one is missing."""
    return {language: str(texts[language]) for language in LANGUAGES}


def _texts(values: list[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def _principle(entry: Mapping[str, Any]) -> Principle:
    return Principle(str(entry["id"]), _both(entry), _texts(entry["source"]))


def _evidence(entry: Mapping[str, Any]) -> Evidence:
    return Evidence(str(entry["id"]), str(entry["text"]), str(entry["source"]), str(entry.get("date") or ""))
