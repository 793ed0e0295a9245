"""The documents of a file survive as a remark on it."""

from __future__ import annotations

from consilium.domain.dates import PartialDate
from consilium.domain.paperparts import SEVERAL, PaperPart, parts_in, parts_written
from consilium.domain.records import Category, Remark

ECHO = PaperPart(Category.HEART_HEARING_TESTS, PartialDate(2025, 8, 14), "Echo\tcardiogram")
SCAN = PaperPart(Category.IMAGING_REPORTS, None)


def test_parts_come_back_as_they_were_written() -> None:
    text = parts_written([ECHO, SCAN, SCAN, PaperPart(None, None, "?")])
    remark = Remark(SEVERAL, {"count": 4, "parts": text})
    assert parts_in([remark]) == (PaperPart(ECHO.category, ECHO.date, "Echo cardiogram"), SCAN)
    assert parts_in([]) == ()


def test_a_remark_of_another_version_costs_nothing() -> None:
    assert parts_in([Remark(SEVERAL, {"count": 2})]) == ()
    assert parts_in([Remark(SEVERAL, {"count": 2, "parts": "no_such\t2025-99\tx"})]) == (PaperPart(None, None, "x"),)
