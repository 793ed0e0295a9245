"""Sentences of a page from which no statement was taken, so that a person sees what the rules have left.

No reader of free text finds everything. What it left stands beside what it found; nobody has to compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.clauses import SectionWords, clauses_of
from consilium.domain.records import Page

_PLAIN = re.compile(r"[^\W\d_]{2,}")
# Heads, addresses and names are short or written large; a sentence has some words in small letters.
_LEAST_WORDS, _LEAST_SMALL = 4, 3
MOST_LINES = 600


def untold(page: Page, quotes: Iterable[str], words: SectionWords, most: int = 60) -> tuple[tuple[str, ...], int]:
    """The sentences and rows that no quote touches, in reading order, `most` of them; and how many more there are.

    Of a page of more than MOST_LINES lines only these are looked at; explanations that are of no child are left out.
    """
    kept = Page(page.number, page.lines[:MOST_LINES], page.width, page.height)
    cited = [" ".join(quote.split()) for quote in quotes if quote.strip()]
    found = [clause.text.strip() for clause in _told_of_nothing(clauses_of((kept,), words), cited)]
    return tuple(found[:most]), max(0, len(found) - most)


def _told_of_nothing(clauses: Iterable[Clause], cited: list[str]) -> Iterator[Clause]:
    for clause in clauses:
        if clause.section is Section.GENERAL or not _is_sentence(clause.text):
            continue
        text = " ".join(clause.text.split())
        if not any(quote in text or text in quote for quote in cited):
            yield clause


def _is_sentence(text: str) -> bool:
    found = _PLAIN.findall(text)
    return len(found) >= _LEAST_WORDS and sum(word.islower() and len(word) > 2 for word in found) >= _LEAST_SMALL
