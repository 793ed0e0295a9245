"""Bounds with their signs, sides told by a letter, vaccines among medicines, single doses, the end of treatment, scores
between two figures, the nervous system's status, short names of leukemia and the index of a neuroblastoma."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.text.numerals import comparator_of, shown_sign
from tests.domain.findings.onepaper import extracted

STATED, NEGATED, CONDITIONAL = Assertion.STATED, Assertion.NEGATED, Assertion.CONDITIONAL


def of(kind: Kind, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind]


def note(kind: Kind, *lines: str) -> list[Finding]:
    return of(kind, "CLINIC NOTE", "Date: 2024-08-05", "", *lines)


@pytest.mark.parametrize(
    ("text", "comparator", "shown"),
    [
        ("Tumor volume > 200 mL", ">", ">200"),
        ("Tumor volume >= 200 mL", ">=", "≥200"),
        ("Tumor volume ≥ 200 mL", ">=", "≥200"),
        ("Tumor volume at least 200 mL", ">=", "≥200"),
        ("Tumor volume more than 200 mL", ">", ">200"),
        ("Initial tumor volume <= 500 mL", "<=", "≤500"),
        ("Volumen tumoral > 200 mL", ">", ">200"),
        ("Volumen tumoral ≥ 200 ml", ">=", "≥200"),
        ("Volumen tumoral >= 500 cc", ">=", "≥500"),
        ("Volumen tumoral menor de 50 mL", "<", "<50"),
        ("Volumen tumoral 200 mL", "", "200"),
    ],
)
def test_a_volume_keeps_its_sign_and_is_told_once(text: str, comparator: str, shown: str) -> None:
    (found,) = of(Kind.MEASUREMENT, text)
    assert (found.comparator, found.value.removesuffix(" mL")) == (comparator, shown)


@pytest.mark.parametrize(
    ("said", "sign"),
    [("at most", "<="), ("no más de", "<="), ("por lo menos", ">="), ("larger than", ">"), ("about", "")],
)
def test_the_words_of_a_bound_are_its_sign(said: str, sign: str) -> None:
    assert comparator_of(said) == sign
    assert shown_sign("<=") == "≤"


@pytest.mark.parametrize(
    ("text", "kind", "side"),
    [
        ("Ultrasound: kidney (L) 12 cm mass.", Kind.MEASUREMENT, "left"),
        ("Lung R: nodule 8 mm", Kind.MEASUREMENT, "right"),
        ("Wilms tumor, kidney L, stage III", Kind.DIAGNOSIS, "left"),
        ("Adrenal mass (R) 5.2 x 4 cm", Kind.MEASUREMENT, "right"),
        ("Osteosarcoma of the distal femur (L).", Kind.DIAGNOSIS, "left"),
        ("Riñón (D): masa de 8 cm", Kind.MEASUREMENT, "right"),
        ("Tumor de Wilms, riñón (I).", Kind.DIAGNOSIS, "left"),
        ("Osteosarcoma fémur distal (D)", Kind.DIAGNOSIS, "right"),
        # A Spanish letter alone may be a stage, a figure no side at all.
        ("Tumor de Wilms, riñón I.", Kind.DIAGNOSIS, ""),
        ("Wilms tumor, kidney (1)", Kind.DIAGNOSIS, ""),
        ("Kidneys: mass (L) or (R) not told, 8 cm", Kind.MEASUREMENT, ""),
    ],
)
def test_a_letter_behind_an_organ_is_its_side(text: str, kind: Kind, side: str) -> None:
    assert {one.laterality for one in of(kind, text)} == {side}


def test_the_letters_of_radiotherapy_are_no_right_side() -> None:
    found = note(Kind.RADIATION, "RT: 50.4 Gy + boost 3.6 Gy (total 54.0 Gy in 30 fractions).")
    assert {one.laterality for one in found} == {""}
    assert {one.laterality for one in note(Kind.MEASUREMENT, "RT kidney: 3 cm mass.")} == {"right"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Current medications: DTaP, MMR", {"DTaP vaccine", "MMR vaccine"}),
        ("Medications: levetiracetam 250 mg BID, Tdap", {"DTaP vaccine"}),
        ("Medicación actual: triple vírica, BCG", {"MMR vaccine", "BCG vaccine"}),
        ("Medicación actual: hexavalente", {"DTaP vaccine"}),
        ("Medicación: omeprazol 20 mg/día, vacuna antigripal", {"influenza vaccine"}),
        ("Medications: BCG intravesical weekly", set()),
        ("Medications: omeprazole 10 mg daily", set()),
    ],
)
def test_a_vaccine_on_a_list_of_medicines_is_a_vaccination(text: str, names: set[str]) -> None:
    found = of(Kind.MEDICINE, text)
    vaccines = [one for one in found if one.detail.get("use") == "immunization"]
    assert {one.name for one in vaccines} == names
    assert not any(one.detail.get("state") for one in vaccines)
    assert not any(word in one.value for one in found if one not in vaccines for word in ("Tdap", "vacuna"))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Cefazolina 1 g preoperatoria, no continuar", "past"),
        ("Cefazolin 1 g preoperatively, do not continue", "past"),
        ("Ibuprofeno: no continuar", "past"),
        ("Current medications: cefazolin 1 g preoperative only", None),
        ("Medicación actual: cefazolina 1 g dosis única", None),
        ("Current medications: levetiracetam 250 mg BID", "current"),
        ("Current medications: levetiracetam 500 mg pre-op and post-op BID", "current"),
    ],
)
def test_a_medicine_for_one_moment_is_not_current(text: str, state: str | None) -> None:
    assert [one.detail.get("state") for one in of(Kind.MEDICINE, text)] == [state]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Currently off all medication: sirolimus stopped in March", True),
        ("Actualmente sin medicación: sirolimus suspendido en marzo", True),
        ("Currently off all medications except TMP-SMX", False),
        ("Off all precautions; sirolimus 1 mg daily", False),
    ],
)
def test_a_child_off_all_medicines_takes_none(text: str, denied: bool) -> None:
    found = of(Kind.MEDICINE, text)
    assert any(one.assertion is NEGATED for one in found) is denied
    if denied:
        assert "current" not in {one.detail.get("state") for one in found}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Off chemotherapy since May 2024.", "2024-05"),
        ("She has been off all chemotherapy since 12 May 2024.", "2024-05-12"),
        ("Off chemotherapy since May.", "2024-05"),
        ("Off therapy since December.", "2023-12"),
        ("Sin quimioterapia desde mayo de 2024.", "2024-05"),
        ("Sin quimioterapia desde mayo.", "2024-05"),
        ("Fuera de tratamiento desde mayo de 2024.", "2024-05"),
    ],
)
def test_without_chemotherapy_since_a_day_is_the_end_of_treatment(text: str, when: str) -> None:
    found = note(Kind.CYCLE, text)
    assert [(one.name, str(one.when), one.assertion) for one in found] == [("end of therapy", when, STATED)]
    assert not note(Kind.DRUG, text)


@pytest.mark.parametrize(
    "text",
    ["Off steroids since May 2024.", "Chemotherapy since May 2024.", "If off chemotherapy since 3 months, vaccinate."],
)
def test_no_other_end_is_that_of_treatment(text: str) -> None:
    assert not note(Kind.CYCLE, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("PET: Deauville 3-4 in the mediastinum.", [("3-4", None)]),
        ("Deauville 3/4", [("3/4", None)]),
        ("Deauville entre 3 y 4", [("3 y 4", None)]),
        ("Deauville 4/5", [("4/5", None)]),
        ("Deauville 2/5", [("2/5", 2.0)]),
        ("Huvos II-III", [("II-III", None)]),
        ("Deauville 5", [("5", 5.0)]),
        ("Deauville 1-3 negative", []),
        ("If Deauville 4-5: radiotherapy", []),
    ],
)
def test_a_score_between_two_is_no_single_number(text: str, told: list[tuple[str, float | None]]) -> None:
    found = [one for one in of(Kind.RESPONSE, text) if one.name in ("Deauville score", "Huvos grade")]
    assert [(one.value, one.number) for one in found] == told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ALL, CNS negative, standard risk.", "CNS negative"),
        ("B-ALL, CNS1.", "CNS1"),
        ("LLA B, SNC negativo, riesgo estándar.", "SNC negativo"),
        ("Leucemia linfoblástica, sin compromiso de SNC.", "sin compromiso de SNC"),
        ("Leukemia. CNS: negative for blasts.", "CNS: negative"),
    ],
)
def test_a_free_nervous_system_is_a_status_that_is_stated(text: str, value: str) -> None:
    assert [(one.value, one.assertion, one.detail["system"]) for one in of(Kind.STAGE, text)] == [
        (value, STATED, "CNS status")
    ]


@pytest.mark.parametrize(
    "text", ["Medulloblastoma, CNS negative.", "B-ALL. CNS: negative for headache, seizures.", "ROS. CNS: negative."]
)
def test_other_denials_of_the_nervous_system_are_no_status(text: str) -> None:
    assert not of(Kind.STAGE, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("APL - t(15;17)", "acute promyelocytic leukemia"),
        ("LPA con t(15;17)", "acute promyelocytic leukemia"),
        ("LPA - t(15;17)", "acute promyelocytic leukemia"),
        ("LMC - t(9;22)", "chronic myeloid leukemia"),
    ],
)
def test_a_short_name_before_its_translocation_is_the_disease(text: str, name: str) -> None:
    assert [one.name for one in of(Kind.DIAGNOSIS, text)] == [name]
    assert len(of(Kind.CYTOGENETICS, text)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("MKI: high", "high"),
        ("Mitosis-karyorrhexis index low (<2%)", "low"),
        ("Índice de mitosis-cariorrexis: intermedio", "intermedio"),
        ("Neuroblastoma pobremente diferenciado, IMC alto", "alto"),
        ("Neuroblastoma, índice mitosis-cariorrexis (IMC) bajo", "bajo"),
    ],
)
def test_the_index_of_a_neuroblastoma(text: str, value: str) -> None:
    found = [one for one in of(Kind.CONDITION, text) if one.name == "mitosis-karyorrhexis index"]
    assert [one.value for one in found] == [value]


@pytest.mark.parametrize("text", ["IMC alto para la edad", "Niña con neuroblastoma, IMC alto", "MKI is not high"])
def test_the_body_mass_index_is_none(text: str) -> None:
    assert "mitosis-karyorrhexis index" not in {one.name for one in of(Kind.CONDITION, text)}


@pytest.mark.parametrize(
    "text", ["Plan: re-irradiation 54 Gy focal to be evaluated.", "Plan: reirradiación por valorar."]
)
def test_radiation_to_be_evaluated_is_not_planned(text: str) -> None:
    assert {one.assertion for one in note(Kind.RADIATION, text)} == {CONDITIONAL}
