"""The red flags, from `urgency.yaml`. What is for clinicians is loaded apart, so that no family page can show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from consilium.domain.records import Remark
from consilium.domain.sources import Source
from consilium.domain.urgency import EmergencyNumber, KeyMessage, Level, RedFlags, Sign, Situation
from consilium.knowledge.catalog import LANGUAGES, Catalog
from consilium.knowledge.documents import document
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.sourced import texts


@dataclass(frozen=True, slots=True)
class ClinicianNote:
    """What the list says of a situation to reviewers only: never shown to a family. "" where it says nothing."""

    situation: str
    note: str
    level_note: str
    thresholds: str
    source_note: str
    editorial: str


@cache
def red_flags() -> RedFlags:
    """All that families may read. Raises ValueError or KeyError where the file is not of its shape."""
    data = _data()
    return RedFlags(
        collected=str(data["collected"]),
        levels={level: texts(data["levels"][level.value]) for level in Level},
        situations={str(entry["id"]): _situation(entry) for entry in data["situations"]},
        messages={str(entry["id"]): _message(entry) for entry in data["key_messages"]},
        numbers=tuple(EmergencyNumber(str(one["number"]), str(one["area"])) for one in data["numbers"]),
    )


@cache
def clinician_notes() -> Mapping[str, ClinicianNote]:
    """What is for reviewers, by situation."""
    names = ("clinician_note", "level_note", "thresholds", "source_note", "editorial")
    return {
        str(entry["id"]): ClinicianNote(str(entry["id"]), *(str(entry.get(name) or "") for name in names))
        for entry in _data()["situations"]
    }


def numbers_for(country: str) -> tuple[EmergencyNumber, ...]:
    """The emergency number of a country (ISO 3166-1), or all where the list has none for it or it is not known."""
    area = letter_tables().areas.get(country.upper())
    found = tuple(one for one in red_flags().numbers if one.area == area)
    return found or red_flags().numbers


def said(reason: Remark, words: Catalog) -> str:
    """A reason of `domain.urgency.alarm` in words: the sign that it names by id is put in as its text."""
    sign = next((one for one in red_flags().signs if one.id == reason.args.get("sign")), None)
    noticed = sign.text[words.language] if sign else ""
    return words.text(reason.code, {**reason.args, "sign": noticed})


def _data() -> dict[str, Any]:
    data = document("urgency.yaml")
    if data["schema"] != "second-opinion.urgency/1":
        raise ValueError("urgency.yaml has another schema")
    return data


def _sources(entry: Mapping[str, Any]) -> tuple[Source, ...]:
    told = entry["source"]
    addresses = [told] if isinstance(told, str) else [*told]
    addresses += [entry["source_2"]] if "source_2" in entry else []
    date, note = str(entry.get("source_date") or ""), str(entry.get("source_note") or "")
    return tuple(Source(str(address), date, note) for address in addresses)


def _message(entry: Mapping[str, Any]) -> KeyMessage:
    return KeyMessage(str(entry["id"]), texts(entry), _sources(entry))


def _situation(entry: Mapping[str, Any]) -> Situation:
    return Situation(
        id=str(entry["id"]),
        level=Level(entry["level"]),
        signs=tuple(_signs(entry)),
        family=texts(entry, "family_"),
        sources=_sources(entry),
        also=texts(entry["also"]) if "also" in entry else {},
    )


def _signs(entry: Mapping[str, Any]) -> Iterator[Sign]:
    own, told = entry.get("signs", {}), entry.get("spoken", {})
    pairs = zip(*(entry[f"triggers_{language}"] for language in LANGUAGES), strict=True)
    count = 0
    for count, pair in enumerate(pairs, start=1):
        level = Level(own.get(count, entry["level"]))
        text = dict(zip(LANGUAGES, map(str, pair), strict=True))
        said = texts(told[count]) if count in told else {}
        yield Sign(f"{entry['id']}.{count}", str(entry["id"]), level, text, said=said)
    for number, more in enumerate(entry.get("more_signs", ()), start=count + 1):
        name = f"{entry['id']}.{number}"
        said = texts(told[number]) if number in told else {}
        yield Sign(name, str(entry["id"]), Level(more["level"]), texts(more), str(more["translated"]), said)
