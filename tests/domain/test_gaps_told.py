"""What papers tell of by the way: how a biopsy was taken, tests and scans whose results a letter quotes, radiation that
was to begin, inherited genes that wait; owed where it is not here, and not where it is."""

from __future__ import annotations

from consilium.domain.completeness import Item, gaps
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import case, record, says, study

_CHILD = (
    record("R1", "discharge", "2025-03-20", "Discharge summary"),
    says("R1", "diagnosis", "osteosarcoma of the femur", "2025-03-01"),
    record("R2", "pathology_report", "2025-03-05", "Femur biopsy", numbers=("S25-01177",)),
)


def _owed(*parts: object) -> list[Item]:
    return [item for row in gaps(case(*_CHILD, *parts), requirements()) for item in row.items]  # type: ignore[arg-type]


def _days(items: list[Item], category: str) -> set[str]:
    return {str(one.when or "") for one in items if str(one.category) == category}


def test_how_a_biopsy_was_taken_is_owed_until_a_paper_of_the_operation_is_here() -> None:
    taken = says("R2", "surgery", "open biopsy", "2025-03-01")
    assert "2025-03-01" in _days(_owed(taken), "operative")
    assert not _days(_owed(taken, record("R9", "operative", "2025-03-01", "Operative note")), "operative")


def test_the_paper_of_an_operation_of_a_day_is_owed_once_however_it_is_told() -> None:
    taken = says("R2", "surgery", "open biopsy", "2025-03-01")
    day = says("R2", "mention", "operation", "2025-03-01", what="operation")
    again = says("R1", "mention", "surgery", "2025-03-01", what="surgery")
    owed = [one for one in _owed(taken, day, again) if str(one.category) == "operative"]
    assert [str(one.when) for one in owed] == ["2025-03-01"]
    other = says("R1", "mention", "surgery", "2025-06-01", what="surgery")
    assert _days(_owed(taken, day, other), "operative") == {"2025-03-01", "2025-06-01"}


def test_a_heart_test_whose_result_a_letter_quotes_is_owed_until_its_report_is_here() -> None:
    quoted = says("R1", "function", "left ventricular ejection fraction", "2025-03-10", value="62 %")
    assert "2025-03-10" in _days(_owed(quoted), "heart_hearing_tests")
    here = record("R9", "heart_hearing_tests", "2025-03-10", "Echocardiogram")
    assert "2025-03-10" not in _days(_owed(quoted, here), "heart_hearing_tests")


def test_an_earlier_test_that_a_report_is_compared_with_is_owed_and_its_own_is_not() -> None:
    own = record("R9", "heart_hearing_tests", "2025-09-10", "Audiogram")
    tested = says("R9", "mention", "audiogram", "2025-04-02", what="function")
    today = says("R9", "mention", "audiogram", "2025-09-10", what="function")
    days = _days(_owed(own, tested, today), "heart_hearing_tests")
    assert "2025-04-02" in days
    assert "2025-09-10" not in days


def test_a_scan_that_a_letter_quotes_on_a_day_is_owed_until_its_images_are_here() -> None:
    quoted = says("R1", "imaging", "nodule", "2025-03-12", modality="CT", study_date="2025-03-12")
    quoted.finding.detail["part"] = "quoted"  # type: ignore[index]
    assert "2025-03-12" in _days(_owed(quoted), "imaging")
    assert "2025-03-12" not in _days(_owed(quoted, study("S1", "CT", "2025-03-12", "CT chest")), "imaging")


def test_a_marrow_told_of_is_owed_as_a_marrow() -> None:
    child = (
        record("R1", "discharge", "2025-03-20", "Discharge summary"),
        says("R1", "diagnosis", "B-cell acute lymphoblastic leukemia", "2025-03-01"),
        says("R1", "mention", "bone marrow", "2025-03-18", what="pathology", quote="End of induction marrow: M1."),
    )
    items = [item for row in gaps(case(*child), requirements()) for item in row.items]
    told = [one for one in items if str(one.when or "") == "2025-03-18"]
    assert told
    assert {str(one.category) for one in told} == {"bone_marrow"}


def test_radiation_that_was_to_begin_long_ago_is_asked_for_and_a_thought_of_it_is_not() -> None:
    planned = says("R1", "radiation", "flank irradiation", assertion="planned", quote="Radiation, to begin 2025-04-01.")
    thought = says("R1", "radiation", "flank irradiation", assertion="planned", quote="Radiation is an option.")
    assert any(str(one.category) == "radiation" for one in _owed(planned))
    assert not any(str(one.category) == "radiation" for one in _owed(thought))


def test_a_tumor_s_result_does_not_answer_for_inherited_genes() -> None:
    pending = says("R1", "mention", "TP53", assertion="pending", what="genetics", quote="Skin for TP53: pending.")
    tumor = (
        record("R8", "pathology_report", "2025-06-01", "Review"),
        says("R8", "variant", "TP53", value="p.R248Q", quote="Tumor: TP53 p.R248Q"),
    )
    skin = (
        record("R8", "pathology_report", "2025-06-01", "Review"),
        says("R8", "variant", "TP53", assertion="negated", quote="Skin fibroblasts: no TP53 variant"),
    )
    assert any(one.what == "TP53" for one in _owed(pending, *tumor))
    assert not any(one.what == "TP53" for one in _owed(pending, *skin))
