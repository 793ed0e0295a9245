"""The children whose papers one file holds, by its pages: a hospital's chart with a page of somebody else in it.

A document that names one child is that child's whole; in one that names two, a page is the child's whom it names or
the page before it. A page that names both is apart from either. What names nobody goes with the page before it. Where
it is not sure that there are two children, nothing is parted: then the file is asked about, or set aside, as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consilium.domain.identity.names import NameWords
from consilium.domain.identity.reconciling import children_named
from consilium.domain.records import PersonNamed

# Which children a page or a document names, by their place in the list of children.
_Children = frozenset[int]


def pages_by_child(
    documents: Sequence[Sequence[int]], people: Iterable[PersonNamed], words: NameWords
) -> tuple[tuple[int, ...], ...]:
    """The pages of each child of a file, and those of pages that name several; () where it names one child or none.

    `documents` are the page numbers of each document in their order, `people` those named, cited by page.
    """
    cited = [person for person in people if person.citation.page is not None]
    children = children_named(cited, words)
    if len(children) < 2:
        return ()
    named: dict[int, set[int]] = defaultdict(set)
    for person in cited:
        whose = [at for at, child in enumerate(children) if child.may_be(person, words)]
        if len(whose) == 1:
            named[person.citation.page or 0].update(whose)
    if not named:
        return ()
    parts: dict[_Children, list[int]] = defaultdict(list)
    for who, pages in _runs(documents, named):
        parts[who] += pages
    alone = [whose for whose in parts if len(whose) == 1]
    return tuple(tuple(sorted(parts[whose])) for whose in parts) if len(alone) > 1 else ()


def _runs(documents: Sequence[Sequence[int]], named: dict[int, set[int]]) -> Iterable[tuple[_Children, Sequence[int]]]:
    """Pages in their order with the children whose they are."""
    before = next(frozenset(named[page]) for pages in documents for page in pages if named.get(page))
    for pages in documents:
        told = frozenset[int]().union(*(named.get(page, ()) for page in pages))
        if len(told) <= 1:
            before = told or before
            yield before, pages
            continue
        before = next(frozenset(named[page]) for page in pages if named.get(page))
        for page in pages:
            before = frozenset(named.get(page, ())) or before
            yield before, (page,)
