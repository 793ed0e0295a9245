"""What a look at the summary of a synthetic child showed to be wrong. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.days.standing import dated_by_place
from consilium.domain.findings.finding import Kind
from consilium.domain.findings.medicines.medicinelines import is_sure
from consilium.domain.phrases import Hit
from tests.domain.findings.laid_out import paper_from
from tests.domain.findings.onepaper import clauses, page
from tests.domain.findings.test_unlisted_tests_told import read


@pytest.mark.parametrize(
    "text", ["Linfoma de Hodgkin clásico, esclerosis nodular.", "Classical Hodgkin lymphoma, nodular sclerosis."]
)
def test_the_sclerosis_of_a_lymphoma_is_no_illness_of_its_own(text: str) -> None:
    assert {one.kind for one in read(text, kinds=tuple(Kind))} == {Kind.DIAGNOSIS}


def test_a_node_that_is_taken_out_is_no_organ() -> None:
    found = read("The node was dissected free and removed whole.", kinds=(Kind.SURGERY,))
    assert [one.name for one in found] == ["lymph node removal"]


def test_a_blurred_word_of_a_list_is_a_medicine_only_with_a_dose_or_how_often() -> None:
    for text, sure in (
        ("Dexametasone 4 mg twice daily", True),
        ("Example Children's Hospital 400 Sample Avenue", False),
    ):
        (clause,) = clauses(page(text))
        hit = Hit(0, 1, "dexamethasone")
        assert is_sure(clause, hit, listed=True) is sure


def test_a_study_named_behind_another_event_of_a_row_is_not_of_the_rows_day() -> None:
    text = (
        "Date          Event\n"
        "06/30/2026    Biopsy-proven relapse, left supraclavicular; PET Deauville 5 at three sites\n"
        "07/14/2026    First cycle given, no fever\n"
    )
    said = {"text": text, "category": "clinical_summary", "date": "2026-09-10", "order": "mdy", "placed": True}
    paper = paper_from(said)
    found = list(
        dated_by_place(read(text, kinds=(Kind.MENTION,), **{k: v for k, v in said.items() if k != "text"}), paper)
    )
    days = {one.name: str(one.when or "") for one in found}
    assert days["biopsy"] == "2026-06-30"
    assert days["PET"] == ""


def test_an_imaging_report_without_words_is_read_to_its_end() -> None:
    assert read("", kinds=tuple(Kind), category="imaging_reports") == []


def test_what_a_paper_says_of_itself_is_no_finding_of_the_picture() -> None:
    for text in (
        "IMPRESIÓN: Masa suprarrenal izquierda.\nExpediente sintético: no es una persona real",
        "IMPRESSION: Left adrenal mass.\nConfidential: not a real person.",
    ):
        found = read(text, kinds=(Kind.IMAGING,), category="imaging_reports")
        assert found
        assert not [one for one in found if "real" in one.quote]


def test_the_sides_of_a_marrow_are_no_side_of_the_disease() -> None:
    text = "FINAL DIAGNOSIS\nBone marrow, bilateral iliac crest: metastatic neuroblastoma, both sides."
    found = read(text, kinds=(Kind.DIAGNOSIS,), category="bone_marrow")
    assert [one.laterality for one in found if one.name == "neuroblastoma"] == [""]
