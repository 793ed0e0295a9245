"""Slides, blocks and discs: one place at a time, no step that can't be, and never forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.completeness import gaps
from consilium.domain.custody import (
    TRANSITIONS,
    Move,
    State,
    Step,
    Thing,
    ThingKind,
    due,
    letter_of,
    moved,
    piece_of,
    proposed,
    steps,
    whereabouts,
)
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.letters import letters
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import HIM, READ

TODAY = date(2026, 11, 21)
CASE = READ["hodgkin at diagnosis, reports only"][0]
SLIDES = Thing(ThingKind.SLIDES, "B25-01843 A1 to A4", HIM, number="B25-01843", count=4)


def day(number: int) -> PartialDate:
    return PartialDate(2026, 11, number)


def sent(thing: Thing = SLIDES) -> Thing:
    asked = moved(thing, Move(Step.ASK, day(1), expected=day(8)), TODAY)
    return moved(
        asked,
        Move(Step.SEND, day(5), "St. Example", "courier", "1Z", expected=day(9), back_by=PartialDate(2026, 12, 5)),
        TODAY,
    )


def test_a_step_that_can_not_follow_is_refused_and_says_what_is_and_what_was_chosen() -> None:
    with pytest.raises(InputError) as told:
        moved(SLIDES, Move(Step.RECEIVE_BACK, day(1)), TODAY)
    assert told.value.args_for_text == {"state": "state_at_holder", "step": "step_receive_back"}


def test_days_in_the_future_and_before_the_last_move_are_refused() -> None:
    for move in (
        Move(Step.RECEIVE, PartialDate(2027)),
        Move(Step.RECEIVE, day(4)),
        Move(Step.RECEIVE, day(6), back_by=day(5)),
        Move(Step.RECEIVE, day(6), note="x" * 3_000),
    ):
        with pytest.raises(InputError):
            moved(sent(), move, TODAY)


def test_nothing_stored_that_the_table_does_not_have_is_shown_as_if_it_were() -> None:
    with pytest.raises(InputError):
        whereabouts(replace(SLIDES, moves=(Move(Step.FIND, day(1)),)))


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_reached_and_left_or_is_an_end(state: State) -> None:
    reached = {State.AT_HOLDER, *TRANSITIONS.values()}
    assert state in reached
    assert any(before is state for before, _ in TRANSITIONS)


def test_the_table_of_the_documentation_is_the_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "circle.md").read_text("utf-8")
    rows = page.split("| From | Step | To |")[1].split("\n\n")[0].splitlines()[2:]
    told: dict[tuple[str, str], str] = {}
    for row in rows:
        state, *lists = [cell.strip().replace("it ", "") for cell in row.strip("|").split("|")]
        names = [[name.strip().replace(" ", "_") for name in one.split(",")] for one in lists]
        told |= {(state.replace(" ", "_"), step): to for step, to in zip(*names, strict=True)}
    assert told == {(before.value, step.value): after.value for (before, step), after in TRANSITIONS.items()}


def test_who_has_it_goes_with_the_thing() -> None:
    now = whereabouts(sent())
    assert (now.state, now.has_it, now.to, now.expected) == (State.ON_THE_WAY, "", "St. Example", day(9))
    here = moved(sent(), Move(Step.RECEIVE, day(9)), TODAY)
    assert (whereabouts(here).has_it, whereabouts(here).expected) == ("St. Example", None)
    assert whereabouts(here).back_by == PartialDate(2026, 12, 5)
    back = moved(here, Move(Step.SEND_BACK, day(15), how="courier", expected=day(17)), TODAY)
    assert (whereabouts(back).to, whereabouts(back).has_it) == (HIM, "")
    home = moved(back, Move(Step.RECEIVE_BACK, day(17)), TODAY)
    assert (whereabouts(home).state, whereabouts(home).has_it, whereabouts(home).back_by) == (State.RETURNED, HIM, None)


def test_slides_that_go_on_to_a_third_center_are_with_the_third() -> None:
    here = moved(sent(), Move(Step.RECEIVE, day(9)), TODAY)
    on = moved(here, Move(Step.SEND, day(12), "Third Center"), TODAY)
    assert whereabouts(moved(on, Move(Step.RECEIVE, day(13)), TODAY)).has_it == "Third Center"


def test_a_lost_thing_is_with_nobody_until_it_is_found() -> None:
    lost = moved(sent(), Move(Step.LOSE, day(12)), TODAY)
    assert whereabouts(lost).has_it == ""
    assert steps(lost) == (Step.FIND,)
    found = moved(lost, Move(Step.FIND, day(14), "the mail room"), TODAY)
    assert whereabouts(found).has_it == "the mail room"


def test_what_is_late_is_listed_with_its_days_the_latest_first() -> None:
    things = {
        "late": sent(),
        "asked": moved(SLIDES, Move(Step.ASK, day(10), expected=day(25)), TODAY),
        "there": moved(sent(), Move(Step.RECEIVE, day(9)), TODAY),
        "disc": replace(moved(sent(), Move(Step.RECEIVE, day(9)), TODAY), goes_back=False),
    }
    found = due(things, TODAY, ahead=30)
    assert [(one.item, one.days, one.reasons[0].code) for one in found] == [
        ("late", -12, "custody.due_arrive"),
        ("asked", 4, "custody.due_answer"),
        ("late", 14, "custody.due_back"),
        ("there", 14, "custody.due_back"),
    ]
    assert [one.item for one in due(things, TODAY) if one.overdue] == ["late"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thing_that_nobody_is_written_down_for_is_never_with_unknown(language: str) -> None:
    words = catalog(language)
    nobody = replace(SLIDES, holder="")
    asked = moved(nobody, Move(Step.ASK, day(10), expected=day(25)), TODAY)
    away = moved(nobody, Move(Step.SEND, day(5), expected=day(9), back_by=day(30)), TODAY)
    said = [words.remark(reason) for one in (nobody, asked, away) for reason in whereabouts(one).reasons]
    said += [words.remark(one.reasons[0]) for one in due({"a": asked, "b": away}, TODAY, ahead=30)]
    assert len(said) == 6
    assert not [text for text in said if "unknown" in text or "desconocid" in text]


def test_what_is_kept_there_is_due_nowhere() -> None:
    kept = moved(moved(sent(), Move(Step.RECEIVE, day(9)), TODAY), Move(Step.KEEP, day(10)), TODAY)
    assert due({"x": kept}, TODAY, ahead=400) == ()


def test_slides_and_discs_are_proposed_once_from_the_letters_and_linked_to_the_gap() -> None:
    written = letters(gaps(CASE, requirements()), CASE, letter_tables())
    found = proposed(written)
    (slides,) = [one for one in found if one.kind is ThingKind.SLIDES]
    assert (slides.number, slides.holder) == ("B25-01843", HIM)
    keys = {f"{letter_of(one)}|{piece_of(owed)}" for one in written for owed in one.owed}
    assert slides.piece in keys
    discs = [one for one in found if one.kind is ThingKind.DISC]
    assert len(discs) == len({one.piece for one in discs}) >= 1
    assert slides not in proposed(written, [replace(slides, moves=(Move(Step.ASK, day(1)),))])


def test_a_letter_has_the_same_key_however_the_house_is_written() -> None:
    (letter, *_) = letters(gaps(CASE, requirements()), CASE, letter_tables())
    assert letter_of(letter) == letter_of(replace(letter, holder=letter.holder.upper()))


@given(st.lists(st.sampled_from(list(Step)), max_size=12))
def test_any_run_of_steps_ends_in_a_state_of_the_table_or_is_refused(run: list[Step]) -> None:
    thing = SLIDES
    for step in run:
        allowed = step in steps(thing)
        try:
            thing = moved(thing, Move(step, day(1), "somewhere"), TODAY)
        except InputError:
            assert not allowed
        else:
            assert allowed
    assert whereabouts(thing).state in set(State)
