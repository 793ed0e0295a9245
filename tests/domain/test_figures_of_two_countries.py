"""Figures that two countries read as two numbers, as the summary shows them."""

from __future__ import annotations

import pytest

from consilium.domain.summary.figures import parted, read

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("written", "number", "shown"),
    [
        ("3.280", 3280.0, f"3{SPACE}280"),
        ("1,830", 1830.0, f"1{SPACE}830"),
        ("<1,830 ng/mL", 1830.0, f"<1{SPACE}830 ng/mL"),
        ("1.250.000", 1_250_000.0, f"1{SPACE}250{SPACE}000"),
        ("150.000 - 450.000", 180_000.0, f"150{SPACE}000 - 450{SPACE}000"),
        # What is read with decimals, and what only one country writes so, stays as written.
        ("3.280", 3.28, "3.280"),
        ("3.500-5.000", 4.2, "3.500-5.000"),
        ("0.125", 0.125, "0.125"),
        ("10,6", 10.6, "10,6"),
        ("1,830.5", 1830.5, "1,830.5"),
        ("12.03.2024", 12.0, "12.03.2024"),
        ("3.280", None, "3.280"),
        ("positive", None, "positive"),
    ],
)
def test_thousands_stand_apart_by_a_space(written: str, number: float | None, shown: str) -> None:
    assert parted(written, number) == shown


@pytest.mark.parametrize(
    ("written", "near", "number"),
    [
        ("150.000", 180_000, 150_000),
        ("150,000", 90_000, 150_000),
        ("3.500", 4.2, 3.5),
        ("3,5", 4.2, 3.5),
        ("30", 12_450, 30),
        ("", 4.2, None),
        ("up to 5", 4.2, None),
        ("inf", 4.2, None),
        ("nan", 4.2, None),
    ],
)
def test_a_bound_of_a_range_is_of_the_size_of_what_it_bounds(written: str, near: float, number: float | None) -> None:
    assert read(written, near) == number
