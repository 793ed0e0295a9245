"""What a ward's orders make of each medicine that they name: of a list that one word holds or stops, of one that is put
off or missed, of one named beside a denied one; and figures that are levels or shares and no doses."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding, Kind


def told(text: str, kind: Kind, name: str) -> list[Finding]:
    return [one for one in extracted(text) if one.kind is kind and one.name == name]


def how(text: str, kind: Kind, name: str) -> list[tuple[str, object]]:
    return [(str(one.assertion), one.detail.get("state", "")) for one in told(text, kind, name)]


@pytest.mark.parametrize(
    ("text", "name", "assertion"),
    [
        ("Hold losartan, metformin and enoxaparin.", "losartan", "negated"),
        ("Hold losartan, metformin and enoxaparin.", "metformin", "negated"),
        ("Hold losartan, metformin and enoxaparin.", "enoxaparin", "negated"),
        ("Continue cefepime, hold acyclovir and fluconazole.", "fluconazole", "negated"),
        ("Continue cefepime, hold acyclovir and fluconazole.", "cefepime", "stated"),
        ("Hold metformin and start insulin.", "insulin", "planned"),
        ("Hold lisinopril and amlodipine if SBP < 90.", "lisinopril", "stated"),
        ("Hold lisinopril and amlodipine if SBP < 90.", "amlodipine", "stated"),
        ("Suspender fluconazol e iniciar anidulafungina.", "anidulafungin", "planned"),
        ("TMP-SMX diferir hasta +30.", "trimethoprim-sulfamethoxazole", "planned"),
        ("Loperamide not until C diff result.", "loperamide", "planned"),
        ("Filgrastim 5 mcg/kg start D7", "filgrastim", "planned"),
        ("Pantoprazole 20 mg daily 0900 patient off unit, missed dose", "pantoprazole", "negated"),
        ("PRBC held due to fever.", "red cell transfusion", "negated"),
        ("Aciclovir no (con ganciclovir).", "acyclovir", "negated"),
        ("Aciclovir no (con ganciclovir 5 mg/kg c/12 h).", "ganciclovir", "stated"),
    ],
)
def test_each_medicine_of_an_order_has_its_own_fate(text: str, name: str, assertion: str) -> None:
    assert [str(one.assertion) for one in told(text, Kind.MEDICINE, name)] == [assertion]


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Suspender enalapril y amlodipino.", "enalapril", "past"),
        ("Suspender enalapril y amlodipino.", "amlodipine", "past"),
        ("Fluconazole and acyclovir stopped 5/12.", "fluconazole", "past"),
        ("Mantener cefepime y suspender amikacina.", "cefepime", ""),
        ("Mantener cefepime y suspender amikacina.", "amikacin", "past"),
        (
            "Se inicia piperacilina-tazobactam + amikacina, rota a meropenem el 04/06.",
            "piperacillin-tazobactam",
            "past",
        ),
        ("Se inicia piperacilina-tazobactam + amikacina, rota a meropenem el 04/06.", "meropenem", "current"),
        ("Started cefepime, escalated to meropenem 3/14.", "cefepime", "past"),
    ],
)
def test_what_was_stopped_of_a_list_is_past(text: str, name: str, state: str) -> None:
    assert how(text, Kind.MEDICINE, name) == [("stated", state)]


@pytest.mark.parametrize(
    ("text", "name", "assertion", "state"),
    [
        ("Day 15 VCR and DNR HELD today for hyperbilirubinemia.", "vincristine", "negated", "omitted"),
        ("Day 15 VCR and DNR HELD today for hyperbilirubinemia.", "daunorubicin", "negated", "omitted"),
        ("Hold VCR, DNR and PEG today.", "daunorubicin", "negated", "omitted"),
        ("Omitir vincristina y daunorrubicina hoy.", "vincristine", "negated", "omitted"),
        ("MTX y 6-MP suspendidos por neutropenia.", "methotrexate", "stated", "stopped"),
        ("VCR given and DNR held today.", "vincristine", "stated", ""),
    ],
)
def test_each_drug_of_a_held_list_is_held(text: str, name: str, assertion: str, state: str) -> None:
    assert how(text, Kind.DRUG, name) == [(assertion, state)]


@pytest.mark.parametrize("text", ["Mg 1.4, tacro 13.6 (H), Cr 0.8", "Mg 1,4 Crea 0,8 CsA 312 ng/ml"])
def test_a_level_is_no_dose(text: str) -> None:
    found = extracted(text)
    assert not [one for one in found if one.kind is Kind.MEDICINE]
    assert [one.value for one in found if one.name in ("tacrolimus", "cyclosporine")] in (["13.6"], ["312"])


@pytest.mark.parametrize(
    ("text", "name"),
    [("Decrease tacro 20%, level tomorrow.", "tacrolimus"), ("CsA: bajar dosis 10%.", "cyclosporine")],
)
def test_a_share_by_which_a_dose_changes_is_no_dose_and_no_tumor(text: str, name: str) -> None:
    found = extracted(text)
    assert [one.detail.get("dose", "") for one in found if one.name == name] == [""]
    assert not [one for one in found if one.kind is Kind.RESPONSE]


def test_a_tumor_that_shrank_and_a_creams_strength_are_told() -> None:
    assert [one.value for one in told("The tumor decreased 40% in size.", Kind.RESPONSE, "tumor reduction")] == ["40 %"]
    assert told("Hidrocortisona crema 1% c/12 h", Kind.MEDICINE, "hydrocortisone")[0].detail["dose"] == "1%"


@pytest.mark.parametrize(
    "text",
    [
        "Allergies: Not on file",
        "Alergias: No constan",
        "ALERGIAS: no registradas",
        "Alergias: desconocidas",
        "Allergies: None on file",
        "Alergias medicamentosas: no constan en historia",
    ],
)
def test_what_nobody_wrote_down_denies_no_allergy(text: str) -> None:
    assert not [one for one in extracted(text) if one.kind is Kind.ALLERGY]


@pytest.mark.parametrize(
    "text", ["Allergies: No known allergies on file", "Alergias: niega", "Alergias: no conocidas", "Allergies: none"]
)
def test_a_denial_of_allergies_is_one(text: str) -> None:
    assert [(one.name, str(one.assertion)) for one in extracted(text) if one.kind is Kind.ALLERGY] == [
        ("any", "negated")
    ]


@pytest.mark.parametrize("text", ["Labs 5/8: WBC 3.4, Cr 0.6, Mg 1.5, tacro 9.2, ALT 61, bili 0.5"])
def test_a_figure_in_a_row_of_values_is_a_level(text: str) -> None:
    found = extracted(text)
    assert [(str(one.kind), one.value) for one in found if one.name == "tacrolimus"] == [("laboratory", "9.2")]


def test_what_a_germ_answers_to_is_not_taken() -> None:
    text = "6/13 BCx: Viridans group streptococci 1/2, pen MIC 2 (R), ceftriaxone S"
    assert not [one for one in extracted(text) if one.kind is Kind.MEDICINE]
    assert [str(one.assertion) for one in told("Ceftriaxone 1 g daily", Kind.MEDICINE, "ceftriaxone")] == ["stated"]


def test_a_growth_factor_is_no_fluid_of_the_brain() -> None:
    found = extracted("Meds: meropenem.", "Hold G-CSF.", "Labs: WBC 0.1 ANC 0 Plt 12")
    assert {one.detail.get("specimen", "") for one in found if one.kind is Kind.LABORATORY} == {""}
