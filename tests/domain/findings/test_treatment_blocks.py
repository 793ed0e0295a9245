"""Rows of treatment tables that leave the cycle and day of the row above empty; conditions of medicines. Synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from tests.domain.findings.test_labs_labelled import found_in as read_of
from tests.domain.findings.treated import found_in, paper

ROADMAP = """\
| Cycle | Date start | Regimen | Drug        | Ordered      | Given   | ANC |
| 1     | 2024-01-23 | VDC     | vincristine | 2 mg         | 2 mg    | 4.1 |
|       |            |         | doxorub.    | 37.5 mg/m2   | 54 mg   |     |
| 2     | 2024-02-06 | IE      | ifosfamide  | 1800 mg/m2   | 2590 mg | 1.9 |
|       |            |         | etoposide   | 100 mg/m2    | 144 mg  |     |
"""


def drugs(text: str) -> list[tuple[str, str, str]]:
    found = found_in(paper(text, "2024-06-01", "dmy"))
    return [(one.name, str(one.when or ""), str(one.detail.get("cycle", ""))) for one in found if one.kind is Kind.DRUG]


def medicines(text: str, language: str = "en", category: str = "clinical_summary") -> list[Finding]:
    said = {
        "text": text, "language": language, "category": category, "placed": False, "date": "2025-06-05", "order": "dmy",
    }  # fmt: skip
    return [one for one in read_of(said) if one.kind is Kind.MEDICINE]


def test_a_drug_whose_row_has_no_day_is_of_the_cycle_above() -> None:
    assert drugs(ROADMAP) == [
        ("vincristine", "2024-01-23", "1"),
        ("doxorubicin", "2024-01-23", "1"),
        ("ifosfamide", "2024-02-06", "2"),
        ("etoposide", "2024-02-06", "2"),
    ]


def test_a_line_between_two_tables_ends_the_cycle() -> None:
    assert drugs(f"{ROADMAP}Next week he goes home.\n| etoposide | 100 mg/m2 | 144 mg |\n")[-1][1] == ""


def test_an_empty_day_behind_the_drug_is_one_still_to_come() -> None:
    table = "| Drug | Dose | Date |\n| vincristine | 2 mg | 2024-01-23 |\n| etoposide | 100 mg/m2 | |\n"
    assert ("etoposide", "2024-01-23", "") not in drugs(table)


def test_what_was_administered_is_no_column_of_adriamycin() -> None:
    sheet = "FECHA | DROGA | DOSIS | DOSIS ADM.\n18/12/23 | vincristina | 1 mg/m2 | 0,97 mg\n"
    assert drugs(sheet) == [("vincristine", "2023-12-18", "")]


def test_the_initials_behind_an_hour_are_no_milligrams() -> None:
    sheet = "18/12/23 | ciclofosfamida | 300 mg/m2 | EV | 12:00 | MG\n"
    found = [one for one in found_in(paper(sheet, "2024-06-01", "dmy", "es")) if one.kind is Kind.DRUG]
    assert [one.detail.get("given", "") for one in found] == [""]


@pytest.mark.parametrize(
    "text",
    [
        "Give meropenem only on advice of oncology.",
        "Meropenem on standby.",
        "Ante fiebre, meropenem.",
        "En caso necesario, meropenem 20 mg/kg.",
        "De ser necesario: dar meropenem.",
        "Meropenem sólo por indicación de infectología.",
        "Dr Smith says maybe try sildenafil again.",
        "If agitated: methotrimeprazine.",
        "TRATAMIENTO ACTUAL: calcitriol 0,25 µg/día.\nSe plantea enalapril 2,5 mg/día si la albuminuria es > 100 mg/g.",
        "TRATAMIENTO ACTUAL:\ncarnitina 500 mg/12 h si sube de 100",
    ],
)
def test_what_hangs_on_something_is_conditional(text: str) -> None:
    assert medicines(text)[-1].assertion is Assertion.CONDITIONAL


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ante la fiebre se inició meropenem 20 mg/kg c/8 h.", "meropenem"),
        ("MEDS NOW\n midazolam 5 mg buccal for seizure or crisis - in the box, never used", "midazolam"),
        ("MEDS NOW\n ibuprofen 200 mg if temp > 38.5", "ibuprofen"),
        ("MEDS NOW\n metoprolol 25 mg bid if HR > 60", "metoprolol"),
        ("Si bien toma omeprazol 20 mg cada día, sigue con pirosis.", "omeprazole"),
        ("He's on aspirin 75.", "aspirin"),
        ("Also spironolactone 25 twice a day.", "spironolactone"),
        ("She got the flu jab on Saturday.", "influenza vaccine"),
        ("TRATAMIENTO ACTUAL: fosfato oral 750 mg/día en 4 tomas", "phosphate"),
        ("TRATAMIENTO ACTUAL: bicarbonato sódico 1 g cada 8 h", "sodium bicarbonate"),
    ],
)
def test_what_is_taken_is_stated(text: str, name: str) -> None:
    assert [(one.name, one.assertion) for one in medicines(text)] == [(name, Assertion.STATED)]


def test_a_dose_is_read_whole_and_a_year_is_none() -> None:
    (calcitriol,) = medicines("TRATAMIENTO ACTUAL: calcitriol 0,25 µg/día.")
    assert calcitriol.detail["dose"] == "0,25 µg/día"
    (allopurinol,) = medicines("MEDS NOW\n allopurinol stopped October 2024")
    assert "dose" not in allopurinol.detail


def test_what_is_taken_in_the_place_of_another_is_not_denied() -> None:
    found = medicines('Takes ibuprofen "sometimes" - advised not to, switch to paracetamol 500 mg prn.')
    assert found[-1].assertion is not Assertion.NEGATED


def test_a_list_of_questions_tells_what_is_taken_and_not_what_is_asked() -> None:
    text = "8. Is warfarin better than aspirin? He's on aspirin 75. Also spironolactone 25 twice a day."
    assert [one.name for one in medicines(text, category="questions_list")] == ["aspirin", "spironolactone"]


def test_vaccines_in_the_label_of_a_question_were_not_given() -> None:
    found = medicines("The flu + Covid jabs: he got the flu jab on Saturday.", category="questions_list")
    assert [one.name for one in found] == ["influenza vaccine"]


def test_regimens_have_the_days_in_brackets_behind_them() -> None:
    found = found_in(paper("Received ADE 10+3+5 (12/10/2023), ADE 8+3+5 (20/11/2023).", "2024-06-01", "dmy"))
    days = [str(one.when) for one in found if one.kind is Kind.PROTOCOL]
    assert days == ["2023-10-12", "2023-11-20"]


@pytest.mark.parametrize(
    "text",
    [
        "RT: 50.4 Gy in 28 fractions to the primary after cycle 6; brachytherapy rejected.",
        "RT: 50,4 Gy en 28 fx sobre el primario; braquiterapia descartada.",
        "RT: 50.4 Gy in 28 fractions to the primary instead of brachytherapy.",
    ],
)
def test_a_way_of_radiation_that_was_set_aside_is_not_that_of_the_dose(text: str) -> None:
    found = [one for one in found_in(paper(text, "2024-06-01", "dmy")) if one.kind is Kind.RADIATION]
    told = [(one.name, one.detail.get("technique", "")) for one in found if one.detail.get("gray")]
    assert told == [("radiation", "")]
