"""A day of two readings keeps its year, shows what is written, and is whole once the hospital's order is known."""

from __future__ import annotations

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Kind
from consilium.domain.findings.days.twoways import in_order_of
from tests.domain.findings.onepaper import extracted

NOTE = ("OPERATION NOTE", "Operation: Right enucleation", "Date: 02/07/2024", "ASA 1. Globe intact.")


def test_an_operation_keeps_the_day_as_the_paper_writes_it() -> None:
    (told,) = (one for one in extracted(*NOTE) if one.name == "enucleation")
    assert (told.when, told.detail["when_written"]) == (PartialDate(2024), "02/07/2024")
    assert in_order_of(told, "dmy").when == PartialDate(2024, 7, 2)
    assert in_order_of(told, "mdy").when == PartialDate(2024, 2, 7)
    assert "when_written" not in in_order_of(told, "dmy").detail
    assert in_order_of(told, "") == told


def test_a_day_that_is_sure_is_not_doubted() -> None:
    (told,) = (one for one in extracted(*NOTE, "Seen 25/06/2024.") if one.name == "enucleation")
    assert (told.when, "when_written" in told.detail) == (PartialDate(2024, 7, 2), False)


def test_of_several_days_none_is_taken_for_another_ones() -> None:
    lines = ("NOTE", "Date: 02/07/2024", "Visit 03/04/2024.", "Right enucleation in 2024.")
    found = [one for one in extracted(*lines) if one.kind is Kind.SURGERY]
    assert found
    assert not any("when_written" in one.detail for one in found)
