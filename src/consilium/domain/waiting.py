"""The team's answer to "can it wait", and the clock that it sets.

The program only repeats what somebody on the team said, who that was and when. It never says that waiting is safe, and
where answers leave a choice, the more urgent one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.phrases import words_of
from consilium.domain.records import Remark, Scalar

MOST_CHARS = 2_000
FURTHEST_DAYS = 366


class Said(StrEnum):
    """What the team said. `NO_ANSWER` is: asked, and not answered yet."""

    CAN_WAIT = "can_wait"
    CANNOT_WAIT = "cannot_wait"
    UNCLEAR = "unclear"
    NO_ANSWER = "no_answer"


class TeamRole(StrEnum):
    """Who on the team said it."""

    ONCOLOGIST = "oncologist"
    SURGEON = "surgeon"
    ON_CALL = "on_call"
    OTHER_DOCTOR = "other_doctor"
    NURSE = "nurse"
    OTHER = "other"
    UNKNOWN = "unknown"


class How(StrEnum):
    """How it was said."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    MESSAGE = "message"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """One answer as the family wrote it down. `on` is the day it was said (for no answer: the day of asking); `until`
    None where no date was said; `words` are the team's own; `written_by` is who wrote it down."""

    said: Said
    on: PartialDate
    who: str = ""
    role: TeamRole = TeamRole.UNKNOWN
    how: How = How.UNKNOWN
    until: PartialDate | None = None
    words: str = ""
    written_by: str = ""


class ClockState(StrEnum):
    """`NOT_ANSWERED` and `UNCLEAR` are shown as "ask today"."""

    NOT_ANSWERED = "not_answered"
    UNTIL = "until"
    PASSED = "passed"
    CANNOT_WAIT = "cannot_wait"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Clock:
    """What every page shows. `answer` is the one that counts, None where there is none.

    days_left      whole days to the last day said (0: today is the last), None unless the state is `UNTIL`. Where only
                   the month was said, to its first day.
    shorter        earlier answers that left less time than the one that counts, the latest first
    side_by_side   the latest answer of each person, where two people's differ; else empty
    """

    state: ClockState
    reasons: tuple[Remark, ...]
    answer: TeamAnswer | None = None
    days_left: int | None = None
    shorter: tuple[TeamAnswer, ...] = ()
    side_by_side: tuple[TeamAnswer, ...] = ()

    @property
    def ask_today(self) -> bool:
        """Whether the team has to be asked today."""
        return self.state in (ClockState.NOT_ANSWERED, ClockState.UNCLEAR, ClockState.PASSED)


def checked(answer: TeamAnswer, today: date) -> TeamAnswer:
    """The same answer. Raises InputError, with what to do, for dates that can't be and texts that are too long."""
    said = {"said": str(answer.on), "today": str(today)}
    if first_day(answer.on) > today:
        raise InputError("waiting.said_in_future", **said)
    if max(map(len, (answer.who, answer.words, answer.written_by))) > MOST_CHARS:
        raise InputError("waiting.too_long", bound=MOST_CHARS)
    if answer.until is None:
        return answer
    if answer.said is not Said.CAN_WAIT:
        raise InputError("waiting.date_without_wait")
    last = last_day(answer.until)
    if last < first_day(answer.on):
        raise InputError("waiting.until_before_said", until=str(answer.until), said=str(answer.on))
    if last < today:
        raise InputError("waiting.until_in_past", until=str(answer.until))
    if (first_day(answer.until) - today).days > FURTHEST_DAYS:
        raise InputError("waiting.until_too_far", until=str(answer.until))
    return answer


def clock(answers: Sequence[TeamAnswer], today: date) -> Clock:
    """The clock of all answers, in the order in which they were written down.

    The latest answer counts; of two people's answers of one day the more urgent, of one person's the one written last.
    That the team was asked and did not answer changes no earlier answer.
    """
    real = [one for one in answers if one.said is not Said.NO_ANSWER]
    if not real:
        return Clock(ClockState.NOT_ANSWERED, (_not_answered(answers),))
    counts = _counts(real)
    state, days, reason = _state(counts, today)
    # `real` is as written down; of answers of one day the one written last stands first.
    earlier = sorted((one for one in reversed(real) if one is not counts), key=_day, reverse=True)
    shorter = tuple(one for one in earlier if _end(one) < _end(counts) and one.said is not Said.UNCLEAR)
    reasons = (reason, *_more_reasons(counts, shorter, answers))
    return Clock(state, reasons, counts, days, shorter, _differing(real))


def _not_answered(answers: Sequence[TeamAnswer]) -> Remark:
    if not answers:
        return Remark("waiting.reason_not_asked")
    return Remark("waiting.reason_no_answer", {"on": str(max(answers, key=_day).on)})


def _day(answer: TeamAnswer) -> date:
    return last_day(answer.on)


def _counts(real: Sequence[TeamAnswer]) -> TeamAnswer:
    start = max(first_day(one.on) for one in real)
    latest = [one for one in real if _day(one) >= start]
    return min(_last_of_each(latest), key=_end)


def _last_of_each(answers: Iterable[TeamAnswer]) -> tuple[TeamAnswer, ...]:
    """The latest of each person, in the order of the people; a name that was not given is a person of its own role."""
    people: dict[tuple[str, ...], TeamAnswer] = {}
    for one in answers:
        person = _person(one)
        if person not in people or _day(one) >= _day(people[person]):
            people[person] = one
    return tuple(people.values())


def _person(answer: TeamAnswer) -> tuple[str, ...]:
    return tuple(word.text for word in words_of(answer.who)) or (answer.role.value,)


def _end(answer: TeamAnswer) -> date:
    """The day up to which an answer leaves time; the more urgent, the earlier. Unclear comes before every date."""
    if answer.said is Said.CANNOT_WAIT:
        return date.min
    if answer.said is Said.CAN_WAIT and answer.until is not None:
        return first_day(answer.until)
    return date.min.replace(year=2)


def _state(answer: TeamAnswer, today: date) -> tuple[ClockState, int | None, Remark]:
    if answer.said is Said.CANNOT_WAIT:
        return ClockState.CANNOT_WAIT, None, Remark("waiting.reason_cannot_wait", _who(answer))
    until = answer.until
    if answer.said is not Said.CAN_WAIT or until is None:
        code = "waiting.reason_no_date" if answer.said is Said.CAN_WAIT else "waiting.reason_unclear"
        return ClockState.UNCLEAR, None, Remark(code, _who(answer))
    told: dict[str, Scalar] = {**_who(answer), "until": str(until)}
    if last_day(until) < today:
        return ClockState.PASSED, None, Remark("waiting.reason_passed", told)
    left = (first_day(until) - today).days
    if left < 0:
        return ClockState.UNCLEAR, None, Remark("waiting.reason_which_day", told)
    code = "waiting.reason_until" if until.day else "waiting.reason_until_month"
    return ClockState.UNTIL, left, Remark(code, told)


def _who(answer: TeamAnswer) -> dict[str, Scalar]:
    role = "someone" if answer.role is TeamRole.UNKNOWN else answer.role.value
    return {"who": answer.who, "role": f"role_{role}", "on": str(answer.on)}


def _more_reasons(
    counts: TeamAnswer, shorter: tuple[TeamAnswer, ...], answers: Sequence[TeamAnswer]
) -> Iterable[Remark]:
    if shorter:
        yield Remark("waiting.reason_shorter", {"count": len(shorter)})
    asked = [one for one in answers if one.said is Said.NO_ANSWER and _day(one) > _day(counts)]
    if asked:
        yield Remark("waiting.reason_asked_again", {"on": str(asked[-1].on)})


def _differing(real: Sequence[TeamAnswer]) -> tuple[TeamAnswer, ...]:
    each = _last_of_each(real)
    return each if len({(one.said, one.until) for one in each}) > 1 else ()
