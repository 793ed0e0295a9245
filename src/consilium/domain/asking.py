"""The letters that went out: asked on, due by the rule of the holder's place, what came back, an extension.

The clock is that of a rule that was read (`knowledge/clocks.yaml`). Where none is known there is no due date, and the
day of asking is shown instead.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.custody import piece_of
from consilium.domain.dates import PartialDate
from consilium.domain.due import Due, due_on, in_order
from consilium.domain.errors import InputError
from consilium.domain.letters import Letter, Owed
from consilium.domain.records import Citation, Decision, Remark, Scalar

MOST_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How long a holder has, from the day on which it gets the letter, and by how much that may be extended once.
    One of days and months is 0. `level` is that of `rights.yaml`."""

    area: str
    days: int
    months: int
    more_days: int
    more_months: int
    basis: Citation
    level: str


class Outcome(StrEnum):
    """How the holder answered, as a person wrote it down."""

    WAITING = "waiting"
    PART_CAME = "part_came"
    ALL_CAME = "all_came"
    HOLDS_NOTHING = "holds_nothing"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Came:
    """What came back on a day. `pieces` are keys (`custody.piece_of`), `files` the ids of the files that it became."""

    on: PartialDate
    what: str = ""
    pieces: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """The holder asked for more time. `until` None where it did not say by when; `why` "" where it gave no reason."""

    on: PartialDate
    until: PartialDate | None = None
    why: str = ""
    in_writing: bool | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """One letter that went out. `letter` is its key (`custody.letter_of`), `area` the law that it cites, `pieces` what
    it asked for; `received` when the holder got it, None where nobody knows."""

    letter: str
    holder: str
    asked: PartialDate
    area: str = ""
    how: str = ""
    received: PartialDate | None = None
    pieces: tuple[str, ...] = ()
    came: tuple[Came, ...] = ()
    extension: Extension | None = None
    answer: Outcome | None = None
    note: str = ""
    by: str = ""


def asking(key: str, letter: Letter, on: PartialDate, by: str = "", how: str = "") -> Asking:
    """A letter that went out on a day. `key` is `custody.letter_of(letter)`."""
    pieces = tuple(piece_of(owed) for owed in letter.owed)
    return Asking(key, letter.holder, on, letter.area, how, pieces=pieces, by=by)


def checked(one: Asking, today: date) -> Asking:
    """The same. Raises InputError for days that can't be, or texts that are too long."""
    days = [one.asked, *([one.received] if one.received else []), *(came.on for came in one.came)]
    if any(first_day(day) > today for day in days):
        raise InputError("custody.letter_in_future")
    if any(last_day(day) < first_day(one.asked) for day in days):
        raise InputError("custody.letter_before_asked", on=str(one.asked))
    extended = one.extension
    if extended is not None and extended.until is not None and last_day(extended.until) < first_day(extended.on):
        raise InputError("custody.extension_before")
    if max(map(len, (one.holder, one.how, one.note, *(came.what for came in one.came)))) > MOST_CHARS:
        raise InputError("custody.too_long", bound=MOST_CHARS)
    return one


def outcome(one: Asking) -> Outcome:
    """How it stands: as a person said, else as the pieces that came say."""
    if one.answer is not None:
        return one.answer
    if not one.came:
        return Outcome.WAITING
    return Outcome.ALL_CAME if one.pieces and not still_owed(one) else Outcome.PART_CAME


def still_owed(one: Asking) -> tuple[str, ...]:
    """The keys of the pieces that were asked for and have not come."""
    here = {piece for came in one.came for piece in came.pieces}
    return tuple(piece for piece in one.pieces if piece not in here)


def owed_by_key(letter: Letter) -> dict[str, Owed]:
    """The lines of a letter by their keys, to name what `still_owed` gives."""
    return {piece_of(owed): owed for owed in letter.owed}


def answer_by(one: Asking, rules: Mapping[str, ClockRule]) -> Decision[PartialDate]:
    """By when the holder has to answer, with the rule. None where no rule is known, or the day of asking is not."""
    rule = rules.get(one.area)
    if rule is None:
        return Decision(None, (Remark("custody.clock_no_rule"),))
    start = one.received or one.asked
    if not start.day:
        return Decision(None, (Remark("custody.clock_no_day"),), (rule.basis,))
    due = later(start, rule.days, rule.months)
    told: dict[str, Scalar] = {"start": str(start), "due": str(due), "days": rule.days, "count": rule.months}
    unit = "months" if rule.months else "days"
    reasons = [Remark(f"custody.clock_{unit}", told)]
    if one.received is None:
        reasons.append(Remark("custody.clock_from_asking"))
    if one.extension is None:
        return Decision(due, tuple(reasons), (rule.basis,))
    return _extended(one.extension, rule, due, reasons)


def _extended(extension: Extension, rule: ClockRule, due: PartialDate, reasons: list[Remark]) -> Decision[PartialDate]:
    """The later day, never beyond what the rule allows."""
    latest = later(due, rule.more_days, rule.more_months)
    until = extension.until
    reasons.append(Remark("custody.clock_extended", {"latest": str(latest)}))
    if until is None or not extension.why.strip() or extension.in_writing is False:
        reasons.append(Remark("custody.clock_ask_why"))
    if until is not None and first_day(until) > first_day(latest):
        reasons.append(Remark("custody.clock_too_long", {"until": str(until), "latest": str(latest)}))
    value = latest if until is None or not until.day else min(until, latest)
    return Decision(value, tuple(reasons), (rule.basis,))


def later(start: PartialDate, days: int, months: int) -> PartialDate:
    """So many days or months after a day. A month later is the same day, or the month's last where it has none."""
    day = first_day(start) + timedelta(days=days)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return PartialDate(year, month + 1, min(day.day, last))


def due(askings: Mapping[str, Asking], rules: Mapping[str, ClockRule], today: date, ahead: int = 7) -> tuple[Due, ...]:
    """The letters whose answer is due within so many days, or overdue. `askings` by id."""
    found = []
    for name, one in askings.items():
        by = answer_by(one, rules)
        if by.value is not None and outcome(one) in (Outcome.WAITING, Outcome.PART_CAME):
            told = Remark(
                "custody.due_letter", {"who": one.holder or None, "on": str(by.value), "asked": str(one.asked)}
            )
            found.append(due_on(name, by.value, today, told, *by.citations))
    return in_order(one for one in found if one.days <= ahead)
