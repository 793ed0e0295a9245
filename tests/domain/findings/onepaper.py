"""Papers for tests of topics: text to clauses, by the program's own tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding
from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.assertions.assertion import words_from as assertion_words
from consilium.domain.findings.extraction import extract
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.clauses import SectionWords, clauses_of
from consilium.domain.findings.text.clauses import words_from as section_words
from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.documents import document
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


@cache
def sections() -> SectionWords:
    return section_words(document("findings/sections.yaml"))


@cache
def cues() -> AssertionWords:
    return assertion_words(document("findings/assertion.yaml"))


@cache
def words_of_topic(topic: ModuleType) -> Any:
    name = topic.__name__.rpartition(".")[2]
    data: Mapping[str, Any] = {}
    for one in (*getattr(topic, "SHARED", ()), name):
        data = {**data, **document(f"findings/{one}.yaml")}
    return topic.words_from(data)


def page(text: str, number: int = 1) -> Page:
    """A page without places, a line for each line of a text."""
    return Page(number, tuple(Line(line, NOWHERE) for line in text.split("\n")))


def placed(*rows: tuple[float, str], number: int = 1, left: float = 0.1, width: float = 0.008) -> Page:
    """A page with places: `(top, text)` of each line; " | " in a text leads to the next column, 0.2 of the page on."""
    return Page(number, tuple(_line(top, text, left, width) for top, text in rows), 600, 800)


def _line(top: float, text: str, left: float, width: float) -> Line:
    words, at = [], left
    for column, cell in enumerate(text.split(" | ")):
        at = left + 0.2 * column if column else at
        for word in cell.split(" "):
            words.append((word, Box(at, top, at + width * len(word), top + 0.012)))
            at += width * (len(word) + 0.5)
    box = Box(left, top, words[-1][1].right, top + 0.012)
    return Line(" ".join(word for word, _ in words), box, tuple(words))


def clauses(*pages: Page) -> tuple[Clause, ...]:
    return clauses_of(pages, sections())


def findings(
    topic: ModuleType, text: str, category: Category | None = None, date: PartialDate | None = None, order: str = "mdy"
) -> list[Finding]:
    """What a topic finds in a text."""
    one = page(text)
    paper = Paper(Reading("text", pages=(one,)), clauses(one), category, date, order)
    return list(topic.find(paper, words_of_topic(topic), cues()))


def extracted(*lines: str) -> tuple[Finding, ...]:
    """All that the program finds in a paper of these lines."""
    reading = Reading("text", pages=(Page(1, tuple(Line(line, NOWHERE) for line in lines)),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())
