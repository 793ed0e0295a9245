"""What a record says: structured entries by mapping, text by rules, joined where both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.clauses import SectionWords, clauses_of, tables_of
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.merge import merge
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.structured import SOURCES
from consilium.domain.findings.topics import TOPICS
from consilium.domain.records import Reading
from consilium.domain.sorting import Sorted

__all__ = [
    "Assertion",
    "Clause",
    "Code",
    "Finding",
    "FindingWords",
    "Kind",
    "Origin",
    "Paper",
    "Section",
    "assertion_of",
    "extract",
]


@dataclass(frozen=True)
class FindingWords:
    """All tables that the rules for findings need; `topics` by the module's name."""

    sections: SectionWords
    assertion: AssertionWords
    topics: Mapping[str, object]
    codes: object = None


def extract(reader: str, reading: Reading, made: Sorted, words: FindingWords) -> tuple[Finding, ...]:
    """Every finding of one record, in reading order; the same statement made twice is one finding with two places."""
    found: list[Finding] = []
    source = SOURCES.get(reader)
    if source is not None:
        topic = getattr(source, "TOPIC", "")  # a source that is mapped with the words of a topic names it
        found += source.find(reading, words.topics[topic] if topic else words.codes)
        if hasattr(source, "prose"):  # a source whose pages repeat its entries says which lines are words of its own
            reading = source.prose(reading, words.codes)
    if reading.pages and not reading.litter:
        paper = paper_of(reading, made, words)
        for each in TOPICS:
            name = each.__name__.rpartition(".")[2]
            found += each.find(paper, words.topics[name], words.assertion)
    return merge(found)


def paper_of(reading: Reading, made: Sorted, words: FindingWords) -> Paper:
    births = [person.birth_date for person in made.people if person.birth_date is not None]
    return Paper(
        reading,
        clauses_of(reading.pages, words.sections, tables_of(reading.facts)),
        made.category.value,
        made.document_date.value,
        made.date_order,
        made.language,
        births[0] if births else None,
        made.institution.value or "",
    )
