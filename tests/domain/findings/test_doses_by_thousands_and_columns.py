"""Doses of which a space parts the thousands, columns of doses, and amounts that are of another thing."""

from __future__ import annotations

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def drugs(*text: str) -> list[Finding]:
    lines = ("REGISTRO DE QUIMIOTERAPIA", "Fecha: 19/12/2024", *text)
    reading = Reading("text", pages=(Page(1, tuple(Line(line, NOWHERE) for line in lines)),))
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    return [one for one in found if one.kind.value == "drug"]


def test_a_space_parts_the_thousands_of_a_sum() -> None:
    found = drugs("DOSIS ACUMULADAS", "Cisplatino 320 mg/m2", "Carboplatino 1 500 mg/m2", "Ciclofosfamida 4 200 mg/m2")
    told = {one.name: one.number for one in found}
    assert told == {"cisplatin": 320, "carboplatin": 1500, "cyclophosphamide": 4200}


def test_a_number_before_a_dose_is_no_thousands_elsewhere() -> None:
    assert [one.number for one in drugs("Se administró carboplatino ciclo 1 500 mg/m2 el 18/12/2024.")] == [500]


def test_what_a_table_answers_in_its_next_column_denies_no_dose() -> None:
    found = drugs("2 B 19/06/2024 ciclofosfamida 2 g/m2, vincristina 1,5 mg/m2 ninguna")
    assert [(one.name, one.assertion.value) for one in found] == [
        ("cyclophosphamide", "stated"),
        ("vincristine", "stated"),
    ]


def test_an_exposure_is_no_dose() -> None:
    found = drugs("Se administró busulfán intravenoso 4,8 mg/kg/día (AUC acumulada 82 mg·h/L).")
    assert [one.number for one in found] == [4.8]


def test_the_dose_of_the_rescue_is_not_that_of_methotrexate() -> None:
    found = drugs("Niveles de metotrexato: 72 h, 0.08 micromol/L. Rescate con ácido folínico 15 mg/m2 cada 6 horas.")
    assert not [one for one in found if one.name == "methotrexate" and one.number == 15]
