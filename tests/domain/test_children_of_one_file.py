"""The papers of several children in one file are told apart by its pages."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.identity.apart import pages_by_child
from consilium.domain.records import Citation, PersonNamed
from consilium.knowledge.rules import rules

WORDS = rules().names
MIA = ("Mia Sample", "2012-11-30")
LEO = ("Leo Muestra", "2018-02-02")
EVA = ("Eva Ejemplo", "2010-01-09")
NOBODY: list[tuple[str, str]] = []


def people(*pages: list[tuple[str, str]]) -> list[PersonNamed]:
    return [
        PersonNamed(name, birth_date=PartialDate.from_iso(born) if born else None, citation=Citation(page=number))
        for number, named in enumerate(pages, 1)
        for name, born in named
    ]


@pytest.mark.parametrize(
    ("documents", "pages", "parts"),
    [
        ([[1], [2], [3]], [[MIA], [LEO], [MIA]], {(1, 3), (2,)}),
        ([[1, 2, 3]], [[MIA], [LEO], [MIA]], {(1, 3), (2,)}),  # a summary of another child inside a letter
        ([[1, 2], [3, 4], [5]], [[MIA], NOBODY, [LEO], NOBODY, [MIA]], {(1, 2, 5), (3, 4)}),
        ([[1, 2], [3]], [NOBODY, [MIA], [LEO]], {(1, 2), (3,)}),  # a cover without a name is that of its letter
        ([[1], [2], [3]], [[MIA], [LEO], NOBODY], {(1,), (2, 3)}),  # what names nobody is the page's before it
        ([[1], [2], [3]], [[MIA], [LEO], [EVA]], {(1,), (2,), (3,)}),
        ([[1], [2], [3]], [[MIA], [LEO, MIA], [LEO]], {(1,), (2,), (3,)}),  # a page that names both is apart
    ],
)
def test_each_childs_pages_are_apart(
    documents: list[list[int]], pages: list[list[tuple[str, str]]], parts: set[tuple[int, ...]]
) -> None:
    assert set(pages_by_child(documents, people(*pages), WORDS)) == parts


@pytest.mark.parametrize(
    "pages",
    [
        [[MIA], [MIA], NOBODY],
        [NOBODY, NOBODY],
        [[MIA], [("Sample, Mia", "")], [("M. Sample", "")]],
        [[MIA], [("Mia Sample", "2012-11-20")]],  # a slip in a date is asked, not parted
        [[MIA, LEO], [LEO, MIA]],  # no page is of one child alone
    ],
)
def test_what_is_not_surely_of_two_children_is_not_parted(pages: list[list[tuple[str, str]]]) -> None:
    numbers = [[number] for number in range(1, len(pages) + 1)]
    assert pages_by_child(numbers, people(*pages), WORDS) == ()
