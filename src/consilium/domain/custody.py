"""Slides, blocks and discs as things with an address: whose they are, who has them, how they got there, when due.

The steps are a table; a step that the table does not have is refused, never repaired. A thing's state follows from its
moves and is stored nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from consilium.domain.completeness.status import Door
from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.dates import PartialDate
from consilium.domain.due import Due, due_on, in_order
from consilium.domain.errors import InputError
from consilium.domain.holders import holder_key
from consilium.domain.letters import Letter, Owed
from consilium.domain.phrases import words_of
from consilium.domain.records import Remark, Scalar

MOST_CHARS = 2_000


class ThingKind(StrEnum):
    """What travels."""

    SLIDES = "slides"
    UNSTAINED = "unstained"  # unstained slides, new cuts
    BLOCK = "block"
    TISSUE = "tissue"  # frozen or fresh
    DISC = "disc"
    PAPERS = "papers"
    OTHER = "other"


class State(StrEnum):
    """Where a thing is on its way."""

    AT_HOLDER = "at_holder"
    ASKED_FOR = "asked_for"
    REFUSED = "refused"
    ON_THE_WAY = "on_the_way"
    RECEIVED = "received"
    ASKED_BACK = "asked_back"
    ON_THE_WAY_BACK = "on_the_way_back"
    RETURNED = "returned"
    KEPT = "kept"  # it stays there for good
    LOST = "lost"


class Step(StrEnum):
    """What happens to a thing."""

    ASK = "ask"
    REFUSE = "refuse"
    SEND = "send"
    RECEIVE = "receive"
    ASK_BACK = "ask_back"
    SEND_BACK = "send_back"
    RECEIVE_BACK = "receive_back"
    KEEP = "keep"
    LOSE = "lose"
    FIND = "find"


TRANSITIONS: Mapping[tuple[State, Step], State] = {
    (State.AT_HOLDER, Step.ASK): State.ASKED_FOR,
    (State.AT_HOLDER, Step.SEND): State.ON_THE_WAY,
    (State.ASKED_FOR, Step.ASK): State.ASKED_FOR,
    (State.ASKED_FOR, Step.REFUSE): State.REFUSED,
    (State.ASKED_FOR, Step.SEND): State.ON_THE_WAY,
    (State.REFUSED, Step.ASK): State.ASKED_FOR,
    (State.ON_THE_WAY, Step.RECEIVE): State.RECEIVED,
    (State.ON_THE_WAY, Step.LOSE): State.LOST,
    (State.RECEIVED, Step.SEND): State.ON_THE_WAY,
    (State.RECEIVED, Step.ASK_BACK): State.ASKED_BACK,
    (State.RECEIVED, Step.SEND_BACK): State.ON_THE_WAY_BACK,
    (State.RECEIVED, Step.KEEP): State.KEPT,
    (State.RECEIVED, Step.LOSE): State.LOST,
    (State.ASKED_BACK, Step.ASK_BACK): State.ASKED_BACK,
    (State.ASKED_BACK, Step.SEND): State.ON_THE_WAY,
    (State.ASKED_BACK, Step.SEND_BACK): State.ON_THE_WAY_BACK,
    (State.ASKED_BACK, Step.KEEP): State.KEPT,
    (State.ASKED_BACK, Step.LOSE): State.LOST,
    (State.ON_THE_WAY_BACK, Step.RECEIVE_BACK): State.RETURNED,
    (State.ON_THE_WAY_BACK, Step.LOSE): State.LOST,
    (State.RETURNED, Step.ASK): State.ASKED_FOR,
    (State.RETURNED, Step.SEND): State.ON_THE_WAY,
    (State.KEPT, Step.ASK_BACK): State.ASKED_BACK,
    (State.LOST, Step.FIND): State.RECEIVED,
}
WITH_HOLDER = frozenset({State.AT_HOLDER, State.ASKED_FOR, State.REFUSED, State.RETURNED})
MOVING = frozenset({State.ON_THE_WAY, State.ON_THE_WAY_BACK})


@dataclass(frozen=True, slots=True)
class Move:
    """One step. `to` is who gets it, `how` the carrier or "by hand"; `expected` when it should arrive; `back_by` when
    the holder wants it back; `by` who wrote it down. "" and None are "not said"."""

    step: Step
    on: PartialDate
    to: str = ""
    how: str = ""
    tracking: str = ""
    expected: PartialDate | None = None
    back_by: PartialDate | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing (or set of slides that travels as one). The caller keeps it under an id.

    holder  whose it is, as the records name the place; `door` which office of theirs
    number  the accession number; `count` how many pieces, None where nobody counted
    piece   the key of the gap that it fills (`piece_of`), "" where it fills none
    goes_back  whether it has to go back to the holder
    """

    kind: ThingKind
    what: str
    holder: str = ""
    door: Door = Door.PATHOLOGY
    number: str = ""
    count: int | None = None
    piece: str = ""
    goes_back: bool = True
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a thing is: its state, who has it ("" while it is on the way, or where nobody said), the last move, and
    when it should arrive or be back. `reasons` say it in a sentence."""

    state: State
    has_it: str
    to: str
    last: Move | None
    expected: PartialDate | None
    back_by: PartialDate | None
    reasons: tuple[Remark, ...]


def whereabouts(thing: Thing) -> Whereabouts:
    """Where the thing is, from its moves. Raises InputError for moves that the table does not have."""
    state, has_it, back_by = State.AT_HOLDER, thing.holder, None
    for move in thing.moves:
        state = _after(state, move.step)
        if state in WITH_HOLDER:
            has_it = thing.holder
        elif state in MOVING or state is State.LOST:
            has_it = ""
        elif move.step in (Step.RECEIVE, Step.FIND):
            has_it = move.to or _sent_to(thing, move)
        back_by = None if state in (State.RETURNED, State.KEPT) else move.back_by or back_by
    last = thing.moves[-1] if thing.moves else None
    to = _aim(thing, state, last)
    expected = last.expected if last is not None and state in (*MOVING, State.ASKED_FOR, State.ASKED_BACK) else None
    told = {"kind": f"kind_{thing.kind.value}", "who": has_it or to or None, "on": str(last.on) if last else None}
    return Whereabouts(state, has_it, to, last, expected, back_by, (_said(f"is_{state.value}", told),))


def _after(state: State, step: Step) -> State:
    """The state after a step. Raises InputError for one that does not exist."""
    found = TRANSITIONS.get((state, step))
    if found is None:
        raise InputError("custody.no_such_step", state=f"state_{state.value}", step=f"step_{step.value}")
    return found


def _sent_to(thing: Thing, before: Move) -> str:
    earlier = thing.moves[: thing.moves.index(before)]
    return next((one.to for one in reversed(earlier) if one.step is Step.SEND and one.to), "")


def _aim(thing: Thing, state: State, last: Move | None) -> str:
    """Where a moving thing goes."""
    if state is State.ON_THE_WAY_BACK:
        return thing.holder
    return last.to if state is State.ON_THE_WAY and last is not None else ""


def steps(thing: Thing) -> tuple[Step, ...]:
    """What may happen next, in the table's order."""
    state = whereabouts(thing).state
    return tuple(step for (before, step) in TRANSITIONS if before is state)


def moved(thing: Thing, move: Move, today: date) -> Thing:
    """The thing after one more step. Raises InputError for a step that can't follow, a day in the future or before
    the last move, an arrival before the sending, a text that is too long."""
    _after(whereabouts(thing).state, move.step)
    if first_day(move.on) > today:
        raise InputError("custody.in_future", on=str(move.on))
    if thing.moves and last_day(move.on) < first_day(thing.moves[-1].on):
        raise InputError("custody.before_last", on=str(thing.moves[-1].on))
    for day in (move.expected, move.back_by):
        if day is not None and last_day(day) < first_day(move.on):
            raise InputError("custody.expected_before", on=str(move.on))
    if max(map(len, (move.to, move.how, move.tracking, move.note))) > MOST_CHARS:
        raise InputError("custody.too_long", bound=MOST_CHARS)
    return replace(thing, moves=(*thing.moves, move))


def due(things: Mapping[str, Thing], today: date, ahead: int = 7) -> tuple[Due, ...]:
    """What should arrive or be back within so many days, or should have: the longest overdue first. `things` by id."""
    found = [one for name, thing in things.items() for one in _due(name, thing, today)]
    return in_order(one for one in found if one.days <= ahead)


def _due(name: str, thing: Thing, today: date) -> Iterator[Due]:
    now = whereabouts(thing)
    kind = {"kind": f"kind_{thing.kind.value}"}
    if now.expected is not None:
        code = "due_arrive" if now.state in MOVING else "due_answer"
        told = {**kind, "who": now.to or thing.holder or None, "on": str(now.expected)}
        yield due_on(name, now.expected, today, _said(code, told))
    if now.back_by is not None and thing.goes_back:
        told = {**kind, "who": thing.holder or None, "on": str(now.back_by)}
        yield due_on(name, now.back_by, today, _said("due_back", told))


def _said(code: str, told: Mapping[str, Scalar]) -> Remark:
    """What is said of a thing; in other words where nobody knows who has it."""
    return Remark(f"custody.{code}" if told["who"] or code == "is_lost" else f"custody.{code}_unnamed", told)


def piece_of(owed: Owed) -> str:
    """The key of a piece that a letter asks for: the same from run to run while the records say the same."""
    parts = (owed.kind, owed.thing, owed.category.value, _folded(owed.what), owed.number, owed.when, owed.until)
    return "|".join(str(part or "") for part in parts)


def letter_of(letter: Letter) -> str:
    """The key of a letter: its door and its holder, whatever the holder's spelling."""
    return f"{letter.door.value}|{holder_key(letter.holder)}"


def _folded(text: str) -> str:
    return " ".join(word.text for word in words_of(text))


_KINDS = {"slides": ThingKind.SLIDES, "images": ThingKind.DISC, "images_part": ThingKind.DISC}


def proposed(letters: Iterable[Letter], known: Iterable[Thing] = ()) -> tuple[Thing, ...]:
    """The things that the letters ask for and nobody follows yet: slides piece by piece, one disc for each holder."""
    have = {thing.piece for thing in known if thing.piece}
    found: dict[str, Thing] = {}
    for letter in letters:
        for owed in letter.owed:
            kind = _KINDS.get(owed.kind)
            if kind is None:
                continue
            piece = letter_of(letter) if kind is ThingKind.DISC else f"{letter_of(letter)}|{piece_of(owed)}"
            if piece not in have:
                found.setdefault(piece, _proposed(kind, letter, owed, piece))
    return tuple(found.values())


def _proposed(kind: ThingKind, letter: Letter, owed: Owed, piece: str) -> Thing:
    if kind is ThingKind.DISC:
        return Thing(kind, "", letter.holder, letter.door, piece=piece, goes_back=False)
    return Thing(kind, owed.described or owed.what, letter.holder, letter.door, owed.number, piece=piece)
