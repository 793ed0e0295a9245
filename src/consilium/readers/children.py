"""A file that holds papers of several children, taken apart: each child's pages become a file of their own within it.

What is then read, kept, set aside, copied and sent is one child's paper, as every other file is. The file itself is
what an archive is: kept, and nobody's record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.identity.apart import pages_by_child
from consilium.domain.people import MAX_PEOPLE, find_people
from consilium.domain.records import PersonNamed, Reading, Remark
from consilium.domain.sorting import Sorted
from consilium.domain.sorting.bundles import documents_of
from consilium.knowledge.rules import rules
from consilium.readers import registry
from consilium.readers.contract import Context, Source

# The reader whose files hold others and are no records themselves.
CONTAINER = "archive"
_NAME_CHARS = 60
Parted = Callable[[Source, Context, Sequence[Sequence[int]]], list[bytes]]


def apart(source: Source, context: Context, reader: str, reading: Reading, made: Sorted) -> Reading | None:
    """What is left of a file of which each child's pages were handed on as members; None where it is one child's."""
    parted: Parted | None = getattr(registry.reader(reader), "parted", None)
    if parted is None or len(reading.pages) < 2 or len(made.people) < 2:
        return None
    births = frozenset(person.birth_date for person in made.people if person.birth_date is not None)
    documents = documents_of(reading, rules().sorting, made.date_order, births)
    numbers = [[page.number for page in pages] for pages in documents]
    parts = pages_by_child(numbers, _people(reading, made), rules().names)
    files = parted(source, context, parts) if parts else []
    for pages, data in zip(parts, files, strict=bool(files)):
        with context.member(f"{_shown(pages)}.pdf", media_type="application/pdf") as member:
            member.write(data)
    if not files:
        return None
    remark = Remark("documents.of_several_children", {"parts": len(files)})
    return replace(reading, title="", people=(), dates=(), pages=(), facts={}, remarks=(*reading.remarks, remark))


def _people(reading: Reading, made: Sorted) -> Sequence[PersonNamed]:
    """All who are named; sorting stops at a bound."""
    if len(made.people) < MAX_PEOPLE:
        return made.people
    return [
        person for page in reading.pages for person in find_people((page,), rules().sorting.people, made.date_order)
    ]


def _shown(pages: Sequence[int]) -> str:
    """Numbers of pages as a file's name: `p. 1-4, 7`."""
    runs: list[list[int]] = [[pages[0], pages[0]]]
    for before, page in pairwise(pages):
        if page == before + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    text = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"p. {text if len(text) <= _NAME_CHARS else text[:_NAME_CHARS].rpartition(',')[0] + f' … {pages[-1]}'}"
