"""What is looked for: words and phrases, each with what else means the same, in English and Spanish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from consilium.domain.phrases import PhraseIndex, Word, words_of
from consilium.domain.records import Box, Page

MOST_WORDS = 16
MOST_CHARS = 400
MOST_PHRASES = 240
LEAST_BEGUN = 3
_QUOTED = re.compile(r'"([^"]*)"')
_QUOTES = str.maketrans("“”„«»", '"""""')
Phrase = tuple[str, ...]
# Words that join others and tell nothing of what is looked for: `tumor of the kidney`, `cáncer de mama`.
_JOINING = (
    "of",
    "the",
    "in",
    "and",
    "for",
    "with",
    "de",
    "del",
    "la",
    "el",
    "los",
    "las",
    "en",
    "y",
    "con",
    "por",
    "un",
    "una",
)
_LITTLE = frozenset(((word,),) for word in _JOINING)


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

    A phrase in quotation marks is meant as it stands, and so is what is written in one (`B25-01843`, `10,1`). Of more
    than MOST_WORDS words the first are used.
    """
    text = unicodedata.normalize("NFC", text[:MOST_CHARS]).translate(_QUOTES)
    groups: list[tuple[Phrase, ...]] = [(words,) for words in map(_folded, _QUOTED.findall(text)) if words]
    rest = _QUOTED.sub(" ", text)
    words = words_of(rest)[:MOST_WORDS]
    unfinished = bool(words) and words[-1].end == len(rest)
    groups += _expanded(rest, words, synonyms)
    groups = [group for group in groups if group not in _LITTLE] or groups
    if unfinished and len(groups[-1]) == 1:
        groups[-1] = (_begun(groups[-1][0]),)
    return Query(tuple(groups))


def _begun(phrase: Phrase) -> Phrase:
    """With the last word as a beginning; a very short one is a word of its own, for it would begin half the words."""
    return phrase if len(phrase[-1]) < LEAST_BEGUN else (*phrase[:-1], f"{phrase[-1]}*")


def _expanded(text: str, words: tuple[Word, ...], synonyms: Synonyms) -> list[tuple[Phrase, ...]]:
    """A group for each word, name or run of words written in one, with what means the same as a name."""
    groups: list[tuple[Phrase, ...]] = []
    hits = {hit.first: hit for hit in synonyms.index.find(words)}
    at = 0
    while at < len(words):
        hit, after = hits.get(at), _in_one(text, words, at)
        if hit is not None and (hit.after < after or _in_one(text, words, hit.after - 1) > hit.after):
            hit = None  # a part of what is written in one means something else
        after = hit.after if hit else after
        said = tuple(word.text for word in words[at:after])
        meant = [phrase for number in (hit.value if hit else ()) for phrase in synonyms.groups[number]]
        groups.append(tuple(dict.fromkeys((said, *meant)))[:MOST_PHRASES])
        at = after
    return groups


def _in_one(text: str, words: tuple[Word, ...], at: int) -> int:
    """The index after the last word that is written in one with this word."""
    after = at + 1
    while after < len(words) and not any(sign.isspace() for sign in text[words[after - 1].end : words[after].start]):
        after += 1
    return after


def _folded(text: str) -> Phrase:
    return tuple(word.text for word in words_of(text))


def boxes_of(page: Page, parts: Iterable[tuple[int, int]]) -> Iterator[Box]:
    """Where parts (start, end) of a page's text stand on it: a box for each word; none on pages without places."""
    wanted = sorted(parts)
    begin, at = 0, 0
    for line in page.lines:
        begin_word = begin
        for text, box in line.words:
            after = begin_word + len(text)
            while at < len(wanted) and wanted[at][1] <= begin_word:
                at += 1
            if at < len(wanted) and wanted[at][0] < after and box.right > box.left:
                yield box
            begin_word = after + 1
        begin += len(line.text) + 1
