"""What a record says, by the rules of `knowledge/findings`. A module of its own, since rules and tables take seconds to
load: a worker that is given nothing but images never does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import MOST_STATEMENTS, FindingWords, extract_within
from consilium.domain.findings.finding import READ_LANGUAGES
from consilium.domain.records import Reading, Remark
from consilium.domain.sorting import Sorted
from consilium.domain.sorting.bundles import documents_of
from consilium.knowledge.findings.suggested import tagger
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules


@cache
def _words() -> FindingWords:
    return replace(finding_words(), tagger=tagger())


def preload() -> None:
    """Load the tables and the tagger. Costs a second or two, as does importing the rules."""
    _words()


def found_in(
    reader: str, reading: Reading, made: Sorted, alive: Callable[[], None]
) -> tuple[tuple[Finding, ...], tuple[Remark, ...]]:
    """The findings and what is to be said of them. A rule that fails costs the findings only."""
    try:
        found, more = extract_within(reader, reading, made, _words(), alive=alive)
        return found, tuple(_about(reading, made, more))
    except Exception as error:  # noqa: BLE001 (text is hostile; what was read stays)
        return (), (Remark("findings.failed", {"kind": type(error).__name__}),)


def _about(reading: Reading, made: Sorted, more: bool) -> Iterator[Remark]:
    births = frozenset(person.birth_date for person in made.people if person.birth_date is not None)
    documents = documents_of(reading, rules().sorting, made.date_order, births)
    if len(documents) > 1:
        yield Remark("findings.several_documents", {"count": len(documents)})
    if more:
        yield Remark("findings.too_many", {"bound": MOST_STATEMENTS})
    if reading.pages and not reading.litter and made.language not in READ_LANGUAGES:
        yield Remark("findings.other_language", {"language": made.language})
