"""Forms of a sentence that are looked for only where their words are in it, so that most clauses cost nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from consilium.domain.phrases import words_of

_LETTERS = 5


@lru_cache(maxsize=4096)
def stems_of(text: str) -> frozenset[str]:
    """The first five letters of each word of a text."""
    return frozenset(word[:_LETTERS] for word in words_of(text).vocabulary)


class Form:
    """A form of a sentence: its pattern, and the stems of words of which a sentence that has it holds one."""

    __slots__ = ("_pattern", "_stems")

    def __init__(self, pattern: re.Pattern[str], stems: str) -> None:
        self._pattern, self._stems = pattern, frozenset(stem[:_LETTERS] for stem in stems.split())

    def behind(self, after: str, stems: frozenset[str]) -> re.Match[str] | None:
        """Where it stands right behind a thing; `stems` are those of the whole clause."""
        return None if stems.isdisjoint(self._stems) else self._pattern.match(after)

    def before(self, before: str, stems: frozenset[str]) -> re.Match[str] | None:
        """Where it stands right before a thing."""
        return None if stems.isdisjoint(self._stems) else self._pattern.search(before)
