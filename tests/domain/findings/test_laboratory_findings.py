"""Laboratory values, medicines, allergies and growth from text: what must never be read, and how numbers are read."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.text.numerals import decimal_mark, number_of
from tests.domain.findings.laid_out import paper_from
from tests.domain.findings.test_labs_labelled import found_in


def read(text: str, language: str = "en", category: str = "clinical_summary", **rest: object) -> list[Finding]:
    said = {"text": text, "language": language, "category": category, "placed": False, "date": "2024-05-05"} | rest
    return found_in(said)


@pytest.mark.parametrize(
    "text",
    [
        "The tumor measured 9.8 cm; the WBC scan was done.",
        "Potassium iodide 130 mg was given before the scan.",
        "Platelets were transfused on 3/4/2024.",
        "She received platelets 2 units.",
        "MRN 4509981, call 555-0100 about the hemoglobin.",
        "His PT and OT visits continue.",
        "Hemoglobin 12-16 g/dL is usual.",
        "HCT is planned after cycle 4.",
        "The dose of methotrexate was 5 g/m2.",
        "He can 3 times a week go to school; she got 2 visits.",
        "Weight loss of 3 kg. The lesion has a height of 12 mm.",
        "Ibuprofen should be avoided.",
        "Urine VMA is to be sent with creatinine.",
    ],
)
def test_a_size_a_dose_a_date_a_range_or_a_plain_word_is_no_value(text: str) -> None:
    assert [found for found in read(text) if found.kind is not Kind.MEDICINE] == []


@pytest.mark.parametrize(
    "text",
    [
        "Transfuse if hemoglobin < 7 g/dL.",
        "Keep platelets above 50,000.",
        "Patients with ferritin > 142 ng/mL do worse.",
        "Hold if ANC < 750 or platelets < 75,000.",
    ],
)
def test_a_limit_or_a_goal_is_nobodys_value(text: str) -> None:
    found = read(text)
    assert found
    assert {one.assertion for one in found} == {Assertion.CONDITIONAL}


@pytest.mark.parametrize(
    ("written", "mark", "span", "number"),
    [
        ("45,000", ".", None, 45000.0),
        ("45,000", "", None, None),
        ("1.240", "", (50, 50000), 1240.0),
        ("1.240", "", None, None),
        ("1.240", ",", None, 1240.0),
        ("0.850", "", None, 0.85),
        ("9,8", "", None, 9.8),
        ("1.234.567", "", None, 1234567.0),
        ("12,345.6", "", None, 12345.6),
    ],
)
def test_a_thousand_is_read_only_where_it_can_be_known(
    written: str, mark: str, span: tuple[float, float] | None, number: float | None
) -> None:
    possible = (lambda value: span[0] <= value <= span[1]) if span else None
    assert number_of(written, mark, possible) == number


def test_a_paper_that_writes_both_marks_shows_neither() -> None:
    assert decimal_mark(["9,8 g/dL", "4.5-13"]) == ""
    assert decimal_mark(["9,8 g/dL", "12/03/2024 7,1"]) == ","


def test_an_ambiguous_thousand_is_kept_as_written_without_a_number() -> None:
    (found,) = read("Ferritina 1.240 ng/mL.", "es")
    assert (found.value, found.number, found.detail["doubt"]) == ("1.240", None, "decimal mark")


def test_a_unit_that_contradicts_its_value_is_doubted_and_kept() -> None:
    (found,) = read("Hemoglobin 98 g/dL.")
    assert (found.number, found.unit, found.detail["doubt"]) == (98.0, "g/dL", "magnitude")


def test_glucose_of_spinal_fluid_is_not_that_of_blood() -> None:
    found = read("CSF: WBC 2/uL, protein 22 mg/dL, glucose 60 mg/dL. Glucose 91 mg/dL.")
    glucose = [one for one in found if one.name.startswith("glucose")]
    assert [one.detail.get("specimen", "") for one in glucose] == ["cerebrospinal fluid", ""]
    assert [one.codes[0].code for one in glucose] == ["2342-4", "2345-7"]


def test_no_known_allergies_is_said_of_all_and_no_latex_allergy_of_latex() -> None:
    found = read("NKDA. No latex allergy.")
    assert [(one.name, one.assertion) for one in found] == [("any", Assertion.NEGATED), ("latex", Assertion.NEGATED)]


def test_a_drug_given_in_cycles_is_no_medicine_of_a_list() -> None:
    found = read("CURRENT MEDICATIONS\n- Vincristine 1.5 mg IV weekly\n- Omeprazole 20 mg daily", placed=True)
    assert [one.name for one in found] == ["omeprazole"]


def test_both_ears_of_an_audiogram_keep_their_frequencies() -> None:
    rows = ("Frequency (Hz)   500   1000   2000   4000", "Right (dB HL)    10    10     20     50")
    text = "\n".join((*rows, "Left (dB HL)     10    15     20     55"))
    found = read(text, category="heart_hearing_tests", placed=True)
    told = [(one.laterality, one.value, one.detail["frequencies"]) for one in found]
    assert [one for one in told if " " in one[1]] == [
        ("right", "10 10 20 50", "500 1000 2000 4000"),
        ("left", "10 15 20 55", "500 1000 2000 4000"),
    ]
    assert [one for one in told if " " not in one[1]] == [("right", "50", "4000"), ("left", "55", "4000")]


def test_a_clause_that_never_ends_is_read_within_bounds() -> None:
    text = " ".join(["Hb 9 and platelets 40 and amlodipine and penicillin"] * 3000)
    assert max(len(clause.text) for clause in paper_from({"text": text}).clauses) <= 2000
    assert 0 < len([one for one in read(text) if one.kind is Kind.LABORATORY]) <= 6000


def test_every_confidence_is_none_for_typed_words() -> None:
    assert {one.confidence for one in read("Hb 9.8 g/dL. Weight 18 kg.")} == {None}
    assert paper_from({"text": "Hb 9.8"}).clauses
