"""Illnesses that only give a test its name: `HIV 1 and 2 antibody: non-reactive` tells of no infection.

What a test shows is told by its result. A name of an illness that stands on its page nowhere but in the quotes of
laboratory results is the test's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind, Origin
from consilium.domain.findings.paper import Paper
from consilium.domain.phrases import fold

_LONGEST = 40


def without_test_names(found: Iterable[Finding], paper: Paper, entries: Iterable[Finding] = ()) -> Iterator[Finding]:
    """`found` without stated illnesses whose words are nowhere but in a test's name or result, of words or of the coded
    `entries` that the same record has."""
    kept = list(found)
    results: dict[int, set[str]] = {}
    for one in (*kept, *entries):
        if one.kind is Kind.LABORATORY:
            for citation in one.citations:
                results.setdefault(citation.page or 0, set()).add(fold(citation.quote))
    known: dict[tuple[int, str], bool] = {}
    for one in kept:
        if not (results and _may_be_name(one)):
            yield one
            continue
        place = (one.citations[0].page or 0, fold(one.quote))
        if place not in known:
            known[place] = _is_name(*place, results, paper)
        if not known[place]:
            yield one


def _may_be_name(one: Finding) -> bool:
    read = one.kind is Kind.CONDITION and one.origin is Origin.TEXT and one.assertion is Assertion.STATED
    return read and 0 < len(one.quote) <= _LONGEST


def _is_name(page: int, quote: str, results: dict[int, set[str]], paper: Paper) -> bool:
    """Whether the words stand in results, and on their page nowhere else."""
    word = re.compile(rf"(?<![\w-]){re.escape(quote)}(?![\w-])")
    named = [one for one in results.get(page, set()) if quote in one and word.search(one)]
    if not named:
        return False
    texts = (clause.folded for clause in paper.clauses if clause.page.number == page and quote in clause.folded)
    return all(_within(text, hit, named) for text in texts for hit in word.finditer(text))


def _within(text: str, hit: re.Match[str], named: list[str]) -> bool:
    """Whether a word stands in a test's name or result, which may go on over several lines."""
    return any(text in one for one in named) or any(
        at <= hit.start() and hit.end() <= at + len(one)
        for one in named
        if (at := text.find(one, max(0, hit.start() - len(one)), hit.end() + len(one))) >= 0
    )
