"""What comes first in a case, with why."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from consilium.domain.nextstep import CaseStand, First, first
from consilium.domain.waiting import ClockState
from consilium.knowledge.catalog import LANGUAGES, load

SETTLED = CaseStand(looked=True, clock=ClockState.UNTIL, records=3, owed=0, questions=1, programs=1, decisions=1)


@pytest.mark.parametrize("clock", list(ClockState))
@pytest.mark.parametrize("looked", [True, False])
def test_an_alarm_comes_before_everything(clock: ClockState, looked: bool) -> None:
    assert first(CaseStand(alarm=True, looked=looked, clock=clock)).value is First.ALARM


def test_danger_signs_that_nobody_looked_at_come_before_the_team_s_answer() -> None:
    assert first(CaseStand()).value is First.SIGNS


@pytest.mark.parametrize("clock", [ClockState.NOT_ANSWERED, ClockState.UNCLEAR, ClockState.PASSED])
def test_without_a_date_that_holds_the_team_is_asked_before_papers_are_gathered(clock: ClockState) -> None:
    decided = first(CaseStand(looked=True, clock=clock))
    assert decided.value is First.WAIT
    assert decided.reasons[0].code == f"casehome.first_wait_{clock.value}"


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ({"records": 0, "owed": None}, First.RECORDS),
        ({"owed": 2}, First.MISSING),
        ({"owed": 2, "letters": 1, "questions": 0}, First.QUESTIONS),
        ({"owed": 0, "questions": 0}, First.QUESTIONS),
        ({"programs": 0}, First.WHERE),
        ({"decisions": 0}, First.TALKING),
        ({"late": 1, "letters": 1, "questions": 0}, First.MISSING),
        ({"unsent": 2, "letters": 1, "questions": 0}, First.QUESTIONS),
        ({"unsent": 2, "letters": 1}, First.MISSING),
        ({}, First.NOTEBOOK),
    ],
)
def test_then_the_steps_in_the_order_of_the_journey(given: dict[str, int | None], step: First) -> None:
    values = {name: getattr(SETTLED, name) for name in SETTLED.__slots__} | given
    assert first(CaseStand(**values)).value is step


def test_every_step_and_reason_has_its_words_in_both_languages() -> None:
    codes = {f"casehome.{kind}_{one.value}" for kind, one in itertools.product(("do", "button"), First)}
    codes -= {f"casehome.do_{First.ALARM.value}"}  # what an alarm asks for is said as its level says it
    stands = [CaseStand(alarm=True), CaseStand(), CaseStand(looked=True), SETTLED]
    stands += [replace(SETTLED, late=1), replace(SETTLED, unsent=1)]
    stands += [CaseStand(looked=True, clock=clock) for clock in ClockState]
    codes |= {first(stand).reasons[0].code for stand in stands}
    for language in LANGUAGES:
        texts = load(language)
        assert [code for code in codes if code not in texts and f"{code}.other" not in texts] == []
