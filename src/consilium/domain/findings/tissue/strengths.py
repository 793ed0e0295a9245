"""How strongly a marker stains: a word of strength is of one marker, never of the one beside it as well.

A bracket is of the marker before it (`CD10+ (bright) CD19+`), and so is a word right behind a marker or its sign
(`CD22+ dim CD34+`). A list that begins with such a word has each before its marker (`dim CD45+, bright CD19+`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span
from consilium.domain.findings.tissue.stainleads import strength_before
from consilium.domain.phrases import Word

# What ends the words of one marker, before the next one's.
_PARTS = re.compile(r"[,;|)\]]")
# Between a marker and a word of its strength: its sign, a bracket, the word for what is there.
_OWN = re.compile(r"[\s(\[+⁺:=–-]*(?:(?:positiv|negativ)\w*)?[\s(\[:–-]*")
_NEXT = re.compile(r"[,;)\]]|\s(?:and|y|e|with|con)\s")
_BEFORE = 2  # words


def strength_of(
    clause: Clause,
    strengths: Sequence[Span[str]],
    markers: Sequence[Span[str]],
    marker: Span[str],
    result: Span[Any],
    end: int,
) -> str:
    """The first word of strength or extent after the marker, up to `end`, else within or right before the result."""
    text = clause.text
    near = [one for one in strengths if marker.end <= one.start < end and not _leads(text, one, markers, marker)]
    before = _nth_last_start(clause.words, result.start, _BEFORE)
    ahead = [one for one in strengths if before <= one.start < result.end and not _parted(text, one, result)]
    near += [one for one in ahead if not _of_earlier(text, one, markers, marker)]
    led = strength_before(text, marker)
    return near[0].value if near else next((one.value for one in strengths if led and one.start == led[1]), "")


def _parted(text: str, strength: Span[str], result: Span[Any]) -> bool:
    return _PARTS.search(text, strength.end, max(strength.end, result.start)) is not None


def _leads(text: str, strength: Span[str], markers: Sequence[Span[str]], marker: Span[str]) -> bool:
    """Whether a word behind a marker is of the next one, right before which it stands: `dim CD45+, bright CD19+`."""
    following = min((one.start for one in markers if one.start >= marker.end), default=-1)
    if following < strength.end or text[strength.end : following].strip():
        return False
    return _led_list(text, markers) or _NEXT.search(text, marker.end, strength.start + 1) is not None


def _led_list(text: str, markers: Sequence[Span[str]]) -> bool:
    """Whether the first marker of a list has its strength before it."""
    return strength_before(text, min(markers, key=lambda one: one.start)) is not None


def _of_earlier(text: str, strength: Span[str], markers: Sequence[Span[str]], marker: Span[str]) -> bool:
    """Whether a word before a marker stands right behind another one, whose it is: `CD45 dim CD19+`."""
    earlier = [one for one in markers if one.end <= strength.start and one.end <= marker.start]
    if strength.start >= marker.end or not earlier or _led_list(text, markers):
        return False
    last = max(earlier, key=lambda one: one.end)
    return _OWN.fullmatch(text, last.end, strength.start) is not None


def _nth_last_start(words: Sequence[Word], before: int, count: int) -> int:
    earlier = [word.start for word in words if word.end <= before][-count:]
    return earlier[0] if earlier else before
