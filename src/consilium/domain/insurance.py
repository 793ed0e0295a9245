"""What the insurer said, call by call, and what each program costs beside the others.

A call is written down as it was: who said what, with the reference number. Answers of two calls that differ are shown
side by side; none is preferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.dates import PartialDate
from consilium.domain.due import Due, due_on, in_order
from consilium.domain.errors import InputError
from consilium.domain.programs.choosing import price_said
from consilium.domain.programs.model import Fact, Program
from consilium.domain.records import Remark

MOST_CHARS = 4_000


class Answered(StrEnum):
    """What was said to a question of the checklist. `NOT_SAID`: asked, and not answered."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    TOLD = "told"  # an answer in words
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one question of the checklist (its id there), and the words that were said."""

    question: str
    answered: Answered
    words: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `time` is as typed ("14:30"); `promised` what they said they would do; `call_back` the day on which to
    call again; `program` the center it was about (its id); `by` who called. "" and None are "not written down"."""

    on: PartialDate
    company: str = ""
    time: str = ""
    phone: str = ""
    with_whom: str = ""
    reference: str = ""
    replies: tuple[Reply, ...] = ()
    promised: str = ""
    call_back: PartialDate | None = None
    program: str = ""
    by: str = ""
    note: str = ""


def checked(call: Call, today: date, questions: Sequence[str]) -> Call:
    """The same call. Raises InputError, with what to do, for what can't be: a call in the future, a call back before
    it, an unknown or doubled question, a text that is too long."""
    if first_day(call.on) > today:
        raise InputError("insurance.call_in_future", on=str(call.on))
    if call.call_back is not None and last_day(call.call_back) < first_day(call.on):
        raise InputError("insurance.call_back_before", on=str(call.on))
    asked = [reply.question for reply in call.replies]
    if len(set(asked)) < len(asked) or not set(asked) <= set(questions):
        raise InputError("insurance.unknown_question")
    texts = [call.company, call.time, call.phone, call.with_whom, call.reference, call.promised, call.note]
    if max(map(len, (*texts, *(reply.words for reply in call.replies)))) > MOST_CHARS:
        raise InputError("insurance.too_long", bound=MOST_CHARS)
    return call


def missing(call: Call) -> tuple[Remark, ...]:
    """What a record of a call lacks, that the family may still ask for."""
    lacks = {"with_whom": call.with_whom, "reference": call.reference, "on_day": str(call.on.day or "")}
    return tuple(Remark(f"insurance.missing_{name}") for name, value in lacks.items() if not value)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question of the checklist stands over all calls: the latest reply with the call that it is of (the id
    under which the caller keeps it), and earlier ones that say something else. None where nobody answered it."""

    question: str
    call: str = ""
    reply: Reply | None = None
    differing: tuple[tuple[str, Reply], ...] = ()


def standings(calls: Mapping[str, Call], questions: Sequence[str]) -> tuple[Standing, ...]:
    """Every question of the checklist with what was last said, in the checklist's order. `calls` are by id, in the
    order in which they were written down: of calls of one day the later counts."""
    latest_first = sorted(reversed(list(calls.items())), key=lambda pair: last_day(pair[1].on), reverse=True)
    return tuple(_standing(question, latest_first) for question in questions)


def _standing(question: str, calls: Sequence[tuple[str, Call]]) -> Standing:
    said = [
        (name, reply)
        for name, call in calls
        for reply in call.replies
        if reply.question == question and reply.answered is not Answered.NOT_SAID
    ]
    if not said:
        return Standing(question)
    (name, reply), *earlier = said
    differing = tuple(one for one in earlier if one[1].answered is not reply.answered)
    return Standing(question, name, reply, differing)


def call_backs(calls: Mapping[str, Call], today: date) -> tuple[Due, ...]:
    """When to call again, the longest overdue first. A later call to the same company ends an earlier call back."""
    found = []
    for at, (name, call) in enumerate(calls.items()):
        later = [one for one in list(calls.values())[at + 1 :] if one.company == call.company]
        if call.call_back is not None and not any(first_day(one.on) >= first_day(call.on) for one in later):
            code = "due_call_back" if call.company else "due_call_back_unnamed"
            told = Remark(f"insurance.{code}", {"company": call.company or None, "on": str(call.on)})
            found.append(due_on(name, call.call_back, today, told))
    return in_order(found)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one program costs: the price in words, and the fact with its source, date and doubts."""

    program: str
    name: str
    price: Remark
    fact: Fact


@dataclass(frozen=True, slots=True)
class Costs:
    """Programs by what is known of their price: free ones, priced ones, and those to be asked. Each by name."""

    free: tuple[Cost, ...]
    priced: tuple[Cost, ...]
    to_ask: tuple[Cost, ...]


def costs(programs: Iterable[Program]) -> Costs:
    """What each program costs, free ones apart. No currency is converted."""
    free: list[Cost] = []
    priced: list[Cost] = []
    to_ask: list[Cost] = []
    for one in sorted(programs, key=lambda program: program.name.casefold()):
        cost = Cost(one.id, one.name, price_said(one.price), one.fact("price"))
        if one.price.type == "free":
            free.append(cost)
        else:
            (to_ask if one.price.amount is None else priced).append(cost)
    return Costs(tuple(free), tuple(priced), tuple(to_ask))
