"""The site and side of a treatment, from a topic's own list of sites: the nearest before or after its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.text.terms import Found, Term, index_of, terms_in
from consilium.domain.phrases import PhraseIndex, words_of

_REACH = 120
_SHORT = 2
_LEAVES = re.compile(r"\b(?:was|were|is|are|be|been|being|we|I|and)\s$")
_OF_BODY = re.compile(
    r"[\s-](?!in\b|on\b|at\b|to\b|as\b|behind\b|open\b|alone\b|over\b|intact\b|untouched\b|for\b|with\b|along\b"
    r"|near\b|free\b|draining\b|a\b|the\b)[a-z]"
)
_LEFT_THERE = re.compile(r"\s(?:on (?:the|its|his|her)|behind|in situ|in place|attached to|adherent to)\b")
_OF_SIDE = re.compile(r"\b(?:the|on|to|of|in|than|his|her|and|or|vs|right)\s$", re.IGNORECASE)
_AFTER_LETTER = re.compile(r"\s[a-z]|[),;/:.]?\s*$|[),;/]")

# The treatment and no side: `proton RT 54 Gy`, `post-op RT`, `completed RT`.
_OF_RAYS = re.compile(
    r"(?<=proton )RT\b|(?<=focal )RT\b|(?<=spinal )RT\b|(?<=op )RT\b|(?<=adjuvant )RT\b|(?<=completed )RT\b"
    r"|(?<=received )RT\b"
    r"|(?<=with )RT\b|(?<=after )RT\b|(?<=before )RT\b|(?<=during )RT\b|(?<=chemo/)RT\b|(?<=\+ )RT\b"
    r"|\bRT(?=\s(?:\d|to\s|de\s|completed|finished|total|boost))"
)
_MARROW_BEHIND = re.compile(
    r"\s(?:crests?\s|bones?\s)?(?:(?:bone\s)?marrow|BMA?B?\b|aspirat|trephine|derech\w+ aspirad)", re.IGNORECASE
)
_MARROW = re.compile(r"marrow|m[eé]dula|\bBMA?B?\b", re.IGNORECASE)
_TAKEN_OF = re.compile(r"\s(?:aspirat|biops|trephine)", re.IGNORECASE)
_MARROW_BEFORE = re.compile(
    r"\b(?:marrow|m[eé]dula(?: [oó]sea)?|BMAB?|BMB|trephines?)(?:\s[\w-]+){0,3}?\s(?:from|of|del?|en|in|at|by)"
    r"\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sitings:
    """Sites and sides by their names."""

    sites: PhraseIndex[tuple[Term, ...]]
    sides: PhraseIndex[str]


def sitings_from(sites: Sequence[Mapping[str, Any]], sides: Mapping[str, Sequence[str]]) -> Sitings:
    """From `sites` (entries of names) and `sides` (names by side)."""
    return Sitings(
        index_of(sites), PhraseIndex.of((str(name), side) for side, names in sides.items() for name in names)
    )


def side_in(text: str, sitings: Sitings, at: int) -> str:
    """The side named nearest to a place of a text; "bilateral" where both sides are named beside it."""
    text = _OF_RAYS.sub("xx", text)
    words = words_of(text)
    found = [
        (words[hit.first].start, hit.value)
        for hit in sitings.sides.find(words)
        if _is_side(text, words[hit.first].start, words[hit.after - 1].end)
    ]
    near = [(abs(start - at), side) for start, side in found if abs(start - at) <= _REACH // 3]
    return min(near)[1] if near else ""


def is_left_behind(text: str, start: int, end: int) -> bool:
    """Whether `left` tells what was left there, and no side: `a drain was left in the bed`, `a plaque left on it`."""
    if text[start:end] != "left":
        return False
    before = text[max(0, start - _REACH // 4) : start]
    if _LEAVES.search(before):
        return _OF_BODY.match(text, end) is None
    return _LEFT_THERE.match(text, end) is not None and _OF_SIDE.search(before) is None


def _is_side(text: str, start: int, end: int) -> bool:
    """Of sides in one or two letters those that capitals show: `R frontal`, `Lt femur`; no `Dr. L Osei`, `2 L`.

    What was left there is on no side: `a drain was left in the bed`.
    """
    if is_left_behind(text, start, end):
        return False
    if end - start > _SHORT:
        return True
    if not text[start].isupper() or text[max(0, start - 2) : start].strip().isdigit():
        return False
    return end - start > 1 or _AFTER_LETTER.match(text, end) is not None or text[start : end + 24].isupper()


def siting_of(text: str, sitings: Sitings, start: int, end: int, behind: str = "") -> tuple[str, str]:
    """The site and side of what stands at `start` to `end`: up to three sites that follow one another, joined. `behind`
    is what goes on after the text: the next procedure, whose bone may stand before it."""
    text = _OF_RAYS.sub("xx", text)
    found = [one for one in terms_in(text, sitings.sites) if _gap(one, start, end) <= _REACH]
    if _MARROW.search(text, start, end) is None:
        found = [one for one in found if not _is_of_marrow(text + behind, one)] or found
    if not found:
        return "", side_in(text, sitings, start)
    nearest = min(found, key=lambda one: _gap(one, start, end))
    listed = [
        one
        for one in found
        if abs(one.start - nearest.start) <= _REACH and (one.start < start) == (nearest.start < start)
    ]
    names = list(dict.fromkeys(one.term.name for one in listed))[:4]
    return ", ".join(names), side_in(text, sitings, listed[0].start)


def _is_of_marrow(text: str, one: Found) -> bool:
    """Whether a bone is only where marrow was taken from: `mass, bilateral iliac bone marrow aspirates`."""
    if one.term.name == "bone marrow":  # of its own procedure in a list of several
        return "," in text[: one.start] and _TAKEN_OF.match(text, one.end) is not None
    return (
        _MARROW_BEHIND.match(text, one.end) is not None
        or _MARROW_BEFORE.search(text[max(0, one.start - _REACH // 2) : one.start]) is not None
    )


def _gap(one: Found, start: int, end: int) -> int:
    return max(0, start - one.end, one.start - end)
