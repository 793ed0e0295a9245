"""Calls to the insurer as they were, answers that differ side by side, and prices with nothing converted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.insurance import (
    Answered,
    Call,
    Reply,
    call_backs,
    checked,
    costs,
    missing,
    standings,
)
from consilium.knowledge.catalog import catalog
from consilium.knowledge.insurance import question_ids
from consilium.knowledge.programs import programs

TODAY = date(2026, 11, 21)
IDS = question_ids()
FIRST = Call(
    on=PartialDate(2026, 11, 10),
    company="Plan X",
    with_whom="Robin",
    reference="R-1",
    replies=(Reply("q1", Answered.YES, "online too"), Reply("q7", Answered.NOT_SAID)),
    call_back=PartialDate(2026, 11, 15),
)
SECOND = Call(
    on=PartialDate(2026, 11, 18),
    company="Plan X",
    replies=(Reply("q1", Answered.NO), Reply("q4", Answered.TOLD, "20 percent")),
    call_back=PartialDate(2026, 11, 25),
)


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": PartialDate(2026, 12)},
        {"call_back": PartialDate(2026, 11, 9)},
        {"replies": (Reply("q99", Answered.YES),)},
        {"replies": (Reply("q1", Answered.YES), Reply("q1", Answered.NO))},
        {"promised": "x" * 5_000},
        {"replies": (Reply("q1", Answered.YES, "x" * 5_000),)},
    ],
)
def test_a_call_that_can_not_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        checked(replace(FIRST, **wrong), TODAY, IDS)  # type: ignore[arg-type]
    assert checked(FIRST, TODAY, IDS) is FIRST


def test_two_calls_that_say_different_things_are_shown_side_by_side() -> None:
    found = {one.question: one for one in standings({"a": FIRST, "b": SECOND}, IDS)}
    assert tuple(found) == IDS
    assert (found["q1"].call, found["q1"].reply) == ("b", SECOND.replies[0])
    assert found["q1"].differing == (("a", FIRST.replies[0]),)
    assert found["q7"].reply is None  # asked, and not answered
    assert found["q8"].reply is None


def test_of_two_calls_of_one_day_the_later_written_counts() -> None:
    same_day = replace(SECOND, on=FIRST.on)
    found = {one.question: one for one in standings({"a": FIRST, "b": same_day}, IDS)}
    assert found["q1"].call == "b"


def test_a_later_call_ends_the_earlier_call_back_and_another_company_does_not() -> None:
    assert [(one.item, one.days) for one in call_backs({"a": FIRST}, TODAY)] == [("a", -6)]
    assert [one.item for one in call_backs({"a": FIRST, "b": SECOND}, TODAY)] == ["b"]
    other = replace(SECOND, company="Plan Y")
    assert [one.item for one in call_backs({"a": FIRST, "b": other}, TODAY)] == ["a", "b"]


def test_a_call_back_to_nobody_named_is_said_without_a_name() -> None:
    (named,), (unnamed,) = call_backs({"a": FIRST}, TODAY), call_backs({"a": replace(FIRST, company="")}, TODAY)
    assert catalog("en").remark(named.reasons[0]).startswith("Call Plan X again")
    assert catalog("es").remark(unnamed.reasons[0]).startswith("Vuelva a llamar al seguro,")


def test_a_call_without_a_name_or_a_number_says_so() -> None:
    assert missing(FIRST) == ()
    assert {one.code for one in missing(SECOND)} == {"insurance.missing_with_whom", "insurance.missing_reference"}


def test_every_program_stands_once_in_the_costs_with_its_source() -> None:
    found = costs(programs().values())
    every = (*found.free, *found.priced, *found.to_ask)
    assert sorted(one.program for one in every) == sorted(programs())
    assert {one.program for one in found.free} == {"stjude", "expert_vtb", "nci_pob", "dipg_dmg_ntb"}
    assert {one.program for one in found.priced} == {"chla", "sickkids"}
    assert all(one.fact.sources for one in every)
