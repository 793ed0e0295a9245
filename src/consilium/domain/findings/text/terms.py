"""Known things in a clause: a term with its codes and names, found by its names or, in capitals, short ones."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.findings.finding import Code
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.references import in_reference
from consilium.domain.phrases import PhraseIndex, Word, fold, words_of

_CODES = {"atc": "atc", "rxnorm": "rxnorm", "icd10": "icd-10", "snomed": "snomed"}
_MOST_WORDS = 1500
# Shorter recognized words are too many things.
_LEAST_LETTERS = 7


@dataclass(frozen=True)
class Term:
    """A thing that has a name: `short` is True for a name that only capitals show (`CTX`). `facts` are its table's."""

    name: str
    codes: tuple[Code, ...] = ()
    short: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A term at `start` to `end` of a clause's text."""

    term: Term
    start: int
    end: int


def index_of(entries: Iterable[Mapping[str, Any]]) -> PhraseIndex[tuple[Term, ...]]:
    """An index of `{name, names, short, codes..., other facts}`; a short name shared by several keeps the first."""
    phrases: dict[str, tuple[Term, ...]] = {}
    for entry in entries:
        name = str(entry["name"])
        codes = tuple(Code(system, str(entry[key])) for key, system in _CODES.items() if key in entry)
        names = tuple(_letters(str(phrase)) for phrase in entry.get("names") or ())
        facts = {key: value for key, value in entry.items() if key not in {"name", "names", "short", *_CODES}}
        for phrase in entry.get("names") or ():
            phrases.setdefault(str(phrase), (Term(name, codes, "", facts, names),))
        shorts = [str(phrase) for phrase in entry.get("short") or ()]
        for phrase in shorts:
            forms = [other for other in shorts if fold(other) == fold(phrase)]
            cased = {**facts, "forms": tuple(forms)} if len(forms) > 1 else facts
            phrases.setdefault(phrase, (Term(name, codes, phrase, cased),))
    return PhraseIndex.of(phrases.items())


def named(entries: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`{name: facts}` as entries for `index_of`."""
    return [{"name": name, **facts} for name, facts in entries.items()]


def terms_in(
    text: str, index: PhraseIndex[tuple[Term, ...]], recognized: bool = False, words: Sequence[Word] = ()
) -> tuple[Found, ...]:
    """The terms of a text, from left to right; `recognized` where a scanner may have taken letters for others."""
    words = words or words_of(text)
    if len(words) > _MOST_WORDS:
        words = words[:_MOST_WORDS]
    hits = tuple(index.find_blurred(words) if recognized else index.find(words))
    if not hits and not recognized:
        return ()
    found = []
    for hit in hits:
        start, end = words[hit.first].start, words[hit.after - 1].end
        term = hit.value[0]
        written = text[start:end]
        if term.short and in_reference(text, start, end):
            continue
        if _in_capitals(written, term) if term.short else not recognized or _near(_letters(written), term.names):
            found.append(Found(term, start, end))
    if recognized:
        found += _slipped(words, found, index)
    return tuple(sorted(found, key=lambda one: one.start))


def _slipped(words: Sequence[Word], found: Sequence[Found], index: PhraseIndex[tuple[Term, ...]]) -> list[Found]:
    """Single recognized words that are the name of one term, but for a slip."""
    taken = {word.start for word in words for one in found if one.start <= word.start < one.end}
    made = []
    known: dict[str, list[Term]] = {}
    for word in words:
        if word.start not in taken and len(word.text) >= _LEAST_LETTERS and word.text not in index.by_first:
            if word.text not in known:
                near = {term.name: term for term in _alike(word.text, index)}
                known[word.text] = list(near.values()) if len(near) == 1 else []
            made += [Found(term, word.start, word.end) for term in known[word.text]]
    return made


def _alike(written: str, index: PhraseIndex[tuple[Term, ...]]) -> Iterator[Term]:
    for first, entries in index.by_first.items():
        if first[0] == written[0] and abs(len(first) - len(written)) <= 2:
            for parts, terms in entries:
                if len(parts) == 1 and not terms[0].short and _near(written, (first,)):
                    yield terms[0]


def _letters(text: str) -> str:
    return "".join(word.text for word in words_of(text))


def _near(written: str, names: tuple[str, ...]) -> bool:
    """Whether recognized letters are those of a name but for one slip, or two in a long one; the first is right.

    `PhraseIndex.find_blurred` is made for labels of forms; a medicine taken for another does harm.
    """
    slips = 2 if len(written) >= 10 else 1
    alike = [name for name in names if name[:1] == written[:1] and abs(len(name) - len(written)) <= slips]
    return any(_differ(written, name, slips) <= slips for name in alike)


def _differ(first: str, second: str, most: int) -> int:
    """How many letters must change (Levenshtein), more than `most` cut short."""
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first[:60], 1):
        before, row[0] = row[0], at
        for place, other in enumerate(second[:60], 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != other))
        if min(row) > most:
            return most + 1
    return row[len(second[:60])]


def found_in(clause: Clause, index: PhraseIndex[tuple[Term, ...]]) -> tuple[Found, ...]:
    """The terms of a clause."""
    if not clause.recognized and not index.begins_in(clause.words):
        return ()
    return terms_in(clause.text, index, clause.recognized, clause.words)


def _in_capitals(written: str, term: Term) -> bool:
    """Whether a short name stands as its table has it: `Ice` is no `ICE`."""
    shown = re.sub(r"\W", "", written)
    return any(shown == re.sub(r"\W", "", form) for form in term.facts.get("forms") or (term.short,))


def cue_in(text: str, index: PhraseIndex[str], start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """The place of the first cue phrase whose words lie between `start` and `end`."""
    last = len(text) if end is None else end
    row = words_of(text)
    if not index.begins_in(row):
        return None
    words: Sequence[Word] = row
    if start > 0 or end is not None or len(words) > _MOST_WORDS:
        first = bisect_left(words, start, key=lambda word: word.start)
        after = bisect_right(words, last, key=lambda word: word.end)
        words = words[first : min(after, _MOST_WORDS)]
    return next(((words[hit.first].start, words[hit.after - 1].end) for hit in index.find(words)), None)


def cues(data: Mapping[str, Iterable[Any]]) -> Mapping[str, PhraseIndex[str]]:
    """Cue phrases by the name of their list."""
    return {name: PhraseIndex.of((str(phrase), name) for phrase in phrases) for name, phrases in data.items()}
