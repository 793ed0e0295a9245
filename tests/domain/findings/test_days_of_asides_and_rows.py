"""Days that an aside, a sentence of who was told, a row, a visit or a report gives to what stands beside it, and days
that are none of it."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def read(text: str) -> tuple[Finding, ...]:
    lines = tuple(Line(line.rstrip(), NOWHERE) for line in text.strip().splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def days(text: str, name: str) -> set[str]:
    return {str(one.when) for one in read(text) if one.name == name}


NOTE = """
Transfer note, Sample Hospital
Sam SAMPLE DOB 17.06.2016
Written 03/12/24 0415
{0}
"""


@pytest.mark.parametrize(
    ("told", "earlier"),
    [
        ("Bloods 02/12 2200:  Hb 58 (was 84 on 01/12; steady state 82)   WCC 31.4   Plt 198", "2024-12-01"),
        ("Bloods 02/12: Hb 58 (prev 84 on 01/12)  Plt 198", ""),
        ("Laboratorio 02/12: Hb 5,8 (antes 8,4 el 01/12)  plaquetas 198", ""),
    ],
)
def test_the_day_of_an_earlier_value_in_brackets_is_not_that_of_the_list(told: str, earlier: str) -> None:
    assert days(NOTE.format(told), "platelets") == {"2024-12-02"}
    assert not earlier or earlier in days(NOTE.format(told), "hemoglobin")


MARROW = """
SAMPLE PATHOLOGY - BONE MARROW REPORT
Sam SAMPLE DOB 12/03/2012
Collected: 01/13/2025     Reported: 01/16/2025
COMMENT: {0}

PERIPHERAL BLOOD (CBC 01/13/2025)
WBC 2.9 K/uL   PLT 164 K/uL
"""


@pytest.mark.parametrize(
    "told",
    [
        "Results called to Dr. Sample on 1/15.",
        "Preliminary results phoned to the ward 1/15.",
        "Results discussed with the family on 1/15.",
        "Labs faxed 01/15/2025.",
    ],
)
def test_the_day_on_which_results_were_passed_on_is_not_theirs(told: str) -> None:
    assert days(MARROW.format(told), "platelets") == {"2025-01-13"}


RENAL = """
INFORME DE ESTUDIO DE FUNCIÓN RENAL
Paciente: Muestra, Ana     Fecha nacimiento 14/10/2014
Fecha de la prueba: 13/02/2024      Fecha del informe: 15/02/2024
FILTRADO
Urea 38 mg/dl
ECOGRAFÍA ({0}): riñón izquierdo de 10,4 cm. Vejiga normal.
"""


@pytest.mark.parametrize("said", ["misma visita", "misma sesión", "same visit"])
def test_what_was_done_at_the_same_visit_is_of_its_day(said: str) -> None:
    assert days(RENAL.format(said), "bladder") == {"2024-02-13"}


ECHO = """
PEDIATRIC TRANSTHORACIC ECHOCARDIOGRAM REPORT
Patient: Sam SAMPLE      Study date: 03/10/2025
DOB: 08/22/2024
Indication: {1}

FINDINGS
No ASD; PFO with trivial flow. {0}

CONCLUSION
1. Hypertrophic cardiomyopathy, moderate
"""


def test_what_a_report_of_the_heart_shows_is_of_its_day() -> None:
    text = ECHO.format("Anterior chest wall clear.", "asthma, hypertension.")
    assert days(text, "hypertrophic cardiomyopathy") == {"2025-03-10"}
    assert days(text, "foramen ovale") == {"2025-03-10"}
    assert days(text, "asthma") == {"None"}, "why it was asked for is of no day"
    told = ECHO.format("Diabetes as per notes of 2022.", "murmur.")
    assert days(told, "diabetes") != {"2025-03-10"}, "another day is told beside it"


EYE = """
EYE EXAMINATION UNDER ANESTHESIA
Patient: Sam SAMPLE     Age 2 y
Date: July 14, 2023
EXAMINATION
{0}
"""


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("Anterior segment quiet, no hyphema", "2023-07-14"),
        ("Anterior chamber: no hyphema", "2023-07-14"),
        ("Previous exam: no hyphema", "None"),
    ],
)
def test_anterior_of_a_place_in_the_body_is_no_earlier_day(told: str, when: str) -> None:
    assert days(EYE.format(told), "hyphema") == {when}


STAY = """
EPICRISIS
Ana MUESTRA  Edad: 22 meses
Ingreso: 18/09/2023   Egreso: 12/10/2023
{0}
Evolución: sin complicaciones.
"""


@pytest.mark.parametrize(
    "told",
    [
        "Al ingreso: peso 10.2 kg, T 39.6, FC 168. Adenopatías cervicales pequeñas.",
        "On admission: HR 168, BP 82/44. Cervical lymphadenopathy.",
    ],
)
def test_how_a_child_was_found_when_it_came_is_of_that_day(told: str) -> None:
    assert days(STAY.format(told), "lymphadenopathy") == {"2023-09-18"}


GROWTH = """
Child health book
Ana SAMPLE   D.O.B: 14-08-2018
GROWTH
Date         Wt (kg)   Ht (cm)   Remarks
20-08-2021   11.2      86.5      < 3rd centile wt
02-02-2023   13.6      96.2      spleen 4 cm
09-12-2023   15.1      101.0     no jaundice
"""


def test_a_remark_in_a_row_is_of_its_day() -> None:
    assert days(GROWTH, "jaundice") == {"2023-12-09"}
    assert "2023-02-02" in {str(one.when) for one in read(GROWTH) if one.value.startswith("4 cm")}


AUDIOGRAM = """
Audiology report
Name: Sam SAMPLE   DOB 30/09/2011
Tested: 18 February 2025
PURE TONE AUDIOMETRY, dB HL
             0.25   0.5   1    2    4    6    8  kHz
{0}
"""


@pytest.mark.parametrize(
    ("row", "when"),
    [
        ("RIGHT  today     10   10   10   15   45   60   65", "2025-02-18"),
        ("RIGHT  21/1/25   10   10   10   10   25   40   55", "2025-01-21"),
        ("LEFT   (21/1/25) 10   10   10   10   20   35   50", "2025-01-21"),
        ("21/1/2025  LEFT  10   10   10   10   20   35   50", "2025-01-21"),
    ],
)
def test_a_row_of_thresholds_with_a_day_is_of_it(row: str, when: str) -> None:
    found = [one for one in read(AUDIOGRAM.format(row)) if one.name == "hearing threshold"]
    assert found
    assert {str(one.when) for one in found} == {when}


ROSARIO = """
INFORME DE ESTUDIO GENÉTICO Y ASESORAMIENTO              Rosario, {0}9 de septiembre de 2024
Paciente: Ana MUESTRA
Estudio: secuenciación de TP53, informe del 30/08/2024
"""


@pytest.mark.parametrize("weekday", ["", "lunes ", "lunes, "])
def test_a_place_and_a_day_behind_a_title_are_the_papers_own(weekday: str) -> None:
    lines = tuple(Line(line, NOWHERE) for line in ROSARIO.format(weekday).strip().splitlines())
    found = sort(Reading("text", pages=(Page(1, lines),)), rules().sorting)
    assert str(found.document_date.value) == "2024-09-09"
