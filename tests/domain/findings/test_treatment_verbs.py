"""Treatments that verbs deny, put off or weigh; lists a line each; verdicts on allergies; courses told in a row."""

from __future__ import annotations

import pytest

from consilium.domain.findings.assertions.treatmentverbs import is_of_effect, status_beside
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.topics import allergies, chemotherapy, medicines, radiation
from tests.domain.findings.onepaper import findings


def said(found: list[Finding], kind: Kind) -> list[tuple[str, str]]:
    return [(one.name, one.assertion.value) for one in found if one.kind is kind]


@pytest.mark.parametrize(
    "text",
    [
        "gentamicin must not be given again",
        "gentamicin will of course not be used",
        "gentamicin wasn't started",
        "gentamicin 5 mg/kg was never charted",
        "gentamicin none",
        "gentamicin: nunca recibió",
        "gentamicin no se le debe administrar",
        "gentamicin no hace falta",
        "gentamicin avoided",
        "gentamicin y tobramicina contraindicadas",
        "gentamicin/amikacin offered, declined",
        "she has never been on gentamicin",
        "tampoco se le ha administrado gentamicin",
        "not taking (asked twice): aspirin, gentamicin",
        "no puede tomar: ibuprofeno (riñón), gentamicin",
        "nunca recibió amikacina ni gentamicin",
        "no ibuprofen or gentamicin",
        "prohibido gentamicin",
    ],
)
def test_a_denied_verb_of_giving_denies_a_treatment(text: str) -> None:
    assert status_at(text, "gentamicin") is Assertion.NEGATED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we'll use gentamicin instead", Assertion.PLANNED),
        ("gentamicin to be given on friday", Assertion.PLANNED),
        ("vamos a iniciar gentamicin", Assertion.PLANNED),
        ("previsto: gentamicin en mayo", Assertion.PLANNED),
        ("gentamicin could be considered", Assertion.CONDITIONAL),
        ("gentamicin en evaluación", Assertion.CONDITIONAL),
        ("gentamicin as an alternative", Assertion.CONDITIONAL),
        ("gentamicin quedaria para la recaida", Assertion.CONDITIONAL),
        ("gentamicin was given with food", None),
        ("gentamicin not stopped", None),
        ("no fever, gentamicin 5 mg/kg given", None),
        ("no change to antibiotics (amikacin, gentamicin)", None),
        ("gentamicin, no requiere oxigeno", None),
        ("amikacin not given, gentamicin was", None),
    ],
)
def test_verbs_ahead_of_time_and_weighing_ones(text: str, expected: Assertion | None) -> None:
    assert status_at(text, "gentamicin") is expected


def status_at(text: str, name: str) -> Assertion | None:
    folded = text.replace("ñ", "n").replace("ó", "o").lower()
    at = folded.index(name)
    return status_beside(folded, at, at + len(name))


@pytest.mark.parametrize(
    "text",
    [
        "did not respond to ",
        "no respondio a ",
        "does not like the taste of ",
        "no vomito el ",
        "no rash on ",
        "sin respuesta a ",
    ],
)
def test_what_a_treatment_did_not_do_denies_no_treatment(text: str) -> None:
    assert is_of_effect(f"{text}gentamicin", len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plan: cefazolin x 24 hrs.", [("cefazolin", "stated")]),
        ("Plan: if no better by noon -> anakinra 2 mg/kg q6.", [("anakinra", "conditional")]),
        ("Bisoprolol 1.25 mg, provided that his lungs are well.", [("bisoprolol", "conditional")]),
        ("He takes enalapril and has not needed midazolam.", [("enalapril", "stated"), ("midazolam", "negated")]),
        ("Oxcarbazepine 5 mg at night, nitrazepam - no.", [("oxcarbazepine", "stated"), ("nitrazepam", "negated")]),
    ],
)
def test_how_a_medicine_is_said(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(findings(medicines, text), Kind.MEDICINE) == expected


LIST = """MEDICINES
lansoprazole 15 bd
clobazam - never used
carbamazepine 100 mg tds"""


def test_each_line_of_a_list_of_small_letters_is_an_item() -> None:
    found = findings(medicines, LIST)
    assert said(found, Kind.MEDICINE) == [
        ("lansoprazole", "stated"),
        ("clobazam", "negated"),
        ("carbamazepine", "stated"),
    ]
    assert found[0].detail["dose"] == "15"


def test_a_verb_behind_a_medicine_is_not_of_the_next_one() -> None:
    found = findings(medicines, "Meds: allopurinol se suspende, lansoprazol 15, amlodipina 5.")
    assert [one.detail.get("state") for one in found][1:] != ["past", "past"]
    assert [one.detail.get("dose") for one in found][1:] == ["15", "5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Allergies: cefaclor (rash).", [("cefaclor", "stated")]),
        ("Allergies: pegaspargase - wheeze.", [("pegaspargase", "stated")]),
        ("ALLERGIES\nlatex ........ denied", [("latex", "negated")]),
        ("Allergies: egg - eats it happily.", [("egg", "negated")]),
        ("Peanut allergy is on her chart but she passed the food challenge.", [("peanut", "negated")]),
        ("Alergias: penicilina, estudiada, NEGATIVA, puede tomarla.", [("penicillin", "negated")]),
        ("Allergies: amphotericin (rigors), NKDA otherwise.", [("amphotericin B", "stated")]),
        ("Azithromycin (allergic to amoxicillin).", [("amoxicillin", "stated")]),
    ],
)
def test_allergies_and_verdicts_on_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(findings(allergies, text), Kind.ALLERGY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thiotepa/melphalan not given.", [("thiotepa", "negated"), ("melphalan", "negated")]),
        ("- Chemo to restart approximately on day 10, when healed.", [("chemotherapy", "planned")]),
        ("If chemotherapy is given, repeat the scan.", [("chemotherapy", "conditional")]),
        ("Probable tumour of the kidney, after 4 weeks of vincristine.", [("vincristine", "stated")]),
    ],
)
def test_how_chemotherapy_is_said(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(findings(chemotherapy, text), Kind.DRUG) == expected


def test_a_dose_behind_another_medicine_is_not_the_drugs() -> None:
    found = findings(chemotherapy, "Etoposide next due 13/2, micafungin 20 mg daily.")
    assert [(one.name, one.value) for one in found] == [("etoposide", "")]


def test_drugs_of_a_slash_have_one_day() -> None:
    found = findings(chemotherapy, "He received (thiotepa/melphalan 11/20/2023; busulfan 02/05/2024).")
    days = {one.name: str(one.when) for one in found if one.kind is Kind.DRUG}
    assert days["thiotepa"] == days["melphalan"] != days["busulfan"]


@pytest.mark.parametrize(
    "text", ["She has had nine cycles of chemotherapy since then.", "9 ciclos de carboplatino, luego cirugía."]
)
def test_courses_are_counted_before_the_name_of_what_they_are_of(text: str) -> None:
    assert 9 in [one.number for one in findings(chemotherapy, text) if one.kind is Kind.CYCLE]


def test_a_remark_of_a_row_tells_more_drugs() -> None:
    heads = "DATE\tPHASE\tVINCRISTINE\tMTX\tWBC\tHGB\tREMARKS"
    first = "06/08/2024\tDI wk1\t1 mg\t-\t4.8\t107\tdoxorubicin 17.5 mg"
    second = "13/08/2024\tDI wk2\tHELD\t-\t2.1\t98\tvomited x1"
    sheet = f"{heads}\n{first}\n{second}"
    drugs = [(one.name, one.value) for one in findings(chemotherapy, sheet) if one.kind is Kind.DRUG]
    assert ("doxorubicin", "17.5") in drugs


def test_each_activity_of_a_row_has_its_day_and_the_sum_has_none() -> None:
    found = findings(radiation, "Radioiodine: 3.7 GBq 10/11/2022; 5.5 GBq 14/09/2023 (cumulative 9.2 GBq)")
    told = {one.value: (one.when is not None, one.detail.get("cumulative", "")) for one in found}
    assert told == {"3.7": (True, ""), "5.5": (True, ""), "9.2": (False, "yes")}
