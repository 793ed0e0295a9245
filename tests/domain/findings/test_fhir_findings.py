"""FHIR resources as findings: refuted, unknown, pending and planned ones first. All people are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.structured import fhir
from tests.domain.findings.structured_files import bundle, codes, concept, loinc, mapped, read

MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"


def only(*resources: dict[str, Any]) -> Finding:
    found = bundle(*resources)
    assert len(found) == 1, found
    return found[0]


def condition(name: str = "Asthma", **more: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "code": concept(name, "1"), **more}


def observation(code: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"resourceType": "Observation", "status": "final", "code": code, "effectiveDateTime": "2024-03-01"}
    return {**base, **more}


@pytest.mark.parametrize(
    ("more", "assertion"),
    [
        ({"verificationStatus": concept("Refuted", "refuted")}, Assertion.NEGATED),
        ({"verificationStatus": concept("Provisional", "provisional")}, Assertion.UNCERTAIN),
        ({"clinicalStatus": concept("Resuelto", "resolved")}, Assertion.HISTORICAL),
        ({"abatementDateTime": "2023-05"}, Assertion.HISTORICAL),
        ({"clinicalStatus": "active"}, Assertion.STATED),
        ({"clinicalStatus": concept("Recurrence", "recurrence")}, Assertion.STATED),
    ],
)
def test_a_condition_is_what_its_two_states_say(more: dict[str, Any], assertion: Assertion) -> None:
    assert only(condition(**more)).assertion is assertion


@pytest.mark.parametrize(
    "resource",
    [
        condition(verificationStatus=concept("Entered in error", "entered-in-error")),
        observation(loinc("718-7", "Hgb"), status="entered-in-error", valueQuantity={"value": 1}),
        observation(loinc("718-7", "Hgb"), status="cancelled"),
        {"resourceType": "MedicationOrder", "status": "entered-in-error", "medicationCodeableConcept": {"text": "X"}},
        {"resourceType": "Procedure", "status": "entered-in-error", "code": {"text": "Biopsy"}},
        {"resourceType": "AllergyIntolerance", "code": concept("No information", "no-allergy-info")},
        {"resourceType": "ServiceRequest", "status": "revoked", "code": {"text": "MRI"}},
    ],
)  # fmt: skip
def test_what_was_an_error_or_says_nothing_is_no_finding(resource: dict[str, Any]) -> None:
    assert bundle(resource) == []


def test_the_day_a_condition_was_written_down_is_not_the_day_it_began() -> None:
    found = only(condition(recordedDate="2024-03-01"))
    assert (found.when, found.detail["recorded"]) == (None, "2024-03-01")
    assert only(condition(onsetDateTime="2024-03")).when == PartialDate(2024, 3)


def test_an_mcode_cancer_has_its_histology_side_and_stage() -> None:
    histology = {"url": MCODE + "mcode-histology-morphology-behavior", "valueCodeableConcept": concept(
        "Nephroblastoma, NOS", "8960/3", "http://terminology.hl7.org/CodeSystem/icd-o-3")}  # fmt: skip
    side = {"url": MCODE + "mcode-laterality-qualifier", "valueCodeableConcept": concept("Left", "7771000")}
    cancer, stage = bundle(
        condition(
            "Malignant tumor of kidney",
            meta={"profile": [MCODE + "mcode-primary-cancer-condition"]},
            extension=[histology],
            bodySite=[concept("Kidney", "64033007") | {"extension": [side]}],
            stage=[{"summary": {"text": "Stage III"}, "type": {"text": "COG stage"}}],
        )
    )
    assert (cancer.kind, cancer.laterality, cancer.site) == (Kind.DIAGNOSIS, "left", "Kidney")
    assert (cancer.codes[0].system, cancer.codes[0].code) == ("icd-o-3-morphology", "8960/3")
    assert (stage.kind, stage.value, stage.detail["system"]) == (Kind.STAGE, "Stage III", "COG stage")


def test_a_value_that_is_not_there_yet_is_pending_and_one_that_is_unknown_says_why() -> None:
    assert only(observation(loinc("718-7", "Hgb"), status="registered")).assertion is Assertion.PENDING
    unknown = only(observation(loinc("718-7", "Hgb"), dataAbsentReason=concept("Not Performed", "not-performed")))
    assert (unknown.value, unknown.number, unknown.detail["absent"]) == ("", None, "Not Performed")


def test_a_value_keeps_comparator_figures_range_and_flag() -> None:
    found = only(
        observation(
            loinc("1834-1", "AFP"),
            valueQuantity={"value": 10.50, "comparator": ">=", "unit": "ng/mL"},
            referenceRange=[{"low": {"value": 0}, "high": {"value": 8.5, "unit": "ng/mL"}}],
            interpretation=[concept("High", "H")],
        )
    )
    assert (found.name, found.comparator, found.number, found.unit) == ("alpha fetoprotein", ">=", 10.5, "ng/mL")
    assert (found.detail["high"], found.detail["flag"]) == ("8.5", "H")


def test_each_component_is_a_finding_of_its_own() -> None:
    pressure = observation(
        loinc("85354-9", "Blood pressure"),
        component=[
            {"code": loinc("8480-6", "Systolic"), "valueQuantity": {"value": 110, "unit": "mmHg"}},
            {"code": loinc("8462-4", "Diastolic"), "valueQuantity": {"value": 70, "unit": "mmHg"}},
        ],
    )
    found = bundle(pressure)
    assert [(one.name, one.number) for one in found] == [
        ("systolic blood pressure", 110.0),
        ("diastolic blood pressure", 70.0),
    ]
    assert found[1].citations[0].place.endswith("component[1]")


def variant(answer: str, **more: Any) -> dict[str, Any]:
    return observation(
        loinc("69548-6", "Genetic variant assessment"),
        valueCodeableConcept=loinc(answer, "as called"),
        component=[{"code": loinc("48018-6", "Gene studied"), "valueCodeableConcept": concept("ALK", "HGNC:427")}],
        **more,
    )


def test_a_variant_that_was_looked_for_and_not_found_is_negated() -> None:
    assert only(variant("LA9634-2")).assertion is Assertion.NEGATED
    assert only(variant("LA18198-4")).assertion is Assertion.UNCERTAIN
    found = only(variant("LA9633-4"))
    assert (found.kind, found.name, found.assertion) == (Kind.VARIANT, "ALK", Assertion.STATED)


def test_a_tnm_category_and_a_performance_score_are_what_they_are() -> None:
    stage = only(observation(loinc("21905-5", "Primary tumor.clinical"), valueCodeableConcept=concept("cT2", "1")))
    assert (stage.kind, stage.name, stage.value) == (Kind.STAGE, "clinical T", "cT2")
    score = only(observation(loinc("89247-1", "ECOG"), valueInteger=1))
    assert (score.kind, score.name, score.number) == (Kind.GROWTH, "ECOG performance status", 1.0)


def test_a_report_that_is_not_final_is_pending() -> None:
    report = {"resourceType": "DiagnosticReport", "code": {"text": "Bone marrow"}, "status": "preliminary"}
    assert only(report).assertion is Assertion.PENDING
    concluded = bundle({**report, "status": "final", "conclusionCode": [concept("Neuroblastoma", "1")]})
    assert [one.kind for one in concluded] == [Kind.MENTION, Kind.DIAGNOSIS]


def given(kind: str, status: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": kind, "status": status, "medicationCodeableConcept": {"text": "Vincristine"}, **more}


@pytest.mark.parametrize(
    ("resource", "assertion", "state"),
    [
        (given("MedicationStatement", "not-taken"), Assertion.NEGATED, None),
        (given("MedicationStatement", "intended"), Assertion.PLANNED, None),
        (given("MedicationRequest", "active", intent="plan"), Assertion.PLANNED, None),
        (given("MedicationRequest", "active", intent="order"), Assertion.STATED, "current"),
        (given("MedicationRequest", "stopped", intent="order"), Assertion.STATED, "past"),
        (given("MedicationStatement", "unknown"), Assertion.STATED, None),
    ],
)
def test_a_medicine_is_what_its_status_says(resource: dict[str, Any], assertion: Assertion, state: str | None) -> None:
    found = only(resource)
    assert (found.kind, found.assertion, found.detail.get("state")) == (Kind.MEDICINE, assertion, state)


def test_an_administered_anticancer_drug_has_its_dose_and_day() -> None:
    dose = {"dose": {"value": 1.5, "unit": "mg"}, "route": {"text": "IV"}}
    found = only(given("MedicationAdministration", "completed", dosage=dose, effectiveDateTime="2024-03-05"))
    assert (found.kind, found.name, found.number, found.unit) == (Kind.DRUG, "vincristine", 1.5, "mg")
    assert (found.when, found.detail["route"]) == (PartialDate(2024, 3, 5), "IV")
    missed = only(given("MedicationAdministration", "not-done"))
    assert missed.assertion is Assertion.NEGATED


def test_a_medicine_is_named_by_the_resource_that_it_refers_to() -> None:
    medication = {"resourceType": "Medication", "id": "m", "code": concept("Ondansetron 4 MG", "1")}
    reference = {"reference": "Medication/m"}
    statement = {"resourceType": "MedicationStatement", "status": "active", "medicationReference": reference}
    assert only(medication, statement).name == "Ondansetron 4 MG"


def test_no_known_allergy_is_a_denial_and_an_unconfirmed_allergy_is_still_shown() -> None:
    none = only({"resourceType": "AllergyIntolerance", "code": concept("No known allergy", "716186003")})
    assert (none.name, none.assertion) == ("any", Assertion.NEGATED)
    latex = {"resourceType": "AllergyIntolerance", "code": concept("Latex", "1")}
    found = only({**latex, "verificationStatus": concept("Unconfirmed", "unconfirmed")})
    assert (found.assertion, found.detail["verification"]) == (Assertion.STATED, "unconfirmed")
    refuted = only({**latex, "verificationStatus": concept("Refuted", "refuted")})
    assert refuted.assertion is Assertion.NEGATED


def test_a_procedure_that_was_not_done_is_negated() -> None:
    procedure = {"resourceType": "Procedure", "code": {"text": "Nephrectomy, left"}, "performedDateTime": "2024-02"}
    assert only({**procedure, "status": "not-done"}).assertion is Assertion.NEGATED
    done = only({**procedure, "status": "completed"})
    assert (done.kind, done.laterality, done.when) == (Kind.SURGERY, "left", PartialDate(2024, 2))


def test_a_radiotherapy_course_has_dose_fractions_and_volume() -> None:
    volume = {
        "url": MCODE + "mcode-radiotherapy-dose-delivered-to-volume",
        "extension": [
            {"url": "volume", "valueReference": {"display": "Left flank"}},
            {"url": "totalDoseDelivered", "valueQuantity": {"value": 1080, "unit": "cGy"}},
            {"url": "fractionsDelivered", "valueUnsignedInt": 6},
        ],
    }
    course = {
        "resourceType": "Procedure",
        "status": "completed",
        "meta": {"profile": [MCODE + "mcode-radiotherapy-course-summary"]},
        "code": {"text": "Course of radiotherapy"},
        "performedPeriod": {"start": "2024-04-01", "end": "2024-04-08"},
        "extension": [volume],
        "bodySite": [concept("Flank", "1")],
    }
    found = only(course)
    assert (found.kind, found.value, found.unit, found.detail["gray"]) == (Kind.RADIATION, "1080", "cGy", "10.8")
    assert (found.detail["fractions"], found.site, found.until) == ("6", "Left flank", PartialDate(2024, 4, 8))


def test_what_was_ordered_is_planned_and_what_was_completed_is_mentioned() -> None:
    request = {"resourceType": "ServiceRequest", "intent": "order", "code": {"text": "MRI abdomen"}}
    assert only({**request, "status": "active"}).assertion is Assertion.PLANNED
    done = only({**request, "status": "completed"})
    assert (done.assertion, done.detail["what"]) == (Assertion.STATED, "imaging")


def test_a_relatives_illness_is_the_familys() -> None:
    mother = {
        "resourceType": "FamilyMemberHistory",
        "status": "completed",
        "relationship": {"text": "mother"},
        "condition": [{"code": concept("Breast cancer", "1"), "onsetAge": {"value": 38, "unit": "a"}}],
    }
    found = only(mother)
    assert (found.kind, found.assertion) == (Kind.FAMILY_HISTORY, Assertion.FAMILY)
    assert dict(found.detail) == {"relative": "mother", "age_at_onset": "38 a"}


def test_every_resource_ends_as_findings_or_with_a_reason_and_every_quote_stands_on_its_page() -> None:
    resources = [
        {"resourceType": "Patient", "id": "p", "name": [{"text": "Ana Muestra"}]},
        condition("Neuroblastoma"),
        observation(loinc("718-7", "Hgb"), valueQuantity={"value": 9.1, "unit": "g/dL"}),
        {"resourceType": "Immunization", "status": "not-done", "vaccineCode": {"text": "MMR"}},
        {
            "resourceType": "Specimen",
            "type": {"text": "Tumor"},
            "collection": {"bodySite": concept("Left kidney", "1")},
        },
        {"resourceType": "ImagingStudy", "status": "available", "description": "CT chest", "started": "2024-03-01"},
        {"resourceType": "CarePlan", "status": "active", "activity": [{"detail": {"code": {"text": "Nephrectomy"}}}]},
    ]
    data = json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]}).encode()
    reading = read("fhir", data)
    outcomes = list(fhir.outcomes(reading, codes()))
    assert [each.reason for each in outcomes] == ["no_statement", "", "", "", "", "", ""]
    for outcome in outcomes:
        for found in outcome.findings:
            cited = found.citations[0]
            assert cited.page is not None
            assert cited.quote in reading.pages[cited.page - 1].text
            assert cited.place.startswith("Bundle.entry[")
    assert outcomes[2].findings[0].quote == "Hgb 9.1"


def test_the_rules_for_text_get_only_the_words_that_are_not_made_from_entries() -> None:
    resources = [
        condition("Leukemia", verificationStatus=concept("Refuted", "refuted")),
        observation(loinc("1", "Panel"), component=[{"code": {"text": "Part"}, "valueString": "high"}]),
        {"resourceType": "DiagnosticReport", "status": "final", "code": {"text": "CT"}, "conclusion": "No metastases."},
    ]
    data = json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]}).encode()
    reading = read("fhir", data)
    assert "Leukemia" in reading.text
    assert fhir.prose(reading, codes()).text == "No metastases."


def test_the_public_genomics_sample_names_its_variant(shared_data: Path) -> None:
    found = mapped("fhir", (shared_data / "fhir" / "genomics-reporting-oncology-first4entries.json").read_bytes())
    assert [one.kind for one in found] == [Kind.SPECIMEN, Kind.VARIANT]
    seen = found[1]
    assert (seen.name, seen.value, seen.detail["cdna"], seen.detail["vaf"]) == (
        "PIK3CA",
        "p.H1047R",
        "c.3140A>G",
        "0.2188",
    )
    assert seen.detail["call"] == "positive"
