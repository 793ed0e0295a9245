"""summary.fhir.json meets every profile that it claims, by the guides' own demands; what can't meet one claims less."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from consilium.domain.clinical import ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Code, Finding, Kind
from consilium.domain.packet import ChildView, NumberView, Sourced
from consilium.knowledge.catalog import Catalog, load
from consilium.writers.fhir import bundle
from consilium.writers.fhir.shapes import tables
from tests.writers.fhir_conformance import faults
from tests.writers.fhir_guides import PROFILES, SECTIONS
from tests.writers.fhir_rules import INVARIANTS, at, codes, is_loinc, is_snomed
from tests.writers.sample_clinical import sample_case
from tests.writers.test_fhir_summary import ABOUT, PLACE, SHOWN, WORDS, case_of, findings, resources

TUMOR = (Code("icd-o-3-morphology", "9663/3"), Code("icd-o-3-topography", "C77.8"), Code("iccc-3", "II(a)"))
DAY, MONTH, LATER = PartialDate(2025, 6, 18), PartialDate(2025, 6), PartialDate(2025, 7, 2)
TIMES = ((None, None), (DAY, None), (MONTH, None), (DAY, LATER), (LATER, DAY), (None, DAY))
SAID: tuple[dict[str, Any], ...] = (
    {},
    {"name": "complete response", "value": "Deauville 2", "laterality": "left", "site": "neck"},
    {"name": "weight", "number": 31.5, "unit": "kg", "codes": (Code("loinc", "29463-7"),)},
    {"name": "height", "number": 1.31, "unit": "m", "codes": (Code("loinc", "8302-2"),), "value": "1.31 m"},
    {"name": "any", "value": "no known allergies", "codes": TUMOR},
    {"name": "ALK", "value": "p.F1174L", "codes": (Code("hgvs", "NM_004304.5:c.3522C>A"), Code("hgvs", "p.F1174L")),
     "detail": {"gene": "ALK", "cdna": "c.3522C>A", "protein": "p.F1174L"}},
    {"name": "BRAF", "value": "V600E", "detail": {"gene": "BRAF", "protein": "V600E"}},
    {"name": "doxorubicin", "number": 40.0, "unit": "mg/m2",
     "detail": {"dose": "40", "dose_unit": "mg", "per": "m2", "reaction": "rash", "low": "1", "high": "2"}},
    {"name": "doxorubicin", "number": 240.0, "unit": "mg/m2",
     "detail": {"dose": "240", "dose_unit": "mg", "per": "m2", "cumulative": "yes"}},
)  # fmt: skip


def claims(case: ClinicalCase, kind: str = "Observation") -> list[str]:
    return [claim.rpartition("/")[2] for each in resources(case, kind) for claim in at(each, "meta.profile")]


def one(finding: Finding, kind: str) -> dict[str, Any]:
    (found,) = resources(case_of(finding), kind)
    return found


# Every document that the tests make.


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sample_case_breaks_no_demand_of_what_it_claims(language: str) -> None:
    made = bundle(sample_case(language), ABOUT, Catalog(language, load(language), strict=True))
    assert faults(made) == []


def test_a_case_of_which_nothing_is_known_meets_the_international_patient_summary() -> None:
    assert faults(bundle(replace(case_of(), records=()), ABOUT, WORDS)) == []


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_finding_however_said_and_dated_meets_what_its_entry_claims(kind: Kind) -> None:
    every = [
        Finding(kind, **({"name": "thing"} | said), when=when, until=until, assertion=assertion, citations=(PLACE,))
        for said, (when, until), assertion in product(SAID, TIMES, SHOWN)
    ]
    assert faults(bundle(case_of(*every), ABOUT, WORDS)) == []


@settings(max_examples=150, deadline=None)
@given(findings)
def test_whatever_a_finding_says_no_claim_is_broken(finding: Finding) -> None:
    assert faults(bundle(case_of(finding), ABOUT, WORDS)) == []


def test_a_child_of_whom_all_is_known_and_one_of_whom_nothing_is_are_patients_of_both_guides() -> None:
    told = ChildView(
        Sourced("Lucía Muestra"), Sourced("2012-04"), Sourced("female"), (NumberView("00-1", "North"), NumberView("2"))
    )
    tumor = Finding(Kind.DIAGNOSIS, "lymphoma", TUMOR, citations=(PLACE,))
    for child in (told, ChildView()):
        assert faults(bundle(replace(case_of(tumor), child=child), ABOUT, WORDS)) == []


# The checker itself: what breaks a demand is found.


def _spoil(change: Callable[[dict[str, dict[str, Any]], dict[str, Any]], object]) -> list[str]:
    made = copy.deepcopy(bundle(sample_case(), ABOUT, WORDS))
    named = {each["resource"]["resourceType"]: each["resource"] for each in reversed(made["entry"])}
    change(named, made)
    return faults(made)


def _of(made: dict[str, Any], profile: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each["resource"] for each in made["entry"] if profile in str(each["resource"].get("meta"))
    )
    return found


_WORDS = {"valueCodeableConcept": {"text": "p.S116N"}}


def _misplace(sections: list[dict[str, Any]]) -> None:
    """A sample among the results."""
    named = {each["code"]["coding"][0]["code"]: each for each in sections}
    named["30954-2"]["entry"].append(named["specimens"]["entry"].pop())


def _twice(values: list[Any]) -> None:
    values.append(values[-1])


def _claim(made: dict[str, Any], code: str, profile: str) -> None:
    """An Observation whose value is words alone takes a code and claims a profile."""
    entries = [each["resource"] for each in made["entry"]]
    plain = next(each for each in entries if "coding" not in each.get("valueCodeableConcept", {"coding": ()}))
    plain["code"] = {"coding": [{"system": tables().systems["loinc"], "code": code}]}
    plain["meta"] = {"profile": [tables().mcode + profile]}


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("bdl-9", lambda _, made: made["identifier"].pop("system")),
        ("timestamp", lambda _, made: made.pop("timestamp")),
        ("bdl-document", lambda named, _: named["Composition"]["section"].pop()),
        ("takes no Specimen", lambda named, _: _misplace(named["Composition"]["section"])),
        ("ips-comp-1", lambda named, _: named["Composition"]["section"][0].pop("entry")),
        ("section 11450-4 is required once", lambda named, _: named["Composition"]["section"].pop(2)),
        ("code is missing", lambda named, _: named["Composition"]["section"][-1].pop("code")),
        ("ips-pat-1", lambda named, _: named["Patient"]["name"].append({"use": "usual"})),
        ("us-core-6", lambda named, _: named["Patient"]["name"][0].pop("_family")),
        ("us-core-identifiers", lambda named, _: named["Patient"]["identifier"][0].pop("_system")),
        ("birthDate", lambda named, _: named["Patient"].pop("birthDate")),
        ("leads out", lambda named, _: named["Condition"]["subject"].update(reference="urn:uuid:0")),
        ("ait-1", lambda named, _: named["AllergyIntolerance"].pop("clinicalStatus")),
        ("required list", lambda named, _: named["AllergyIntolerance"].update(clinicalStatus={"text": "active"})),
        ("mad-1", lambda named, _: named["MedicationAdministration"]["dosage"].pop("dose")),
        ("effective[x]: 0 instead", lambda named, _: named["MedicationAdministration"].pop("effectiveDateTime")),
        ("performed[x]: is DateTime", lambda _, made: _of(made, "course-summary").update(performedDateTime="2025")),
        ("value[x]: 0 instead", lambda _, made: _of(made, "tumor-marker-test").pop("valueCodeableConcept")),
        ("us-core-1", lambda _, made: _of(made, "tumor-marker-test").update(effectiveDateTime="2025-06")),
        ("value[x]: no code", lambda _, made: _of(made, "genomic-variant")["valueCodeableConcept"].pop("coding")),
        ("list (mcode-cancer-disease-status", lambda _, made: _claim(made, "97509-4", "mcode-cancer-disease-status")),
        ("mcode-extensions", lambda _, made: _twice(_of(made, "primary-cancer")["extension"])),
        ("vital-signs", lambda _, made: _claim(made, "29463-7", "mcode-cancer-stage")),
        ("variant-components", lambda _, made: _of(made, "genomic-variant")["component"][1].update(_WORDS)),
        ("value[x]: is Quantity", lambda _, made: _of(made, "cancer-stage").update(valueQuantity={"value": 4})),
        ("category: 0 instead", lambda _, made: _of(made, "primary-cancer")["category"].clear()),
        ("ext-1", lambda named, _: named["Condition"]["extension"][0].pop("valueString")),
        ("per-1", lambda _, made: _of(made, "course-summary")["performedPeriod"].update(end="2020")),
        ("txt-1", lambda named, _: named["Condition"]["text"].update(div="<div><script/></div>")),
        ("is unknown", lambda named, _: named["Device"].update(meta={"profile": ["urn:x/Device-uv-ips"]})),
    ],
)  # fmt: skip
def test_the_checker_finds_what_is_broken(said: str, change: Callable[[Any, Any], object]) -> None:
    assert any(said in fault for fault in _spoil(change)), said


def test_every_demand_of_the_table_is_asked() -> None:
    named = {key for guide in PROFILES.values() for key in guide.invariants if not key.startswith(("bdl", "ips-"))}
    assert named <= set(INVARIANTS)
    assert {each for guide in PROFILES.values() for each in guide.above} <= set(PROFILES)
    kinds = tables().kinds.values()
    claimed = {each["profile"] for each in kinds if "profile" in each} | {"mcode-cancer-related-medication-request"}
    assert claimed <= set(PROFILES)


# What is claimed, and what is not.


@pytest.mark.parametrize(
    ("codes_", "claimed"),
    [
        ((Code("icd-o-3-morphology", "9663/3"),), True),
        ((Code("iccc-3", "II(a)"),), True),
        ((Code("icd-o-3-morphology", "9500/6"),), False),
        ((Code("icd-o-3-morphology", "8822/0"),), False),
        ((), False),
    ],
)
def test_only_a_tumor_that_is_no_metastasis_is_a_primary_cancer(codes_: tuple[Code, ...], claimed: bool) -> None:
    case = case_of(Finding(Kind.DIAGNOSIS, "tumor", codes_))
    assert claims(case, "Condition") == ["mcode-primary-cancer-condition"] * claimed


def test_a_tumors_morphology_stands_where_mcode_has_it() -> None:
    found = one(Finding(Kind.DIAGNOSIS, "Hodgkin lymphoma", TUMOR), "Condition")
    (held,) = (each for each in found["extension"] if "histology" in each["url"])
    assert held["valueCodeableConcept"]["coding"][0]["code"] == "9663/3"


@pytest.mark.parametrize(
    "change", [{"when": MONTH}, {"when": None}, {"value": ""}, {"value": "", "assertion": Assertion.PENDING}]
)
def test_a_stain_without_a_day_or_a_result_claims_no_tumor_marker_test(change: dict[str, Any]) -> None:
    stain = Finding(Kind.STAIN, "CD30", value="positive", when=DAY)
    assert claims(case_of(stain)) == ["mcode-tumor-marker-test"]
    assert claims(case_of(replace(stain, **change))) == []


def test_a_variant_is_present_absent_or_claims_nothing() -> None:
    variant = Finding(Kind.VARIANT, "ALK", (Code("hgvs", "p.F1174L"),), "p.F1174L", detail={"gene": "ALK"})
    for assertion, answer in ((Assertion.STATED, ["LA9633-4"]), (Assertion.NEGATED, ["LA9634-2"])):
        found = one(replace(variant, assertion=assertion), "Observation")
        assert codes(found["valueCodeableConcept"], tables().systems["loinc"]) == answer
        assert [each["code"] for each in found["code"]["coding"]] == ["69548-6"]
    assert claims(case_of(replace(variant, assertion=Assertion.UNCERTAIN))) == []


def test_a_response_is_coded_only_where_it_means_the_same() -> None:
    response = Finding(Kind.RESPONSE, "stable disease", value="SD", when=DAY)
    assert claims(case_of(response)) == ["mcode-cancer-disease-status"]
    assert one(response, "Observation")["valueCodeableConcept"]["coding"][0]["code"] == "359746009"
    assert claims(case_of(replace(response, name="PET response", value="Deauville 3"))) == []
    assert claims(case_of(replace(response, assertion=Assertion.NEGATED))) == []


def test_an_operation_claims_no_cancer_since_none_states_its_reason() -> None:
    assert claims(case_of(Finding(Kind.SURGERY, "port placement", when=DAY)), "Procedure") == []


# What R4 asks of every entry.


def test_a_dose_keeps_what_it_is_per_and_a_sum_is_no_dose() -> None:
    dose = {"dose": "40", "dose_unit": "mg", "per": "m2"}
    drug = Finding(Kind.DRUG, "doxorubicin", number=40.0, unit="mg/m2", when=DAY, detail=dose)
    assert one(drug, "MedicationAdministration")["dosage"] == {
        "text": "40 mg/m2", "dose": {"value": 40.0, "unit": "mg/m2"},
    }  # fmt: skip
    total = one(replace(drug, detail={**dose, "cumulative": "yes"}), "MedicationAdministration")["dosage"]
    assert (total["text"], total["dose"]["extension"][0]["valueCode"]) == ("40 mg/m2 (cumulative)", "as-text")


def test_a_weight_is_a_vital_sign_in_ucum_or_has_no_vital_signs_code() -> None:
    weight = Finding(Kind.GROWTH, "weight", (Code("loinc", "29463-7"),), number=31.5, unit="kg", when=DAY)
    found = one(weight, "Observation")
    assert [each["coding"][0]["code"] for each in found["category"]] == ["exam", "vital-signs"]
    assert found["valueQuantity"] == {
        "value": 31.5, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg",
    }  # fmt: skip
    for change in ({"when": MONTH}, {"unit": "arrobas"}, {"assertion": Assertion.UNCERTAIN}):
        assert "coding" not in one(replace(weight, **change), "Observation")["code"]


def test_that_no_allergy_is_known_is_said_in_code_where_no_record_names_one() -> None:
    none = Finding(Kind.ALLERGY, "any", value="NKDA", assertion=Assertion.NEGATED, citations=(PLACE,))
    alone = one(none, "AllergyIntolerance")
    assert codes(alone["code"], "http://snomed.info/sct") == ["716186003"]
    assert "verificationStatus" not in alone
    beside = resources(case_of(none, Finding(Kind.ALLERGY, "penicillin")), "AllergyIntolerance")[0]
    assert "coding" not in beside["code"]
    assert beside["verificationStatus"]["coding"][0]["code"] == "refuted"


def test_what_is_planned_and_what_is_a_sample_stand_outside_the_sections_of_the_guide() -> None:
    case = case_of(
        Finding(Kind.SURGERY, "resection", assertion=Assertion.PLANNED, citations=(PLACE,)),
        Finding(Kind.SPECIMEN, "biopsy", citations=(PLACE,)),
    )
    (head,) = resources(case, "Composition")
    own = [each["code"]["coding"][0] for each in head["section"] if "emptyReason" not in each]
    assert [(each["system"], each["code"]) for each in own] == [
        ("urn:consilium:section", name) for name in ("planned", "specimens", "records")
    ]


# Codes.


def test_the_codes_that_we_write_have_their_check_digits() -> None:
    table = tables()
    loinc = {str(each["code"]) for each in (*table.sections.values(), *table.kinds.values()) if each.get("code")}
    loinc |= set(table.vital_signs) | set(SECTIONS)
    snomed = {*table.laterality.values(), *table.responses.values(), *table.no_allergies.values(), "2667000"}
    snomed |= {str(each["snomed"]) for each in table.kinds.values() if "snomed" in each}
    assert [code for code in sorted(loinc) if not is_loinc(code)] == []
    assert [code for code in sorted(snomed) if not is_snomed(code)] == []
    assert not is_loinc("10160-1")
    assert not is_snomed("2667001")
