"""A course of values whose unit was not readable is not drawn beside the same values with their unit."""

from __future__ import annotations

import pytest
from test_labseries import series, told

from consilium.domain.dates import PartialDate
from consilium.domain.summary.courses import series_of

ALT = "alanine aminotransferase"
DAYS = [PartialDate(2026, 6, 15), PartialDate(2026, 8, 31), PartialDate(2026, 10, 12)]


@pytest.mark.parametrize(
    ("bare", "units"),
    [
        ((24, 27), ["U/L"]),  # a copy of part of the values
        ((24, 27, 33), ["U/L"]),
        ((24, 30), ["", "U/L"]),  # other values: nobody knows of what unit
    ],
)
def test_a_copy_without_its_unit_is_not_drawn_again(bare: tuple[int, ...], units: list[str]) -> None:
    sure = [told(ALT, number, "U/L", when=day) for number, day in zip((24, 27, 33), DAYS, strict=True)]
    blurred = [told(ALT, number, "", "R2", when=day) for number, day in zip(bare, DAYS, strict=False)]
    assert sorted(one.unit for one in series_of(series(*sure, *blurred))) == units


def test_a_course_that_has_no_unit_anywhere_is_drawn() -> None:
    made = series_of(series(*(told(ALT, number, "", when=day) for number, day in zip((24, 27), DAYS, strict=False))))
    assert [one.unit for one in made] == [""]


@pytest.mark.parametrize("unit", ["UI/l", "UI/L", "IU/L", "u/l"])
def test_units_that_are_the_same_make_one_course(unit: str) -> None:
    made = series(told(ALT, 24, "U/L", when=DAYS[0]), told(ALT, 27, unit, "R2", when=DAYS[1]))
    assert len(made) == 1
