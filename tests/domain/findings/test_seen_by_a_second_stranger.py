"""What a packet of a kidney tumor was told falsely: what addenda replace, sides, days, sums, reasons, who tells."""

from __future__ import annotations

import pytest
from onepaper import clauses, extracted, page

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.chemo.celldoses import of_the_dose
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text.references import in_reference
from consilium.domain.records import Category, Reading

TISSUE = Category.PATHOLOGY_REPORT
TITLES = {TISSUE: "SURGICAL PATHOLOGY REPORT", Category.IMAGING_REPORTS: "IMAGING REPORT"}
SCAN = ("CT CHEST", "Exam date: 28 October 2026", "FINDINGS:")
ADDED = (
    "SURGICAL PATHOLOGY REPORT",
    "Reported: 11 March 2026",
    "FINAL DIAGNOSIS: Kidney, left: Wilms tumor, favorable histology. Local stage: II.",
    "No evidence of anaplasia in the sections examined.",
    "ADDENDUM #1 issued 27 March 2026",
    "REVISED DIAGNOSIS: Wilms tumor with focal anaplasia, local stage III.",
    "This replaces the diagnosis of 11 March 2026.",
)


def of_kind(text: str, kind: Kind, category: Category | None = None) -> list[Finding]:
    """The findings of a kind; of a paper of a category by its title."""
    titled = [TITLES[category]] if category is not None else []
    return [one for one in extracted(*titled, *text.split("\n")) if one.kind is kind]


def paper_of(text: str) -> Paper:
    return Paper(Reading("text", pages=(page(text),)), clauses(page(text)), None, PartialDate(2026, 3, 6), "mdy")


def test_a_denial_that_an_addendum_takes_back_is_not_told() -> None:
    told = extracted(*ADDED)
    anaplasia = [(one.name, one.assertion) for one in told if "anaplasia" in one.name]
    assert anaplasia == [("focal anaplasia", Assertion.STATED)]


def test_an_older_stage_is_of_before_and_the_revised_diagnosis_stands_apart() -> None:
    told = extracted(*ADDED)
    assert {one.value: one.assertion for one in told if one.kind is Kind.STAGE} == {
        "II": Assertion.HISTORICAL,
        "III": Assertion.STATED,
    }
    assert "revised" in [one.detail.get("status") for one in told if one.kind is Kind.DIAGNOSIS]


def test_an_addendum_that_replaces_nothing_leaves_what_was_said() -> None:
    told = extracted(*ADDED[:4], "ADDENDUM #1 issued 27 March 2026", "WT1 positive.")
    assert [one.assertion for one in told if one.name == "anaplasia"] == [Assertion.NEGATED]


@pytest.mark.parametrize(
    "text",
    [
        "Slides were reviewed by the central laboratory (ref. CR-26-0771).",
        "Second laboratory, case no. PR-0193, response to our letter.",
        "Response: report CR 26-07712 of the reference laboratory.",
    ],
)
def test_letters_of_a_number_are_no_response(text: str) -> None:
    assert not of_kind(text, Kind.RESPONSE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In CR1", "CR1"), ("CR 03/2024", "CR"), ("CR 2024-03-01", "CR"), ("MTX-5000 mg", "MTX"),
        ("PD 2023-2024", "PD"), ("CR 12-05-2024", "CR"),
    ],
)  # fmt: skip
def test_a_short_name_beside_a_day_or_a_dose_is_one(text: str, name: str) -> None:
    at = text.find(name)
    assert not in_reference(text, at, at + len(name))


@pytest.mark.parametrize(
    "text",
    [
        "Three new pulmonary nodules: 11 mm right lower lobe (series 4 image 88), 6 mm right middle lobe, and 5 mm"
        " left upper lobe (series 4 image 31).",
        "Tres nódulos pulmonares nuevos: 11 mm lóbulo inferior derecho (serie 4 imagen 88), 6 mm lóbulo medio derecho"
        " y 5 mm lóbulo superior izquierdo (serie 4 imagen 31).",
    ],
)
def test_each_of_several_sizes_has_its_own_side_and_image(text: str) -> None:
    told = of_kind("\n".join((*SCAN, text)), Kind.MEASUREMENT, Category.IMAGING_REPORTS)
    assert [(one.number, one.laterality, one.detail.get("image")) for one in told] == [
        (11, "right", "88"),
        (6, "right", None),
        (5, "left", "31"),
    ]


def test_what_lies_on_both_sides_is_bilateral_as_a_whole() -> None:
    text = "\n".join((*SCAN, "Two pulmonary nodules: 11 mm right lower lobe and 5 mm left upper lobe."))
    told = of_kind(text, Kind.IMAGING, Category.IMAGING_REPORTS)
    assert {one.laterality for one in told if one.name == "nodule"} == {"bilateral"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The week 10 dactinomycin was held for hepatotoxicity and was never given.", Assertion.NEGATED),
        ("La dactinomicina se suspendió por hepatotoxicidad y nunca se administró.", Assertion.NEGATED),
    ],
)
def test_why_a_drug_was_held_is_so_though_it_was_never_given(text: str, said: Assertion) -> None:
    assert [one.assertion for one in of_kind(text, Kind.TOXICITY)] == [Assertion.STATED]
    drug = of_kind(text, Kind.DRUG)
    assert [one.assertion for one in drug] == [said]
    assert str(drug[0].detail["reason"]).startswith("hepatotoxic")
    assert " " not in str(drug[0].detail["reason"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Plan: Echo before any further anthracycline; cumulative doxorubicin 150 mg/m2.", Assertion.STATED),
        ("Plan: audiograma; cisplatino acumulado 300 mg/m2.", Assertion.STATED),
        ("Plan: total planned doxorubicin 300 mg/m2.", Assertion.PLANNED),
        ("Plan: she will reach a cumulative doxorubicin of 300 mg/m2.", Assertion.PLANNED),
    ],
)
def test_a_sum_that_was_reached_is_no_plan(text: str, said: Assertion) -> None:
    assert [one.assertion for one in of_kind(text, Kind.DRUG) if one.number] == [said]


def test_what_comes_before_any_further_drug_plans_none() -> None:
    told = of_kind("Plan: Echo before any further anthracycline.", Kind.DRUG)
    assert Assertion.PLANNED not in [one.assertion for one in told]


@pytest.mark.parametrize(
    "text",
    [
        "One of two hilar lymph nodes contains metastatic nephroblastoma (1/2, 3 mm).",
        "Three of ten prostatic cylinders of tissue that were taken held tumor (3/10).",
        "Shrinkage of the mass from 9.8 to 7.1 cm.",
        "Hemoglobin fell from 9.8 to 7.1 after vincristine.",
        "La masa disminuyó desde 9.8 hasta 7.1 cm.",
    ],
)
def test_counts_and_amounts_are_no_days(text: str) -> None:
    paper = paper_of(text)
    assert not occasions(text, paper)


def test_a_remark_that_a_scan_joined_to_a_dose_is_not_its_day() -> None:
    paper = paper_of("")
    near = PartialDate(2026, 4, 8)
    for cell, count in (("31.5 mg FN 04/17, hives", 0), ("31.5 mg (given 04/17)", 1), ("04/17 31.5 mg", 1)):
        assert len(of_the_dose(cell, occasions(cell, paper, near))) == count


def test_nodes_that_hold_tumor_are_no_place_of_it() -> None:
    text = "DIAGNOSIS: One hilar lymph node contains metastatic nephroblastoma."
    assert [one.site for one in of_kind(text, Kind.DIAGNOSIS, TISSUE)] == [""]


def test_a_day_by_which_treatment_should_start_is_none_of_radiation() -> None:
    text = (
        "PLAN: 1. Whole lung irradiation (1200 cGy) would be considered.\n"
        "2. Treatment should start no later than 4 December 2026."
    )
    assert [one.when for one in of_kind(text, Kind.RADIATION)] == [None]


@pytest.mark.parametrize(
    "text", ["Family denies fever, cough or weight loss.", "La familia niega fiebre, tos o pérdida de peso."]
)
def test_what_the_family_denies_of_the_child_is_no_family_history(text: str) -> None:
    told = extracted(text)
    assert {one.name for one in told if one.kind is Kind.CONDITION} == {"fever", "cough", "weight loss"}
    assert not [one for one in told if one.kind is Kind.FAMILY_HISTORY]


def test_what_the_family_denies_of_its_own_is_one() -> None:
    assert of_kind("Family denies any history of cancer in relatives.", Kind.FAMILY_HISTORY)


@pytest.mark.parametrize("text", ["Riñón derecho normal.", "Right kidney normal.", "CT abdomen: kidneys normal."])
def test_a_kidney_seen_is_no_kidney_that_works(text: str) -> None:
    assert not of_kind(text, Kind.FUNCTION)


def test_a_whole_capsule_is_no_rupture() -> None:
    told = extracted(
        *("SURGICAL PATHOLOGY REPORT", "Collected: 6 March 2026   Reported: 11 March 2026", "FINAL DIAGNOSIS:"),
        *("A. KIDNEY, LEFT, RADICAL NEPHRECTOMY:", "- Wilms tumor."),
        "- Tumor extends into the renal sinus; capsule intact; margins negative for tumor.",
    )
    assert "tumor rupture" in {one.name for one in told if one.assertion is Assertion.NEGATED}
    assert not [one for one in told if "rupture" in one.name and one.assertion is Assertion.STATED]


def test_what_caused_hives_is_an_allergy_and_no_medicine() -> None:
    told = extracted("FN 04/17, ceftriaxone: hives")
    assert {one.kind for one in told if one.name == "ceftriaxone"} == {Kind.ALLERGY}


@pytest.mark.parametrize(
    "text",
    [
        "Masa mediastínica con SUVmáx 2.1 (hígado SUVmáx 2.6, mediastino SUVmáx 1.8).",
        "Mediastinal mass SUVmax 2.1 (liver SUVmax 2.6, mediastinum SUVmax 1.8).",
    ],
)
def test_the_uptake_that_a_tumor_is_compared_with_is_not_its_own(text: str) -> None:
    lines = "\n".join(("PET/CT", "Study date: 22 September 2025", f"FINDINGS: {text}"))
    told = of_kind(lines, Kind.MEASUREMENT, Category.IMAGING_REPORTS)
    assert {one.number: one.name for one in told}[2.1] == "mass SUV"
    assert not [one for one in told if one.number in (2.6, 1.8) and ("mass" in one.name or one.site)]


@pytest.mark.parametrize(
    "text",
    [
        "Initial pathology was read as favorable histology, stage II; central review upstaged her to stage III.",
        "La anatomía patológica inicial fue informada como estadio II; la revisión la reclasificó a estadio III.",
    ],
)
def test_a_stage_that_was_read_first_and_changed_is_in_doubt(text: str) -> None:
    assert {one.value: one.assertion for one in of_kind(text, Kind.STAGE)} == {
        "II": Assertion.UNCERTAIN,
        "III": Assertion.STATED,
    }
