"""Whether an opinion would come back after the clock runs out, and how many days each further opinion costs.

Days are those that programs state of themselves; an unknown one stays unknown. Nothing here says that there is time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from consilium.domain.completeness.when import last_day
from consilium.domain.records import Decision, Remark, Scalar
from consilium.domain.waiting import Clock, ClockState

_WORKING_WEEK = 5


class After(StrEnum):
    """Whether it would come back after the clock has run out."""

    YES = "yes"
    MAY = "may"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """How many days something takes, both bounds included; None where nobody states it."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What the opinion `number` (2 is the second) adds: its own days, the days until it is back where one is asked
    after the other, and where all up to it are asked on one day; `after` is for one after the other."""

    number: int
    adds: Span
    in_turn: Span
    at_once: Span
    after: Decision[After]
    at_once_after: Decision[After]


def calendar_days(least: float | None, most: float | None, unit: str) -> Span:
    """A program's stated time in calendar days. Working days ("business days", "UK working days") get their weekends;
    holidays can't be known. A unit that is neither makes it unknown."""
    if "working" in unit or "business" in unit:
        return Span(*(None if days is None else _with_weekends(ceil(days)) for days in (least, most)))
    if unit.strip() in ("weeks", "week"):
        return Span(*(None if weeks is None else ceil(weeks * 7) for weeks in (least, most)))
    known = unit.strip() in ("days", "day", "calendar days")
    return Span(*(ceil(days) if known and days is not None else None for days in (least, most)))


def _with_weekends(days: int) -> int:
    return days + 2 * ceil(days / _WORKING_WEEK)


def comes_back_after(clock: Clock, days_min: int | None, days_max: int | None, today: date) -> Decision[After]:
    """Whether something asked for on `today` that takes so many calendar days comes back after the clock runs out.

    `NO` only where the longest time that is stated fits; it is not a statement that waiting is safe.
    """
    if clock.state in (ClockState.CANNOT_WAIT, ClockState.PASSED):
        return Decision(After.YES, (Remark(f"waiting.back_{clock.state.value}"),))
    if clock.state is not ClockState.UNTIL or clock.days_left is None:
        return Decision(After.UNKNOWN, (Remark("waiting.back_no_clock"),))
    if days_min is None and days_max is None:
        return Decision(After.UNKNOWN, (Remark("waiting.back_not_stated"),))
    return _compared(clock, clock.days_left, Span(days_min, days_max), today)


def _compared(clock: Clock, left: int, takes: Span, today: date) -> Decision[After]:
    assert clock.answer is not None
    assert clock.answer.until is not None
    latest = (last_day(clock.answer.until) - today).days  # later than `left` where only the month was said
    told: dict[str, Scalar] = {"until": str(clock.answer.until)}
    if takes.least is not None:
        told["first"] = str(today + timedelta(days=takes.least))
    if takes.most is not None:
        told["last"] = str(today + timedelta(days=takes.most))
    if takes.least is not None and takes.least > latest:
        return Decision(After.YES, (Remark("waiting.back_yes", told),))
    if takes.most is None:
        return Decision(After.MAY, (Remark("waiting.back_may_no_most", told),))
    if takes.most <= left:
        return Decision(After.NO, (Remark("waiting.back_no", told), Remark("waiting.back_only_stated")))
    return Decision(After.MAY, (Remark("waiting.back_may", told),))


def opinions(clock: Clock, spans: Sequence[Span], today: date) -> tuple[Added, ...]:
    """What each further opinion costs: `spans` are those of the second, the third, ... in the order of asking."""
    made = []
    for at, span in enumerate(spans):
        before = spans[: at + 1]
        in_turn = Span(_sum([one.least for one in before]), _sum([one.most for one in before]))
        at_once = Span(_longest([one.least for one in before]), _longest([one.most for one in before]))
        back = comes_back_after(clock, in_turn.least, in_turn.most, today)
        together = comes_back_after(clock, at_once.least, at_once.most, today)
        made.append(Added(at + 2, span, in_turn, at_once, back, together))
    return tuple(made)


def _sum(days: Sequence[int | None]) -> int | None:
    known = [one for one in days if one is not None]
    return sum(known) if len(known) == len(days) else None


def _longest(days: Sequence[int | None]) -> int | None:
    known = [one for one in days if one is not None]
    return max(known) if len(known) == len(days) else None
