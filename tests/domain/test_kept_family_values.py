"""What a case keeps of people, programs, calls, decisions and things: stored and read back the same."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from typing import Any

import pytest

from consilium.domain.asking import Asking, Came, Extension, Outcome
from consilium.domain.circle import Act, Consent, CourtOrder, Guardianship, Holds, Item, Majority, Person, Role
from consilium.domain.coverage_letters import CoverageAsked, CoverageKind, Ground, Plan, Service
from consilium.domain.custody import Move, Step, Thing, ThingKind
from consilium.domain.dates import PartialDate
from consilium.domain.due import Due, due_on
from consilium.domain.insurance import Answered, Call, Reply
from consilium.domain.notebook import Decided, LookedAgain
from consilium.domain.physician_request import RequestAsked
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.programs import Pick, Program, Shortlist, Wish, fits
from consilium.domain.programs.fitting import Fit
from consilium.domain.records import Citation, Remark
from consilium.knowledge.programs import programs

DAY = PartialDate(2026, 11, 21)
MONTH = PartialDate(2026, 11)
VALUES: list[Any] = [
    Person("ana", Role.PARENT, "Ana", "mother", "ana", DAY, MONTH, (Act.SEE,), (Act.SEND,), DAY),
    Guardianship(
        (Consent("ana", Holds.FOR_SOME, "Ana", "medical care only", "R9", DAY, MONTH, "ana"),),
        (CourtOrder("no access", DAY, "court", "F-1", "luis", (Act.SEND,), False, MONTH, "R8", "ana"),),
        Majority(DAY, 18, True, True, Citation("18", place="rights.yaml")),
    ),
    Item("q1", True, "mia", ("okafor",)),
    Decided("x", DAY, ("Ana",), ("a", "b"), "k", "o", "w", MONTH, (LookedAgain(DAY, "ana", "n", "new"),), "ana"),
    Thing(
        ThingKind.BLOCK, "A1", "H", number="B-1", count=2, piece="p", moves=(Move(Step.SEND, DAY, "X", expected=DAY),)
    ),
    Asking(
        "k", "H", DAY, "us", "fax", MONTH, ("p",), (Came(DAY, "w", ("p",), ("f",)),), Extension(DAY, DAY, "y", True)
    ),
    Asking("k", "H", DAY, answer=Outcome.REFUSED),
    Call(DAY, "C", "14:30", replies=(Reply("q1", Answered.PARTLY, "w"),), call_back=MONTH),
    CoverageAsked(
        CoverageKind.APPEAL, Plan.PRIVATE, "US-CA", services=(Service.SLIDES,), grounds=(Ground.RARE,), refused_on=DAY
    ),
    RequestAsked("stjude", "Dr. Okafor", "Is it right?", "es", True),
    Shortlist((Pick("stjude", "why", "ana", DAY),)),
    Wish("US", "US-CA", "Orange", 9, "all", True, "es", ("es",), False, None, "online"),
    due_on("x", MONTH, date(2026, 11, 21), Remark("a.b", {"n": 1}), Citation("q")),
]


@pytest.mark.parametrize("value", VALUES, ids=[type(value).__name__ for value in VALUES])
def test_what_is_kept_comes_back_the_same(value: object) -> None:
    assert is_dataclass(value)
    assert build(type(value), from_json(to_json(value))) == value


@pytest.mark.parametrize("name", ["stjude", "cincinnati", "sickkids", "expert_vtb"])
def test_a_program_and_how_it_fits_come_back_the_same(name: str) -> None:
    program = programs()[name]
    assert build(Program, from_json(to_json(program))) == program
    fit = fits(program, Wish("US", "US-CA", age=9, disease="all"), date(2026, 11, 21))
    assert build(Fit, from_json(to_json(fit))) == fit


@pytest.mark.parametrize("cls", sorted({type(value) for value in VALUES}, key=str))
def test_values_can_not_be_changed_in_place(cls: type) -> None:
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_a_stored_value_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match=r"shape|valid"):
        build(Person, {"id": "x", "role": "king"})
    with pytest.raises(ValueError, match=r"shape|no such"):
        build(Due, {"item": "x", "on": {"year": 2026, "month": 13}})
