"""Tables of administration with a column for each day: each given day once, a held one held."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from consilium.domain.findings.finding import Assertion
from tests.domain.findings.treated import found_in, paper

ENGLISH = "| Drug | Dose | Day 1 | Day 8 | Day 15 |\n| Vincristine | 1.5 mg/m2 | {} | {} | {} |\n"
SPANISH = "| Fármaco | Dosis | Día 1 (15/07/2024) | Día 8 (22/07/2024) |\n| Vincristina | 1,5 mg/m2 | {} | {} |\n"
GIVEN, HELD = Assertion.STATED, Assertion.NEGATED


def told(text: str, order: str) -> list[tuple[str, Assertion]]:
    one = paper(text, "2024-08-20", order)
    return [(str(each.when), each.assertion) for each in found_in(one) if each.kind is Kind.DRUG]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (
            ("07/15/2024", "07/22/2024", "07/29/2024"),
            [("2024-07-15", GIVEN), ("2024-07-22", GIVEN), ("2024-07-29", GIVEN)],
        ),
        (
            ("07/15/2024", "07/22/2024", "07/29/2024 (held 08/12)"),
            [("2024-07-15", GIVEN), ("2024-07-22", GIVEN), ("2024-07-29", GIVEN), ("2024-08-12", HELD)],
        ),
        (
            ("07/15/2024", "07/22/2024 held", "held 07/29, given 08/05"),
            [("2024-07-15", GIVEN), ("2024-07-22", HELD), ("2024-07-29", HELD), ("2024-08-05", GIVEN)],
        ),
        (("07/15/2024", "held", "07/29/2024"), [("2024-07-15", GIVEN), ("None", HELD), ("2024-07-29", GIVEN)]),
    ],
)
def test_each_day_of_a_row_is_told_once(cells: tuple[str, ...], days: list[tuple[str, Assertion]]) -> None:
    assert told(ENGLISH.format(*cells), "mdy") == days


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("15/07", "22/07 (omitida)"), [("2024-07-15", GIVEN), ("2024-07-22", HELD)]),
        (("✓", "✓"), [("2024-07-15", GIVEN), ("2024-07-22", GIVEN)]),
        (("✓", "suspendida"), [("2024-07-15", GIVEN), ("2024-07-22", HELD)]),
    ],
)
def test_a_mark_or_a_word_is_of_the_day_of_its_head(cells: tuple[str, ...], days: list[tuple[str, Assertion]]) -> None:
    assert told(SPANISH.format(*cells), "dmy") == days


def test_a_column_of_one_day_and_a_column_of_cycles_are_none_of_these() -> None:
    assert told("| Drug | Dose | Day 1 |\n| Vincristine | 2 mg | 07/15/2024 |\n", "mdy") == [("2024-07-15", GIVEN)]
    table = "| Drug | Cycle 1 | Cycle 2 |\n| Vincristine | 2 mg | 2 mg |\n"
    assert [assertion for _, assertion in told(table, "mdy")] == [GIVEN, GIVEN]
