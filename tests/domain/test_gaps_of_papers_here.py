"""What is here is not asked for again: a report signed long after its tissue was taken, a scan of another part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.completeness import Item, gaps
from consilium.domain.dates import PartialDate
from consilium.domain.paperparts import PaperPart
from consilium.domain.records import Category
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import case, record, says

_WILMS = (
    record("R1", "discharge", "2025-03-20", "Discharge summary"),
    says("R1", "diagnosis", "nephroblastoma", "2025-01-20", code="iccc-3 VIa"),
)


def _owed(*parts: object) -> list[Item]:
    return [item for row in gaps(case(*_WILMS, *parts), requirements()) for item in row.items]  # type: ignore[arg-type]


def _days(items: list[Item], category: str) -> set[str]:
    return {str(one.when or "") for one in items if str(one.category) == category}


@pytest.mark.parametrize("operation", ["radical nephrectomy", "nefrectomía radical"])
@pytest.mark.parametrize("signed", ["2025-01-20", "2025-02-14", "2025-05-30"])
def test_the_report_of_the_tissue_is_here_however_late_it_was_signed(operation: str, signed: str) -> None:
    report = record("R2", "pathology_report", signed, "Surgical pathology, amended", numbers=("S25-20991",))
    taken = says("R2", "specimen", "kidney", "2025-01-14")
    done = says("R2", "surgery", operation, "2025-01-14")
    owed = _owed(report, taken, done)
    assert not _days(owed, "pathology_report")
    assert len([one for one in owed if one.kind == "slides"]) == 1


def test_another_operation_still_lacks_its_report() -> None:
    report = record("R2", "pathology_report", "2025-05-30", "Surgical pathology", numbers=("S25-20991",))
    taken = says("R2", "specimen", "kidney", "2025-01-14")
    later = says("R1", "surgery", "open biopsy", "2025-03-10")
    assert "2025-03-10" in _days(_owed(report, taken, later), "pathology_report")


@pytest.mark.parametrize(
    "line", ["CT CHEST Date of exam: 03/12/2025", "TC DE TÓRAX Fecha del estudio: 12/03/2025", "CT chest 12 March 2025"]
)
def test_a_report_without_a_title_is_of_the_part_that_its_own_line_names(line: str) -> None:
    report = record("R3", "imaging_reports", "2025-03-13")
    seen = says("R3", "imaging", "metastasis", "2025-03-12", "negated", modality="CT", study_date="2025-03-12")
    own = says("R3", "mention", "CT", "2025-03-12", what="imaging", modality="CT", quote=line)
    rows = {row.thing: row for row in gaps(case(*_WILMS, report, seen, own), requirements())}
    assert [str(one.when) for one in rows["chest_ct"].items] == ["2025-03-12"]
    assert not rows["abdomen_ct_or_mri"].items
    assert rows["abdomen_ct_or_mri"].standing.value == "missing"


@pytest.mark.parametrize(("part", "thing"), [("CT chest", "chest_ct"), ("CT abdomen", "abdomen_ct_or_mri")])
def test_pictures_are_asked_for_by_the_part_that_the_paper_names(part: str, thing: str) -> None:
    told = says("R1", "mention", "CT", "2025-02-02", what="imaging", modality="CT", value=part)
    (owed,) = (one for one in _owed(told) if one.kind == "images" and str(one.when) == "2025-02-02")
    assert owed.thing == thing


@pytest.mark.parametrize(
    ("name", "owed"), [("blood culture", False), ("hemocultivos", False), ("catecholamines", True)]
)
def test_no_second_team_asks_for_the_paper_of_a_culture(name: str, owed: bool) -> None:
    told = says("R1", "mention", name, "2025-02-02", what="laboratory", status="performed")
    assert ("2025-02-02" in _days(_owed(told), "labs")) is owed


def test_a_report_behind_another_one_in_a_file_is_here() -> None:
    parts = (
        PaperPart(Category.HEART_HEARING_TESTS, PartialDate(2025, 8, 14), "Echocardiogram"),
        PaperPart(Category.IMAGING_REPORTS, PartialDate(2025, 10, 28), "CT chest"),
    )
    told = says("R1", "mention", "CT", "2025-10-28", what="imaging", modality="CT", value="CT chest")
    alone = record("R2", "heart_hearing_tests", "2025-08-14", "Echocardiogram")
    assert "2025-10-28" in _days(_owed(alone, told), "imaging_reports")
    assert "2025-10-28" not in _days(_owed(replace(alone, parts=parts), told), "imaging_reports")
