"""Thresholds of hearing without a frequency of their own: those of bone conduction, which are none of the air's, and
one for all frequencies: `bone conduction 10 dB`, `Right: 10-15 dB HL at all frequencies`, `vía ósea 45 dB`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause

BONE = re.compile(r"\b(?:bone[ -]conduction|BC|v[ií]a [oó]sea|conducci[oó]n [oó]sea)\b", re.IGNORECASE)
_AIR = re.compile(r"\b(?:air|a[eé]rea|AC)\b", re.IGNORECASE)
_RIGHT, _LEFT = re.compile(r"\b(?:right|derech[oa]|OD|R)\b"), re.compile(r"\b(?:left|izquierd[oa]|OI|L)\b")
_DB = r"(?P<db>\d{1,3}(?:\s?(?:-|–|to|a)\s?\d{1,3})?)\s?dB(?:\s?n?HL)?"
_OF_BONE = re.compile(
    rf"\b(?:bone[ -]conduction|v[ií]a [oó]sea|conducci[oó]n [oó]sea)(?:\sthresholds?|\sumbral(?:es)?)?"
    rf"(?P<near>[\s:,=]{{1,3}}(?:[^\W\d_]{{1,10}}[\s:]{{1,2}}){{0,4}}){_DB}(?!\s(?:at|en|a)\s\d)",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(
    rf"(?<![\w.,-]){_DB},?\s(?:at|in|across|en|for|throughout)\s(?:the\s|las\s)?(?:all|every|todas|speech"
    r"|tested|all the|whole)\s(?:(?:las|the|tested)\s)?(?:frequenc(?:ies|y)|frecuencias|range|rango|freqs?)",
    re.IGNORECASE,
)
_BACK = 40


def is_of_bone(text: str, start: int) -> bool:
    """Whether a threshold at `start` stands behind words for bone conduction, in the same part of a sentence."""
    part = re.split(r"[;.](?=\s)", text[max(0, start - _BACK) : start])[-1]
    return BONE.search(part) is not None and _AIR.search(part) is None


def bone_and_flat(clause: Clause) -> Iterator[Finding]:
    """The thresholds of a clause that are of bone, or of all frequencies together, each with its ear."""
    side = ""
    for found in _OF_BONE.finditer(clause.text):
        side = _ear(found["near"]) or _ear(clause.text[: found.start()])
        yield _finding(clause, found, "bone conduction threshold", side, "")
    for found in _EVERYWHERE.finditer(clause.text):
        side = _ear(clause.text[max(0, found.start() - _BACK) : found.start()])
        if not is_of_bone(clause.text, found.start()):
            yield _finding(clause, found, "hearing threshold", side, "all")


def _ear(text: str) -> str:
    """The ear that is named last in a text."""
    right = max((one.start() for one in _RIGHT.finditer(text.replace("Right", "right"))), default=-1)
    left = max((one.start() for one in _LEFT.finditer(text.replace("Left", "left"))), default=-1)
    return "" if right == left else "right" if right > left else "left"


def _finding(clause: Clause, found: re.Match[str], name: str, side: str, frequencies: str) -> Finding:
    number = found["db"] if found["db"].isdigit() else ""
    return Finding(
        kind=Kind.FUNCTION,
        name=name,
        value=found["db"],
        number=float(number) if number else None,
        unit="dB",
        laterality=side,
        detail={"frequencies": frequencies} if frequencies else {},
        citations=(clause.cite(*found.span()),),
        confidence=clause.confidence,
    )
