"""What is given every day adds up only where somebody tells for how many days; one day alone is the least of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import CaseFinding
from consilium.domain.findings.finding import Finding, Kind
from tests.domain.test_cumulative_doses import LETTER, SHEET, codes, cumulative, day, drug, only
from tests.domain.test_cumulative_doses import RULES as TABLES


def test_one_day_of_a_drug_of_every_day_is_the_least_that_was_given() -> None:
    dose = only(drug("isotretinoin", 160.0, "2024-05-28", daily="yes"))
    assert (dose.total, dose.counted) == (None, 160.0)
    assert "doses.counted_day" in codes(dose)


def test_days_that_are_told_are_all_counted() -> None:
    dose = only(drug("isotretinoin", 160.0, "2024-05-01", until="2024-05-14", daily="yes"))
    assert dose.total == 14 * 160.0


def test_rows_of_single_days_are_each_a_dose() -> None:
    rows = [drug("cytarabine", 75.0, f"2024-05-0{at}", daily="yes") for at in (1, 2, 3)]
    dose = only(*rows)
    assert dose.total == 225.0
    assert "doses.counted_day" not in codes(dose)


@pytest.mark.parametrize("words", ["lorlatinib 100 mg al día", "lorlatinib 100 mg once a day", "lorlatinib 100 mg/day"])
def test_a_drug_that_its_paper_lists_as_a_medicine_of_every_day_is_one(words: str) -> None:
    one = drug("lorlatinib", 115.0, "2026-03-16")
    listed = CaseFinding("m", Finding(Kind.MEDICINE, "lorlatinib", value=words), SHEET)
    dose = cumulative([one, listed], TABLES).drugs[0]
    assert (dose.total, dose.counted) == (None, 115.0)
    elsewhere = replace(listed, record=LETTER)
    assert cumulative([one, elsewhere], TABLES).drugs[0].total == 115.0


def _surface(when: str) -> CaseFinding:
    finding = Finding(Kind.GROWTH, "body surface area", value="0.8", number=0.8, unit="m2", when=day(when))
    return CaseFinding(f"bsa{when}", finding, LETTER)


def test_the_surface_of_the_weeks_around_is_that_of_the_dose() -> None:
    flat = drug("lorlatinib", 80.0, "2026-11-09", unit="mg", record=replace(SHEET, number="R7"))
    near = cumulative([flat, _surface("2026-10-30")], TABLES).drugs[0]
    assert near.counted == 100.0
    far = cumulative([flat, _surface("2026-07-30")], TABLES).drugs[0]
    assert "doses.surface_unknown" in codes(far)
