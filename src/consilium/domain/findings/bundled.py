"""The documents of a file that holds many, each as a reading of its own with its own day, and of a long one its parts.

A chart that a hospital releases is one file of hundreds of papers: what each says is of that paper's day, category and
language. A document of very many pages is read in parts, since rules look at what stands around a statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding
from consilium.domain.records import Citation, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.domain.sorting.bundles import documents_of, numbered_anew
from consilium.domain.sorting.tables import SortingTables

# Pages of one document that are read together.
MOST_TOGETHER = 40


def papers_of(reading: Reading, made: Sorted, tables: SortingTables | None) -> Iterator[tuple[Reading, Sorted, int]]:
    """Each paper of a reading with what sorting says of it, and how many pages stand before it."""
    births = frozenset(person.birth_date for person in made.people if person.birth_date is not None)
    documents = (reading.pages,) if tables is None else documents_of(reading, tables, made.date_order, births)
    before = 0
    for pages in documents:
        whole = replace(reading, pages=pages) if len(documents) == 1 else _alone(reading, numbered_anew(pages))
        own = made if tables is None or len(documents) == 1 else _sorted(whole, made, tables, births)
        for first in range(0, len(pages), MOST_TOGETHER):
            if len(pages) <= MOST_TOGETHER:
                yield whole, own, before if len(documents) > 1 else 0
            else:
                part = numbered_anew(pages[first : first + MOST_TOGETHER])
                yield replace(whole, pages=part), own, before + first
        before += len(pages)


def _alone(reading: Reading, pages: tuple[Page, ...]) -> Reading:
    """One document of a file: what the file says of itself as a whole (its title, its dates) is not said of it."""
    return replace(reading, pages=pages, title="", dates=(), kinds=())


def _sorted(document: Reading, made: Sorted, tables: SortingTables, births: frozenset[PartialDate]) -> Sorted:
    own = sort(document, tables, made.date_order, births)
    return replace(own, people=own.people or made.people, language=own.language or made.language)


def shifted(found: Iterable[Finding], before: int) -> Iterator[Finding]:
    """Findings of a paper that stands behind so many pages, with the pages of the file."""
    for one in found:
        yield replace(one, citations=tuple(_behind(each, before) for each in one.citations)) if before else one


def _behind(citation: Citation, before: int) -> Citation:
    return citation if citation.page is None else replace(citation, page=citation.page + before)
