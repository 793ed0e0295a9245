"""What a report is of is not listed as absent beside it, though its day is before the report's."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.conflicts import conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Category
from consilium.domain.summary.derived import conflict_rows
from consilium.domain.summary.material import material
from consilium.domain.summary.rows import marks_of

SCAN = CaseRecord("a", "R1", "PET", category=Category.IMAGING_REPORTS, date=PartialDate(2025, 2, 15))
MARROW = CaseRecord("b", "R2", "Marrow", category=Category.BONE_MARROW, date=PartialDate(2025, 3, 5))
SEEN = Finding(Kind.IMAGING, "uptake", detail={"study_date": "2025-02-14", "modality": "PET/CT"})


def _mention(name: str, what: str, when: PartialDate) -> Finding:
    return Finding(Kind.MENTION, name, when=when, detail={"what": what})


def _absent(*pairs: tuple[CaseRecord, Finding]) -> list[str]:
    found = tuple(CaseFinding(str(at), finding, record) for at, (record, finding) in enumerate(pairs))
    case = ClinicalCase("c", ChildView(), date(2025, 6, 1), records=(SCAN, MARROW), findings=found)
    rows = (row for group in material(case) for row in group.rows)
    return [str(row.cells[2]) for row in rows if getattr(row.cells[0], "code", "") == "summary.material_absent"]


def test_the_study_of_a_report_that_was_written_a_day_later_is_reported() -> None:
    assert _absent((SCAN, SEEN), (SCAN, _mention("PET/CT", "imaging", PartialDate(2025, 2, 14)))) == []


def test_another_study_that_it_tells_of_is_still_absent() -> None:
    assert _absent((SCAN, SEEN), (SCAN, _mention("CT", "imaging", PartialDate(2025, 2, 13)))) == ["CT"]


def test_the_sample_of_a_report_is_reported() -> None:
    taken = Finding(Kind.SPECIMEN, "bone marrow", when=PartialDate(2025, 3, 4))
    told = _mention("bone marrow", "pathology", PartialDate(2025, 3, 4))
    assert _absent((MARROW, taken), (MARROW, told)) == []
    assert _absent((MARROW, told)) == ["bone marrow"]


@pytest.mark.parametrize("day", ["soon", "2025-13-40", ""])
def test_a_day_that_is_none_is_left_out(day: str) -> None:
    odd = Finding(Kind.IMAGING, "uptake", detail={"study_date": day})
    assert _absent((SCAN, odd), (SCAN, _mention("CT", "imaging", PartialDate(2025, 2, 13)))) == ["CT"]


def test_a_date_that_cannot_be_is_told_in_a_sentence_and_cites_its_record_alone() -> None:
    late = CaseFinding("k", Finding(Kind.SURGERY, "nephrectomy", when=PartialDate(2031, 1, 2)), SCAN)
    case = ClinicalCase("c", ChildView(), date(2025, 6, 1), records=(SCAN,), findings=(late,))
    (row,) = conflict_rows(conflicts(case))
    assert getattr(row.cells[2], "code", "") == "conflicts.in_the_future"
    assert [one.record for one in row.references] in ([], ["R1"])


@pytest.mark.parametrize(("doubt", "marked"), [("magnitude", True), ("decimal mark", True), ("", False)])
def test_a_figure_that_can_hardly_be_says_so(doubt: str, marked: bool) -> None:

    value = Finding(Kind.LABORATORY, "hemoglobin", value="112", unit="g/dL", detail={"doubt": doubt} if doubt else {})
    codes = [mark.code for mark in marks_of(CaseFinding("k", value, MARROW))]
    assert ("summary.doubtful_figure" in codes) is marked
