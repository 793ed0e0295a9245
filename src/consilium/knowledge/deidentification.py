"""What makes an image nameless, from `deidentification.yaml` and `deidentification_words.yaml`, loaded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from consilium.domain.deidentification import PixelRules, Profile, Row, TiffRules, Vocabulary
from consilium.domain.deidentification.words import folded, name_words
from consilium.domain.records import Citation
from consilium.knowledge.documents import document

ACTIONS = frozenset(["X", "Z", "D", "U", "X/Z", "X/D", "Z/D", "X/Z/D", "X/Z/U*"])
OPTIONS = frozenset(
    ["dates", "words", "content", "graphics", "patient", "patient-cleaned", "device", "device-cleaned", "institution",
     "uids"]
)  # fmt: skip


@dataclass(frozen=True)
class Deidentification:
    """Both files. `method` is what (0012,0063) says, `codes` of (0012,0064) by value; `schemes` whose codes stay;
    `dropped_content` the concepts (DCM) of a report's items that go; `numbers` the texts that may be a number."""

    profile: Profile
    pixels: PixelRules
    tiff: TiffRules
    vocabulary: Vocabulary
    method: str
    codes: Mapping[str, str]
    schemes: frozenset[str]
    dropped_content: frozenset[str]
    numbers: frozenset[str]
    sources: tuple[Citation, ...]

    def knowing(self, names: Iterable[str]) -> Vocabulary:
        """The listed words without those of people's names."""
        return Vocabulary(self.vocabulary.words, self.vocabulary.codes, name_words(names))


@cache
def deidentification() -> Deidentification:
    """The tables. Raises ValueError or KeyError where a file is not of its shape."""
    data = document("deidentification.yaml")
    if data["schema"] != "consilium.deidentification/1":
        raise ValueError("deidentification.yaml has another schema")
    return Deidentification(
        profile=_profile(data),
        pixels=_pixels(data["pixels"]),
        tiff=_tiff(data["tiff"]),
        vocabulary=_vocabulary(),
        method=str(data["method"]["edition"]),
        codes={str(code): str(meaning) for code, meaning in data["method"]["codes"].items()},
        schemes=_texts(data["schemes"]),
        dropped_content=_texts(data["content_dropped"]),
        numbers=_texts(data["numbers"]),
        sources=tuple(Citation(str(one["note"]), place=str(one["url"])) for one in data["sources"]),
    )


def _profile(data: Mapping[str, Any]) -> Profile:
    return Profile(
        table={int(tag, 16): _row(tag, entry) for tag, entry in data["table"].items()},
        options=_texts(data["options"]),
        groups=frozenset(int(group, 16) for group in data["keep"]["groups"]),
        attributes=_texts(data["keep"]["attributes"]),
        dropped=_texts(data["drop"]),
        texts=_texts(data["texts"]),
        patient=_texts(data["patient"]),
        binaries={str(keyword): str(how) for keyword, how in data["binaries"].items()},
    )


def _row(tag: str, entry: list[str]) -> Row:
    action, options = str(entry[0]), _texts(entry[1:])
    if action not in ACTIONS or not options <= OPTIONS:
        raise ValueError(f"deidentification.yaml {tag}: {entry}")
    return Row(action, options)


def _pixels(data: Mapping[str, Any]) -> PixelRules:
    return PixelRules(
        plain=_texts(data["plain"]),
        computed=_texts(data["computed"]),
        always=_texts(data["always"]),
        suspicious=_texts(data["suspicious"]),
        labels=_texts(data["labels"]),
        refused={str(kind): str(why) for kind, why in data["refused"].items()},
        marks=_texts(data["marks"]),
    )


def _tiff(data: Mapping[str, Any]) -> TiffRules:
    return TiffRules(
        formats=_texts(data["formats"]),
        tags=frozenset(int(tag) for tag in data["tags"]),
        aperio=_texts(data["aperio"]),
        makers=_texts(data["makers"]),
    )


def _vocabulary() -> Vocabulary:
    data = document("deidentification_words.yaml")
    if data["schema"] != "consilium.deidentification-words/1":
        raise ValueError("deidentification_words.yaml has another schema")
    words = (folded(str(word)) for language in ("english", "spanish") for word in data[language])
    return Vocabulary(frozenset(words), frozenset(folded(str(word)) for word in data["codes"]))


def _texts(values: Iterable[object]) -> frozenset[str]:
    return frozenset(str(value) for value in values)
