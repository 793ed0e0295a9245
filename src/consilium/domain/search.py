"""What is looked for: words and phrases, each with what else means the same, in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from consilium.domain.phrases import PhraseIndex, Word, words_of

MOST_WORDS = 16
MOST_CHARS = 400
MOST_PHRASES = 40
_QUOTED = re.compile(r'"([^"]*)"')
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """Phrases by the groups that they belong to, and each group's phrases as folded words."""

    index: PhraseIndex[tuple[int, ...]] = field(default_factory=PhraseIndex)
    groups: tuple[tuple[Phrase, ...], ...] = ()

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """From groups of texts that mean the same. A phrase of several groups means all of them, and joins none."""
        folded = tuple(tuple(dict.fromkeys(filter(None, map(_folded, group)))) for group in groups)
        owners: dict[Phrase, list[int]] = {}
        for number, group in enumerate(folded):
            for phrase in group:
                owners.setdefault(phrase, []).append(number)
        return cls(PhraseIndex.of((" ".join(phrase), tuple(found)) for phrase, found in owners.items()), folded)


@dataclass(frozen=True, slots=True)
class Query:
    """Groups that must all be there; of each group any one phrase is enough. The last word may be a beginning (`*`)."""

    groups: tuple[tuple[Phrase, ...], ...] = ()


def query(text: str, synonyms: Synonyms) -> Query:
    """The query of a text as a person types it: words, phrases in quotation marks, the last word perhaps unfinished.

    A phrase in quotation marks is meant as it stands. Of more than MOST_WORDS words the first are used.
    """
    text = text[:MOST_CHARS]
    groups: list[tuple[Phrase, ...]] = [(words,) for words in map(_folded, _QUOTED.findall(text)) if words]
    rest = words_of(_QUOTED.sub(" ", text))[:MOST_WORDS]
    unfinished = bool(rest) and not text.endswith((" ", '"'))
    groups += _expanded(rest, synonyms, unfinished)
    return Query(tuple(groups))


def _expanded(words: tuple[Word, ...], synonyms: Synonyms, unfinished: bool) -> list[tuple[Phrase, ...]]:
    groups: list[tuple[Phrase, ...]] = []
    hits = {hit.first: hit for hit in synonyms.index.find(words)}
    at = 0
    while at < len(words):
        hit = hits.get(at)
        after = hit.after if hit else at + 1
        said = tuple(word.text for word in words[at:after])
        if unfinished and after == len(words):
            said = (*said[:-1], f"{said[-1]}*")
        meant = [phrase for number in (hit.value if hit else ()) for phrase in synonyms.groups[number]]
        groups.append(tuple(dict.fromkeys((said, *meant)))[:MOST_PHRASES])
        at = after
    return groups


def _folded(text: str) -> Phrase:
    return tuple(word.text for word in words_of(text))


def marks(found: Iterable[str], texts: Mapping[int, str]) -> dict[int, list[tuple[int, int]]]:
    """Where the words found stand: by line number, the parts (start, end) of the line's text."""
    wanted = {word.text for text in found for word in words_of(text)}
    places = {
        number: [(one.start, one.end) for one in words_of(text) if one.text in wanted] for number, text in texts.items()
    }
    return {number: parts for number, parts in places.items() if parts}
