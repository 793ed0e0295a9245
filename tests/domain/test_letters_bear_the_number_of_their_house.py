"""A letter bears the child's number at that hospital: the one that its own papers print, never another house's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.completeness import gaps
from consilium.domain.letters import Choices, letters
from consilium.domain.packet import NumberView
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import ECH, HIM, READ

CASE = READ["hodgkin at diagnosis, reports only"][0]


def _numbers(*numbers: NumberView) -> set[tuple[str, ...]]:
    child = replace(CASE.child, numbers=numbers)
    case = replace(CASE, child=child)
    made = letters(gaps(case, requirements()), case, letter_tables(), Choices(countries={"": "MX"}))
    return {one.numbers for one in made if one.holder == HIM}


def test_a_number_that_the_houses_own_papers_print_is_its_number() -> None:
    assert _numbers(NumberView("LK-448812", "", "R1", places=(HIM,))) == {("LK-448812",)}


@pytest.mark.parametrize(
    "number",
    [
        NumberView("HF-20991", "", "R1", places=(ECH,)),
        NumberView("HF-20991", "", "R1", places=(HIM, ECH)),  # printed by both: nobody says whose it is
        NumberView("HF-20991", "", "R1", places=("",)),
        NumberView("HF-20991", "", "R1"),
        NumberView("HF-20991", ECH, "R1", places=(HIM,)),  # the issuer is stated: another's number on its paper
    ],
)
def test_no_number_is_guessed(number: NumberView) -> None:
    assert _numbers(number) == {()}


def test_what_an_issuer_is_stated_for_counts_as_before() -> None:
    assert _numbers(NumberView("HIM-204417", HIM, "R1")) == {("HIM-204417",)}
