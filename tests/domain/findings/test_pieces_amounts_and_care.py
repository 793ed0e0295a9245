"""What is measured of pieces, edges and amounts, what a letter quotes of uptake, how far a tumor went back, and care
that a paper arranges: by words of nobody's paper, with what is none of it."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.topics import imaging, mentions, response
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings

_DAY = PartialDate(2031, 5, 20)


def _measured(text: str, category: Category | None = Category.OPERATIVE) -> list[Finding]:
    return [one for one in findings(imaging, text, category, _DAY, "dmy") if one.kind is Kind.MEASUREMENT]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Estimated blood loss 85 mL.", "blood loss", "85"),
        ("Sangrado transoperatorio de 240 ml.", "blood loss", "240"),
        ("EBL: minimal", "blood loss", "minimal"),
        ("Pérdida hemática estimada: 55 cc", "blood loss", "55"),
        ("Urine output 310 mL.", "urine output", "310"),
        ("Some 35 mL of straw fluid was aspirated.", "fluid removed", "35"),
        ("Tumor content 75%", "tumor content", "75"),
        ("Contenido tumoral estimado: 65 %.", "tumor content", "65"),
        ("Volumen tumoral inicial 290 mL.", "tumor volume", "290"),
    ],
)
def test_an_amount_is_told_under_its_name(text: str, name: str, value: str) -> None:
    assert [(one.name, one.value) for one in _measured(text) if one.name == name] == [(name, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Transfuse if blood loss more than 200 mL.",
        "Tumor content should be 20 % or more.",
        "Expected blood loss 100 mL.",
        "Urine output 2 mL/kg/h.",
        "PLAN\nBlood loss 50 mL to be replaced.",
    ],
)
def test_a_limit_a_goal_and_a_rate_are_no_amount(text: str) -> None:
    assert not [one for one in _measured(text, None) if "mL" in one.quote or "content" in one.name]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Skin ellipse with biopsy scar, 3.5 x 1.1 cm.", "scar", "3.5 x 1.1 cm"),
        ("Incisión inguinal izquierda de 4 cm.", "incision", "4 cm"),
        ("A 6 cm incision was made.", "incision", "6 cm"),
        ("Tres fragmentos blandos que en conjunto miden 2,1 x 1,2 x 0,4 cm.", "fragments", "2,1 x 1,2 x 0,4 cm"),
        ("Osteotomies were made 4 cm from the tumor edge.", "margin", "4 cm"),
        ("La lesión dista 3,2 cm del borde de resección.", "margin", "3,2 cm"),
    ],
)
def test_a_size_is_of_the_piece_or_edge_that_it_is_told_of(text: str, name: str, value: str) -> None:
    assert (name, value) in {(one.name, one.value) for one in _measured(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Liver 3 cm below the costal margin.",
        "Remove the nodule if larger than 5 mm.",
        "Slice thickness 5 mm.",
        "Talla 112 cm.",
        "PLAN\nIncision of 4 cm.",
    ],
)
def test_lengths_of_the_body_of_pictures_and_of_plans_are_no_sizes_left(text: str) -> None:
    assert _measured(text, None) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("PET/CT 04/03/2031: SUVmax 3.1, previously 9.4.", {("3.1", False), ("9.4", True)}),
        ("PET-TC 04/03/2031: fémur SUVmáx 2,2 (antes 8,1).", {("2,2", False), ("8,1", True)}),
        ("PET/CT 04/03/2031: SUVmax decreased from 10.2 to 2.7.", {("2.7", False), ("10.2", True)}),
    ],
)
def test_a_letter_quotes_the_uptake_of_now_and_of_before(text: str, values: set[tuple[str, bool]]) -> None:
    found = {(one.value, one.assertion is Assertion.HISTORICAL) for one in _measured(text, Category.CLINICAL_SUMMARY)}
    assert values <= found


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("MRI: volume reduction of 72 %.", "tumor reduction", "72 %"),
        ("Reducción tumoral mayor del 55 %.", "tumor reduction", ">55 %"),
        ("Residual viable tumour: 25%", "viable tumor", "25 %"),
        ("Residual sarcoma, 97 % treatment effect.", "treatment effect", "97 %"),
        ("Estimated total necrosis is 96 %.", "tumor necrosis", "96 %"),
        ("Tumor nasal con regresión tipo III.", "tumor regression", "type III"),
        ("Tumors: 2.9 mm, type II regressed", "tumor regression", "type II"),
    ],
)
def test_how_far_a_tumor_went_back(text: str, name: str, value: str) -> None:
    found = findings(response, text, None, _DAY, "dmy")
    assert (name, value) in {(one.name, one.value) for one in found if one.assertion is Assertion.STATED}


@pytest.mark.parametrize(
    "text",
    [
        "Vincristine dose reduction of 50 %.",
        "Reducción de dosis del 25 %.",
        "Surgery if reduction of 50 % or more.",
        "Decrease in creatinine of 30 %.",
    ],
)
def test_a_dose_a_rule_and_a_laboratory_value_are_no_reduction_of_a_tumor(text: str) -> None:
    assert [one for one in findings(response, text, None, _DAY, "dmy") if one.name == "tumor reduction"] == []


def _care(text: str) -> set[tuple[str, str]]:
    found = findings(mentions, text, None, _DAY, "dmy")
    return {(one.name, one.assertion.value) for one in found if one.detail.get("what") == "care"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("PLAN\nNephrology clinic 11/06/2031.", ("nephrology clinic", "planned")),
        ("PLAN\nSurgical review in six weeks.", ("surgery clinic", "planned")),
        ("PLAN\nControl por neurocirugía en tres meses.", ("neurosurgery clinic", "planned")),
        ("PLAN\nRetiro de puntos a los 10 días.", ("suture removal", "planned")),
        ("PLAN\nNext EUA in 4 weeks.", ("examination under anesthesia", "planned")),
        ("PLAN\nOrthopedics consult was placed.", ("orthopedics clinic", "pending")),
        ("Nephrology referral sent.", ("nephrology clinic", "pending")),
        ("Speech pathology is involved.", ("speech therapy", "stated")),
        ("Hearing aids are not indicated.", ("hearing aids", "negated")),
    ],
)
def test_care_is_arranged_asked_for_there_or_refused(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in _care(text)


@pytest.mark.parametrize(
    "text",
    [
        "Department of Nephrology",
        "Dr. Ana Ruiz, Nephrology",
        "Present: Oncology, Surgery, Radiology",
        "Mother attends psychiatry clinic.",
        "Will he need a nephrology referral?",
        "Nephrology was quiet that day.",
    ],
)
def test_who_signs_is_present_or_is_asked_of_arranges_no_care(text: str) -> None:
    assert _care(text) == set()
