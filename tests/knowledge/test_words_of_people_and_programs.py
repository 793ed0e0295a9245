"""Every reason, state and choice of the people, programs, calls, notebook and custody has words in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import product

import pytest

from consilium.domain.asking import Asking, Extension, Outcome, answer_by
from consilium.domain.circle import (
    Act,
    Consent,
    CourtOrder,
    Facts,
    Guardianship,
    Holds,
    Item,
    Majority,
    Person,
    Role,
    may,
)
from consilium.domain.coverage_letters import CoverageKind, Ground, Plan, Service
from consilium.domain.custody import TRANSITIONS, Move, State, Step, Thing, ThingKind, due, whereabouts
from consilium.domain.dates import PartialDate
from consilium.domain.insurance import Answered
from consilium.domain.programs import Answer, Known, Near, Order, Wish, fits, nearness, ordered
from consilium.domain.records import Remark
from consilium.domain.waiting import Said, TeamAnswer, clock
from consilium.knowledge.catalog import Catalog, load
from consilium.knowledge.clinical import clinical
from consilium.knowledge.clocks import clock_rules
from consilium.knowledge.programs import programs

TODAY = date(2026, 11, 21)
DAY = PartialDate(2026, 11, 1)
CHOICES: dict[str, type[StrEnum]] = {
    "programs.known": Known,
    "programs.answer": Answer,
    "programs.near": Near,
    "programs.order": Order,
    "circle.role": Role,
    "circle.act": Act,
    "circle.holds": Holds,
    "circle.consent": Holds,
    "custody.kind": ThingKind,
    "custody.state": State,
    "custody.is": State,
    "custody.step": Step,
    "custody.outcome": Outcome,
    "insurance.answered": Answered,
    "coverage_letters.kind": CoverageKind,
    "coverage_letters.plan": Plan,
    "coverage_letters.service": Service,
    "coverage_letters.ground": Ground,
}


def strict(language: str) -> Catalog:
    return Catalog(language, load(language), strict=True)


def of_programs() -> Iterator[Remark]:
    clocks = (
        None,
        clock((), TODAY),
        clock([TeamAnswer(Said.CAN_WAIT, DAY, until=PartialDate(2026, 11, 24))], TODAY),
        clock([TeamAnswer(Said.CAN_WAIT, DAY, until=PartialDate(2026, 12, 24))], TODAY),
        clock([TeamAnswer(Said.CANNOT_WAIT, DAY)], TODAY),
    )
    places = (("", ""), ("US", ""), ("US", "US-CA"), ("US", "US-GA"), ("GB", ""), ("ES", ""), ("CA", "CA-ON"))
    diseases = ("", *clinical().diseases)
    for at, ((country, state), disease, asks) in enumerate(product(places, diseases, (None, True, False))):
        age, yes = (None, 9, 20, 45)[at % 4], (None, True, False)[at // 2 % 3]
        mode, spoken = ("", "online", "in_person")[at % 3], ("", "en", "es")[at // 3 % 3]
        wish = Wish(country, state, "Orange", age, disease, asks, spoken, ("es",) * (at % 2), yes, yes, mode)
        for program in programs().values():
            yield from (
                reason
                for way in fits(program, wish, TODAY, clocks[at % len(clocks)]).ways
                for check in way.checks
                for reason in check.reasons
            )
            yield from nearness(program, wish).reasons
        for order in Order:
            yield from ordered(programs().values(), order, wish).reasons


def of_people() -> Iterator[Remark]:
    written = (
        Guardianship(),
        Guardianship((Consent("ana", Holds.ALONE), Consent("rosa", Holds.TOGETHER), Consent("luis", Holds.FOR_SOME))),
        Guardianship((), (CourtOrder("none", person="ana", bars_all=True),)),
        Guardianship((Consent("ana", Holds.ALONE),), (), Majority(DAY, 18, typed=True)),
    )
    for role, act, facts in product(Role, (*Act, "other"), written):
        for person in (
            Person("ana", role, reason="r"),
            Person("x", role, until=DAY, since=PartialDate(2027), more=(Act.SEND,), patient_allows=DAY),
            Person("y", role, more=(Act.SEND,), patient_allows=DAY),
        ):
            for item in (Item(), Item("i", True, "ana"), Item("i", True, "z", ("ana",))):
                yield from may(person, act, item, Facts(TODAY, facts)).reasons


def of_things() -> Iterator[Remark]:
    ways: dict[State, tuple[Step, ...]] = {State.AT_HOLDER: ()}
    for _ in State:
        for (before, step), after in TRANSITIONS.items():
            if before in ways:
                ways.setdefault(after, (*ways[before], step))
    for run in ways.values():
        moves = tuple(Move(step, DAY, "X", expected=DAY, back_by=DAY) for step in run)
        thing = Thing(ThingKind.SLIDES, "", moves=moves)
        yield from whereabouts(thing).reasons
        yield from (reason for one in due({"x": thing}, TODAY) for reason in one.reasons)


def of_letters() -> Iterator[Remark]:
    for area, received, extension in product(
        ("", *clock_rules()), (None, DAY), (None, Extension(DAY), Extension(DAY, PartialDate(2028, 1, 1), "why", True))
    ):
        yield from answer_by(Asking("k", "H", DAY, area, received=received, extension=extension), clock_rules()).reasons
    yield from answer_by(Asking("k", "H", PartialDate(2026), "us"), clock_rules()).reasons


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("source", [of_programs, of_people, of_things, of_letters])
def test_every_reason_has_words(source: object, language: str) -> None:
    words = strict(language)
    seen = {(one.code, tuple(one.args)): one for one in source()}  # type: ignore[operator]
    assert len(seen) > 5
    for remark in seen.values():
        said = words.remark(remark)
        assert "{" not in said
        assert said


@pytest.mark.parametrize("prefix", CHOICES)
def test_every_choice_has_words(prefix: str) -> None:
    for one in CHOICES[prefix]:
        if (prefix, one.value) == ("programs.near", "unknown"):
            continue
        for language in ("en", "es"):
            assert strict(language).has(f"{prefix}_{one.value}"), f"{prefix}_{one.value}"


def test_every_criterion_of_a_check_has_its_name() -> None:
    criteria = {
        check.criterion
        for program in programs().values()
        for way in fits(program, Wish("US", language="es", papers=("es",), mode="online"), TODAY).ways
        for check in way.checks
    }
    for language in ("en", "es"):
        assert all(strict(language).has(f"programs.criterion_{name}") for name in criteria)
