"""Measures that sentences tell in forms of their own: centiles, frequency by frequency, eye by eye, then and now."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind

HEAD = ("Sample Hospital", "Clinic note", "Patient: Ana Sample, born 3 May 2018", "Date: 14 March 2025", "")


def told(text: str, kind: Kind) -> list[Finding]:
    return [one for one in extracted(*HEAD, text) if one.kind is kind]


def of_name(text: str, kind: Kind, name: str) -> list[tuple[str, str]]:
    return [(one.value, one.laterality) for one in told(text, kind) if one.name == name]


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Height 9th centile, weight 25th centile.", "height", "9"),
        ("Height 9th centile, weight 25th centile.", "weight", "25"),
        ("Ht 118.4 cm (2nd %ile), Wt 21.2 kg (11th %ile), BMI 15.1 (35th %ile).", "body mass index", "35"),
        ("Talla 118,4 cm (p3, -2,1 DE), peso 21,2 kg (p10).", "weight", "10"),
        ("Her height is on the 3rd centile and weight between the 9th and 25th centile.", "weight", "9-25"),
        ("Peso en percentil 10, talla en P3-10.", "height", "3-10"),
        ("Weight <0.4th centile.", "weight", "<0.4"),
    ],
)
def test_a_centile_is_told_of_its_measure(text: str, measure: str, value: str) -> None:
    assert (value, "") in of_name(text, Kind.GROWTH, f"{measure} percentile")


@pytest.mark.parametrize(
    ("text", "side", "frequencies", "values"),
    [
        (
            "Hearing: right ear 500 Hz 15 dB, 1 kHz 15 dB, 4 kHz 35 dB; left ear 500 Hz 10, 1 kHz 15, 4 kHz 45 dB HL.",
            "left",
            "500 1000 4000",
            "10 15 45",
        ),
        ("Audiometría tonal: OD 500 Hz 15 dB, 1000 Hz 20 dB, 4000 Hz 50 dB.", "right", "500 1000 4000", "15 20 50"),
    ],
)
def test_thresholds_are_told_frequency_by_frequency(text: str, side: str, frequencies: str, values: str) -> None:
    found = [one for one in told(text, Kind.FUNCTION) if one.name == "hearing threshold" and one.laterality == side]
    assert values in {one.value for one in found if one.detail["frequencies"] == frequencies}
    assert {one.value for one in found if one.value != values} == {values.rpartition(" ")[2]}


def test_a_scale_is_no_left_ear_and_each_ear_has_its_grade() -> None:
    both = "SIOP Boston scale grade 1. Brock grade 2 (right), Brock 1 (left)."
    assert ("1", "left") in of_name(both.split(". ")[1], Kind.FUNCTION, "hearing loss grade")
    assert of_name("SIOP Boston scale grade 1.", Kind.FUNCTION, "hearing loss grade") == [("1", "")]


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("Schirmer 4 mm OD, 8 mm OS at 5 min.", "Schirmer test", [("4", "right"), ("8", "left")]),
        ("Cup-to-disc 0.3 right and 0.7 left.", "cup-to-disc ratio", [("0.3", "right"), ("0.7", "left")]),
        (
            "OCT: central macular thickness 250 µm OD, 312 µm OS.",
            "central macular thickness",
            [("250", "right"), ("312", "left")],
        ),
        ("AV: OD 0,9; OI cuenta dedos a 1 m.", "visual acuity", [("0,9", "right"), ("cuenta dedos", "left")]),
        ("DTPA: split function left 55 %, right 45 %.", "renal split function", [("55", "left"), ("45", "right")]),
        ("Right arm 4/5, left leg 4-/5.", "muscle strength", [("4/5", "right"), ("4-/5", "left")]),
    ],
)
def test_each_side_has_its_figure(text: str, name: str, values: list[tuple[str, str]]) -> None:
    assert of_name(text, Kind.FUNCTION, name) == values


def test_an_ejection_fraction_that_recovered_has_its_lowest_as_of_before() -> None:
    found = told("LVEF has recovered to 58 % (nadir 41 % in May 2024).", Kind.FUNCTION)
    fractions = {one.value: one for one in found if one.name == "left ventricular ejection fraction"}
    assert fractions["58"].assertion is Assertion.STATED
    assert fractions["41"].assertion is Assertion.HISTORICAL
    assert str(fractions["41"].when) == "2024-05"


def test_a_score_at_relapse_is_not_of_today() -> None:
    found = {one.value: one for one in told("KPS 70 at relapse, 90 today.", Kind.GROWTH)}
    assert found["70"].assertion is Assertion.HISTORICAL
    assert found["70"].when is None
    assert found["90"].assertion is Assertion.STATED


@pytest.mark.parametrize(
    ("text", "hormone", "value"),
    [
        ("GH stimulation (clonidine): basal 0.3, peak 4.1 ng/mL.", "growth hormone", "4.1"),
        ("Synacthen test: cortisol 120 nmol/L basal, peak 580 nmol/L at 30 min.", "cortisol", "580"),
        ("Prueba de ACTH: cortisol basal 6 µg/dl, pico 21 µg/dl.", "cortisol", "21"),
    ],
)
def test_the_peak_of_a_tested_gland_is_told_and_no_medicine(text: str, hormone: str, value: str) -> None:
    found = [one for one in told(text, Kind.LABORATORY) if one.name == hormone and one.value == value]
    assert found[0].detail["occasion"] == "peak"
    assert not told(text, Kind.MEDICINE)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("WISC-IV: CI total 82, CV 95, RP 88, MT 76, VP 68.", "processing speed", "68"),
        ("Bayley-III: cognitive 85, language 79, motor 70.", "Bayley motor", "70"),
        ("GMFCS II. GMFM-66 62.", "GMFCS level", "II"),
        ("Tanner III-IV.", "Tanner stage", "III-IV"),
        ("Sitting height/height ratio 0.52.", "sitting height ratio", "0.52"),
        ("FVC z -1.2, FEV1 z -0.9.", "forced vital capacity z-score", "-1.2"),
        ("ECG: sinus tachycardia.", "cardiac rhythm", "sinus tachycardia"),
    ],
)
def test_scores_and_stages_are_told_as_written(text: str, name: str, value: str) -> None:
    assert value in {one.value for one in extracted(*HEAD, text) if one.name == name}


@pytest.mark.parametrize(
    ("text", "severity"), [("Echo: LVEF 62 %, trivial MR.", "trivial"), ("Eco: FEVI 58 %, IM leve.", "leve")]
)
def test_a_leaking_valve_is_told_by_its_letters(text: str, severity: str) -> None:
    found = [one for one in told(text, Kind.CONDITION) if one.name == "mitral regurgitation"]
    assert [one.detail["severity"] for one in found] == [severity]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Lactato 250 mg/12 h.", Kind.LABORATORY, "lactate"),
        ("VA: discs pale.", Kind.MENTION, "disc"),
        ("Discs: pale left disc.", Kind.MENTION, "disc"),
        ("Discs: pale left disc.", Kind.CONDITION, "pallor"),
        ("Liver stiffness 5.4 kPa.", Kind.CONDITION, "stiffness"),
        ("AV: OI cuenta dedos a 1 m.", Kind.FUNCTION, "hearing threshold"),
    ],
)
def test_words_of_other_things_are_none_of_these(text: str, kind: Kind, name: str) -> None:
    assert name not in {one.name for one in told(text, kind)}
