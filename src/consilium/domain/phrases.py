"""Finding many known phrases in a text at once: lower case, without accents, word by word, in linear time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from sys import intern
from typing import Any, Generic, NamedTuple, TypeVar

from consilium.domain.slips import slips_between

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


class Word(NamedTuple):
    """A folded word and where it stands in its text. (A tuple, since a chart has millions of them.)"""

    text: str
    start: int
    end: int


# Rows of more words remember where each word stands, and the hits in them: rules ask again for every finding.
_LONG_ROW = 48
# A text of more letters is remembered beside few others.
_LONG_TEXT = 1000


class Row(tuple[Word, ...]):
    """All words of a text, from left to right, with what they are (`vocabulary`); a long one knows their places."""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words without their places. Most lines hold no word that any phrase of a rule begins with."""
        return frozenset([word[0] for word in self])

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where each word stands, by its letters."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self):
            found.setdefault(word.text, []).append(at)
        return found

    @cached_property
    def known(self) -> dict[int, tuple[object, tuple[Hit[Any], ...]]]:
        """The hits of an index in this row, by the index's id, each with the index itself."""
        return {}


def words_of(text: str) -> Row:
    """The words of a text, folded, with their places. Remembered, since several rules look at the same line."""
    if len(text) <= _LONG_TEXT:
        return _words_of(text)
    return _many_words_of(text) if len(text) <= 4 * _LONG_TEXT else _all_words_of(text)


def leading(words: Row, most: int) -> Sequence[Word]:
    """The first words of a row; all of them as the row itself, which knows its vocabulary."""
    return words if len(words) <= most else words[:most]


def _row(text: str) -> Row:
    # As `Word(...)`, without the call of a constructor for each of them.
    return Row([tuple.__new__(Word, (intern(found[0]), *found.span())) for found in WORD.finditer(fold(text))])


_words_of = lru_cache(maxsize=4096)(_row)
_many_words_of = lru_cache(maxsize=256)(_row)
_all_words_of = lru_cache(maxsize=4)(_row)


class Hit(NamedTuple, Generic[T]):
    """A phrase found: its first word's index, the index after its last, and what the phrase stands for. (A tuple, as
    `Word`.)"""

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
            parts = tuple(map(intern, WORD.findall(fold(phrase))))
            if parts:
                by_first.setdefault(parts[0], []).append((parts, value))
        for entries in by_first.values():
            if len(entries) > 1:
                entries.sort(key=lambda entry: -len(entry[0]))
        return cls(by_first)

    def begins_in(self, words: Row) -> bool:
        """Whether any phrase may stand in `words`: one of its words begins one. Most often none does."""
        return not self.by_first.keys().isdisjoint(words.vocabulary)

    def find(self, words: Sequence[Word]) -> Iterator[Hit[T]]:
        """All phrases in `words`, from left to right."""
        by_first = self.by_first
        if isinstance(words, Row):
            if by_first.keys().isdisjoint(words.vocabulary):
                return iter(())
            if len(words) > _LONG_ROW:
                return iter(self._remembered(words))
        places = [at for at, word in enumerate(words) if word[0] in by_first]
        return self._hits(words, places) if places else iter(())

    def starting(self, text: str, at: int, letters: int) -> Hit[T] | None:
        """The phrase that begins right at `text[at]`, of words within so many letters from there."""
        beginning = text[at : at + letters]
        first = WORD.match(fold(beginning))
        return None if first is None or first[0] not in self.by_first else self._at(words_of(beginning), 0)

    def _remembered(self, words: Row) -> tuple[Hit[T], ...]:
        firsts = self.by_first.keys()
        if len(firsts) < len(words.places):
            common = [first for first in firsts if first in words.places]
        else:
            common = [word for word in words.places if word in firsts]
        if not common:
            return ()
        known = words.known.get(id(self))
        if known is None or known[0] is not self:
            places = sorted([at for word in common for at in words.places[word]])
            known = words.known[id(self)] = (self, tuple(self._hits(words, places)))
        return known[1]

    def _hits(self, words: Sequence[Word], places: Sequence[int]) -> Iterator[Hit[T]]:
        """The hits at places where a first word stands."""
        after = 0
        for at in places:
            if at >= after:
                hit = self._at(words, at)
                if hit is not None:
                    after = hit.after
                    yield hit

    def find_blurred(self, words: Sequence[Word]) -> Iterator[Hit[T]]:
        """All phrases in recognized words, where a scanner took some letters for others (`Facha de nacinianto`)."""
        return self.find(tuple([self._mended(word) for word in words]))

    @cached_property
    def _tails(self) -> dict[str, tuple[Mapping[str, Sequence[tuple[tuple[str, ...], T]]], Sequence[T]]]:
        """By first word: what follows the first two words of longer phrases, by the second, and the word alone. Filled
        as words turn up: most never do, and loading the tables would take a fifth longer."""
        return {}

    def _tail(self, first: str) -> tuple[Mapping[str, Sequence[tuple[tuple[str, ...], T]]], Sequence[T]]:
        seconds: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        entries = self.by_first[first]
        for parts, value in entries:
            if len(parts) > 1:
                seconds.setdefault(parts[1], []).append((parts[2:], value))
        found = self._tails[first] = seconds, [value for parts, value in entries if len(parts) == 1][:1]
        return found

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
        near = {
            one
            for rest in _without_letters(word.text, slips)
            for one in self._shortened.get(rest, ())
            if abs(len(one) - len(word.text)) <= 1
        }
        costs = {one: slips_between(word.text, one, slips) for one in near}
        least = min(costs.values(), default=slips + 1)
        best = [one for one, cost in costs.items() if cost == least]
        return Word(best[0], word.start, word.end) if least <= slips and len(best) == 1 else word

    def _at(self, words: Sequence[Word], at: int) -> Hit[T] | None:
        first = words[at][0]
        seconds, alone = self._tails.get(first) or self._tail(first)
        if seconds and at + 1 < len(words):
            for rest, value in seconds.get(words[at + 1][0], ()):
                after = at + 2 + len(rest)
                if after <= len(words) and all([words[at + 2 + i][0] == part for i, part in enumerate(rest)]):
                    return Hit(at, after, value)
        return Hit(at, at + 1, alone[0]) if alone else None
