"""The clock of a letter: by the rule of the holder's place, never by guess, and what came back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.asking import (
    Asking,
    Came,
    Extension,
    Outcome,
    answer_by,
    asking,
    checked,
    due,
    later,
    outcome,
    owed_by_key,
    still_owed,
)
from consilium.domain.completeness import Door, gaps
from consilium.domain.custody import letter_of
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.letters import Choices, Letter, letters
from consilium.knowledge.clocks import clock_rules
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import HIM, READ

TODAY = date(2026, 11, 21)
CASE = READ["hodgkin at diagnosis, reports only"][0]
RULES = clock_rules()


def letter(country: str = "US") -> Letter:
    found = letters(gaps(CASE, requirements()), CASE, letter_tables(), Choices(countries={"": country}))
    (one,) = [one for one in found if one.holder == HIM and one.door is Door.PATHOLOGY]
    return one


def asked(country: str = "US", on: str = "2026-10-01", **more: object) -> Asking:
    made = asking(letter_of(letter(country)), letter(country), PartialDate.from_iso(on), "ana")
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("country", "received", "until"),
    [
        ("US", "2026-10-05", "2026-11-04"),
        ("US", "", "2026-10-31"),
        ("ES", "2026-10-05", "2026-11-05"),
        ("GB", "2026-10-31", "2026-11-30"),
        ("CA-ON", "2026-10-05", "2026-11-04"),
        ("MX", "2026-10-05", None),
        ("", "2026-10-05", None),
    ],
)
def test_the_answer_is_due_by_the_rule_of_the_place_or_by_none(country: str, received: str, until: str | None) -> None:
    got = PartialDate.from_iso(received) if received else None
    by = answer_by(asked(country, received=got), RULES)
    assert (str(by.value) if by.value else None) == until
    assert bool(by.citations) is bool(until)
    codes = {reason.code for reason in by.reasons}
    assert ("custody.clock_from_asking" in codes) is (until is not None and not received)
    assert ("custody.clock_no_rule" in codes) is (until is None)


def test_a_month_only_gives_no_day() -> None:
    by = answer_by(asked(on="2026-10"), RULES)
    assert by.value is None
    assert by.reasons[0].code == "custody.clock_no_day"


def test_an_extension_runs_no_longer_than_the_rule_and_a_reason_is_asked_for() -> None:
    got = PartialDate(2026, 10, 5)
    fair = Extension(PartialDate(2026, 11, 1), PartialDate(2026, 11, 20), "archive is far", True)
    by = answer_by(asked(received=got, extension=fair), RULES)
    assert by.value == PartialDate(2026, 11, 20)
    assert {one.code for one in by.reasons} == {"custody.clock_days", "custody.clock_extended"}
    for extension, code in (
        (Extension(PartialDate(2026, 11, 1)), "custody.clock_ask_why"),
        (replace(fair, until=PartialDate(2027, 3, 1)), "custody.clock_too_long"),
        (replace(fair, in_writing=False), "custody.clock_ask_why"),
    ):
        by = answer_by(asked(received=got, extension=extension), RULES)
        assert code in {one.code for one in by.reasons}
        assert by.value is not None
        assert by.value <= PartialDate(2026, 12, 4)


def test_a_month_after_the_thirty_first_is_the_last_day() -> None:
    assert later(PartialDate(2026, 1, 31), 0, 1) == PartialDate(2026, 2, 28)
    assert later(PartialDate(2026, 12, 31), 0, 2) == PartialDate(2027, 2, 28)
    assert later(PartialDate(2026, 11, 15), 30, 0) == PartialDate(2026, 12, 15)


def test_what_came_is_taken_off_what_is_owed_and_the_rest_stays() -> None:
    one = asked()
    first, *rest = one.pieces
    part = replace(one, came=(Came(PartialDate(2026, 10, 20), "two slides", (first,)),))
    assert outcome(one) is Outcome.WAITING
    assert outcome(part) is (Outcome.PART_CAME if rest else Outcome.ALL_CAME)
    assert still_owed(part) == tuple(rest)
    everything = replace(one, came=(Came(PartialDate(2026, 10, 20), "all", one.pieces),))
    assert outcome(everything) is Outcome.ALL_CAME
    assert outcome(replace(one, answer=Outcome.HOLDS_NOTHING)) is Outcome.HOLDS_NOTHING
    assert set(owed_by_key(letter())) == set(one.pieces)


def test_an_answer_that_is_overdue_is_listed_and_one_that_came_is_not() -> None:
    late = asked(received=PartialDate(2026, 10, 5))
    done = replace(late, came=(Came(PartialDate(2026, 10, 20), "all", late.pieces),))
    unruled = asked("MX")
    (found,) = due({"late": late, "done": done, "unruled": unruled}, RULES, TODAY)
    assert (found.item, found.days) == ("late", -17)
    assert "164.524" in found.citations[0].place


@pytest.mark.parametrize(
    "wrong",
    [
        {"received": PartialDate(2027, 1, 1)},
        {"received": PartialDate(2026, 9, 1)},
        {"came": (Came(PartialDate(2026, 9, 1)),)},
        {"extension": Extension(PartialDate(2026, 11, 1), PartialDate(2026, 10, 1))},
        {"note": "x" * 5_000},
    ],
)
def test_days_and_texts_that_can_not_be_are_refused(wrong: dict[str, object]) -> None:
    one = asked()
    assert checked(one, TODAY) is one
    with pytest.raises(InputError):
        checked(replace(one, **wrong), TODAY)  # type: ignore[arg-type]
