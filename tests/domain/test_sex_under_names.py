"""The line under a name may be the child's sex under a label that recognition misspelt."""

from __future__ import annotations

import pytest

from consilium.domain.people import find_people
from consilium.domain.records import Box, Line, Page
from consilium.knowledge.rules import rules


def _named(*lines: str) -> list[str]:
    """The names of a page of cells under one another, whose second line begins where the name began."""
    placed = []
    for at, text in enumerate(lines):
        words, left = [], 0.2 if at else 0.1
        first = left
        for word in text.split():
            words.append((word, Box(left, 0.1 + 0.03 * at, left + 0.01 * len(word), 0.12 + 0.03 * at)))
            left += 0.01 * (len(word) + 1)
        placed.append(Line(text, Box(first, 0.1 + 0.03 * at, left - 0.01, 0.12 + 0.03 * at), tuple(words), 0.8))
    return [one.text for one in find_people([Page(1, tuple(placed), 600, 800, "ocr")], rules().sorting.people)]


@pytest.mark.parametrize("sex", ["Seam Masculino", "Sesn Masculino", "Sek Female", "Ses Femenino"])
def test_a_sex_under_a_name_is_no_part_of_it(sex: str) -> None:
    assert _named("Paciente: Mateo Sample", sex) == ["Mateo Sample"]
