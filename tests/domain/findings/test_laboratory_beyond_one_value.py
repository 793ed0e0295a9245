"""Laboratory values told several at once: columns by occasions, two units, runs with signs, antibodies of one germ,
cultures by site; and what a germ answers to, which is no medicine of the child's."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from tests.domain.findings.onepaper import placed

NOWHERE = Box(0, 0, 0, 0)
NOTE = """
Sample Hospital, Leeds LS1 1AA
Clinic note
Patient: Ana Sample, born 23/05/2018
Date: 14 March 2025

{0}
"""
HEAD = (
    (0.05, "Sample Hospital, Leeds LS1 1AA"),
    (0.08, "DISCHARGE SUMMARY"),
    (0.11, "Patient: Ana Sample DOB: 23/05/2018"),
    (0.14, "Admitted: 02/03/2025 Discharged: 12/03/2025"),
    (0.20, "Test | Admission | Peak/Nadir | Discharge"),
)
ROWS = ("WBC | 0.2 | 0.1 (04/03) | 2.4", "Hgb | 7.1 | 6.4 (05/03) | 9.2", "Plt | 14 | 8 | 96")


def read(text: str) -> tuple[Finding, ...]:
    lines = tuple(Line(line.rstrip(), NOWHERE) for line in text.strip().splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def stay() -> tuple[Finding, ...]:
    rows = tuple((0.23 + 0.03 * at, row) for at, row in enumerate(ROWS))
    reading = Reading("pdf", pages=(placed(*HEAD, *rows),))
    return extract("pdf", reading, sort(reading, rules().sorting), finding_words())


def labs(told: str) -> set[tuple[str, str, str]]:
    found = read(NOTE.format(told))
    return {(one.name, one.value, one.unit) for one in found if one.kind == "laboratory"}


def test_columns_by_occasion_give_each_value_its_day() -> None:
    found = {(one.name, one.value, str(one.when)) for one in stay() if one.kind == "laboratory"}
    assert found == {
        ("leukocytes", "0.2", "2025-03-02"), ("leukocytes", "0.1", "2025-03-04"), ("leukocytes", "2.4", "2025-03-12"),
        ("hemoglobin", "7.1", "2025-03-02"), ("hemoglobin", "6.4", "2025-03-05"), ("hemoglobin", "9.2", "2025-03-12"),
        ("platelets", "14", "2025-03-02"), ("platelets", "8", "None"), ("platelets", "96", "2025-03-12"),
    }  # fmt: skip


def test_a_column_without_a_day_keeps_its_head() -> None:
    nadir = [one for one in stay() if one.name == "platelets" and one.value == "8"]
    assert [one.detail["occasion"] for one in nadir] == ["Peak/Nadir"]


@pytest.mark.parametrize(
    ("told", "values"),
    [
        ("AFP was 178 IU/mL = 215 ng/mL on 12 October 2024.", {"178", "215"}),
        ("AFP 178 IU/mL (= 215 ng/mL; factor 1.21).", {"178", "215"}),
        ("AFP 178 IU/mL, which is 215 ng/mL.", {"178", "215"}),
        ("CRP 220 > 80 > 12", {"220", "80", "12"}),
        ("CRP trend 220, 145, 80, 12.", {"220", "145", "80", "12"}),
        ("AFP 1,250 ng/mL, 843 ng/mL after the first cycle (09/12/2024) and 96 ng/mL.", {"1,250", "843", "96"}),
        ("AFP 12 ng/mL, LDH 210 U/L, ferritin 88 ng/mL.", {"12", "210", "88"}),
        ("Na 137, K 3.1 (4.2), Mg 0.8.", {"137", "3.1", "0.8"}),
    ],
)
def test_all_values_of_a_test_are_told(told: str, values: set[str]) -> None:
    assert {value for _, value, _ in labs(told)} == values


@pytest.mark.parametrize(
    ("told", "name", "value"),
    [
        ("CMV IgG positive, IgM negative.", "cytomegalovirus IgM", "negative"),
        ("EBV VCA IgG positive / IgM negative.", "Epstein-Barr virus IgM", "negative"),
        ("CMV IgG+/IgM-, HSV IgG-.", "cytomegalovirus IgM", "-"),
        ("VEB IgG positiva.", "Epstein-Barr virus IgG", "positiva"),
    ],
)
def test_an_antibody_is_against_the_germ_named_before(told: str, name: str, value: str) -> None:
    found = {(one, said) for one, said, _ in labs(told)}
    assert (name, value) in found
    assert not {one for one, _ in found} & {"immunoglobulin M", "immunoglobulin G", "Epstein-Barr virus DNA"}


def test_levels_of_immunoglobulins_stay_their_own() -> None:
    found = {(name, value) for name, value, _ in labs("CMV IgG positive. IgG 4.1 g/L, IgM 0.2 g/L.")}
    assert {("immunoglobulin G", "4.1"), ("immunoglobulin M", "0.2")} <= found


def test_seconds_are_no_neutrophils() -> None:
    assert "neutrophils" not in {name for name, _, _ in labs("TP 13,2 seg (88 %), TTPA 31 seg.")}
    assert ("neutrophils", "60", "%") in labs("Leucocitos 4.500 (seg 60 %, linf 30 %).")


def test_each_site_of_a_blood_culture_has_its_result() -> None:
    told = "Blood cultures 10/3: central line - E. coli, peripheral - no growth."
    assert {value for name, value, _ in labs(told) if name == "blood culture"} == {"E. coli", "no growth"}


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ("Klebsiella pneumoniae resistant to ceftriaxone, sensitive to meropenem and amikacin.", set()),
        ("Blood culture: E. coli (S: meropenem, pip-taz; R: ceftriaxone).", set()),
        ("E. coli sensible a meropenem y amikacina, resistente a ceftriaxona.", set()),
        ("Susceptibilities: meropenem S (MIC 0.25), vancomycin R, linezolid S.", set()),
        ("Klebsiella sensitive to meropenem; meropenem was started.", {"meropenem"}),
        ("E. coli resistente a ceftriaxona, por lo que recibió meropenem.", {"meropenem"}),
    ],
)
def test_what_a_germ_answers_to_is_not_given(told: str, given: set[str]) -> None:
    assert {one.name for one in read(NOTE.format(told)) if one.kind == "medicine"} == given


def test_a_birthday_in_a_subject_is_no_day_of_results() -> None:
    mail = (
        "From: Dr. Example\nDate: 14 March 2025\nSubject: Leo Sample, born 02/07/2020 - AFP\n\nDear Jo,\nplatelets 288."
    )
    assert "2020" not in {str(one.when) for one in read(mail)}
