"""Who holds a thing: the institution that a text names beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.phrases import fold

_WORD = re.compile(r"[^\s,;:()]+")


@dataclass(frozen=True)
class HolderWords:
    """Words that an institution's name has one of, and small words that may stand inside it."""

    holders: frozenset[str]
    particles: frozenset[str]


def holder_in(text: str, start: int, end: int, words: HolderWords) -> str:
    """The institution named in a stretch of a text: a run of capitalized words with one of `holders`."""
    for run in _runs(text, max(start, 0), end, words):
        if any(fold(one.strip(".'’")) in words.holders or fold(one) in words.holders for one in run.split()):
            return run
    return ""


def _runs(text: str, start: int, end: int, words: HolderWords) -> Iterator[str]:
    """Runs of capitalized words with particles inside, as written; a run of one word names nobody."""
    run: list[re.Match[str]] = []
    for found in _WORD.finditer(text, start, end):
        joined = bool(run) and text[run[-1].end() : found.start()] == " " and not run[-1][0].endswith(".")
        capital = found[0][0].isupper()
        if run and not (joined and (capital or fold(found[0]) in words.particles)):
            yield from _run(text, run)
            run = []
        if capital or run:
            run.append(found)
    yield from _run(text, run)


def _run(text: str, run: list[re.Match[str]]) -> Iterator[str]:
    while run and not run[-1][0][0].isupper():
        run.pop()
    if len(run) > 1:
        yield text[run[0].start() : run[-1].end()].rstrip(".")
