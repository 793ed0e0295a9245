"""Audiograms, examinations of the eyes and reports of operations: what each kind of paper tells in its own way.

All papers and people here are synthetic.
"""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding
from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_days_of_places import read

HEARING = "AUDIOLOGY REPORT (synthetic)\nPure tone audiometry\nDate: 2024-03-05\n\n"
HEARING_ES = "AUDIOMETRÍA TONAL (sintética)\nServicio de audiología\nFecha: 05/03/2024\n\n"
OPERATION = "OPERATIVE REPORT (synthetic)\nDate of operation: 2024-03-05\nProcedure: Right radical nephrectomy\n\n"
OPERATION_ES = (
    "PROTOCOLO OPERATORIO (sintético)\nFecha de la intervención: 05/03/2024\n"
    "Intervención: Nefrectomía radical derecha\n\n"
)
EYES = "EXAMINATION UNDER ANAESTHESIA (synthetic)\nDate: 2024-03-05\n\nDiagnosis: retinoblastoma\n\n"
EYES_ES = "EXAMEN BAJO ANESTESIA (sintético)\nFecha: 05/03/2024\n\nDiagnóstico: retinoblastoma\n\n"


def of(text: str, kind: Kind) -> list[Finding]:
    return [one for one in read(text) if one.kind is kind]


def thresholds(text: str) -> set[tuple[str, str, str]]:
    return {
        (one.value, one.laterality, str(one.detail.get("frequencies", "")))
        for one in of(text, Kind.FUNCTION)
        if one.name == "hearing threshold"
    }


@pytest.mark.parametrize(
    "text",
    [
        f"{HEARING}Frequency   Right   Left\n500 Hz   10   10\n1 kHz   15   10\n2 kHz   15   15\n4 kHz   35   25",
        f"{HEARING_ES}Frecuencia (Hz)   Oído derecho   Oído izquierdo\n"
        "500   10   10\n1000   15   10\n2000   15   15\n4000   35   25",
    ],
)
def test_an_audiogram_with_a_frequency_in_each_row(text: str) -> None:
    told = thresholds(text)
    assert {("35", "right", "4000"), ("25", "left", "4000")} <= told
    assert ("10 15 15 35", "right", "500 1000 2000 4000") in told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            f"{HEARING}Thresholds at 4 kHz were 35 dB in the right ear and 25 dB in the left.",
            {("35", "right", "4 kHz"), ("25", "left", "4 kHz")},
        ),
        (f"{HEARING_ES}Caída a 45 dB a partir de 4 kHz, bilateral.", {("45", "bilateral", "4 kHz")}),
        (f"{HEARING}Thresholds have worsened by 15 dB at 6 and 8 kHz.", set()),
        (f"{HEARING}If thresholds exceed 30 dB at 4 kHz refer for hearing aids.", set()),
    ],
)
def test_thresholds_that_sentences_tell(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert thresholds(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            f"{HEARING_ES}Escala SIOP de Boston: grado 2 en oído derecho, grado 1 en oído izquierdo.",
            {("2", "right"), ("1", "left")},
        ),
        (f"{HEARING}SIOP grade 1 right, grade 0 left.", {("1", "right"), ("0", "left")}),
        (f"{HEARING_ES}Grado 2 de la escala SIOP-Boston en ambos oídos.", {("2", "bilateral")}),
        (f"{HEARING}Treated on SIOP PNET 4 with mucositis grade 3 of the right cheek.", set()),
    ],
)
def test_the_grade_of_each_ear(text: str, wanted: set[tuple[str, str]]) -> None:
    found = of(text, Kind.FUNCTION)
    assert {(one.value, one.laterality) for one in found if one.name == "hearing loss grade"} == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        (f"{EYES}Right eye\nIOP 14 mmHg.", "intraocular pressure", "right"),
        (f"{EYES_ES}Ojo izquierdo\nPIO 14 mmHg.", "intraocular pressure", "left"),
        (f"{EYES}Left eye\nVitreous seeds, dust, inferiorly.", "vitreous seeds", "left"),
    ],
)
def test_the_eye_of_a_line_is_that_of_its_heading(text: str, name: str, wanted: str) -> None:
    assert {one.laterality for one in read(text) if one.name == name} == {wanted}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{EYES}Treatment: Intravitreal melphalan 25 micrograms to the right eye.", "2024-03-05"),
        (f"{EYES_ES}Tratamiento: Melfalán intravítreo 25 microgramos en ojo derecho.", "2024-03-05"),
        (f"{EYES}Treatment: Previous intravitreal melphalan 25 micrograms to the right eye.", "None"),
    ],
)
def test_what_is_given_at_an_examination_is_of_its_day(text: str, day: str) -> None:
    assert {str(one.when) for one in of(text, Kind.DRUG)} == {day}


def test_temporal_in_an_eye_is_no_lobe_and_absent_is_denied() -> None:
    found = read(f"{EYES_ES}Ojo derecho\nTumor temporal inferior de 3 x 3 mm, activo. Líquido subretinal ausente.")
    assert not [one for one in found if "lobe" in one.site]
    assert {one.assertion for one in found if "subretin" in one.name.lower()} == {Assertion.NEGATED}


@pytest.mark.parametrize(
    "step",
    [
        f"{OPERATION}Findings: The colon was reflected medially. The ureter was divided low. A Foley was placed.",
        f"{OPERATION_ES}Hallazgos: Se rechaza el colon. Se ligan arteria y vena renales. Se secciona el uréter bajo.",
        f"{OPERATION_ES}Sangrado estimado: 80 mL.",
    ],
)
def test_steps_and_sums_of_an_operation_are_no_conditions(step: str) -> None:
    assert not [one for one in of(step, Kind.CONDITION) if one.assertion is Assertion.STATED]


@pytest.mark.parametrize(
    "state",
    [
        f"{OPERATION}Findings: Hilar nodes were enlarged.",
        f"{OPERATION_ES}Hallazgos: Ganglios hiliares aumentados de tamaño.",
        f"{OPERATION}Findings: Adhesions of the mass to the diaphragm.",
    ],
)
def test_what_an_operation_found_is_kept(state: str) -> None:
    assert [one for one in of(state, Kind.CONDITION) if one.assertion is Assertion.STATED]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{OPERATION}Antibiotic: cefazolin 500 mg", "2024-03-05"),
        (f"{OPERATION_ES}Profilaxis: cefazolina 500 mg", "2024-03-05"),
        (f"{OPERATION}History: She takes enalapril 2.5 mg daily.", "None"),
    ],
)
def test_a_medicine_of_the_operation_has_its_day(text: str, day: str) -> None:
    assert {str(one.when) for one in of(text, Kind.MEDICINE)} == {day}


def test_what_did_not_happen_is_no_complication_and_left_no_side() -> None:
    found = of(f"{OPERATION}No spillage. A nasogastric tube was left on free drainage.", Kind.SURGERY)
    assert not [one for one in found if "spill" in str(one.detail.get("complications", ""))]
    assert {one.laterality for one in found if one.name == "nasogastric tube"} == {""}
    denied = of(f"{OPERATION_ES}Sonda nasogástrica a caída libre.", Kind.SURGERY)
    assert {one.assertion for one in denied if one.name == "nasogastric tube"} == {Assertion.STATED}


def test_a_letter_that_ends_a_name_ends_a_sentence() -> None:
    found = of(f"{OPERATION}History: He had vincristine and actinomycin D. He takes enalapril 2.5 mg daily.", Kind.DRUG)
    assert {one.value for one in found if one.name == "dactinomycin"} == {""}


def test_a_pump_is_no_open_duct_and_a_ward_no_laboratory() -> None:
    found = read(f"{OPERATION}Plan: Morphine PCA.\nDisposition: Extubated and taken to PICU.")
    assert not [one for one in found if one.name == "congenital heart disease" or one.kind is Kind.SPECIMEN]
