"""Weights and heights by their units alone, nodes and organs under the hand, and what relatives have told of them."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings.examination.growthalone import figures_alone
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.topics import history, toxicity
from consilium.domain.records import Category, Reading
from tests.domain.findings.onepaper import clauses, cues, findings, page


def measured(text: str, category: Category | None = None) -> list[tuple[str, str, str]]:
    one = page(text)
    paper = Paper(Reading("text", pages=(one,)), clauses(one), category, PartialDate(2025, 6, 15), "dmy")
    told = figures_alone(paper, [], cues())
    return [(found.name, found.value, found.assertion.value) for found in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clínicamente bien, afebril, 13,1 kg.", {("weight", "13,1")}),
        ("Nena, 9 años, 27,5 kg. Linfoma en segunda línea.", {("weight", "27,5")}),
        ("8-year-old boy, 25 kg", {("weight", "25")}),
        ("Al examen: 158 cm, 44,8 kg. Pálido.", {("height", "158"), ("weight", "44,8")}),
        ("Antropometría: 178 cm y 70,5 kg.", {("height", "178"), ("weight", "70,5")}),
        ("14/06/2016 (GP): 104.2 cm / 17.1 kg", {("height", "104.2"), ("weight", "17.1")}),
        (
            "For dosing: 18.4 kg, 108 cm, 0.74 m2.",
            {("weight", "18.4"), ("height", "108"), ("body surface area", "0.74")},
        ),
        ("EXAM: 134 lb, 5'5\". BP 118/72", {("weight", "134"), ("height", "5'5\"")}),
        ("Peso según ficha 14,6 kg.", {("weight", "14,6")}),
        ("Her height is on the 50th centile (115.2 cm).", {("height", "115.2")}),
        ("Peso al inicio 10,2 kg; al final 10,6 kg.", {("weight", "10,2"), ("weight", "10,6")}),
        ("Come bien y en marzo pesaba 43.", {("weight", "43")}),
        ("Height velocity over the past year 2.6 cm/yr, slow.", {("growth velocity", "2.6")}),
        ("Lactante nacida de 36 semanas.", {("gestational age", "36")}),
        ("Banco de semen: no aplica (prepúber).", {("puberty", "prepúber")}),
    ],
)
def test_what_a_child_measures(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(name, value) for name, value, _ in measured(text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nephrectomy specimen 1.2 kg, 18 cm",
        "Donor: brother, 12 years, 40 kg, 150 cm",
        "Do not lift more than 5 kg",
        "Not for children under 10 kg, 80 cm",
        "Tumor of 12 cm and 1.4 kg",
        "Mass of 5 cm, firm",
        "Carboplatin 18.6 mg/kg, 10 kg or less by the kilo",
        "Perdió 3 kg en dos meses",
        "Seen 6 weeks after delivery",
        "Her brother was born at 29 weeks",
    ],
)
def test_what_is_no_measure_of_the_child(text: str) -> None:
    assert measured(text) == []


def test_parents_heights_are_the_familys() -> None:
    assert measured("Parents: mother 164 cm, father 178 cm.") == [
        ("height", "164", "family"),
        ("height", "178", "family"),
    ]


def signs(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.assertion.value) for one in findings(history, text) if one.kind is Kind.CONDITION]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Liver and spleen impalpable.", {("palpable liver", "negated"), ("palpable spleen", "negated")}),
        ("No toco hígado ni bazo.", {("palpable liver", "negated"), ("palpable spleen", "negated")}),
        ("No palpable liver or spleen.", {("palpable liver", "negated"), ("palpable spleen", "negated")}),
        ("El bazo se toca a 2 cm del reborde.", {("palpable spleen", "stated")}),
        ("Abdomen blando, bazo (-).", {("palpable spleen", "negated")}),
        ("Examination: Left inguinal LN 3 x 2 cm, rubbery.", {("palpable lymph nodes", "stated")}),
        ("Palpo un ganglio supraclavicular izquierdo de 1 cm.", {("palpable lymph nodes", "stated")}),
        ("Examination: no cervical LN over 1 cm.", set()),
        ("PET: left cervical node 2 cm, SUV 4.", set()),
        ("Pale, anicteric, acyanotic.", {("pallor", "stated"), ("jaundice", "negated"), ("cyanosis", "negated")}),
        ("Mum felt a lump on the right side.", {("lump", "stated")}),
        (
            "Rechazo de la marcha y registros febriles.",
            {("rechazo de la marcha", "stated"), ("registros febriles", "stated")},
        ),
        ("Loratadina 10 mg si le pica la piel.", {("le pica la piel", "conditional")}),
        ("She has no known immune deficiency.", {("immune deficiency", "negated")}),
    ],
)
def test_signs(text: str, expected: set[tuple[str, str]]) -> None:
    assert set(signs(text)) == expected


def kin(text: str) -> list[tuple[str, str, str]]:
    told: list[Finding] = [one for one in findings(history, text) if one.kind is Kind.FAMILY_HISTORY]
    return [(one.name, one.assertion.value, str(one.detail.get("relative", ""))) for one in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hermano de 6 años examinado: normal.", ("normal examination", "family", "brother")),
        ("Padres: fondo de ojo sin alteraciones.", ("normal examination", "family", "parents")),
        ("Both parents smoke.", ("smoking", "family", "parents")),
        ("Hermanita de 1 año sana, con vacunas completas.", ("healthy", "family", "sister")),
        ("Mother G3P2, healthy.", ("healthy", "family", "mother")),
        ("Es la segunda de tres hermanos, todos sanos.", ("healthy", "family", "siblings")),
        ("Padres de otra región, no emparentados.", ("consanguinity", "negated", "parent")),
        ("Father had late puberty himself.", ("delayed puberty", "family", "father")),
    ],
)
def test_relatives(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in kin(text)


def test_what_was_not_examined_is_not_normal() -> None:
    assert kin("Sus hermanos deben ser examinados. His brother asked about eye exams.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Choque séptico por Escherichia coli (grado 4).", ("infection", "4")),
        ("Crisis convulsiva única, grado 3.", ("seizure", "3")),
        ("Acute skin toxicity RTOG 1.", ("dermatitis", "1")),
        ("Grade 2 creatinine rise.", ("elevated creatinine", "2")),
        ("Hipertensión por esteroides G2.", ("hypertension", "2")),
        ("Admitted gr 3 febrile neutropenia.", ("febrile neutropenia", "3")),
    ],
)
def test_toxicities_with_their_grade(text: str, expected: tuple[str, str]) -> None:
    told = [(one.name, str(one.detail.get("grade", ""))) for one in findings(toxicity, text)]
    assert told == [expected]


def test_criteria_that_were_not_met() -> None:
    told = findings(toxicity, "Tremor one evening, did not meet criteria for ICANS.")
    assert [(one.name, one.assertion.value) for one in told] == [("neurotoxicity", "negated")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Come bien. FUM 2/6.", [("last menstrual period", "2025-06-02")]),
        ("LMP 14 May.", [("last menstrual period", "2025-05-14")]),
        ("Menarquia en mayo.", [("menarche", "2025-05")]),
        ("LMP unknown.", []),
        ("Her mother had menarche in June.", []),
    ],
)
def test_periods_with_their_day(text: str, expected: list[tuple[str, str]]) -> None:
    one = page(text)
    paper = Paper(Reading("text", pages=(one,)), clauses(one), None, PartialDate(2025, 6, 15), "dmy")
    assert [(found.name, str(found.when)) for found in figures_alone(paper, [], cues())] == expected


@pytest.mark.parametrize(
    ("text", "how"),
    [("EVA dolor 0.", "negated"), ("Dolor EVA 0.", "negated"), ("Pain 0/10", "negated"), ("EVA dolor 4.", "stated")],
)
def test_pain_by_its_scale(text: str, how: str) -> None:
    assert signs(text) == [("pain", how)]
