"""The side that one letter tells right behind a part of the body of which there are two: `kidney (L)`, `Lung R: nodule
8 mm`, `riñón (I)`, `fémur distal (D)`.

Bare letters count in English alone and in capitals: a Spanish `D` or `I` without its bracket is a group or a stage more
often than a side, and `L3` is a vertebra.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

# The site's name in findings, and the words for it in both languages.
_ENGLISH = {
    "kidney": "kidney", "eye": "eye", "lung": "lung", "adrenal": "adrenal(?: gland)?", "femur": "femur|femoral",
    "tibia": "tibia", "fibula": "fibula", "humerus": "humerus", "radius": "radius", "ulna": "ulna",
    "testis": "testis|testicle", "ovary": "ovary", "breast": "breast", "leg": "leg", "arm": "arm", "thigh": "thigh",
    "hip": "hip", "knee": "knee", "shoulder": "shoulder", "foot": "foot", "ankle": "ankle", "elbow": "elbow",
    "orbit": "orbit", "ear": "ear", "scapula": "scapula", "clavicle": "clavicle", "iliac": "iliac crest|ilium",
}  # fmt: skip
_SPANISH = {
    "kidney": "ri[nñ][oó]n", "eye": "ojo", "lung": "pulm[oó]n", "adrenal": "(?:gl[aá]ndula )?suprarrenal",
    "femur": "f[eé]mur", "fibula": "peron[eé]", "humerus": "h[uú]mero", "ulna": "c[uú]bito",
    "testis": "test[ií]culo", "ovary": "ovario", "breast": "mama", "leg": "pierna", "arm": "brazo", "thigh": "muslo",
    "hip": "cadera", "knee": "rodilla", "shoulder": "hombro", "foot": "pie", "ankle": "tobillo", "elbow": "codo",
    "orbit": "[oó]rbita", "ear": "o[ií]do", "scapula": "esc[aá]pula", "clavicle": "clav[ií]cula", "tibia": "tibia",
    "iliac": "cresta il[ií]aca|il[ií]aco",
}  # fmt: skip
_GROWTH = (
    r"(?:\s(?:mass|tumou?r|lesion|nodule|cyst|metastas[ie]s|masa|tumor|lesi[oó]n|n[oó]dulo|quiste|distal|proximal))"
)
_LEFT = ("L", "Lt", "LT", "I", "Izq", "IZQ")


def _parts(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{form})" for name, form in words.items())


_IN_ENGLISH = re.compile(
    rf"\b(?i:{_parts(_ENGLISH)}){_GROWTH}{{0,2}}"
    r"(?:\s?\((?P<bracket>L|R|Lt|Rt|LT|RT)\)"
    r"|\s(?P<bare>L|R)(?=\s?(?:[:,;]|\.(?:\s|$)|$)|\s(?:mass|tumou?r|lesion|nodule|cyst|sarcoma|osteosarcoma|\d{1,3}(?:[.,]\d)?\s?[cm]m)))"
)
_IN_SPANISH = re.compile(rf"\b(?i:{_parts(_SPANISH)}){_GROWTH}{{0,2}}\s?\((?P<bracket>D|I|Der|DER|Izq|IZQ)\.?\)")
_SIDED = frozenset({
    Kind.DIAGNOSIS, Kind.SURGERY, Kind.IMAGING, Kind.MEASUREMENT, Kind.RADIATION, Kind.SPECIMEN, Kind.CONDITION,
})  # fmt: skip
_SILENT = frozenset({Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS})


@dataclass(frozen=True, slots=True)
class _Told:
    part: str
    side: str
    start: int


def sided_by_letter(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, each of a part whose side a letter tells in its sentence with that side."""
    lettered = [(clause, sides) for clause in paper.clauses if (sides := _sides_of(clause))]
    for one in told:
        yield _sided(one, lettered) if lettered and one.kind in _SIDED and one.site and not one.laterality else one


def _sides_of(clause: Clause) -> tuple[_Told, ...]:
    if clause.section in _SILENT or clause.text.isupper():
        return ()
    found = [*_IN_ENGLISH.finditer(clause.text), *_IN_SPANISH.finditer(clause.text)]
    return tuple(sorted(map(_told, found), key=lambda one: one.start))


def _told(found: re.Match[str]) -> _Told:
    said = found.groupdict()
    letter = said["bracket"] or said.get("bare") or ""
    part = next(name for name, words in said.items() if words and name not in ("bracket", "bare"))
    return _Told(part, "left" if letter in _LEFT else "right", found.start())


def _sided(one: Finding, lettered: Sequence[tuple[Clause, tuple[_Told, ...]]]) -> Finding:
    for clause, sides in lettered:
        at = clause.text.find(one.quote) if one.quote else -1
        if at < 0 or one.citations[0].page not in (None, clause.page.number):
            continue
        own = [side for side in sides if side.part in one.site.lower()]
        if len({side.side for side in own}) > 1:  # both sides in one sentence: the part named within the quote
            own = [side for side in own if at <= side.start < at + len(one.quote)]
        if len({side.side for side in own}) == 1:
            side = own[0].side
            lesion = str(one.detail.get("lesion") or "")
            detail = {**one.detail, "lesion": f"{side} {lesion}"} if lesion.startswith(one.site) else one.detail
            return replace(one, laterality=side, detail=detail)
    return one
