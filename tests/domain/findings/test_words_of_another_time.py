"""What words of another time tell is not of the visit's day: years, ages, seasons, `two weeks later`; and months in
Roman letters are no figures."""

from __future__ import annotations

import pytest

from consilium.domain.datetext import dates_in
from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)
NOTE = """
Sample Hospital
Clinic note
Patient: Ana Sample, born 23/05/2018
Date: 14 March 2025

{0}
"""


def read(told: str) -> tuple[Finding, ...]:
    lines = tuple(Line(line.rstrip(), NOWHERE) for line in NOTE.format(told).strip().splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def days(told: str, kind: str, word: str) -> set[str]:
    return {str(one.when) for one in read(told) if one.kind == kind and word in f"{one.name} {one.quote}".lower()}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3-II-2025", "2025-02-03"),
        ("3/II/25", "2025-02-03"),
        ("03-I-2025", "2025-01-03"),
        ("12-V-24", "2024-05-12"),
        ("1-XII-24", "2024-12-01"),
    ],
)
def test_a_month_in_roman_letters_is_no_figure(text: str, day: str) -> None:
    assert [str(one.values[0]) for one in dates_in(text)] == [day]


@pytest.mark.parametrize("text", ["grade II-III-24x", "levels II/III 24", "C1-IV-25"])
def test_roman_numbers_elsewhere_are_no_day(text: str) -> None:
    assert not list(dates_in(text))


@pytest.mark.parametrize(
    "told",
    [
        "Last summer her weight was 14.2 kg.",
        "At the age of 4 her weight was 14.2 kg.",
        "She was admitted on 3 February 2025. Two weeks later her weight was 14.2 kg.",
        "She was admitted on 3 February 2025. The next day her weight was 14.2 kg.",
        "Al día siguiente el peso era de 14,2 kg.",
        "A los 4 años el peso era de 14,2 kg.",
        "Weight 14.2 kg (feb-25).",
    ],
)
def test_a_measure_of_another_time_has_not_the_visits_day(told: str) -> None:
    assert "2025-03-14" not in days(told, "growth", "weight") | days(told, "growth", "peso")


@pytest.mark.parametrize("told", ["Her weight was 14.2 kg.", "Weight 14.2 kg, last clinic 13.9 kg.", "Peso 14,2 kg."])
def test_a_measure_without_another_time_keeps_the_visits_day(told: str) -> None:
    assert "2025-03-14" in days(told, "growth", "weight") | days(told, "growth", "peso")


@pytest.mark.parametrize(
    ("told", "kind", "word", "day"),
    [
        ("In 2023 she had mucositis grade 3.", "toxicity", "mucositis", "2023"),
        ("En 2023 recibió vincristina 1,5 mg/m2.", "drug", "vincristin", "2023"),
        ("AFP 1210 ng/mL (2023).", "laboratory", "fetoprotein", "2023"),
        ("In the summer of 2023 her weight was 14.2 kg.", "growth", "weight", "2023"),
        ("El año pasado presentó neumonía.", "condition", "neumon", "2024"),
        ("Last month Hb was 8.2 g/dL.", "laboratory", "hemoglobin", "2025-02"),
        ("Yesterday her weight was 14.2 kg.", "growth", "weight", "2025-03-13"),
        ("On Tuesday her weight was 14.2 kg.", "growth", "weight", "2025-03-11"),
        ("On 3 February 2025 cotrimoxazole was started.", "medicine", "trimethoprim", "2025-02-03"),
        ("10/3 started meropenem 20 mg/kg TDS", "medicine", "meropenem", "2025-03-10"),
        ("Hb 8.2 g/dL (4 Mar).", "laboratory", "hemoglobin", "2025-03-04"),
    ],
)
def test_a_time_told_in_words_is_the_day(told: str, kind: str, word: str, day: str) -> None:
    assert days(told, kind, word) == {day}


def test_a_day_that_reads_in_two_ways_over_a_list_is_not_the_visits() -> None:
    unsure = "Sample Hospital\nClinic note\nPatient: Ana Sample, born 3 May 2018\nDate: 14 March 2025\n\n"
    lines = tuple(Line(one, NOWHERE) for one in (unsure + "Bloods 12/3: Hb 79, WCC 0.6, plts 18.").splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    assert {str(one.when) for one in found if one.kind == "laboratory"} == {"None"}


def test_a_medicine_that_goes_on_has_not_the_day_of_what_was_begun() -> None:
    told = "10 March 2025: fever 39, meropenem and amikacin started, G-CSF continued."
    assert days(told, "medicine", "meropenem") == {"2025-03-10"}
    assert days(told, "medicine", "filgrastim") == {"None"}


def test_what_a_graft_s_day_tells_has_its_day_whatever_it_is() -> None:
    told = "Stem cells infused on 3 February 2025 (day 0). On day +28 her weight was 14.2 kg."
    assert days(told, "growth", "weight") == {"2025-03-03"}
