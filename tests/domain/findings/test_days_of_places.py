"""The day that a place gives a finding: notes of several days with parts of their own, a stay's examinations, what a
sentence says of its day; and what gives none."""

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
    lines = tuple(Line(line.strip(), NOWHERE) for line in text.strip().splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def days(text: str, name: str) -> set[str]:
    return {str(one.when) for one in read(text) if one.name == name}


WARD = """
St Sample ward - continuation sheet
Sam SAMPLE DOB 17.06.2012
06/11/24 02:10 SHO
PMH: asthma. Cholecystectomy 2019
Meds: folic acid 5 mg od
O/E T 37.4 sats 97% RA. Wt 38.2 kg. No hepatomegaly.
Plan: fluids
07/11/24 17:30
sats 90% RA. Chest pain. Given cefotaxime.
08/11/24 08:45 WR
S: no cough
O: sats 96%
"""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("body weight", {"2024-11-06"}),
        ("oxygen saturation", {"2024-11-06", "2024-11-07", "2024-11-08"}),
        ("hepatomegaly", {"2024-11-06"}),
        ("cough", {"2024-11-08"}),
        ("asthma", {"None"}),
        ("folic acid", {"None"}),
    ],
)
def test_a_days_note_goes_on_behind_what_it_tells_of_the_past(name: str, wanted: set[str]) -> None:
    found = {one.name: one for one in read(WARD)}
    if name == "body weight":
        name = next(one for one in found if "weight" in one)
    assert days(WARD, name) == wanted


STAY = """
DISCHARGE SUMMARY
Name: Ana SAMPLE
Admitted: 08/11/2024   Discharged: 29/11/2024
EXAMINATION ON PICU ADMISSION
SpO2 89% in air. Pallor. Neck stiffness absent.
HOSPITAL COURSE
She was ventilated for two days.
EXAMINATION
SpO2 98% in air. No pallor.
"""


def test_an_examination_before_a_stays_course_is_of_its_first_day_and_one_behind_it_of_its_last() -> None:
    assert days(STAY, "oxygen saturation") == {"2024-11-08", "2024-11-29"}
    assert days(STAY, "pallor") == {"2024-11-08", "2024-11-29"}


LETTER = """
Clinic date: 13 March 2025
Date typed: 17 March 2025
Dear Dr Sample,
RE: Ben SAMPLE, d.o.b. 04/09/2015
I saw Ben today. On examination he was pale. I could feel a spleen 3 cm below the costal margin. There was no rash.
{}
Yours sincerely
"""


def test_who_tells_what_he_felt_goes_on_with_the_examination() -> None:
    assert days(LETTER.format(""), "rash") == {"2025-03-13"}


@pytest.mark.parametrize(
    ("said", "name", "day"),
    [
        ("At the last review (26/02/2025) he had no diplopia.", "diplopia", "2025-02-26"),
        ("We stopped vincristine on 26/02/2025, since then no diplopia.", "diplopia", "None"),
    ],
)
def test_the_day_of_a_sentence_is_that_of_what_was_seen_on_it(said: str, name: str, day: str) -> None:
    assert days(LETTER.format(said), name) == {day}


def test_days_over_columns_are_no_entry_of_a_log() -> None:
    head = "LABS\nAna SAMPLE\nPrinted 20/03/2024\nResults through 19/03/2024"
    text = f"{head}\n 27/02 12/03 19/03\nHb g/L 68 74 96\nPlatelets 22 19 88"
    assert {str(one.when) for one in read(text) if one.value == "96"} <= {"2024-03-19", "None"}


@pytest.mark.parametrize("said", ["Peso 46.2 kg", "P 46.2 kg"])
def test_two_days_of_a_stay_in_one_line_have_each_their_values(said: str) -> None:
    head = "INFORME DE ALTA\nF.I. 22.07.2024 F.A. 16.08.2024\nPaciente: Ana Muestra"
    text = f"{head}\nIngreso: PA 152/98 {said} Alta: Peso 39.5 kg"
    assert {(one.value, str(one.when)) for one in read(text) if one.unit == "kg"} >= {("46.2", "2024-07-22")}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Febrile neutropenia 13.11: cultures sterile. Rash 14.11: settled.", True),
        ("Bilirubin 13.11, creatinine 0.42, ratio 14.11.", False),  # values with two decimals are no days
    ],
)
def test_a_day_with_a_point_is_one_where_the_paper_writes_days_so(said: str, wanted: bool) -> None:
    text = f"SUMMARY OF THE COURSE\nAna SAMPLE\nDay 0: 28.10.2024\nSeen last 18.12.2024\n{said}"
    assert any(str(one.when) in ("2024-11-13", "2024-11-14") for one in read(text)) is wanted
