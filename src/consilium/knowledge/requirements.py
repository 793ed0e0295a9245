"""`requirements.yaml` as values: what a second team needs, by disease, phase and program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from consilium.domain.completeness.requirements import (
    EVERY_PHASE,
    CourseWords,
    DiseaseNeeds,
    ImagingWords,
    Limits,
    Monitor,
    Need,
    Requirements,
    Signs,
    Thing,
    View,
)
from consilium.domain.completeness.status import Door, Phase
from consilium.domain.findings.finding import Kind
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Category, Remark
from consilium.knowledge.clinical import Disease, clinical
from consilium.knowledge.documents import document
from consilium.knowledge.records import RecordKind, records

_INNER = re.compile(r"\(([^()]*)\)")
# An abbreviation that is also a word ("ALL") counts only as written, in capitals.
_LONGEST_ABBREVIATION = 5


@cache
def requirements() -> Requirements:
    """The program's own requirements. Raises ValueError or KeyError where the file is not of its shape."""
    data = document("requirements.yaml")
    if data["schema"] != "consilium.requirements/1":
        raise ValueError("requirements.yaml has another schema")
    doors = {Category(name): Door(door) for door, names in data["doors"].items() for name in names}
    things = {name: _thing(name, entry, doors) for name, entry in data["things"].items()}
    biopsy = _signs(data["biopsy_signs"])
    return Requirements(
        general=_needs(data["general"], things, "records.yaml"),
        diseases={name: _disease(name, entry, things, biopsy) for name, entry in data["diseases"].items()},
        programs={name: _needs(entry, things, f"centers.yaml {name}") for name, entry in data["programs"].items()},
        things=things,
        limits=Limits(**{name: int(data["limits"][name]) for name in Limits.__dataclass_fields__}),
        course=CourseWords(**{name: _index(data["words"][name]) for name in CourseWords.__dataclass_fields__}),
        imaging=_imaging(data),
        monitors=tuple(
            Monitor(
                name,
                _index(entry["drugs"]),
                _index(entry["words"]),
                _optional(entry.get("transplants")),
                _optional(entry.get("sites")),
            )
            for name, entry in data["monitors"].items()
            if isinstance(entry, dict)
        ),
        names=PhraseIndex.of(_names(data)),
        abbreviations=dict(_abbreviations(data)),
        drug_classes={str(name): frozenset(map(str, drugs)) for name, drugs in data["drug_classes"].items()},
        iccc3={str(code): str(name) for code, name in data["groups"].items()},
        icdo3=tuple(_ranges(data["histology"])),
        doors=doors,
    )


def _index(words: list[Any]) -> PhraseIndex[bool]:
    return PhraseIndex.of((str(word), True) for word in words)


def _optional(words: list[Any] | None) -> PhraseIndex[bool] | None:
    return _index(words) if words else None


def _kinds(names: list[str] | None) -> frozenset[Kind]:
    return frozenset(Kind(name) for name in names or ())


def _thing(name: str, entry: Mapping[str, Any], doors: Mapping[Category, Door]) -> Thing:
    category = Category(entry["category"])
    known = records().kinds[category]
    enough = entry.get("enough", known.report_alone_enough)
    return Thing(
        id=name,
        category=category,
        door=Door(entry["door"]) if "door" in entry else doors[category],
        form=str(entry["form"]),
        why=str(entry["why"]),
        views=tuple(_view(view) for view in entry.get("any", ())),
        records_in=frozenset(Category(one) for one in entry.get("in", ())),
        kinds=_kinds(entry.get("kinds")),
        words=_optional(entry.get("words")),
        quoted=_kinds(entry.get("quoted")),
        quoted_enough=bool(entry.get("quoted_enough", category is Category.LABS)),
        marrow=bool(entry.get("marrow", False)),
        enough=enough if isinstance(enough, bool) else None,
        delay=_delay(known),
        signs=_signs(entry["signs"]) if "signs" in entry else None,
    )


def _delay(known: RecordKind) -> Remark | None:
    """What a page says of how long it takes, with the page and the day on which it was read."""
    told = {"source": known.delay_source, "read": records().collected}
    return Remark(f"gaps.delay_{known.category.value}", told) if known.delay_source else None


def _view(entry: Mapping[str, Any]) -> View:
    return View(frozenset(entry["modalities"]), frozenset(entry.get("regions", ())), _optional(entry.get("words")))


def _signs(entry: Mapping[str, Any]) -> Signs:
    return Signs(
        kinds=_kinds(entry.get("kinds")),
        words=_optional(entry.get("words")),
        what=frozenset(entry.get("what", ())),
        modalities=frozenset(entry.get("modalities", ())),
    )


def _needs(entries: list[Mapping[str, Any]], things: Mapping[str, Thing], file: str) -> tuple[Need, ...]:
    return tuple(_need(entry, things, file) for entry in entries)


def _need(entry: Mapping[str, Any], things: Mapping[str, Thing], file: str) -> Need:
    ((source, text),) = entry["cites"].items()
    cites = f"records.yaml {text}" if source == "records" else f"{file}: {text}"
    return Need(
        thing=things[entry["thing"]],
        cites=cites,
        phases=frozenset(Phase(name) for name in entry["phases"]) if "phases" in entry else EVERY_PHASE,
        only=str(entry.get("only", "")),
        since=str(entry.get("since", "")),
        helps=bool(entry.get("helps", False)),
    )


def _disease(name: str, entry: Mapping[str, Any], things: Mapping[str, Thing], biopsy: Signs) -> DiseaseNeeds:
    words = _optional(entry.get("biopsy_words"))
    return DiseaseNeeds(
        id=name,
        needs=_needs(entry["needs"], things, f"clinical.yaml {name}"),
        instead=frozenset(entry.get("instead", ())),
        biopsy=frozenset(entry.get("biopsy", ())),
        biopsy_signs=Signs(biopsy.kinds, words, biopsy.what) if words else biopsy,
    )


def _imaging(data: Mapping[str, Any]) -> ImagingWords:
    return ImagingWords(
        modality=PhraseIndex.of((str(word), code) for code, words in data["modalities"].items() for word in words),
        region=PhraseIndex.of((str(word), name) for name, words in data["regions"].items() for word in words),
        alike={code: frozenset(codes) for code, codes in data["same_modality"].items()},
        no_study=frozenset(data["no_study"]),
        report_in_study=frozenset(data["report_in_study"]),
        slide_formats=frozenset(data["slide_formats"]),
    )


def _names(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    refused = {str(name) for name in data["not_names"]}
    for disease in clinical().diseases.values():
        for name in _all_names(disease):
            if name not in refused and not _is_abbreviation(name):
                yield name, disease.id
    for disease_id, names in data["more_names"].items():
        yield from ((str(name), disease_id) for name in names)


def _abbreviations(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    refused = {str(name) for name in data["not_names"]}
    for disease in clinical().diseases.values():
        yield from ((name, disease.id) for name in _all_names(disease) if _short(name, refused))


def _is_abbreviation(name: str) -> bool:
    return len(name) <= _LONGEST_ABBREVIATION and name.isalnum()


def _short(name: str, refused: set[str]) -> bool:
    return _is_abbreviation(name) and name not in refused


def _all_names(disease: Disease) -> Iterator[str]:
    """Names and synonyms, what stands in brackets apart."""
    for whole in (disease.name, *disease.synonyms, *disease.synonyms_es):
        inner = _INNER.findall(whole)
        yield _INNER.sub(" ", whole).strip()
        if whole != disease.name:
            yield from (part.strip() for one in inner for part in one.split(","))


def _ranges(data: Mapping[str, list[str]]) -> Iterator[tuple[int, int, str]]:
    for disease, spans in data.items():
        for span in spans:
            first, last = str(span).split("-")
            yield int(first), int(last), disease
