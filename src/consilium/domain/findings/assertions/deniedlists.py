"""Lists of what is denied: `no fever, rash or vomiting`, `sin tos ni disnea`. Each thing apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.assertions.assertionscopes import counted_anew

_PARTS = re.compile(
    r"\s?[,/]\s(?:no|ni|or|nor|and|y|o|e|u|sin|without|nil)\s|\s?,\s?|\s?/\s?"
    r"|\s(?:or|and|nor|o|y|ni|u|e|no|sin|without)\s(?:no\s|sin\s)?"
)
_MOST_LIST = 160


def _ends(parted: re.Match[str] | None, past: int) -> int:
    return parted.start() if parted is not None else past


@dataclass(frozen=True, slots=True)
class Denied:
    """A thing of a list from `start` to `end`; the list reaches to `past`, where the words `stop` end it."""

    start: int
    end: int
    past: int
    stop: str


def listed(folded: str, opens: re.Pattern[str], ends: re.Pattern[str]) -> Iterator[Denied]:
    """The things behind each word that denies (`opens`), up to what ends a list (`ends`), from left to right."""
    past = 0
    for opened in opens.finditer(folded):
        at = max(past, opened.end())
        stop = ends.search(folded, at, at + _MOST_LIST)
        past = stop.start() if stop is not None else min(len(folded), at + _MOST_LIST)
        while at < past:
            parted = _PARTS.search(folded, at, past)
            if at > opened.end() and counted_anew(folded[opened.end() - 1 : at], folded[_ends(parted, past) :]):
                break
            yield Denied(at, parted.start() if parted is not None else past, past, stop[0] if stop is not None else "")
            at = parted.end() if parted is not None else past
