"""What no list names by itself: asked for where the story shows it, and not where it is here or was never made."""

from __future__ import annotations

import pytest

from consilium.domain.completeness import Standing, Status, gaps
from consilium.domain.dates import PartialDate
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import case, record, says, study

LEUKEMIA = (
    record("R1", "discharge", "2021-06-22", "Discharge summary"),
    says("R1", "diagnosis", "B-cell acute lymphoblastic leukemia", "2021-05-20"),
    says("R1", "variant", "ETV6::RUNX1", value="fusion"),
    record("R2", "bone_marrow", "2026-04-03", "Bone marrow"),
    says("R2", "diagnosis", "B-cell acute lymphoblastic leukemia, relapse", "2026-04-03", status="relapse"),
)
RADIATED = (
    record("R1", "clinical_summary", "2025-06-01", "Summary"),
    says("R1", "diagnosis", "medulloblastoma", "2024-03-20"),
    record("R3", "radiation", "2024-06-30", "Radiation completion summary"),
    says("R3", "radiation", "craniospinal irradiation", "2024-05-15"),
)


def found(*parts: object) -> dict[str, Status]:
    return {row.thing: row for row in gaps(case(*parts), requirements())}  # type: ignore[arg-type]


def test_radiation_whose_plan_files_are_here_asks_for_none() -> None:
    assert "story_radiation_files" not in found(*RADIATED, study("S1", "RTPLAN", "2024-05-10", "Plan"))
    assert found(*RADIATED)["story_radiation_files"].standing is Standing.MISSING


def test_plan_files_are_not_asked_for_where_even_the_summary_is_missing() -> None:
    assert "story_radiation_files" not in found(*RADIATED[:2], says("R1", "radiation", "craniospinal"))


def test_tissue_typing_that_was_sent_is_awaited_until_its_paper_is_here() -> None:
    sent = says("R1", "mention", "HLA typing", what="laboratory", status="sent")
    rows = found(*LEUKEMIA, sent)
    assert rows["story_hla"].items[0].reason.code == "gaps.item_pending"
    assert "story_hla" not in found(*LEUKEMIA, sent, record("R9", "labs", "2026-05-01", "HLA typing report"))
    assert "story_hla" not in found(*LEUKEMIA)


def test_photographs_of_the_eye_are_asked_for_where_an_examination_speaks_of_them() -> None:
    eye = (
        record("R1", "clinical_summary", "2026-08-13", "Examination under anesthesia"),
        says("R1", "diagnosis", "retinoblastoma", "2024-06-20"),
    )
    told = says("R1", "mention", "images", what="imaging", modality="images", quote="RetCam images taken.")
    assert "story_photographs" in found(*eye, told)
    assert "story_photographs" not in found(*eye, told, study("S1", "OP", "2026-08-13", "RetCam"))
    assert "story_photographs" not in found(*eye)


def test_after_a_relapse_the_marrow_and_genes_of_the_first_diagnosis_are_asked_for() -> None:
    items = [item for row in found(*LEUKEMIA).values() for item in row.items]
    assert {item.reason.code for item in items} >= {"gaps.item_first_marrow", "gaps.item_first_quoted"}
    (marrow,) = [item for item in items if item.reason.code == "gaps.item_first_marrow"]
    assert str(marrow.when) == "2021-05"


@pytest.mark.parametrize("here", ["bone_marrow", "genetics"])
def test_a_first_report_that_is_here_is_not_asked_for(here: str) -> None:
    rows = found(*LEUKEMIA, record("R9", here, "2021-05-25", "Bone marrow" if here == "bone_marrow" else "Karyotype"))
    codes = {item.reason.code for row in rows.values() for item in row.items}
    assert "gaps.item_first_quoted" not in codes
    assert ("gaps.item_first_marrow" in codes) is (here == "genetics")


def test_treatment_of_which_only_a_letter_tells_is_owed_by_its_name() -> None:
    letter = (record("R5", "clinical_summary", "2026-05-01", "Letter"), says("R5", "drug", "dinutuximab"))
    road = (record("R6", "treatment_records", "2025-09-01", "Road map"), says("R6", "drug", "cisplatin", "2025-08-01"))
    (item,) = found(*RADIATED[:2], *road, *letter)["treatment_records"].items
    assert (item.what, item.reason.code) == ("dinutuximab", "gaps.item_treatment_told")
    again = says("R6", "drug", "dinutuximab", "2025-08-20")
    assert found(*RADIATED[:2], *road, *letter, again)["treatment_records"].standing is Standing.PRESENT


def test_treatment_told_from_a_day_to_a_day_of_which_no_paper_is_here_is_owed_as_its_sheets() -> None:
    course = (
        record("R1", "discharge", "2024-05-20", "Discharge"),
        says("R1", "diagnosis", "Wilms tumor", "2024-03-15"),
        record("R2", "discharge", "2025-02-10", "Discharge"),
        says("R2", "protocol", "AVD", "2024-05-22", until=PartialDate(2025, 2, 2)),
    )
    rows = found(*course)
    owed = {item.reason.code: item for row in rows.values() for item in row.items}
    assert owed["gaps.item_treatment_silent"].kind == "report"
    assert str(owed["gaps.item_treatment_silent"].when) == "2024-05-20"
    assert "gaps.item_stretch" in owed
    sheet = record("R3", "treatment_records", "2025-02-02", "Road map")
    dose = says("R3", "drug", "vincristine", "2024-05-19")
    assert "gaps.item_treatment_silent" not in {
        item.reason.code for row in found(*course, sheet, dose).values() for item in row.items
    }


def test_a_report_of_two_studies_owes_the_images_of_both_and_a_pet_with_ct_is_one() -> None:
    start = (
        record("R1", "clinical_summary", "2025-02-01", "Summary"),
        says("R1", "diagnosis", "Ewing sarcoma", "2025-01-20"),
    )
    both = record("R2", "imaging_reports", "2025-01-24", "PET/CT WHOLE BODY + CT CHEST")
    one = record("R2", "imaging_reports", "2025-01-24", "PET/CT and low-dose CT")
    assert _images(found(*start, both)) == {"PT", "CT"}
    assert _images(found(*start, one)) == {"PT"}


def test_a_copy_of_a_report_that_does_not_say_of_what_it_is_owes_nothing_more() -> None:
    start = (
        record("R1", "clinical_summary", "2025-12-01", "Summary"),
        says("R1", "diagnosis", "Hodgkin lymphoma", "2025-07-20"),
    )
    report = record("R2", "imaging_reports", "2025-11-26", "PET/CT con 18F-FDG")
    assert _images(found(*start, report, record("R3", "imaging_reports", "2025-11-26", ""))) == {"PT"}
    assert _images(found(*start, report, record("R3", "imaging_reports", "2025-06-26", ""))) == {"PT", ""}


def _images(rows: dict[str, Status]) -> set[str]:
    return {item.what for row in rows.values() for item in row.items if item.kind == "images"}
