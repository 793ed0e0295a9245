"""Diseases as routing and record lists know them: names, ICCC-3 groups, what a panel asks for (`clinical.yaml`).

For rules and reviewers. Staging names and facts are never shown to a family as an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from consilium.knowledge.documents import document


@dataclass(frozen=True, slots=True)
class Subgroup:
    """One ICCC-3 subgroup. `icdo3` and `sites` are the table's own text; "" where it states none."""

    code: str
    name: str
    icdo3: str
    sites: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One ICCC-3 main group. A group without subgroups of its own (V) has one with the group's code."""

    code: str
    name: str
    subgroups: tuple[Subgroup, ...]


@dataclass(frozen=True, slots=True)
class Disease:
    """One disease. `records` is the list that a panel asks for, in the file's words; what of it is `records_editorial`
    was not read on a page. `level` tells how much of the entry is editorial, "" where the sources carry it.
    """

    id: str
    name: str
    synonyms: tuple[str, ...]
    synonyms_es: tuple[str, ...]
    iccc3: tuple[str, ...]
    panel: tuple[str, ...]
    records: tuple[str, ...]
    records_editorial: tuple[str, ...]
    staging_names: tuple[str, ...]
    facts: tuple[str, ...]
    warning: str
    urgent_see: str
    level: str
    source: tuple[str, ...]
    source_date: str


@dataclass(frozen=True)
class ClinicalKnowledge:
    """The whole file. `collected` is when its sources were read."""

    collected: str
    groups: tuple[Group, ...]
    iccc3_source: tuple[str, ...]
    iccc3_newer: str
    staging_standard: Mapping[str, Any]
    diseases: Mapping[str, Disease]


@cache
def clinical() -> ClinicalKnowledge:
    """The program's own disease knowledge. Raises ValueError or KeyError where the file is not of its shape."""
    data = document("clinical.yaml")
    if data["schema"] != "second-opinion.clinical/1":
        raise ValueError("clinical.yaml has another schema")
    diseases = [_disease(entry) for entry in data["diseases"]]
    return ClinicalKnowledge(
        collected=str(data["collected"]),
        groups=tuple(_group(entry) for entry in data["iccc3"]["groups"]),
        iccc3_source=_texts(data["iccc3"]["source"]),
        iccc3_newer=str(data["iccc3"]["newer_version"]),
        staging_standard=data["staging_standard"],
        diseases={disease.id: disease for disease in diseases},
    )


def _group(entry: Mapping[str, Any]) -> Group:
    subgroups = [
        Subgroup(one["code"], one["name"], str(one["icdo3"]), str(one.get("sites", "")), str(one.get("note", "")))
        for one in entry["subgroups"]
    ]
    if not subgroups:
        subgroups = [Subgroup(entry["code"], entry["name"], str(entry["icdo3"]))]
    return Group(entry["code"], entry["name"], tuple(subgroups))


def _disease(entry: Mapping[str, Any]) -> Disease:
    return Disease(
        id=str(entry["id"]),
        name=str(entry["name"]),
        synonyms=_texts(entry["synonyms"]),
        synonyms_es=_texts(entry["synonyms_es"]),
        iccc3=_texts(entry["iccc3"]),
        panel=_texts(entry["panel"]),
        records=_texts(entry["records"]),
        records_editorial=_texts(entry.get("records_editorial")),
        staging_names=_texts(entry["staging_names"]),
        facts=_texts(entry.get("facts")),
        warning=str(entry.get("warning", "")),
        urgent_see=str(entry.get("urgent_see", "")),
        level=str(entry.get("level", "")),
        source=_texts(entry["source"]),
        source_date=str(entry.get("source_date") or ""),
    )


def _texts(values: list[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())
