"""One report in several versions: joined, the last shown, the changes shown (issue 3, bad input).

Two papers are versions of one when they are of one sort and institution, nothing that both state contradicts it, and
they share an accession number or nearly all of their words, or one says that it replaces the other. A day's papers that
merely look alike (two blood counts) stay two. A later paper replaces an earlier one where it says so, or where it is
the same text once more; an addendum, or a second report of the same specimen, adds to it, and both stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
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
# Of an earlier paper's runs of words so many stand in a new version of its text (read off a picture: fewer), and in an
# addendum that prints the whole report once more.
_SAME_TEXT, _WHOLE_TEXT = 0.4, 0.8
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
    """Phrases by the state that they say; `replaces` stand in a line that names the day of the version before, with
    True where they say that it is replaced and not only which one it was."""

    states: PhraseIndex[State]
    replaces: PhraseIndex[bool]


def words_from(data: Mapping[str, Any]) -> VersionWords:
    """From `knowledge/findings/versions.yaml`."""
    named = [state for state in State if state is not State.UNSTATED]
    states = PhraseIndex[State].of((str(phrase), state) for state in named for phrase in data[state.value])
    lines = (
        (str(phrase), strict) for strict in (True, False) for phrase in data["replaces" if strict else "originals"]
    )
    return VersionWords(states, PhraseIndex.of(lines))


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

    def replaced(self, words: VersionWords, *, strictly: bool = False) -> frozenset[PartialDate]:
        """The days of reports that this one is another version of, as its first lines may be read; `strictly`, of
        those that it says it replaces."""
        said = [line for line in self._head if len(line) <= _LONGEST_LINE and _names_version(line, words, strictly)]
        return frozenset(day for line in said for found in dates_in(line) for day in found.values)

    @property
    def _head(self) -> list[str]:
        return [self.title, *self.text.split("\n", _HEAD_LINES)[:_HEAD_LINES]]


def _names_version(line: str, words: VersionWords, strictly: bool) -> bool:
    return any(hit.value or not strictly for hit in words.replaces.find(words_of(line)))


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
    first what changed, against which earlier one (`befores`). `cut` where there were more changes than are listed.
    `replaced` has, for each that is replaced, the id of the last that replaces it; all others stand. Those that replace
    none (an addendum) are `added`: their changes are what they say besides."""

    ids: tuple[str, ...]
    states: tuple[State, ...]
    changes: tuple[tuple[Change, ...], ...]
    cut: bool = False
    befores: tuple[str, ...] = ()
    replaced: Mapping[str, str] = field(default_factory=dict)
    added: frozenset[str] = frozenset()

    @property
    def last(self) -> str:
        return self.ids[-1]

    def adds_to(self, id_: str) -> str:
        """What now stands for the paper to which this one adds; "" for one that replaces another, or the first."""
        before = self.befores[self.ids.index(id_) - 1] if id_ in self.added else ""
        return self.replaced.get(before, before)


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
    strictly = {paper.id: paper.replaced(words, strictly=True) for paper in papers}
    return tuple(_ordered(group, states, replaced, strictly) for group in groups if len(group) > 1)


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


def _ordered(
    group: Sequence[VersionPaper],
    states: Mapping[str, State],
    replaced: Mapping[str, frozenset[PartialDate]],
    strictly: Mapping[str, frozenset[PartialDate]],
) -> Versions:
    """A preliminary report first, then by date, by state, by length; an undated addendum last."""

    def rank(paper: VersionPaper) -> tuple[bool, bool, str, int, int]:
        state = states[paper.id]
        loose = paper.date is None and state is State.ADDENDUM
        return state is not State.PRELIMINARY, loose, str(paper.date or ""), _ORDER[state], len(paper.text)

    def replaces(later: VersionPaper, earlier: VersionPaper) -> bool:
        adds = State.ADDENDUM in (states[later.id], states[earlier.id])
        of_its_day = sum(one.date == earlier.date for one in group) if states[earlier.id] is State.ADDENDUM else 1
        if earlier.date is not None and earlier.date in (strictly if adds else replaced)[later.id] and of_its_day == 1:
            return True
        final = states[earlier.id] is State.PRELIMINARY and states[later.id] is State.FINAL
        if not adds and (final or states[later.id] is State.AMENDED):
            return True
        return _held(earlier, later) >= (_WHOLE_TEXT if adds else _SAME_TEXT)

    papers = sorted(group, key=rank)
    over: dict[str, str] = {}
    befores, found, added = [], [], set[str]()
    for at, paper in enumerate(papers[1:], start=1):
        gone = [one for one in papers[:at] if replaces(paper, one)]
        over |= {one.id: paper.id for one in gone}
        before = gone[-1] if gone else next((one for one in papers[:at] if one.id not in over), papers[0])
        befores.append(before.id)
        added |= set() if gone else {paper.id}
        found.append(list(_changes(before.text, paper.text) if gone else _additions(papers[:at], paper)))
    return Versions(
        tuple(paper.id for paper in papers),
        tuple(states[paper.id] for paper in papers),
        tuple(tuple(each[:_CHANGES]) for each in found),
        any(len(each) > _CHANGES for each in found),
        tuple(befores),
        {id_: _last(id_, over) for id_ in over},
        frozenset(added),
    )


def _last(id_: str, over: Mapping[str, str]) -> str:
    """What stands now in the place of a paper: later papers replace the ones that replaced it."""
    while id_ in over:
        id_ = over[id_]
    return id_


def _held(earlier: VersionPaper, later: VersionPaper) -> float:
    """The share of the earlier text's runs of words that the later has too."""
    return len(earlier.shingles & later.shingles) / len(earlier.shingles)


def _additions(earlier: Sequence[VersionPaper], paper: VersionPaper) -> Iterator[Change]:
    """The sentences of a paper that adds to others and that none of them has."""
    known = {_bare(one) for other in earlier for one in _sentences(other.text)}
    yield from (Change("", one) for one in _sentences(paper.text) if _bare(one) not in known)


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
