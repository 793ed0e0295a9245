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


def without_test_names(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found` without stated illnesses whose words are nowhere but in a test's name or result."""
    kept = list(found)
    results: dict[int, list[str]] = {}
    for one in kept:
        if one.kind is Kind.LABORATORY:
            for citation in one.citations:
                results.setdefault(citation.page or 0, []).append(fold(citation.quote))
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


def _is_name(page: int, quote: str, results: dict[int, list[str]], paper: Paper) -> bool:
    """Whether the words stand in results, and on their page as often as there."""
    word = re.compile(rf"(?<![\w-]){re.escape(quote)}(?![\w-])")
    named = sum(len(word.findall(result)) for result in set(results.get(page, ())) if quote in result)
    if not named:
        return False
    texts = (clause.folded for clause in paper.clauses if clause.page.number == page)
    return sum(len(word.findall(text)) for text in texts if quote in text) <= named
