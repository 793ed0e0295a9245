"""Diagnoses as papers say them: the child's, in the form that is said, with codes that are certain."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.topics import diagnosis
from consilium.domain.records import Category
from consilium.knowledge.documents import document
from tests.domain.findings.onepaper import findings


def only(text: str, category: Category | None = None) -> Finding:
    (one,) = findings(diagnosis, text, category, PartialDate(2024, 5, 1))
    return one


def codes(one: Finding, system: str) -> list[str]:
    return [code.code for code in one.codes if code.system == system]


@pytest.mark.parametrize(
    "text",
    [
        "The Leukemia clinic meets on Tuesdays.",
        "Comité de linfoma pediátrico",
        "ALL MARGINS ARE NEGATIVE.",
        "ALL patients have to sign.",
        "Hodgkin lymphoma cells were not available.",
        "Her mother had Hodgkin lymphoma.",
        "Thank you for seeing ALL of them.",
    ],
)
def test_what_is_no_diagnosis_of_the_child_is_none(text: str) -> None:
    assert findings(diagnosis, text) == []


def test_a_relapse_that_is_not_seen_is_negated_and_says_what_is() -> None:
    one = only("No evidence of recurrent Ewing sarcoma.")
    assert one.assertion is Assertion.NEGATED
    assert one.detail["status"] == "relapse"


def test_a_suspected_disease_is_uncertain_and_working() -> None:
    one = only("Suspected Langerhans cell histiocytosis.")
    assert (one.assertion, one.detail["status"]) == (Assertion.UNCERTAIN, "working")


def test_a_disease_that_follows_cytology_words_keeps_its_subtype_side_site_and_printed_code() -> None:
    one = only(
        "Diagnóstico: Linfoma de Hodgkin clásico, variedad esclerosis nodular (CIE-O-3 9663/3), "
        "ganglio supraclavicular izquierdo."
    )
    assert one.name == "classical Hodgkin lymphoma, nodular sclerosis"
    assert (one.laterality, one.site) == ("left", "supraclavicular")
    assert codes(one, "icd-o-3-morphology") == ["9663/3"]
    assert codes(one, "iccc-3") == ["IIa"]
    assert "9663/3" in one.quote


def test_an_icd_10_code_in_its_column_is_read() -> None:
    one = only("Problem: Wilms tumor; ICD-10: C64.1; Onset: 2024-02-17")
    assert codes(one, "icd-10") == ["C64.1"]
    assert one.when == PartialDate(2024, 2, 17)


def test_the_group_of_a_tumor_whose_site_decides_is_not_guessed() -> None:
    assert codes(only("Diagnosis: Ewing sarcoma"), "iccc-3") == []
    assert codes(only("Diagnosis: Ewing sarcoma of the left femur"), "iccc-3") == ["VIIIc"]


def test_a_name_that_says_little_has_no_code() -> None:
    assert only("Diagnosis: lymphoma").codes == ()


def test_the_date_may_stand_in_the_next_sentence_and_is_quoted() -> None:
    one = only("Diagnóstico: Retinoblastoma. Diagnosticado el 14 de marzo de 2023.")
    assert one.when == PartialDate(2023, 3, 14)
    assert one.citations[1].quote == "Diagnosticado el 14 de marzo de 2023"


def test_a_date_that_may_be_another_events_is_not_taken() -> None:
    assert only("Wilms tumor, nephrectomy on 03/12/2024.").when is None


def test_a_pathology_reports_final_diagnosis_is_confirmed_on_its_date() -> None:
    one = only("Final diagnosis\nKidney: Wilms tumor.", Category.PATHOLOGY_REPORT)
    assert (one.detail["status"], one.when) == ("confirmed", PartialDate(2024, 5, 1))


def test_a_relapse_without_a_name_is_that_of_the_papers_one_disease_and_quotes_both() -> None:
    found = findings(
        diagnosis, "History\nNeuroblastoma of the left adrenal gland.\nRelapse in June 2026 in the bone marrow."
    )
    relapse = next(one for one in found if one.detail.get("status") == "relapse")
    assert (relapse.name, relapse.when) == ("neuroblastoma", PartialDate(2026, 6))
    assert [one.quote.split()[0] for one in relapse.citations] == ["Relapse", "Neuroblastoma"]


def test_a_relapse_in_a_paper_about_two_diseases_is_of_neither() -> None:
    found = findings(diagnosis, "History\nNeuroblastoma. Wilms tumor.\nRelapse in June 2026.")
    assert {one.detail.get("status", "") for one in found} == {""}


def test_the_same_diagnosis_twice_is_one_with_two_places() -> None:
    one = only("Diagnosis: osteosarcoma\nThis is an osteogenic sarcoma.")
    assert len(one.citations) == 2


def test_a_revised_diagnosis_says_so_and_the_former_one_is_historical() -> None:
    found = findings(diagnosis, "Amended diagnosis: anaplastic large cell lymphoma (previously Hodgkin lymphoma).")
    assert [one.assertion for one in found] == [Assertion.STATED, Assertion.HISTORICAL]
    assert found[0].detail["status"] == "revised"


@pytest.mark.parametrize("entry", document("findings/diagnosis.yaml")["diseases"], ids=lambda entry: entry["name"])
def test_every_name_in_both_languages_is_read_as_its_disease(entry: dict[str, object]) -> None:
    names = [entry["name"], *entry["en"], *entry["es"]]  # type: ignore[misc]
    for name in names:
        found = findings(diagnosis, f"Diagnosis: {name}")
        assert [one.detail.get("disease") for one in found] == [entry["id"]], name
