"""The birthday dates nothing, values of a list each have their day, a denial or a doubt is of its own word alone, and a
report's findings begin where its indication ends."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind


def of_kind(text: str, kind: Kind, name: str = "") -> list[Finding]:
    return [one for one in extracted(*text.split("\n")) if one.kind is kind and name in one.name]


def said(text: str, kind: Kind, name: str = "") -> set[Assertion]:
    return {one.assertion for one in of_kind(text, kind, name)}


@pytest.mark.parametrize(
    "head",
    [
        "NAME DOB HOSP NO SEX\nAna Sample 22/05/2018 SH 0772415 Female",
        "NOMBRE F. NAC. FICHA SEXO\nAna Muestra 22/05/2018 118802 F",
        "Ana Sample DOB: 22/05/2018",
        "Ana Muestra F. Nacimiento: 22/05/2018",
    ],
)
def test_no_finding_is_of_the_birthday(head: str) -> None:
    text = f"FDG PET-CT\n{head}\nDate of scan: 23/09/2024\nBlood glucose: 4.9 mmol/L\nLiver: 8 mm lesion."
    told = [one for one in extracted(*text.split("\n")) if one.when is not None]
    assert told
    assert all(one.when != PartialDate(2018, 5, 22) for one in told)


def test_a_day_of_collection_is_kept() -> None:
    text = "LABORATORY\nAna Example DOB: 22/05/2018\nCollected: 23/09/2024\nGlucose: 4.9 mmol/L"
    assert {one.when for one in of_kind(text, Kind.LABORATORY, "glucose")} == {PartialDate(2024, 9, 23)}


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("AFP: 412.000 (09/04/2025) - 268.000 (16/05/2025) - 61.400 UI/ml (30/05/2025).", 3),
        ("AFP 388 ng/mL before transplant (outside), 61 on 09/29/2025, 14.2 ng/mL on 10/13/2025.", 3),
        ("AFP 388 on 09/18/2025, 61 on 09/29/2025 and 14.2 ng/mL on 10/13/2025.", 3),
        ("LDH 812 U/L el 03/04/2025, 640 U/L el 10/04/2025 y 230 U/L el 20/04/2025.", 3),
        ("ALT 31 U/L (0-40) - AST 28 U/L (0-40)", 1),
    ],
)
def test_values_of_a_list_with_their_days(line: str, values: int) -> None:
    name = line.split()[0].strip(":")
    full = {"AFP": "alpha fetoprotein", "LDH": "lactate dehydrogenase", "ALT": "alanine aminotransferase"}[name]
    found = of_kind(line, Kind.LABORATORY, full)
    assert len({one.value for one in found}) == values
    dated = [one.when for one in found if one.when is not None]
    assert len(dated) == len(set(dated))


@pytest.mark.parametrize(
    ("line", "name", "how"),
    [
        ("Hígado no tumoral con esteatosis leve, sin fibrosis.", "esteatosis", Assertion.STATED),
        ("Hígado no tumoral con esteatosis leve, sin fibrosis.", "fibrosis", Assertion.NEGATED),
        ("El control no se tomó porque la niña tuvo influenza.", "influenza", Assertion.STATED),
        ("The marrow was not done because she had influenza.", "influenza", Assertion.STATED),
        ("She was not admitted because there was no fever.", "fever", Assertion.NEGATED),
        ("No tiene fiebre porque toma paracetamol.", "fever", Assertion.NEGATED),
        ("Macroglosia dudosa, hernia umbilical.", "hernia", Assertion.STATED),
        ("Macroglosia dudosa, hernia umbilical.", "macroglosia", Assertion.UNCERTAIN),
        ("Dudosa hernia umbilical.", "hernia", Assertion.UNCERTAIN),
        ("Posible hernia umbilical, macroglosia.", "hernia", Assertion.UNCERTAIN),
    ],
)
def test_denials_and_doubts_of_their_own_word(line: str, name: str, how: Assertion) -> None:
    assert said(line, Kind.CONDITION, name) == {how}


@pytest.mark.parametrize("line", ["No excluye mosaicismo.", "No excluye fibrosis.", "No se descarta neumonía."])
def test_not_excluded_is_no_denial(line: str) -> None:
    assert Assertion.NEGATED not in said(line, Kind.CONDITION)


@pytest.mark.parametrize("line", ["Límite de detección de EMR con esta técnica: 0,01%.", "Sensitivity of MRD: 0.01%."])
def test_a_limit_is_no_residual_disease(line: str) -> None:
    assert not of_kind(line, Kind.MRD)


def test_blasts_after_a_course_are_no_width_of_red_cells() -> None:
    assert not of_kind("Post ADE (25-08): 12% de blastos.", Kind.LABORATORY, "distribution")
    assert of_kind("ADE 14,2 %", Kind.LABORATORY, "distribution")


@pytest.mark.parametrize(
    "lines",
    [
        "TC DE TÓRAX\nFecha examen: 12-09-2025\nIndicación: LMA, neutropenia febril.\nAdquisición volumétrica, 1 mm.\n"
        "Mínimo derrame pleural derecho.\nIMPRESIÓN: Derrame pleural.",
        "CT CHEST\nExam date: 2025-09-12\nIndication: AML, fever.\nSmall right pleural effusion.\n"
        "IMPRESSION: Effusion.",
    ],
)
def test_findings_begin_behind_an_indication(lines: str) -> None:
    found = of_kind(lines, Kind.IMAGING, "effusion")
    assert any(one.detail.get("part") == "findings" and one.when == PartialDate(2025, 9, 12) for one in found)


def test_an_indication_stays_one() -> None:
    lines = "TC DE ABDOMEN\nFecha examen: 12-09-2025\nIndicación: masa abdominal a estudio.\nHALLAZGOS:\nHígado normal."
    assert not [one for one in of_kind(lines, Kind.IMAGING, "mass") if one.detail.get("part") == "findings"]


def test_the_day_of_an_operation_in_brackets_dates_no_picture() -> None:
    lines = (
        "RESONANCIA DE CEREBRO\nFecha de examen: 09-09-2023\nControl de resección de tumor (08-09-2023).\n"
        "HALLAZGOS:\nFoco laminar de 3 mm.\nNo hay higroma.\nFirmado 09-09-2023"
    )
    told = [one.when for one in extracted(*lines.split("\n")) if one.kind in (Kind.IMAGING, Kind.MEASUREMENT)]
    assert PartialDate(2023, 9, 8) not in told


def test_bone_conduction_is_not_the_threshold_of_air() -> None:
    line = "Audiometry. Left: 35 dB at 0.5 and 1 kHz, 30 dB at 2 kHz; bone conduction 10 dB."
    bone = of_kind(line, Kind.FUNCTION, "bone conduction threshold")
    assert [(one.value, one.laterality) for one in bone] == [("10", "left")]
    air = {(one.value, one.detail.get("frequencies")) for one in of_kind(line, Kind.FUNCTION, "hearing threshold")}
    assert ("30", "0.5 and 1 kHz") not in air
    assert of_kind("Vía ósea izquierda 45 dB en 2 kHz.", Kind.FUNCTION, "bone conduction threshold")
    assert not of_kind("Vía aérea izquierda 45 dB en 2 kHz.", Kind.FUNCTION, "bone conduction threshold")


@pytest.mark.parametrize(
    "line",
    ["Right: 10-15 dB HL at all frequencies, normal.", "Oído derecho: 10-15 dB en todas las frecuencias."],
)
def test_one_threshold_for_all_frequencies(line: str) -> None:
    found = of_kind(line, Kind.FUNCTION, "hearing threshold")
    assert [(one.value, one.laterality) for one in found] == [("10-15", "right")]


@pytest.mark.parametrize("line", ["Rejection (RAI 5/9).", "Hipermovilidad, Beighton 5/9."])
def test_a_score_is_no_day(line: str) -> None:
    found = extracted("Progress note 10/14/2025", line)
    assert all(one.when is None or (one.when.month, one.when.day) not in {(9, 5), (5, 9)} for one in found)


def test_a_specimen_heading_with_its_day() -> None:
    lines = (
        "Informe de exámenes\nHemograma (toma 21-07-2025 14:20)\nLeucocitos 142.300 /uL 4.500-13.500\n"
        "LCR (toma 24-07-2025, primera PL)\nLeucocitos 3 /mm3, proteínas 27 mg/dL, glucosa 58 mg/dL.\n"
        "Firmado 24-07-2025"
    )
    csf = [one for one in of_kind(lines, Kind.LABORATORY) if one.detail.get("specimen") == "cerebrospinal fluid"]
    assert {one.value for one in csf} == {"3", "27", "58"}
    assert {one.when for one in csf} == {PartialDate(2025, 7, 24)}
