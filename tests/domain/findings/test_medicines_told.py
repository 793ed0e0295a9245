"""How papers tell of medicines and allergies: letters, discharge lists, families' notes, banners. All synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.dosing import DOSE, FREQUENCY
from tests.domain.findings.laid_out import paper_from
from tests.domain.findings.test_labs_labelled import found_in


def read(text: str, category: str | None = "clinical_summary", kind: Kind = Kind.MEDICINE) -> list[Finding]:
    said = {"text": text, "language": "en", "category": category, "placed": False, "date": "2024-05-05", "order": "dmy"}
    return [one for one in found_in(said) if one.kind is kind]


def told(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.name, str(one.detail.get("state", ""))) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Intolerancia a metoclopramida (extrapiramidalismo).",
        "Allergic to ibuprofen and morphine.",
        "RAM: vancomicina - síndrome de hombre rojo",
        "Omeprazole may interact with methotrexate.",
    ],
)
def test_what_a_child_reacts_to_or_is_only_named_is_no_medicine(text: str) -> None:
    assert read(text) == []


def test_a_medicine_to_be_avoided_is_said_as_one_that_is_not_taken() -> None:
    assert [one.assertion for one in read("No known drug allergies; avoid ibuprofen.")] == [Assertion.NEGATED]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "She goes home on enoxaparin, trimethoprim-sulfamethoxazole 40 mg TMP Sat/Sun and ranitidine.",
            [("enoxaparin", "current"), ("trimethoprim-sulfamethoxazole", "current"), ("ranitidine", "current")],
        ),
        ("Alta con aciclovir 200 mg c/6 h y levetiracetam.", [("acyclovir", "current"), ("levetiracetam", "current")]),
        ("Ranitidine was changed to omeprazole.", [("ranitidine", "past"), ("omeprazole", "current")]),
        ("Se cambia ranitidina por omeprazol.", [("ranitidine", "past"), ("omeprazole", "current")]),
        ("We have stopped her amlodipine.", [("amlodipine", "past")]),
        ("Se suspende fluconazol.", [("fluconazole", "past")]),
        ("Amlodipine was stopped.", [("amlodipine", "past")]),
        ("She received ceftriaxone and vancomycin.", [("ceftriaxone", ""), ("vancomycin", "")]),
        ("TTO: omeprazole 10 mg OD, senna", [("omeprazole", "current"), ("senna", "current")]),
        (
            "Medicación al egreso: enalapril 2,5 mg cada 12 h; trimetoprim-sulfametoxazol suspendido.",
            [("enalapril", "current"), ("trimethoprim-sulfamethoxazole", "past")],
        ),
    ],
)
def test_sentences_tell_who_takes_what_and_what_was_stopped(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(read(text, "discharge")) == wanted


def test_a_medicine_to_be_started_is_planned() -> None:
    (found,) = read("Please start filgrastim 5 mcg/kg daily from day 5.")
    assert found.assertion is Assertion.PLANNED
    assert found.detail["dose"] == "5 mcg/kg"


NOTE = """Leo's medicines (updated March 3)
- Keppra 2.5 mL morning and night
- Zofran 4 mg if sick (will start with chemo)
- no more Pepcid (stopped Feb)
No penicillin!!"""


def test_a_familys_note_is_a_list_of_medicines_by_its_title() -> None:
    found = read(NOTE, None)
    assert [one.name for one in found] == ["levetiracetam", "ondansetron", "famotidine", "penicillin"]
    assert found[1].assertion is Assertion.PLANNED
    assert found[2].detail["state"] == "past"
    assert found[3].assertion is Assertion.NEGATED
    assert [one.name for one in read(NOTE, None, Kind.ALLERGY)] == ["penicillin"]


def test_without_such_a_title_a_list_of_names_does_not_say_that_they_are_taken_now() -> None:
    found = read("- Bactrim Sat Sun\n- Miralax in juice\n- Pepcid", None)
    assert ["state" in one.detail for one in found] == [False, False, False]


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("240 mg BD Mon/Wed/Fri", "BD Mon/Wed/Fri"),
        ("40 mg Sat/Sun", "Sat/Sun"),
        ("150 mg IV q4wk", "q4wk"),
        ("5 mg en la mañana", "en la mañana"),
        ("80 mg L-M-V", "L-M-V"),
        ("10 mg nocte", "nocte"),
        ("one drop QDS", "QDS"),
    ],
)
def test_how_often_is_read_as_hospitals_of_several_countries_write_it(text: str, often: str) -> None:
    found = FREQUENCY.search(text)
    assert found is not None
    assert found[0] == often


def test_on_is_no_frequency_and_a_concentration_no_dose() -> None:
    assert FREQUENCY.search("on enoxaparin for") is None
    found = DOSE.search("suspension 240mg/5mL: 5 mL")
    assert found is not None
    assert found[0] == "5 mL"


@pytest.mark.parametrize(
    "text",
    ["She tolerates cephalosporins.", "Vancomycin: trough 12.", "No sulfa drugs were given.", "Platelets: fever."],
)
def test_a_substance_without_an_allergic_reaction_is_no_allergy(text: str) -> None:
    assert read(text, kind=Kind.ALLERGY) == []


@pytest.mark.parametrize(
    ("text", "name", "reaction", "assertion"),
    [
        ("ALLERGIES: PENICILLIN (RASH)", "penicillin", "RASH", "stated"),
        ("NKDA except latex (rash).", "latex", "rash", "stated"),
        ("Allergy: sulfonamide (rash).", "sulfonamides", "rash", "stated"),
        ("NO SULFA!!", "sulfonamides", "", "stated"),
        ("Vancomycin: red man syndrome.", "vancomycin", "red man syndrome", "stated"),
        ("Iodinated contrast reaction: hives, premedicate.", "iodinated contrast", "hives", "stated"),
        ("Reacted to platelets with urticaria.", "platelets", "urticaria", "stated"),
        ("Alérgica a L-asparaginasa (anafilaxia).", "asparaginase", "anafilaxia", "stated"),
        ("Alergia a penicilina descartada.", "penicillin", "", "negated"),
        ("Family history: mother allergic to penicillin.", "penicillin", "", "family"),
        ("Alérgicos: interrogados y negados.", "any", "", "negated"),
        ("ALLERGIES: NO KNOWN DRUG ALLERGIES", "any", "", "negated"),
    ],
)
def test_allergies_as_banners_and_sentences_state_them(text: str, name: str, reaction: str, assertion: str) -> None:
    (found,) = read(text, kind=Kind.ALLERGY)
    assert (found.name, found.detail.get("reaction", ""), found.assertion) == (name, reaction, assertion)


def test_a_corrected_entry_of_no_allergies_does_not_hide_the_reaction_beside_it() -> None:
    text = 'Mother reports hives with amoxicillin in 2025; earlier entry "no known drug allergies" corrected today.'
    (found,) = read(text, kind=Kind.ALLERGY)
    assert (found.name, found.assertion) == ("amoxicillin", Assertion.STATED)


def test_a_day_that_grew_into_the_cell_of_severity_is_the_rows_day_and_a_denial_is_one() -> None:
    text = """Allergies
    Agent        Reaction           Severity
    Vancomycin   Flushing           Mild 19/04/2026
    Peanut       Denied by parent   02/04/2026
    """
    said = {"text": text, "category": "medicines", "placed": True, "date": "2026-05-05", "order": "dmy"}
    found = [one for one in found_in(said) if one.kind is Kind.ALLERGY]
    assert [(one.name, str(one.when), one.assertion) for one in found] == [
        ("vancomycin", "2026-04-19", "stated"),
        ("peanut", "2026-04-02", "negated"),
    ]
    assert found[0].detail["severity"] == "Mild"
    assert paper_from(said).clauses
