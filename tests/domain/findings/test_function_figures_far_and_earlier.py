"""Figures of heart, lungs and ears that stand behind a verb or method, with earlier ones and their days; and what is
no value."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from consilium.domain.findings.topics import growth
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from


def told(text: str) -> list[tuple[str, str, str, str]]:
    words = finding_words()
    found = growth.find(paper_from({"text": text}), words.topics["growth"], words.assertion)
    return [
        (one.name, one.value, str(one.when or ""), str(one.assertion)) for one in found if one.kind is Kind.FUNCTION
    ]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("LVEF by biplane: 66%", "left ventricular ejection fraction", "66"),
        ("FEVI por Simpson biplano del 63 %.", "left ventricular ejection fraction", "63"),
        ("DLCO al final del ABVD era de 71 %.", "carbon monoxide diffusing capacity", "71"),
        ("DLCO adjusted for Hb of 11.2 g/dL: 17.0 mL/min/mmHg", "carbon monoxide diffusing capacity", "17.0"),
        ("FEF25-75 came in at 2.44 L/s, 70% of predicted.", "forced mid-expiratory flow", "2.44"),
        ("Strain longitudinal global \u221218,1 %.", "global longitudinal strain", "-18,1"),
        ("El eco del corazón salió 58 %.", "left ventricular ejection fraction", "58"),
        ("ECG: ritmo sinusal a 78 lpm", "heart rate", "78"),
        ("Impedanciometría: curvas A bilaterales.", "tympanometry", "A"),
        ("Reflejos acústicos presentes a 500 y 1000 Hz.", "acoustic reflexes", "present"),
    ],
)
def test_a_figure_behind_its_method_or_verb_is_read(text: str, name: str, value: str) -> None:
    assert (name, value) in [one[:2] for one in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "LVEF fell by more than 10 %.",
        "A drop in LVEF of 10 % would stop the anthracycline.",
        "La FEVI debe estar por encima de 50 %.",
        "DLCO was 10 % lower than last year.",
        "Creatinine 0.4 mg/dL, bilirubin 0.3 mg/dL",
        "Call if sinus tachycardia of 150",
    ],
)
def test_a_change_a_goal_and_another_unit_are_no_value(text: str) -> None:
    assert not [one for one in told(text) if one[3] == str(Assertion.STATED) and any(char.isdigit() for char in one[1])]


def test_the_day_of_an_earlier_value_is_its_own() -> None:
    read = told("FEy 56 % por Simpson (era de 67 % el 12 de octubre de 2022), FAc 29 %.")
    assert ("left ventricular ejection fraction", "56", "", "stated") in read
    assert ("left ventricular ejection fraction", "67", "2022-10-12", "historical") in read
    assert ("shortening fraction", "29", "", "stated") in read
    read = told("LVEF 51 % (66 % in Feb 2024, 60 % in Sept 2024)")
    assert ("left ventricular ejection fraction", "51", "", "stated") in read
