"""The words around a thing that a clause speaks of, within its cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Word

# What parts one statement from the next within a clause.
PARTS = re.compile(r"[.;!?|•\t\n]|[-=]>|→| [-–—] |\s\d{1,2}[.)]\s")
_BEFORE_WORDS, _AFTER_WORDS = 40, 14
# The full stop of a short word ends no part of a sentence: `padre HTA en tto. con losartán`.
_SHORTENED = re.compile(r"\b(?:ttos?|trat|trt|antec|dx|tx)\.(?=\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Near:
    """The words around a thing, within its cell; `first` and `after` are the thing's own words among them."""

    text: str
    words: Sequence[Word]
    first: int
    after: int
    start: int
    end: int

    @classmethod
    def of(cls, clause: Clause, start: int, end: int) -> Near:
        low, high = _cell_around(clause, start)
        words = clause.words
        first, after = (
            bisect_left(words, start + 1, key=lambda word: word.end),
            bisect_left(words, end, key=lambda word: word.start),
        )
        low = max(low, words[max(0, first - _BEFORE_WORDS)].start) if first else low
        begin = bisect_left(words, low, key=lambda word: word.start)
        stop = min(bisect_left(words, high, key=lambda word: word.start), after + _AFTER_WORDS)
        return cls(clause.text, words[begin:stop], first - begin, max(after, first) - begin, start, end)

    @property
    def measured(self) -> bool:
        """Whether the thing has a size of its own after a comma, which no negated list has ("no nodes, liver 3 cm")."""
        numbers = any(word.text[0].isdigit() for word in self.words[self.first + 1 : self.after])
        return numbers and self.text[max(0, self.start - 400) : self.start].rstrip().endswith(",")

    def between(self, one: int, other: int) -> str:
        """The text from after word `one` to before word `other`, or to the thing itself."""
        begin = self.words[one].end if one < len(self.words) else self.start
        stop = self.words[other].start if other < len(self.words) else len(self.text)
        return _SHORTENED.sub(lambda hit: hit[0].replace(".", " "), self.text[begin:stop])


def _cell_around(clause: Clause, at: int) -> tuple[int, int]:
    for start, text in clause.cells:
        if start <= at < start + len(text):
            return start, start + len(text)
    return 0, len(clause.text)
