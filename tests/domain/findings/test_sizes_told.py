"""Sizes in words of nobody's paper: lists with one unit, runs, changes, earlier sizes with their own days, organs."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Kind
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.topics import imaging
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings

_DAY = PartialDate(2031, 5, 20)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("nodules of 2, 3 and 5 mm", [("2", False), ("3", False), ("5", False)]),
        ("de 12 y 9 mm", [("12", False), ("9", False)]),
        ("reduced from 17 to 9 mm", [("17", True), ("9", False)]),
        ("31 x 20 mm -> 12 x 8 mm", [("31 x 20", True), ("12 x 8", False)]),
        ("8.4 cm (prev 6.1)", [("8.4", False), ("6.1", True)]),
        ("nodules (3-6 mm)", [("6", False)]),
    ],
)
def test_sizes_share_a_unit_and_say_which_was_before(text: str, sizes: list[tuple[str, bool]]) -> None:
    assert [(one.sizes, one.before) for one in sizes_in(text)] == sizes


@pytest.mark.parametrize("text", ["BP 110 mm Hg", "CPAP 6 cm H2O", "presión de 12 cm de agua", "grade 2, stage 3"])
def test_pressures_are_no_sizes(text: str) -> None:
    assert list(sizes_in(text)) == []


def _sizes(text: str, category: Category) -> set[tuple[str, str, str, str]]:
    found = findings(imaging, text, category, _DAY, "dmy")
    return {
        (one.value, str(one.when or ""), one.laterality, "before" if one.assertion is Assertion.HISTORICAL else "now")
        for one in found
        if one.kind is Kind.MEASUREMENT
    }


def test_a_size_of_before_has_the_day_of_the_study_compared() -> None:
    text = (
        "CT CHEST\nComparison: CT 02/02/2031 and baseline 03/11/2030.\nFindings:\n"
        "Right hilar node 9 mm (prev 14 mm; baseline 31 mm)."
    )
    found = {(value, day, when) for value, day, _, when in _sizes(text, Category.IMAGING_REPORTS)}
    assert found == {
        ("9 mm", "2031-05-20", "now"), ("14 mm", "2031-02-02", "before"), ("31 mm", "2030-11-03", "before"),
    }  # fmt: skip


def test_each_side_has_its_own_size() -> None:
    found = _sizes("ULTRASOUND\nFindings:\nKidneys: right 8.1 cm, left 8.4 cm.", Category.IMAGING_REPORTS)
    assert {(value, side) for value, _, side, _ in found} == {("8.1 cm", "right"), ("8.4 cm", "left")}


@pytest.mark.parametrize(
    ("text", "category", "value"),
    [
        ("Gross:\nTumor of 6.1 x 5.0 x 4.2 cm.", Category.PATHOLOGY_REPORT, "6.1 x 5.0 x 4.2 cm"),
        ("Findings: a mass of 44 mm at the upper pole.", Category.OPERATIVE, "44 mm"),
        ("CT 04/05/2031: renal pelvis 11 mm.", Category.DISCHARGE, "11 mm"),
        ("The tumor measured 2.7 cm on 3 May.", Category.DISCHARGE, "2.7 cm"),
    ],
)
def test_sizes_are_read_in_every_kind_of_paper(text: str, category: Category, value: str) -> None:
    assert value in {one for one, *_ in _sizes(text, category)}


@pytest.mark.parametrize(
    "text",
    [
        "Findings:\nNo nodules > 4 mm.",
        "Technique:\nContiguous 2 mm slices of the chest.",
        "Findings:\nCatheter tip 12 mm above the carina.",
    ],
)
def test_denied_things_slices_and_distances_are_not_measured(text: str) -> None:
    assert _sizes(f"CT CHEST\n{text}", Category.IMAGING_REPORTS) == set()
