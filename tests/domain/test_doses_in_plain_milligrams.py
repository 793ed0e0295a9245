"""Sums that agree are no contradiction; a flat, capped or per kilogram dose times its number is a sum in plain mg."""

from __future__ import annotations

import pytest
from test_cumulative_doses import LETTER, SHEET, drug, only

from consilium.domain.clinical import CaseRecord
from consilium.domain.dates import PartialDate
from consilium.domain.doses import Doses, DrugDose
from consilium.domain.flatdoses import FlatSum
from consilium.domain.records import Remark
from consilium.domain.summary.doserows import dose_rows

BOARD = CaseRecord("c", "R3", "board", date=PartialDate(2026, 9, 10))


def total(dose: DrugDose) -> object:
    (row,) = dose_rows(Doses((dose,), (), {dose.drug: dose}))
    return row.total


def course(first: str, last: str, cycle: str) -> object:
    return drug("doxorubicin", 40.0, first, until=last, cycle=cycle, times=2)


def test_a_sum_that_papers_state_and_that_the_doses_make_up_is_no_conflict_whatever_its_day() -> None:
    given = (course("2025-07-29", "2025-08-12", "1"), course("2025-08-26", "2025-09-12", "2"))
    sums = [drug("doxorubicin", 160.0, record=one, cumulative="yes") for one in (SHEET, LETTER)]
    of_first_day = drug("doxorubicin", 160.0, "2025-07-29", BOARD, cumulative="yes")
    dose = only(*given, *sums, of_first_day)  # type: ignore[arg-type]
    assert (dose.total, dose.conflicts) == (160, ())
    assert total(dose) == Remark("summary.dose_total", {"amount": 160, "unit": "mg"})


def test_a_sum_that_the_doses_do_not_make_up_is_a_conflict_still() -> None:
    given = course("2025-07-29", "2025-08-12", "1")
    dose = only(given, drug("doxorubicin", 160.0, record=LETTER, cumulative="yes"))  # type: ignore[arg-type]
    assert (dose.total, len(dose.conflicts)) == (None, 1)


def test_a_flat_dose_is_summed_in_plain_milligrams_by_the_number_of_doses() -> None:
    days = ("2026-07-14", "2026-08-04", "2026-08-25")
    ordered = {"ordered": "1.8", "ordered_unit": "mg", "ordered_per": "kg"}
    doses = [drug("brentuximab vedotin", 90.0, one, unit="mg", **ordered) for one in days]
    named = drug("brentuximab vedotin", None, days[0], LETTER)
    dose = only(*doses, named)
    assert (dose.total, dose.flat) == (None, FlatSum(270.0, "mg", 3))
    assert total(dose) == Remark("summary.dose_flat", {"flat": 270, "unit": "mg", "doses": 3})
    (row,) = dose_rows(Doses((dose,), (), {dose.drug: dose}))
    assert row.notes == ()  # no word of a body surface that it needs not


def test_a_capped_dose_is_told_as_given_where_a_paper_states_that_sum() -> None:
    given = {"given": "2", "given_unit": "mg"}
    cycles = [
        drug("vincristine", 1.5, "2025-07-29", until="2025-08-12", cycle="1", times=3, **given),
        drug("vincristine", 1.5, "2025-08-26", until="2025-09-12", cycle="2", times=3, **given),
    ]
    alone = only(*cycles)
    assert (alone.total, alone.capped) == (9, False)
    dose = only(*cycles, drug("vincristine", 12.0, record=LETTER, unit="mg", cumulative="yes"))
    wanted = {"flat": 12, "unit": "mg", "doses": 6, "amount": 9}
    assert total(dose) == Remark("summary.dose_flat_beside", wanted)


@pytest.mark.parametrize(
    "other",
    [
        drug("nivolumab", 140.0, "2026-07-14", LETTER, unit="mg"),  # of the same day
        drug("nivolumab", None, "2026-08-25", LETTER),  # of another day, without its amount
        drug("nivolumab", 3.0, "2026-08-25", LETTER, unit="mg/kg"),
    ],
)
def test_a_part_that_is_not_known_or_on_which_papers_differ_leaves_no_sum(other: object) -> None:
    dose = only(drug("nivolumab", 150.0, "2026-07-14", unit="mg"), other)  # type: ignore[arg-type]
    assert dose.flat is None
    assert total(dose) == Remark("summary.dose_unknown")
