"""Finding many known phrases in a text at once: lower case, without accents, word by word, in linear time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

WORD = re.compile(r"[^\W_]+")


@cache
def _folds() -> Mapping[int, str]:
    """Latin, Greek and Cyrillic letters with marks to the bare letter, one character to one."""
    folds = {}
    for code in (*range(0xA0, 0x530), *range(0x1E00, 0x2000)):
        bare = unicodedata.normalize("NFKD", chr(code).lower())[:1].lower()
        if len(bare) == 1 and bare != chr(code) and not bare.isspace():
            folds[code] = bare
    folds.update({ord("°"): "o", ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("ı"): "i"})
    folds.update({ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    return folds


def fold(text: str) -> str:
    """Lower case and without accents; as long as `text`, so that places in one are places in the other."""
    return text.lower() if text.isascii() else text.translate(_folds())


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands in its text."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, folded, with their places. Remembered, since several rules look at the same line."""
    return tuple([Word(found[0], found.start(), found.end()) for found in WORD.finditer(fold(text))])


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: its first word's index, the index after its last, and what the phrase stands for."""

    first: int
    after: int
    value: T


# A longer word is no label of ours; its parts would be many.
_MOST_LETTERS = 14


def _slips(word: str) -> int:
    """How many letters of a word a scanner may have wrong: none of four, one of five, two of seven, three of ten."""
    return 0 if len(word) < 5 or not word.isalpha() else 1 if len(word) < 7 else 2 if len(word) < 10 else 3


@lru_cache(maxsize=4096)
def _without_letters(word: str, count: int) -> frozenset[str]:
    """A word and what is left of it without up to `count` of its letters."""
    found = layer = {word}
    for _ in range(count):
        layer = {rest[:at] + rest[at + 1 :] for rest in layer for at in range(len(rest))}
        found = found | layer
    return frozenset(found)


@dataclass(frozen=True)
class PhraseIndex(Generic[T]):
    """Phrases by their first word, the longest first. At each place the longest phrase wins; none overlap."""

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], T]]] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, T]]) -> PhraseIndex[T]:
        """An index of `(phrase, value)`; phrases are folded as texts are."""
        by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            parts = tuple(word.text for word in words_of(phrase))
            if parts:
                by_first.setdefault(parts[0], []).append((parts, value))
        for entries in by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return cls(by_first)

    def find(self, words: Sequence[Word]) -> Iterator[Hit[T]]:
        """All phrases in `words`, from left to right."""
        after = 0
        for at, word in enumerate(words):
            if at >= after and word.text in self.by_first:
                hit = self._at(words, at)
                if hit is not None:
                    after = hit.after
                    yield hit

    def find_blurred(self, words: Sequence[Word]) -> Iterator[Hit[T]]:
        """All phrases in recognized words, where a scanner took some letters for others (`Facha de nacinianto`)."""
        return self.find(tuple([self._mended(word) for word in words]))

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """All words of the phrases."""
        return frozenset(part for entries in self.by_first.values() for parts, _ in entries for part in parts)

    @cached_property
    def _shortened(self) -> Mapping[str, tuple[str, ...]]:
        """Words of the phrases by what is left of them without one, two or three letters."""
        found: dict[str, set[str]] = {}
        for word in self._vocabulary:
            for rest in _without_letters(word, _slips(word)):
                found.setdefault(rest, set()).add(word)
        return {rest: tuple(sorted(words)) for rest, words in found.items()}

    def _mended(self, word: Word) -> Word:
        """The one word of the phrases that a recognized word may be, with the word's own place; else the word."""
        slips = _slips(word.text)
        if not slips or word.text in self._vocabulary or len(word.text) > _MOST_LETTERS:
            return word
        near: dict[str, int] = {}
        for rest in _without_letters(word.text, slips):
            for one in self._shortened.get(rest, ()):
                if abs(len(one) - len(word.text)) <= 1:
                    near[one] = max(near.get(one, 0), len(rest))
        most = max(near.values(), default=0)
        best = [one for one, shared in near.items() if shared == most]
        return Word(best[0], word.start, word.end) if len(best) == 1 else word

    def _at(self, words: Sequence[Word], at: int) -> Hit[T] | None:
        for parts, value in self.by_first[words[at].text]:
            after = at + len(parts)
            if after <= len(words) and all(words[at + i].text == part for i, part in enumerate(parts)):
                return Hit(at, after, value)
        return None
