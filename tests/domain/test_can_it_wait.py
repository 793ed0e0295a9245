"""The team's answer and its clock: wrong dates first, then who counts, then what comes back too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.dates import PartialDate
from consilium.domain.delay import After, Span, calendar_days, comes_back_after, opinions
from consilium.domain.errors import InputError
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.waiting import Clock, ClockState, How, Said, TeamAnswer, TeamRole, checked, clock
from consilium.knowledge.catalog import LANGUAGES, Catalog, load
from consilium.knowledge.waiting import cost_of, days, headline, who_said

TODAY = date(2026, 11, 21)
OKAFOR = TeamAnswer(
    Said.CAN_WAIT,
    PartialDate(2026, 11, 20),
    "Dr. Okafor",
    TeamRole.ONCOLOGIST,
    How.TELEPHONE,
    PartialDate(2026, 12, 1),
    "Until the first of December, not longer.",
    "u1",
)


def on(day: int, month: int = 11) -> PartialDate:
    return PartialDate(2026, month, day)


def refused(answer: TeamAnswer) -> InputError:
    with pytest.raises(InputError) as caught:
        checked(answer, TODAY)
    for language in LANGUAGES:
        assert Catalog(language, load(language), strict=True).remark(caught.value.remark).endswith(".")
    return caught.value


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (replace(OKAFOR, on=on(22)), "waiting.said_in_future"),
        (replace(OKAFOR, on=PartialDate(2027)), "waiting.said_in_future"),
        (replace(OKAFOR, until=on(20)), "waiting.until_in_past"),
        (replace(OKAFOR, until=PartialDate(2026, 10)), "waiting.until_before_said"),
        (replace(OKAFOR, until=PartialDate(2028, 12, 1)), "waiting.until_too_far"),
        (replace(OKAFOR, said=Said.CANNOT_WAIT), "waiting.date_without_wait"),
        (replace(OKAFOR, words="x" * 2_001), "waiting.too_long"),
    ],
)
def test_what_can_not_be_is_refused_with_what_to_do(answer: TeamAnswer, code: str) -> None:
    assert refused(answer).code == code


def test_today_is_neither_past_nor_future() -> None:
    assert checked(replace(OKAFOR, on=on(21), until=on(21)), TODAY).until == on(21)
    this_month, no_date = replace(OKAFOR, until=PartialDate(2026, 11)), replace(OKAFOR, until=None)
    assert checked(this_month, TODAY) == this_month  # the month is not over
    assert checked(no_date, TODAY) == no_date


def test_nothing_written_down_is_not_answered() -> None:
    found = clock((), TODAY)
    assert (found.state, found.ask_today, found.reasons[0].code) == (
        ClockState.NOT_ANSWERED,
        True,
        "waiting.reason_not_asked",
    )


def test_asked_without_an_answer_is_not_answered_and_says_when() -> None:
    found = clock([TeamAnswer(Said.NO_ANSWER, on(19)), TeamAnswer(Said.NO_ANSWER, on(18))], TODAY)
    assert found.state is ClockState.NOT_ANSWERED
    assert found.reasons[0].args == {"on": "2026-11-19"}


def test_asking_again_in_vain_takes_no_answer_back() -> None:
    found = clock([OKAFOR, TeamAnswer(Said.NO_ANSWER, on(21))], TODAY)
    assert (found.state, found.days_left) == (ClockState.UNTIL, 10)
    assert found.reasons[-1].code == "waiting.reason_asked_again"


@pytest.mark.parametrize(
    ("answer", "state", "left"),
    [
        (OKAFOR, ClockState.UNTIL, 10),
        (replace(OKAFOR, until=on(21)), ClockState.UNTIL, 0),
        (replace(OKAFOR, until=on(20)), ClockState.PASSED, None),
        (replace(OKAFOR, until=None), ClockState.UNCLEAR, None),
        (replace(OKAFOR, until=PartialDate(2026, 12)), ClockState.UNTIL, 10),  # to the first of the month
        (replace(OKAFOR, until=PartialDate(2026, 11)), ClockState.UNCLEAR, None),  # some day of it may have passed
        (replace(OKAFOR, until=PartialDate(2026, 10)), ClockState.PASSED, None),
        (replace(OKAFOR, until=None, said=Said.UNCLEAR), ClockState.UNCLEAR, None),
        (replace(OKAFOR, until=None, said=Said.CANNOT_WAIT), ClockState.CANNOT_WAIT, None),
    ],
)
def test_the_clock_of_one_answer(answer: TeamAnswer, state: ClockState, left: int | None) -> None:
    found = clock([answer], TODAY)
    assert (found.state, found.days_left, found.answer) == (state, left, answer)
    for language in LANGUAGES:
        assert Catalog(language, load(language), strict=True).remark(found.reasons[0])


def test_the_latest_answer_counts_and_an_earlier_shorter_one_is_shown() -> None:
    shorter = replace(OKAFOR, on=on(18), until=on(25))
    longer = replace(OKAFOR, on=on(17), until=on(9, 12))
    found = clock([OKAFOR, shorter, longer], TODAY)
    assert (found.answer, found.shorter, found.side_by_side) == (OKAFOR, (shorter,), ())


def test_an_answer_written_down_late_does_not_count_as_the_latest() -> None:
    found = clock([OKAFOR, replace(OKAFOR, on=on(1), until=on(30, 12))], TODAY)
    assert found.answer == OKAFOR


def test_two_people_who_differ_stand_side_by_side() -> None:
    surgeon = TeamAnswer(Said.CANNOT_WAIT, on(15), "Dr. Lindqvist", TeamRole.SURGEON)
    found = clock([surgeon, OKAFOR], TODAY)
    assert found.answer == OKAFOR
    assert found.side_by_side == (surgeon, OKAFOR)
    assert found.shorter == (surgeon,)


def test_of_two_people_on_one_day_the_more_urgent_counts() -> None:
    surgeon = replace(OKAFOR, who="Dr. Lindqvist", until=on(24))
    unclear = replace(OKAFOR, who="Nurse Priya", said=Said.UNCLEAR, until=None)
    assert clock([surgeon, OKAFOR], TODAY).answer == surgeon
    assert clock([OKAFOR, surgeon], TODAY).answer == surgeon
    assert clock([OKAFOR, surgeon, unclear], TODAY).state is ClockState.UNCLEAR


def test_of_one_person_on_one_day_the_answer_written_last_counts() -> None:
    corrected = replace(OKAFOR, who="dr  OKAFOR", until=on(28))
    found = clock([OKAFOR, corrected], TODAY)
    assert (found.answer, found.side_by_side) == (corrected, ())


@given(st.lists(st.tuples(st.sampled_from(Said), st.integers(1, 21), st.integers(1, 28), st.sampled_from("AB"))))
def test_every_clock_has_a_reason_and_counts_no_day_that_was_not_said(rows: list[tuple[Said, int, int, str]]) -> None:
    answers = [
        TeamAnswer(said, on(day), who, until=on(until, 12) if said is Said.CAN_WAIT else None)
        for said, day, until, who in rows
    ]
    found = clock(answers, TODAY)
    assert found.reasons
    assert (found.days_left is not None) is (found.state is ClockState.UNTIL)
    if found.state is ClockState.UNTIL:
        latest = max(one.on for one in answers if one.said is not Said.NO_ANSWER)
        assert found.answer is not None
        assert found.answer.on == latest


def test_an_answer_can_be_kept() -> None:
    assert build(TeamAnswer, from_json(to_json(OKAFOR))) == OKAFOR


# What comes back when.

CLOCK = clock([OKAFOR], TODAY)  # until 1 December: 10 days
MONTH = clock([replace(OKAFOR, until=PartialDate(2026, 12))], TODAY)


@pytest.mark.parametrize(
    ("running", "least", "most", "after"),
    [
        (clock((), TODAY), 1, 2, After.UNKNOWN),
        (clock([replace(OKAFOR, until=None)], TODAY), 1, 2, After.UNKNOWN),
        (clock([replace(OKAFOR, until=on(1))], TODAY), 1, 2, After.YES),
        (clock([replace(OKAFOR, until=None, said=Said.CANNOT_WAIT)], TODAY), None, None, After.YES),
        (CLOCK, None, None, After.UNKNOWN),
        (CLOCK, 11, 14, After.YES),
        (CLOCK, 11, None, After.YES),
        (CLOCK, 7, 14, After.MAY),
        (CLOCK, 7, None, After.MAY),
        (CLOCK, None, 14, After.MAY),
        (CLOCK, 10, 11, After.MAY),
        (CLOCK, 7, 10, After.NO),
        (CLOCK, None, 10, After.NO),
        (MONTH, 11, 14, After.MAY),  # some day of December
        (MONTH, 41, 50, After.YES),
        (MONTH, 7, 10, After.NO),
    ],
)
def test_whether_it_comes_back_after_the_clock(
    running: Clock, least: int | None, most: int | None, after: After
) -> None:
    found = comes_back_after(running, least, most, TODAY)
    assert found.value is after
    for language in LANGUAGES:
        for reason in found.reasons:
            assert Catalog(language, load(language), strict=True).remark(reason)


def test_that_it_fits_is_said_as_the_program_s_and_the_team_s_word_only() -> None:
    words = " ".join(
        Catalog("en", load("en"), strict=True).remark(one) for one in comes_back_after(CLOCK, 1, 2, TODAY).reasons
    )
    assert "program's own time" in words
    assert "Your team said" in words
    assert "safe" not in words


def test_a_third_and_a_fourth_opinion_cost_days() -> None:
    added = opinions(CLOCK, (Span(5, 7), Span(3, 5), Span(None, 14)), TODAY)
    assert [one.number for one in added] == [2, 3, 4]
    assert [one.in_turn for one in added] == [Span(5, 7), Span(8, 12), Span(None, 26)]
    assert [one.at_once for one in added] == [Span(5, 7), Span(5, 7), Span(None, 14)]
    assert [one.after.value for one in added] == [After.NO, After.MAY, After.MAY]
    assert [one.at_once_after.value for one in added] == [After.NO, After.NO, After.MAY]


@pytest.mark.parametrize(
    ("least", "most", "unit", "span"),
    [
        (7, 10, "business days", Span(11, 14)),
        (None, 2, "UK working days", Span(None, 4)),
        (None, 14, "days", Span(None, 14)),
        (1, 2, "weeks", Span(7, 14)),
        (1, 2, "moons", Span()),
        (None, None, "days", Span()),
    ],
)
def test_a_program_s_time_in_calendar_days(least: float | None, most: float | None, unit: str, span: Span) -> None:
    assert calendar_days(least, most, unit) == span


# In words.


def words_in(language: str) -> Catalog:
    return Catalog(language, load(language), strict=True)


@pytest.mark.parametrize(
    ("until", "english", "spanish"),
    [
        (on(1, 12), "Your team said: until 1 December 2026 · 10 days left", "Fecha que dijo su equipo: 1 de diciembre"),
        (on(22), "Your team said: until 22 November 2026 · 1 day left", "Fecha que dijo su equipo: 22 de noviembre"),
        (on(21), "Your team said: until 21 November 2026 · Today is the last day", "Fecha que dijo su equipo: 21"),
        (on(20), "The date has passed: call your team today", "La fecha ya pasó: llame hoy a su equipo"),
        (None, "Not clear: ask today", "No está claro: pregunte hoy"),
    ],
)
def test_the_clock_is_said_in_a_line(until: PartialDate | None, english: str, spanish: str) -> None:
    running = clock([replace(OKAFOR, until=until)], TODAY)
    assert headline(running, words_in("en")) == english
    assert headline(running, words_in("es")).startswith(spanish)


def test_no_answer_and_no_time_are_said_too() -> None:
    assert headline(clock((), TODAY), words_in("en")) == "Not answered yet: ask today"
    cannot = clock([replace(OKAFOR, until=None, said=Said.CANNOT_WAIT)], TODAY)
    assert headline(cannot, words_in("es")) == "Su equipo dijo que el tratamiento no puede esperar"


def test_who_said_it_leaves_out_what_is_not_known() -> None:
    assert who_said(OKAFOR, words_in("en")) == "Dr. Okafor · Cancer doctor · By telephone · 20 November 2026"
    assert who_said(TeamAnswer(Said.UNCLEAR, on(3)), words_in("es")) == "3 de noviembre de 2026"


def test_what_a_third_opinion_costs_is_said_in_days() -> None:
    second, third, fourth = opinions(CLOCK, (Span(5, 7), Span(None, 14), Span()), TODAY)
    assert cost_of(second, words_in("en")) == ("It adds 5 to 7 days.",)
    assert cost_of(third, words_in("es")) == (
        "Suma hasta 14 días.",
        "Una después de otra, en total: hasta 21 días.",
        "Todas pedidas el mismo día: hasta 14 días.",
    )
    assert cost_of(fourth, words_in("en")) == ("We do not know how many days it adds. Ask before you send anything.",)
    assert days(Span(3, 3), words_in("en")) == "3 days"
    assert days(Span(1), words_in("en")) == "1 day or more"
