"""Tests and scans that have an appointment: awaited while their day is to come, asked about when it has passed and
nothing is here; never a letter. All people here are synthetic."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.completeness import Door, Item, Standing, gaps
from consilium.domain.completeness.status import pieces_owed
from consilium.domain.letters import letters
from consilium.domain.summary import gap_rows
from consilium.knowledge.catalog import catalog
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import case, record, says, study

LETTER = record("R1", "clinical_summary", "2026-09-10", "Clinic letter")
DISEASE = says("R1", "diagnosis", "retinoblastoma of the eye", "2024-06-27")
TODAY = date(2026, 9, 15)


def booked(*parts: object, today: date = TODAY) -> list[Item]:
    made = gaps(case(LETTER, DISEASE, *parts, today=today), requirements())  # type: ignore[arg-type]
    return [item for row in made if row.thing == "story_booked" for item in row.items]


def hearing(quote: str, when: str = "", assertion: str = "planned") -> object:
    return says("R1", "mention", "audiogram", when, assertion, what="function", quote=quote)


@pytest.mark.parametrize(
    ("quote", "when", "wanted"),
    [
        ("Hearing: test booked for November.", "", "2026-11"),
        ("Audiometría programada para noviembre.", "", "2026-11"),
        ("Audiogram booked for January.", "", "2027-01"),
        ("She has an appointment for an audiogram on 02/11/2026", "2026-11-02", "2026-11-02"),
        ("Tiene cita de audiometría el 2/11/2026", "2026-11-02", "2026-11-02"),
        ("Audiogram on 02/11/2026", "2026-11-02", "2026-11-02"),
        ("Hearing test booked.", "", "None"),
    ],
)
def test_a_test_that_is_booked_and_to_come_is_awaited_and_no_letter_asks_for_it(
    quote: str, when: str, wanted: str
) -> None:
    (item,) = booked(hearing(quote, when))
    assert (str(item.when), item.door, item.reason.code) == (wanted, Door.TEAM, "gaps.item_booked_gaps")
    known = case(LETTER, DISEASE, hearing(quote, when), today=TODAY)  # type: ignore[arg-type]
    asked = letters(gaps(known, requirements()), known, letter_tables())
    assert not any(owed.thing == "story_booked" for letter in asked for owed in letter.owed)


def test_a_booked_test_whose_day_has_passed_is_asked_about() -> None:
    later = date(2027, 2, 1)
    (item,) = booked(hearing("Hearing: test booked for November."), today=later)
    assert item.reason.code == "gaps.item_booked_past_gaps"
    for language, words in (("en", "hearing test"), ("es", "prueba de oído")):
        assert words in catalog(language).remark(item.reason)
        assert "2026" in catalog(language).remark(item.reason)


@pytest.mark.parametrize(
    "made",
    [
        (record("R2", "heart_hearing_tests", "2026-11-20", "Audiogram"),),
        (record("R2", "heart_hearing_tests", "2026-10-28", "Hearing test"),),  # moved a little
        (
            record("R2", "discharge", "2026-12-01", "Letter"),
            says("R2", "function", "hearing", "2026-11-20", value="ok"),
        ),
    ],
)
def test_a_booked_test_that_was_done_is_neither(made: tuple[object, ...]) -> None:
    told = hearing("Hearing: test booked for November.")
    assert not booked(told, *made, today=date(2027, 2, 1))
    assert booked(told, record("R2", "heart_hearing_tests", "2026-02-01", "Audiogram"))  # an earlier one is no answer


@pytest.mark.parametrize(
    ("quote", "when", "assertion"),
    [
        ("Consider an audiogram.", "", "planned"),  # advice books nothing
        ("Se sugiere audiometría.", "", "planned"),
        ("Audiogram every year.", "", "planned"),
        ("No hearing test is booked for November.", "", "negated"),
        ("Audiogram planned for 02/03/2026.", "2026-03-02", "planned"),  # long ago, and never said to be booked
        ("If hearing falls, a test will be booked.", "", "conditional"),
    ],
)
def test_what_is_only_thought_of_is_not_booked(quote: str, when: str, assertion: str) -> None:
    assert not booked(hearing(quote, when, assertion))


def test_a_visit_or_an_opinion_is_no_test() -> None:
    visit = says("R1", "mention", "second opinion", "2026-11-02", "planned", what="visit", quote="Booked for 2/11/2026")
    assert not booked(visit)


def test_a_booking_of_long_ago_that_tells_no_day_is_forgotten() -> None:
    assert not booked(hearing("Hearing test booked."), today=date(2027, 9, 1))


def test_of_several_days_of_one_scan_the_next_is_awaited_and_pictures_answer_it() -> None:
    days = [
        says("R1", "mention", "MRI", when, "planned", what="imaging", modality="MRI", quote="MRI booked")
        for when in ("2026-12-01", "2026-10-12", "2027-03-01")
    ]
    (item,) = booked(*days)
    assert (str(item.when), item.reason.code) == ("2026-10-12", "gaps.item_booked_modalities")
    (later,) = booked(*days, study("S1", "MR", "2026-10-13", "BRAIN"), today=date(2026, 10, 20))
    assert str(later.when) == "2026-12-01"


def test_the_count_of_what_is_owed_is_the_number_of_rows_that_the_summary_shows() -> None:
    known = case(LETTER, DISEASE, hearing("Hearing: test booked for November."), today=TODAY)  # type: ignore[arg-type]
    made = gaps(known, requirements())
    assert pieces_owed(made) == len(gap_rows(made))
    assert pieces_owed(made) > sum(one.owed and not one.items for one in made)
    assert any(one.standing is Standing.MISSING and one.thing == "story_booked" for one in made)


def test_a_day_that_a_mail_names_is_an_appointment_and_is_told_when_it_has_passed() -> None:
    told = hearing("La audiometría es el 9 de octubre a las 10:00.", "2026-10-09")
    (item,) = booked(told, today=date(2026, 11, 23))
    assert (str(item.when), item.reason.code) == ("2026-10-09", "gaps.item_booked_past_gaps")
