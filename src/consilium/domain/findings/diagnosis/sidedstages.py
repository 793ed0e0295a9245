"""Stages told of each side of a pair: `local stage: right I, left II`, `estadio local: derecho III, izquierdo I`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIDE = (
    r"(?:(?:the\s|el\s|ri[nñ][oó]n\s|kidney\s)?(?:right|left|derech[oa]|izquierd[oa])(?:[\s-]sided?)?"
    r"(?:\s(?:kidney|tumou?r|ri[nñ][oó]n|side|lado|eye|ojo))?|[RL](?=\s?[:=]))"
)
_VALUE = r"(?:stage\s|estadio\s)?(?P<{}>IV|I{{1,3}}|V|[1-4])(?![\w/]|[-.](?=\w))"
_PAIR = re.compile(
    rf"(?P<one>{_SIDE})[\s:=,-]{{1,3}}(?:is\s|was\s|es\s)?{_VALUE.format('first')}\s?(?:[,;/]|\sand|\sy|\s)\s?(?:and\s|y\s)?"
    rf"(?P<two>{_SIDE})[\s:=,-]{{1,3}}(?:is\s|was\s|es\s)?{_VALUE.format('second')}",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"\b(?:stag(?:e|es|ing)|estad(?:io|ios|iaje|ificaci[oó]n)|etapa)\b", re.IGNORECASE)
_REACH = 60


def sided_in(text: str) -> Iterator[tuple[str, str, int, int, int]]:
    """Value, side, where its words begin and where the value stands, of a pair of stages."""
    for pair in _PAIR.finditer(text):
        said = _SPOKEN.search(text, max(0, pair.start() - _REACH), pair.end())
        if said is None:
            continue
        for side, value in (("one", "first"), ("two", "second")):
            left = pair[side].lower()
            named = "left" if "left" in left or "izq" in left or left.startswith("l") else "right"
            yield pair[value], named, pair.start(side), pair.start(value), pair.end(value)
