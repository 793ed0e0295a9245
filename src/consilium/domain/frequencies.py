"""How often a medicine is taken, in the page's language: phrases of a table in which only figures stand open.

`cada 24 h` is `every 24 h`. A frequency of which one word is not in the table stays as its source has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from consilium.domain.phrases import fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_FIGURE, _MOST_WORDS, _MOST_CHARS = "{n}", 7, 120


@dataclass(frozen=True)
class Frequencies:
    """By the folded words of a phrase, figures as `{n}`, how the page says it."""

    said: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, ...], str]:
        return {tuple(_words(phrase.replace(_FIGURE, "0"))): shown for phrase, shown in self.said.items()}

    def shown(self, written: str) -> str:
        """The frequency in the page's words where the table has all of it."""
        tokens = _TOKEN.findall(written)
        words, told, at = _words(written), list[str](), 0
        if not self.said or len(written) > _MOST_CHARS:
            return written
        while at < len(words):
            size = next(
                (size for size in range(_MOST_WORDS, 0, -1) if tuple(words[at : at + size]) in self._by_words), 0
            )
            if not size:
                return written
            phrase = self._by_words[tuple(words[at : at + size])]
            for figure in (one for one in tokens[at : at + size] if one[0].isdigit()):
                phrase = phrase.replace(_FIGURE, figure, 1)
            told.append(phrase)
            at += size
        return " ".join(told) if told else written


def _words(text: str) -> list[str]:
    return [_FIGURE if one[0].isdigit() else fold(one) for one in _TOKEN.findall(text)]
