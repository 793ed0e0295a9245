"""Words for illnesses of a child and of relatives (`history.yaml`, `signs.yaml`, `homonyms.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.findings.illnesses.homonyms import Homonyms, homonyms_from
from consilium.domain.findings.illnesses.organwords import OrganWords, organ_words_from
from consilium.domain.phrases import PhraseIndex, fold, words_of

_SHORT = re.compile(r"[A-Z]{2,5}(?:s|\d{1,2})?|T\dDM|DMT\d|[ac]GVHD|GvHD|N/V")


@dataclass(frozen=True, slots=True)
class Condition:
    """`of_family` where it is looked for in relatives only."""

    name: str
    code: str = ""
    predisposes: bool = False
    of_family: bool = False
    symptom: bool = False
    capitals: bool = False  # for an abbreviation: `LES` is no `les`
    as_written: bool = False  # named as its source has it
    denied: bool = False  # read where it is denied, and nowhere else


@dataclass(frozen=True)
class Words:
    conditions: PhraseIndex[Condition]
    relatives: PhraseIndex[str]
    sides: PhraseIndex[str]
    side_heads: frozenset[str]
    not_after: PhraseIndex[bool]
    not_before: PhraseIndex[bool]
    had: frozenset[str] = frozenset()
    risks: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    homonyms: Homonyms = field(default_factory=Homonyms)
    of_organs: OrganWords = field(default_factory=OrganWords)


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/history.yaml`."""
    own = [
        (str(phrase), _condition(entry, str(phrase)))
        for entry in data["conditions"]
        for phrase in (entry["name"], *entry["words"])
    ]
    family = [
        (
            str(phrase),
            Condition(str(name), of_family=True, capitals=_SHORT.fullmatch(str(phrase)) is not None),
        )
        for name, phrases in data["cancers"].items()
        for phrase in (name, *phrases)
    ]
    family += [(phrase, Condition(name, of_family=True)) for phrase, name in _by_site(data["cancer_sites"])]
    diseases = [
        (str(phrase), Condition(str(entry["name"]), of_family=True))
        for entry in data["diseases"]
        for phrase in (entry["name"], *entry.get("en", ()), *entry.get("es", ()))
        if not entry.get("generic")
    ]
    diseases += [
        (str(phrase), Condition(str(entry["name"]), of_family=True, capitals=True))
        for entry in data["diseases"]
        for phrase in entry.get("short", ())
    ]
    more = [
        (
            str(phrase),
            Condition(str(name), symptom=kind == "symptoms", capitals=_SHORT.fullmatch(str(phrase)) is not None),
        )
        for kind in ("illnesses", "symptoms")
        for name, phrases in data[kind].items()
        for phrase in (name, *phrases)
    ]
    signs = [(phrase, Condition(phrase, symptom=True, as_written=True)) for phrase in _signs(data)]
    signs += _as_written(data)
    return Words(
        PhraseIndex.of(_first([*own, *family, *more, *diseases, *signs])),
        _named(data["relatives"]),
        _named(data["family_sides"]),
        frozenset(fold(str(one)) for one in data["side_heads"]),
        PhraseIndex.of((str(one), True) for one in data["not_after"]),
        PhraseIndex.of((str(one), True) for one in data["not_before"]),
        frozenset(fold(str(one)) for one in data["had"]),
        PhraseIndex.of((str(one), True) for one in data["risks"]),
        homonyms_from(data),
        organ_words_from(data["of_organs"]),
    )


def _as_written(data: Mapping[str, Any]) -> Iterator[tuple[str, Condition]]:
    """Illnesses and complaints that are named in their source's own words (`ailments.yaml`)."""
    for kind in ("complaints", "ailments"):
        for phrase in (str(one) for phrases in data[kind].values() for one in phrases):
            short = _SHORT.fullmatch(phrase) is not None
            yield phrase, Condition(phrase, symptom=kind == "complaints", capitals=short, as_written=True)


# `pain in her left knee`.
_SIDED = tuple(f"{own}{side} " for own in ("", "the ", "his ", "her ") for side in ("left", "right"))


def _signs(data: Mapping[str, Any]) -> Iterator[str]:
    """Signs and complaints, and each part of the body that may hurt."""
    for phrases in data["signs"].values():
        yield from map(str, phrases)
    for part in map(str, data["aching_parts"]["en"]):
        yield from (f"{part} pain", f"{part} pains", f"{part} ache", f"sore {part}", f"painful {part}")
        yield from (f"{part} hurts", f"{part} hurting")
        yield from (f"pain in {own}{part}" for own in ("", "the ", "his ", "her ", "both ", *_SIDED))
    for part in map(str, data["aching_parts"]["es"]):
        yield from (
            f"{ache} {of}{part}" for ache in ("dolor", "dolores") for of in ("", "de ", "en ", "en el ", "en la ")
        )
        yield from (f"{ache} {own} {part}" for ache in ("duele", "duelen") for own in ("el", "la", "los", "las"))
        yield from (f"dolor {of}{part}" for of in ("del ", "de la ", "en las ", "en los ", "en ambas ", "en ambos "))


def _by_site(sites: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What a cancer of a part of the body is called: `ca mama`, `ca. de páncreas`, `bowel ca`."""
    for name, parts in sites.items():
        for part in map(str, parts):
            for sort in ("cancer", "ca", "carcinoma", "tumor", "tumour", "cancers", "tumors", "tumours"):
                yield f"{part} {sort}", name
                yield f"{sort} of the {part}", name
                yield f"{sort} of {part}", name
            for sort in ("cancer", "ca", "carcinoma", "tumor", "neo", "neoplasia", "tumores"):
                yield from ((f"{sort} {link}{part}", name) for link in ("", "de ", "del ", "de la "))


def _condition(entry: Mapping[str, Any], phrase: str) -> Condition:
    short = _SHORT.fullmatch(phrase) is not None
    return Condition(entry["name"], str(entry.get("code", "")), bool(entry.get("predisposes")), capitals=short)


def _first(entries: Sequence[tuple[str, Condition]]) -> Iterator[tuple[str, Condition]]:
    """A phrase that two lists have means what the first says."""
    seen: set[str] = set()
    for phrase, one in entries:
        plain = " ".join(word.text for word in words_of(phrase))
        if plain not in seen:
            seen.add(plain)
            yield phrase, one


def _named(groups: Mapping[str, Sequence[str]]) -> PhraseIndex[str]:
    return PhraseIndex.of((str(one), str(name)) for name, phrases in groups.items() for one in (name, *phrases))
