"""Which eye a group of retinoblastoma is of: `OD: group D`, `Grupo B ojo izquierdo`, `Group C, left eye`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import MOST_LETTERS, Span, spans_in
from consilium.domain.phrases import PhraseIndex, words_of

_SHORT_SIDES = re.compile(
    r"(?<![\w])(?:(?:OD|OS|OI)(?![\w])|(?:RE|LE|R|L)(?=[ :,]{1,2}(?:eye )?(?:[Gg]roup|[Gg]rupo|[Gg]p)\b))"
)
_OF_EYE = re.compile(r"\b(?:OD|OS|OI|(?:right|left) eye|ojo (?:derecho|izquierdo))\b", re.IGNORECASE)
_BEHIND = re.compile(r"\s?\(?(?:(?:in|of|for|en|de|del|the|el)\s){0,2}(?:ojo\s|eye\s)?", re.IGNORECASE)
_APART = re.compile(r"[,;/]")
_REACH, _HEAD_WORDS, _HEAD_LETTERS = 30, 4, 40


def of_an_eye(text: str) -> bool:
    """Whether a text names an eye."""
    return _OF_EYE.search(text) is not None


def eye_of(clause: Clause, low: int, end: int, words: PhraseIndex[str]) -> Span[str] | None:
    """The side of a group whose words begin at `low` and end at `end`: said right before it, or right behind it."""
    sides = [*spans_in(clause, words), *_short_sides(clause)]
    before = max((one for one in sides if 0 <= low - one.end <= _REACH), key=lambda one: one.end, default=None)
    after = min((one for one in sides if 0 <= one.start - end <= _REACH), key=lambda one: one.start, default=None)
    if before is not None and _APART.search(clause.text, before.end, low) is None:
        return before
    if after is not None:
        between = clause.text[end : after.start]
        if _BEHIND.fullmatch(between) or (before is None and _BEHIND.fullmatch(between.lstrip(", "))):
            return after
    return before


def headed_eye(clause: Clause, words: PhraseIndex[str]) -> str:
    """The eye that a short heading names ("Left eye:")."""
    heading = words_of(clause.heading[:_HEAD_LETTERS])
    sides = {hit.value for hit in words.find(heading)}
    return sides.pop() if len(heading) <= _HEAD_WORDS and len(sides) == 1 else ""


def _short_sides(clause: Clause) -> Iterator[Span[str]]:
    """`OD`, `OS` and `OI`, or `R` before a group: eyes where a group of the eye is."""
    for found in _SHORT_SIDES.finditer(clause.text[:MOST_LETTERS]):
        yield Span("right" if found[0] in ("OD", "R", "RE") else "left", found.start(), found.end())
