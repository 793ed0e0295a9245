"""In which language a sentence is, by the small words that no sentence does without: one that is read (English or
Spanish), another, or nobody knows. A sentence is only called another language's where hardly any word speaks against
it: what is wrongly called so would be lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

READ = ("en", "es")
# So many small words, of them so many different ones, and so many times as many as of the other side.
_LEAST, _DIFFERENT, _TIMES = 4, 3, 3


@dataclass(frozen=True)
class SmallWords:
    """The small words of each language by its code, folded: those that are read, and others."""

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _of(self) -> dict[str, frozenset[str]]:
        """The languages of each word."""
        every = frozenset[str]().union(*self.words.values())
        return {word: frozenset(code for code, words in self.words.items() if word in words) for word in every}

    def language(self, text: Sequence[str], other: str = "") -> str:
        """The language of some folded words: a code where it is sure, "" where not. `other` is that of the paper that
        they stand in, whose words are none of English or Spanish there."""
        known = [word for word in text if word in self._of]
        if len(known) < _LEAST:
            return ""
        likeliest = self._likeliest(known)
        foreign = self._only(known, likeliest)
        if len(foreign) >= _LEAST and _outweigh(foreign, self._not(known, likeliest)):
            return likeliest
        read = self._not(known, other or likeliest)
        if not _outweigh(read, foreign):
            return ""
        counts = Counter(code for word in read for code in self._of[word] if code in READ)
        return counts.most_common(1)[0][0]

    def leans(self, text: Sequence[str], language: str, other: str = "") -> bool:
        """Whether a word is of that side, of `language` or of those that are read (""), and none of the other side."""
        known = [word for word in text if word in self._of]
        foreign, read = self._only(known, language or other), self._not(known, language or other)
        return bool(foreign and not read) if language else bool(read and not foreign)

    def _likeliest(self, known: Sequence[str]) -> str:
        """The language that has the most of the words that are of none that is read, "" where all are."""
        alone = (word for word in known if self._of[word].isdisjoint(READ))
        counts = Counter(code for word in alone for code in sorted(self._of[word]))
        return counts.most_common(1)[0][0] if counts else ""

    def _only(self, known: Sequence[str], other: str) -> list[str]:
        """The words of that language that are of none that is read."""
        return [word for word in known if other in self._of[word] and self._of[word].isdisjoint(READ)]

    def _not(self, known: Sequence[str], other: str) -> list[str]:
        """The words of languages that are read that are none of that one."""
        return [word for word in known if other not in self._of[word] and not self._of[word].isdisjoint(READ)]


def _outweigh(own: Sequence[str], others: Sequence[str]) -> bool:
    return len(own) >= _TIMES * len(others) and len(set(own)) >= _DIFFERENT
