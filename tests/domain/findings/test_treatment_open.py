"""Treatment read by structure: medicines by their stems, numbers in words, doses of organs, cells, open toxicities."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.findings.text.numberwords import number_said
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def read(text: str, kind: Kind) -> list[Finding]:
    page = Page(1, tuple(Line(line, NOWHERE) for line in text.splitlines()), origin="typed")
    reading = Reading("text", pages=(page,))
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    return [one for one in found if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She was covered with ceftobiprole overnight.", "ceftobiprole"),
        ("Queda con dalbavancina semanal.", "dalbavancin"),
        ("Nocturnal ravulizumab was well tolerated.", "ravulizumab"),
        ("En casa con lercanidipino.", "lercanidipine"),
        ("Febrile on day 9, zoltipenem added.", "zoltipenem"),
        ("Se inició quelfungina por candidemia.", "quelfungin"),
        ("He has been on morphine since Tuesday.", "morphine"),
        ("ERT: alglucosidasa alfa cada 2 semanas.", "alglucosidase alfa"),
    ],
)
def test_a_medicine_is_known_by_its_class_or_the_stem_of_its_name(text: str, name: str) -> None:
    assert [one.name for one in read(text, Kind.MEDICINE)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Tacrolimus 8.2 ng/mL on Monday.",
        "Blood culture: E. coli sensitive to meropenem.",
        "Vancomycin trough was high.",
        "Urticaria con metamizol.",
        "Amoxicilina, le salen ronchas.",
        "Itraconazole may interact with others.",
        "Seen in April; the anthracyclines are discussed.",
        "Hemocultivo con cepa resistente a colistina.",
    ],
)
def test_a_name_that_is_measured_tested_or_reacted_to_tells_no_medicine(text: str) -> None:
    assert read(text, Kind.MEDICINE) == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Lansoprazole only if reflux returns.", Assertion.CONDITIONAL),
        ("If febrile we would use cefepime.", Assertion.CONDITIONAL),
        ("Gabapentina: valorar en la próxima visita.", Assertion.CONDITIONAL),
        ("NO LE DÉ: naproxeno, ketorolaco", Assertion.NEGATED),
        ("Aprepitant no disponible.", Assertion.NEGATED),
        ("Increase lacosamide to 75 mg.", Assertion.PLANNED),
        ("PLAN:\nCefazolin 500 mg IV q8h.", Assertion.STATED),
    ],
)
def test_a_medicine_is_said_as_the_words_beside_it_say(text: str, how: Assertion) -> None:
    assert {one.assertion for one in read(text, Kind.MEDICINE)} == {how}


def test_a_number_without_its_unit_before_how_often_is_a_dose() -> None:
    (found,) = read("Takes clobazam 10 twice a day.", Kind.MEDICINE)
    assert (found.detail["dose"], found.detail["frequency"]) == ("10", "twice a day")


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Nelarabine added.", "nelarabine", Assertion.STATED),
        ("He will continue vinblastine 6 mg/m2 weekly.", "vinblastine", Assertion.STATED),
        ("El bevacizumab no lo conseguimos.", "bevacizumab", Assertion.NEGATED),
        ("Sirolimus if it fails.", "sirolimus", Assertion.CONDITIONAL),
        ("Outcome: carboplatin 500 mg/m2 on day 1.", "carboplatin", Assertion.PLANNED),
        ("Diagnosed in May, status post 4 cycles of cisplatin.", "cisplatin", Assertion.STATED),
    ],
)
def test_a_drug_that_is_named_is_told_as_its_words_say(text: str, name: str, how: Assertion) -> None:
    (found,) = read(text, Kind.DRUG)
    said = Assertion.STATED if found.assertion is Assertion.HISTORICAL else found.assertion
    assert (found.name, said) == (name, how)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("fifty-four", 54), ("treinta y tres", 33), ("ten point eight", 10.8), ("ciento veinte", 120),
        ("one hundred and five", 105), ("veintiún", 21),
    ],
)  # fmt: skip
def test_numbers_in_words_are_read_in_both_languages(words: str, number: float) -> None:
    assert number_said(words) == number


@pytest.mark.parametrize(
    ("text", "gray", "fractions"),
    [
        ("She received fifty-four gray in thirty fractions to the flank.", 54.0, 30),
        ("Recibió radioterapia 50,4 Gy en veintiocho fracciones.", 50.4, 28),
        ("Hip irradiated to 8 Gy x 1.", 8.0, 1),
        ("Abdominal radiation 10.8 Gy in 6 fractions of 1.8 Gy given.", 10.8, 6),
    ],
)
def test_doses_and_fractions_are_read_in_words_and_figures(text: str, gray: float, fractions: int) -> None:
    (found,) = read(text, Kind.RADIATION)
    assert (found.detail["gray"], found.detail["fractions"]) == (gray, fractions)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Right lens max 4.1 Gy; left lens 3 Gy.", [("lens", "right", 4.1), ("lens", "left", 3.0)]),
        ("Media: cóclea izquierda 12,5 Gy, hipófisis 9 Gy.", [("cochlea", "left", 12.5), ("pituitary", "", 9.0)]),
        ("Cochlea L mean 34.0 / R mean 21.5 Gy", [("cochlea", "left", 34.0), ("cochlea", "right", 21.5)]),
        ("Mean dose 16 Gy to the left kidney.", [("kidney", "left", 16.0)]),
        ("Heart constraint: mean below 5 Gy.", []),
    ],
)
def test_each_organ_beside_the_target_has_its_own_dose(text: str, wanted: list[tuple[str, str, float]]) -> None:
    found = [one for one in read(text, Kind.RADIATION) if one.detail.get("organ")]
    assert [(one.site, one.laterality, one.detail["gray"]) for one in found] == wanted


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Infused CD34 4.4 x 10^6/kg.", "CD34 cell dose", "4.4"),
        ("CNT 3,2 x 10e8/kg", "total nucleated cell dose", "3,2"),
        ("Quimerismo: 97,5 % donante.", "donor chimerism", "97,5"),
    ],
)
def test_what_was_infused_and_how_it_took_has_its_numbers(text: str, name: str, value: str) -> None:
    assert (name, value) in [(one.name, one.value) for one in read(text, Kind.LABORATORY)]


def test_the_match_of_a_donor_is_no_day() -> None:
    found = read("TPH previsto: madre haploidéntica 5/10.", Kind.TRANSPLANT)
    assert [one.when for one in found] == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tumor necrosis was ninety-four percent.", "94 %"),
        ("Tras quimioterapia, necrosis y fibrosis de aproximadamente 55 % del volumen.", "55 %"),
    ],
)
def test_necrosis_after_treatment_is_read_in_words_and_with_words_between(text: str, value: str) -> None:
    assert [one.value for one in read(text, Kind.RESPONSE)] == [value]


def test_what_is_graded_beside_a_known_toxicity_is_one_too() -> None:
    found = read("Mucositis gr 2, glositis gr 1. ICANS 0.", Kind.TOXICITY)
    assert [(one.name, one.detail.get("grade"), one.assertion) for one in found] == [
        ("mucositis", "2", Assertion.STATED),
        ("glositis", "1", Assertion.STATED),
        ("neurotoxicity", None, Assertion.NEGATED),
    ]


def test_a_paragraph_behind_relatives_is_of_the_child_again() -> None:
    text = "Family history: father had colon cancer.\nWe plan to start carboplatin 560 mg/m2 next week."
    assert [(one.name, one.assertion) for one in read(text, Kind.DRUG)] == [("carboplatin", Assertion.PLANNED)]


def test_each_line_of_a_vaccine_card_is_a_vaccine_with_its_day() -> None:
    text = "Immunisation card\nOPV-1 6 wks 04-05-2019 xy\nHep B-2 10 wks 01-06-2019 xy\nMMR 12 months due"
    found = [(one.name, str(one.when), one.assertion) for one in read(text, Kind.MEDICINE)]
    assert found == [
        ("polio vaccine", "2019-05-04", Assertion.STATED),
        ("hepatitis B vaccine", "2019-06-01", Assertion.STATED),
        ("MMR vaccine", "None", Assertion.PLANNED),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("No prior chemo.", "chemotherapy"),
        ("Sin quimioterapia previa.", "chemotherapy"),
        ("Anthracyclines: none", "anthracycline"),
        ("Chemotherapy not planned.", "chemotherapy"),
    ],
)
def test_chemotherapy_that_was_not_given_is_said_so(text: str, name: str) -> None:
    assert [(one.name, one.assertion) for one in read(text, Kind.DRUG)] == [(name, Assertion.NEGATED)]


def test_a_question_asks_of_its_last_part_only() -> None:
    found = read("Conditioning: fludarabine 150 mg/m2 total, melphalan 140 mg/m2?", Kind.DRUG)
    assert found[0].assertion is not Assertion.CONDITIONAL
