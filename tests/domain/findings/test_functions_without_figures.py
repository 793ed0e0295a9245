"""Functions of heart and lung told by a word, hearing aids still to come, doses given under a dose ordered."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding, Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

HEAD = "Sample Hospital\n{0}\nName: Sam Sample\nDate of birth: 17/06/2014\nDate: 25/03/2024\n{1}\n"
PUMP, CROSS = "left ventricular function", "carbon monoxide diffusing capacity"


def read(text: str, title: str = "Echocardiogram report") -> tuple[Finding, ...]:
    lines = HEAD.format(title, text).strip().splitlines()
    # Words of a line in columns stand apart on the page.
    pages = (Page(1, tuple(Line(line, Box(0, 0, 0, 0)) for line in lines)),)
    reading = Reading("text", pages=pages)
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def told(text: str, name: str, title: str = "Echocardiogram report") -> list[tuple[str, str]]:
    return [(one.value, str(one.when)) for one in read(text, title) if one.name == name]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Normal biventricular size and systolic function.", "Normal"),
        ("LV systolic and diastolic function preserved.", "preserved"),
        ("Mildly reduced global left ventricular systolic function.", "Mildly reduced"),
        ("Low normal systolic function, lower than 20/07/2023 (66 %).", "Low normal"),
        ("Función sistólica y diastólica normal.", "normal"),
        ("Función sistólica biventricular conservada.", "conservada"),
        ("Función sistólica del ventrículo izquierdo levemente disminuida.", "levemente disminuida"),
        ("Buena función ventricular.", "Buena"),
    ],
)
def test_how_the_heart_pumps_is_read_from_a_word(text: str, value: str) -> None:
    assert told(text, PUMP) == [(value, "2024-03-25")]


@pytest.mark.parametrize(
    "text",
    [
        "If systolic and diastolic function is reduced, hold doxorubicin.",
        "Normal right ventricular diastolic function.",
        "Echocardiogram to check systolic function. Normal diet.",
    ],
)
def test_no_function_of_the_heart_is_told(text: str) -> None:
    assert [one for one in read(text) if one.name == PUMP and one.assertion == "stated"] == []


def test_diffusion_is_of_the_lung_in_its_tests_and_not_in_pictures() -> None:
    lung = "Pulmonary function test"
    assert told("Mildly reduced diffusion capacity.", CROSS, lung) == [("Mildly reduced", "2024-03-25")]
    assert told("Difusión de CO normal.", CROSS, "Pruebas de función respiratoria") == [("normal", "2024-03-25")]
    assert told("The cerebellar lesion shows reduced diffusion.", CROSS, "MRI brain") == []


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Hearing aids advised.", "planned"),
        ("Bilateral hearing aids were recommended.", "planned"),
        ("To be fitted with hearing aids.", "planned"),
        ("Se indican audífonos.", "planned"),
        ("Wears hearing aids.", "stated"),
        ("Usa audífonos desde 2022.", "stated"),
        ("No hearing aids needed.", "negated"),
    ],
)
def test_hearing_aids_are_planned_until_they_are_worn(text: str, assertion: str) -> None:
    worn = [one for one in read(text, "Audiology clinic letter") if one.kind is Kind.CONDITION]
    assert {one.assertion.value for one in worn if "aid" in one.name or "audif" in one.name} == {assertion}


@pytest.mark.parametrize("text", ["No palpable mass.", "No palpable nodes.", "Soft, no palpable abdominal mass."])
def test_what_is_not_palpable_is_denied(text: str) -> None:
    said = [one.assertion.value for one in read(text, "Clinic letter") if one.kind is Kind.CONDITION]
    assert set(said) <= {"negated"}


SHEET = """
Peso: 20 kg  SC: 0,80 m2
Semana\tFecha\tVincristina 1,5 mg/m2\tDoxorrubicina 50 mg/m2\tFirma
1\t05/02/2024\t1,2 mg\t40 mg\tOK
2\t12/02/2024\t1,2 mg\t-\tOK
"""


def test_a_dose_in_milligrams_is_not_one_by_surface_though_its_head_orders_so() -> None:
    given = [
        (one.name, one.value, one.unit, str(one.when))
        for one in read(SHEET, "Planilla de quimioterapia")
        if one.kind is Kind.DRUG and one.when is not None
    ]
    assert given == [
        ("vincristine", "1,2", "mg", "2024-02-05"),
        ("doxorubicin", "40", "mg", "2024-02-05"),
        ("vincristine", "1,2", "mg", "2024-02-12"),
    ]


def test_days_run_together_by_a_lost_blank_are_two() -> None:
    sheet = "Medicamento\tDosis calculada\tCiclo 3 (inicio 30/01/2024)\nVincristina IV 1.5 mg/m2\t1.2 mg\t30/01,06/02\n"
    drug = next(one for one in read(sheet, "Hoja de quimioterapia") if one.name == "vincristine")
    assert (str(drug.when), str(drug.until), drug.detail.get("times")) == ("2024-01-30", "2024-02-06", 2)
