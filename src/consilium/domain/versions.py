"""One report in several versions: joined, the last shown, the changes shown (issue 3, bad input).

Two papers are versions of one when they are of one sort and institution, nothing that both state contradicts it, and
they share an accession number or nearly all of their words, or one says that it replaces the other. A day's papers that
merely look alike (two blood counts) stay two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.phrases import PhraseIndex, Row, fold, words_of

_HEAD_LINES = 15
_TEXT_CHARS = 200_000
_SHINGLE = 4
_SENTENCES = 800
_LONGEST_LINE = 240
_CHANGES = 200
# Of its runs of words a short report shares so much with one of the same child that is of the same matter.
_SAME_MATTER = 0.15
_WEEKS = 60  # days between a preliminary report and its last addendum
_ARTICLES = frozenset(("the", "el", "al", "del", "our", "nuestro", "su", "your"))
# What a laboratory puts behind the number of a report that it changes: `P23-01187/A1`, `S24-100 (amended)`.
_OF_VERSION = re.compile(r"(?:\s?[/-]\s?|\s)\(?(?:a|v|r|rev|add|am|amended|addendum|adenda|corr?)\.?\s?\d{0,2}\)?$")
# A full line that goes on in small letters is the same sentence.
_BROKEN = re.compile(r"(?<=[^\n]{40})(?<![.!?;:])\n(?=\s*[a-záéíóúñ(])")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")


class State(StrEnum):
    """Which version a paper says that it is."""

    PRELIMINARY = "preliminary"
    UNSTATED = ""
    FINAL = "final"
    AMENDED = "amended"
    ADDENDUM = "addendum"


_ORDER = {State.PRELIMINARY: 0, State.UNSTATED: 1, State.FINAL: 1, State.AMENDED: 2, State.ADDENDUM: 2}


@dataclass(frozen=True)
class VersionWords:
    """Phrases by the state that they say; `replaces` stand in a line that names the day of the version before."""

    states: PhraseIndex[State]
    replaces: PhraseIndex[bool]


def words_from(data: Mapping[str, Any]) -> VersionWords:
    """From `knowledge/findings/versions.yaml`."""
    named = [state for state in State if state is not State.UNSTATED]
    states = PhraseIndex[State].of((str(phrase), state) for state in named for phrase in data[state.value])
    return VersionWords(states, PhraseIndex.of((str(phrase), True) for phrase in data["replaces"]))


def _of_another(row: Row, first: int) -> bool:
    """Whether a state is said of another version: `replaces the preliminary report`."""
    return first > 0 and row[first - 1].text in _ARTICLES


@dataclass(frozen=True)
class VersionPaper:
    """A record as it is compared. `id` is the record's; `numbers` its own accession numbers; `kind` its category."""

    id: str
    text: str
    kind: str = ""
    title: str = ""
    institution: str = ""
    date: PartialDate | None = None
    numbers: tuple[str, ...] = ()

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Every run of four words."""
        words = [word.text for word in words_of(self.text[:_TEXT_CHARS])]
        return frozenset(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))

    def state(self, words: VersionWords) -> State:
        """What the title or the first lines say; the strongest where several are said."""
        lines = (words_of(line) for line in self._head if len(line) <= 120)
        said = {hit.value for row in lines for hit in words.states.find(row) if not _of_another(row, hit.first)}
        for state in (State.ADDENDUM, State.AMENDED, State.PRELIMINARY, State.FINAL):
            if state in said:
                return state
        return State.UNSTATED

    def replaced(self, words: VersionWords) -> frozenset[PartialDate]:
        """The days of reports that this one says it replaces, as its first lines may be read."""
        said = [line for line in self._head if len(line) <= _LONGEST_LINE and any(words.replaces.find(words_of(line)))]
        return frozenset(day for line in said for found in dates_in(line) for day in found.values)

    @property
    def _head(self) -> list[str]:
        return [self.title, *self.text.split("\n", _HEAD_LINES)[:_HEAD_LINES]]


@dataclass(frozen=True, slots=True)
class Change:
    """One change from a version to the next: `before` is "" for what was added, `after` for what was removed."""

    before: str
    after: str

    @property
    def kind(self) -> str:
        return "changed" if self.before and self.after else "added" if self.after else "removed"


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of one report, the oldest first: their records' ids, what each says it is, and for each but the
    first what changed. `cut` where there were more changes than are listed."""

    ids: tuple[str, ...]
    states: tuple[State, ...]
    changes: tuple[tuple[Change, ...], ...]
    cut: bool = False

    @property
    def last(self) -> str:
        return self.ids[-1]


def versions(papers: Sequence[VersionPaper], words: VersionWords) -> tuple[Versions, ...]:
    """Every report of which there is more than one version."""
    states = {paper.id: paper.state(words) for paper in papers}
    replaced = {paper.id: paper.replaced(words) for paper in papers}
    groups: list[list[VersionPaper]] = []
    for paper in papers:
        home = next((group for group in groups if any(_same(one, paper, states, replaced) for one in group)), None)
        if home is None:
            groups.append([paper])
        else:
            home.append(paper)
    return tuple(_ordered(group, states) for group in groups if len(group) > 1)


def _same(
    one: VersionPaper,
    other: VersionPaper,
    states: Mapping[str, State],
    replaced: Mapping[str, frozenset[PartialDate]],
) -> bool:
    """Whether two papers are versions of one report; words are compared last, since that costs most."""
    if one.kind != other.kind or not one.kind or not _may_be_one_house(one, other):
        return False
    numbered = not set(map(_bare_number, one.numbers)).isdisjoint(map(_bare_number, other.numbers))
    if one.date in replaced[other.id] or other.date in replaced[one.id]:
        return numbered or _alike(one, other, within=True) >= _SAME_MATTER
    if one.numbers and other.numbers and not numbered:
        return False
    apart = _apart(one.date, other.date)
    if apart is not None and apart > _WEEKS:
        return False
    said = {states[one.id], states[other.id]}
    if not numbered and len(said) == 1 and one.title and other.title and fold(one.title) != fold(other.title):
        return False
    needed = _needed(numbered, apart, said)
    return needed <= 0 or (needed <= 1 and _alike(one, other, within=numbered) >= needed)


def _bare_number(number: str) -> str:
    """An accession number without what tells its report's version."""
    return _OF_VERSION.sub("", fold(number).strip())


def _needed(numbered: bool, apart: int | None, said: set[State]) -> float:
    """How much of their words two papers must share: little where a number ties them, nearly all where nothing does."""
    if numbered:
        return 0.0 if said & {State.ADDENDUM, State.AMENDED} else _SAME_MATTER if len(said) > 1 else 0.4
    stated = bool(said - {State.UNSTATED}) and len(said) > 1
    if apart == 0:
        return 0.7 if stated else 0.93
    return 0.8 if stated and apart is not None and apart <= _WEEKS else 2.0


def _may_be_one_house(one: VersionPaper, other: VersionPaper) -> bool:
    return not one.institution or not other.institution or fold(one.institution) == fold(other.institution)


def _apart(one: PartialDate | None, other: PartialDate | None) -> int | None:
    if one is None or other is None or not one.day or not other.day:
        return None
    return abs((date(one.year, one.month, one.day) - date(other.year, other.month, other.day)).days)


def _alike(one: VersionPaper, other: VersionPaper, *, within: bool) -> float:
    """The share of the longer text's runs of words that the other has too; `within`, of the shorter's."""
    smaller, larger = sorted((one.shingles, other.shingles), key=len)
    return len(smaller & larger) / len(smaller if within else larger)


def _ordered(group: Sequence[VersionPaper], states: Mapping[str, State]) -> Versions:
    """A preliminary report first, then by date, by state, by length."""

    def rank(paper: VersionPaper) -> tuple[bool, str, int, int]:
        state = states[paper.id]
        return state is not State.PRELIMINARY, str(paper.date or ""), _ORDER[state], len(paper.text)

    papers = sorted(group, key=rank)
    found = [list(_changes(before.text, after.text)) for before, after in pairwise(papers)]
    return Versions(
        tuple(paper.id for paper in papers),
        tuple(states[paper.id] for paper in papers),
        tuple(tuple(each[:_CHANGES]) for each in found),
        any(len(each) > _CHANGES for each in found),
    )


def _sentences(text: str) -> list[str]:
    said = (" ".join(part.split()) for part in _SENTENCE.split(_BROKEN.sub(" ", text[:_TEXT_CHARS])))
    return [part for part in said if part][:_SENTENCES]


def _changes(before: str, after: str) -> Iterator[Change]:
    """What the later text has that the earlier has not, and the reverse, by sentences; new line breaks are none."""
    old, new = _sentences(before), _sentences(after)
    matcher = SequenceMatcher(None, [_bare(one) for one in old], [_bare(one) for one in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal" and _bare(" ".join(old[a:b])) != _bare(" ".join(new[c:d])):
            yield from _paired(old[a:b], new[c:d])


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Sentences that share half of their words are one that changed; the others were removed or added."""
    left = list(new)
    for one in old:
        words = set(_bare(one).split())
        match = next((other for other in left if _shared(words, set(_bare(other).split())) >= 0.5), "")
        if match:
            left.remove(match)
        yield Change(one, match)
    for one in left:
        yield Change("", one)


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(len(one), len(other), 1)


def _bare(text: str) -> str:
    """A sentence without case and blanks, so that these are no change; a mark (`<`, `+`) may be all that changed."""
    return " ".join(fold(text).split()).rstrip(".;, ")
