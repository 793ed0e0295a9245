"""What a report is of is not listed as absent beside it, though its day is before the report's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.conflicts import conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from consilium.domain.packet import ChildView, StudyView
from consilium.domain.records import Category
from consilium.domain.summary.derived import conflict_rows
from consilium.domain.summary.material import SLIDE_FORMATS, material
from consilium.domain.summary.rows import marks_of
from consilium.knowledge.requirements import requirements

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


def _states(case: ClinicalCase) -> list[tuple[str, str, int]]:
    rows = (row for group in material(case) for row in group.rows)
    return [(getattr(row.cells[0], "code", ""), str(row.cells[2]), len(row.marks)) for row in rows]


def test_a_scan_and_a_report_of_one_number_belong_together_whatever_their_days() -> None:
    study = StudyView("S1", "CT CHEST", "imaging/S1", PartialDate(2025, 7, 15), ("CT",), accession="TC-25-10288")
    report = CaseRecord("a", "R5", "CT", category=Category.IMAGING_REPORTS, date=PartialDate(2025, 7, 16),
                        numbers=("TC-25-10288",))  # fmt: skip
    case = ClinicalCase("c", ChildView(), date(2025, 8, 1), records=(report,), studies=(study,))
    assert _states(case) == [("summary.material_here", "CT CHEST", 0)]
    other = ClinicalCase(
        "c", ChildView(), date(2025, 8, 1), records=(replace(report, numbers=("TC-25-99999",)),), studies=(study,)
    )
    assert [state for state, _, _ in _states(other)] == ["summary.material_here", "summary.material_reported"]


def test_a_scanned_slide_is_material_and_a_letter_about_slides_is_none() -> None:
    day = PartialDate(2026, 7, 1)
    slide = CaseRecord("a", "R1", "A1 H&E", category=Category.PATHOLOGY_SLIDES, date=day, format="svs", pages=1)
    letter = CaseRecord(
        "b", "R2", "Envío de láminas", category=Category.PATHOLOGY_SLIDES, date=day, format="tiff", pages=1
    )
    case = ClinicalCase("c", ChildView(), date(2026, 8, 1), records=(slide, letter))
    assert _states(case) == [("summary.material_here", "A1 H&E", 0)]


def test_the_formats_of_scanned_slides_are_those_of_the_requirements() -> None:
    assert requirements().imaging.slide_formats == SLIDE_FORMATS
