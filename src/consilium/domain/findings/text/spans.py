"""Stretches of a clause that mean something, and subjects paired with the results that are said of them.

`positive for CD30, CD15 and MUM1; negative for CD20`: a result leads its subjects. `CD20 and CD3 are negative`: it
follows them. `CD20 negative (positive in background B cells)`: the second is of other cells. All in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import PhraseIndex, Word, leading, words_of

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")

# A sentence that goes on for longer is a list of something else.
MOST_WORDS = 600
MOST_LETTERS = 3_000
_FARTHEST = 9
# The point of a shortened word ends nothing: `submandibular izq. de 8 mm`.
_BREAK = re.compile(
    r"[;|•]|(?<!\bizq)(?<!\bder)(?<!\bdcho)(?<!\bdcha)(?<!\bizqdo)(?<!\bizqda)(?<!\baprox)(?<!\bapprox)(?<!\bmax)(?<!\bmáx)"
    r"(?<!\bdiam)(?<!\binf)(?<!\bsup)(?<!\bant)(?<!\bpost)(?<!\blat)\.(?=\s|$)|[!?](?=\s|$)|\.(?=\s+[A-ZÁÉÍÓÚÑ]|\s*$)"
)
_CONNECTED = re.compile(r"[\s,]*(?:and|or|nor|y|e|o|u|ni)?[\s,]*", re.IGNORECASE)
_LEADING = frozenset(
    ("of", "in", "at", "on", "for", "from", "involving", "including", "with", "de", "del", "en", "para", "incluyendo")
)
# Verbs that stand between a result and those words: `no deletion was found in APC`.
_PASSIVE = frozenset((
    "was", "were", "is", "are", "been", "found", "seen", "detected", "identified", "reported", "noted", "observed",
    "fue", "fueron", "hallada", "detectada", "identificada", "duplication",
))  # fmt: skip


# How a thing is, between it and its own result: `pérdida de H3K27me3, GFAP perivascular positivo`.
_MANNER = re.compile(r"(?!with\b|con\b|and\b|but\b|pero\b|show)[a-záéíóúñ-]{5,16}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """`text[start:end]` of a clause and what it stands for."""

    value: T
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair(Generic[S, R]):
    """A subject and what is said of it; `start` to `end` holds both and the subjects between them."""

    subject: Span[S]
    result: Span[R]
    start: int
    end: int


def bounded(paper: Paper) -> Paper:
    """The paper with its longest clauses cut: no sentence is that long, and what is may be made to take long."""
    if all(len(clause.text) <= MOST_LETTERS for clause in paper.clauses):
        return paper
    return replace(paper, clauses=tuple(_cut(clause) for clause in paper.clauses))


def _cut(clause: Clause) -> Clause:
    if len(clause.text) <= MOST_LETTERS:
        return clause
    cells = tuple((start, text) for start, text in clause.cells if start + len(text) <= MOST_LETTERS)
    return replace(clause, text=clause.text[:MOST_LETTERS], cells=cells)


def spans_in(clause: Clause, index: PhraseIndex[T], blurred: bool = False) -> list[Span[T]]:
    """The phrases of a clause from left to right; where `blurred`, a scanner's slips are allowed in recognized text. A
    phrase whose value is None only hides the shorter ones in it."""
    blurred = blurred and clause.recognized
    if not blurred and not index.begins_in(clause.words):
        return []
    words = leading(clause.words, MOST_WORDS)
    hits = index.find_blurred(words) if blurred else index.find(words)
    return [Span(hit.value, words[hit.first].start, words[hit.after - 1].end) for hit in hits if hit.value is not None]


def apart(spans: Sequence[Span[T]]) -> list[Span[T]]:
    """The spans from left to right without those that lie in an earlier or longer one."""
    if len(spans) < 2:
        return list(spans)
    found: list[Span[T]] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def words_between(text: str, start: int, end: int) -> tuple[Word, ...]:
    return words_of(text[start:end]) if end > start else ()


def broken(text: str, start: int, end: int) -> bool:
    """Whether a sentence, a list item or a part of a list ends between two places."""
    return _BREAK.search(text, start, max(start, end)) is not None


def connected(text: str, start: int, end: int) -> bool:
    """Whether only `and`, `or` or a comma stands between two places."""
    return _CONNECTED.fullmatch(text, start, max(start, end)) is not None


class Pairing(Generic[S, R]):
    """The pairs of one clause. `leads` are where results begin that always stand before their subjects (`positive
    for`), `soft` those that only qualify a subject of which something is said already (`positive for GFAP, focal`)."""

    def __init__(
        self,
        text: str,
        subjects: Sequence[Span[S]],
        results: Sequence[Span[R]],
        leads: frozenset[int] = frozenset(),
        soft: frozenset[int] = frozenset(),
        *,
        close: bool = False,
    ) -> None:
        self._text = text
        self._leads = leads
        self._soft = soft
        # Whether a result is of the subject right behind it, where no other has it: `retained BRG1`.
        self._close = close
        items: list[tuple[int, int, Span[S] | None, Span[R] | None]] = []
        items += [(span.start, 0, span, None) for span in subjects]
        items += [(span.start, 1, None, span) for span in results]
        self._items = sorted(items, key=lambda item: item[:2])
        self._pending: list[Span[S]] = []
        self._leader: Span[R] | None = None
        self._at = 0

    def pairs(self) -> Iterator[Pair[S, R]]:
        """From left to right; a subject of which nothing is said is not there."""
        for at, (start, _, subject, result) in enumerate(self._items):
            if broken(self._text, self._at, start):
                self._pending, self._leader = [], None
            if subject is not None:
                yield from self._subject(subject, at)
                self._at = subject.end
            elif result is not None:
                yield from self._result(result)
                self._at = max(self._at, result.end)

    def _subject(self, subject: Span[S], at: int) -> Iterator[Pair[S, R]]:
        if self._leader is not None and len(words_between(self._text, self._at, subject.start)) > _FARTHEST:
            self._leader = None
        if self._leader is None or self._own_result(subject, at):
            self._pending.append(subject)
        else:
            yield Pair(subject, self._leader, min(self._leader.start, subject.start), subject.end)

    def _own_result(self, subject: Span[S], at: int) -> bool:
        """Whether a led subject has a nearer result of its own: `positive for CD99, CD45 negative`."""
        after = self._items[at + 1 : at + 2]
        own = after[0][3] if after else None
        if own is None or own.start in self._leads | self._soft:
            return False
        between = self._text[subject.end : own.start].strip(" :(")
        if between and not (self._close and _MANNER.fullmatch(between)):
            return False
        self._leader = None
        return True

    def _result(self, result: Span[R]) -> Iterator[Pair[S, R]]:
        if result.start in self._soft and not self._pending:
            return
        if result.start in self._leads:
            self._leader, self._pending = result, []
            return
        near = self._pending and len(words_between(self._text, self._at, result.start)) <= _FARTHEST
        if near:
            own = self._pending[-1:] if result.start - self._pending[-1].end <= 0 else self._pending
            first = own[0].start
            for subject in own:
                yield Pair(subject, result, first, max(result.end, subject.end))
            self._leader = None
        elif self._opens(result):
            self._leader = result
        self._pending = []

    def _opens(self, result: Span[R]) -> bool:
        """Whether subjects follow: `loss of 1p`, `mutation found, including TP53`, `Positive: CD30, CD15`."""
        after = self._text[result.end : result.end + 60]
        if after.lstrip().startswith(":"):
            return True
        if self._close and any(one[2] is not None and 0 <= one[0] - result.end <= 1 for one in self._items):
            return True
        near = [word.text for word in words_of(after)]
        return any(word in _LEADING for word in [one for one in near if one not in _PASSIVE][:3])
