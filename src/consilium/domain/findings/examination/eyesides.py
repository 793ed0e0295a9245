"""Which eye each of several values is of: `OD 12, OI 14`, `14 mmHg OD and 15 OS`, `16 right, 17 left`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SIDES = re.compile(
    r"\b(?:(?P<right>(?i:right(?: eye)?|der(?:echo|echa|\.)?|ojo derecho)|RE|OD|R)"
    r"|(?P<left>(?i:left(?: eye)?|izq(?:uierdo|uierda|\.)?|ojo izquierdo)|LE|OS|OI|L)"
    r"|(?P<bilateral>(?i:both eyes|bilateral(?:ly|es)?|ambos ojos|each eye|in both|cada ojo|both)|BE|OU|AO))(?![\w/])"
)


def sides_of(text: str, values: Sequence[tuple[int, int]], first: int = 0, last: int | None = None) -> list[str]:
    """The side of each value, "" where none is named. Where a side is named before the first value, each has the last
    one named before it; else the one named right behind it."""
    last = len(text) if last is None else last
    named = [(one.start(), one.end(), one.lastgroup or "") for one in _SIDES.finditer(text, first, last)]
    if not values:
        return []
    leads = any(end <= values[0][0] for _, end, _ in named)
    follows = any(
        values[at][1] <= start
        and (at + 1 == len(values) or start < values[at + 1][0])
        and _near(text[values[at][1] : start])
        for at in range(len(values))
        for start, _, _ in named
    )
    made = []
    for at, (start, end) in enumerate(values):
        until = values[at + 1][0] if at + 1 < len(values) else last
        behind = [side for begin, _, side in named if end <= begin < until and _near(text[end:begin])]
        before = [side for _, done, side in named if done <= start]
        own = [side for begin, done, side in named if done <= start and (at == 0 or begin >= values[at - 1][1])]
        if leads and own and not (follows and at and not _near(text[_ended(named, start) : start])):
            made.append(own[-1])
        elif behind:
            made.append(behind[0])
        else:
            made.append(before[-1] if before else "")
    return made


def _ended(named: Sequence[tuple[int, int, str]], start: int) -> int:
    return max((end for _, end, _ in named if end <= start), default=0)


def _near(gap: str) -> bool:
    """Whether no other part of the sentence stands between a value and its side."""
    return not any(mark in gap for mark in ",;.") and len(gap) <= 40
