"""What comes first in a case as it stands now: one step, with why. What is urgent comes before everything (law 8).

Counts come in as values. No step is ever "done": a count that is 0 is something to look at, not a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.records import Decision, Remark
from consilium.domain.waiting import ClockState


class First(StrEnum):
    """What may come first, in the order of the journey. Each is a page, or a part of one."""

    ALARM = "alarm"
    SIGNS = "signs"
    WAIT = "wait"
    RECORDS = "records"
    MISSING = "missing"
    QUESTIONS = "questions"
    TALKING = "talking"
    WHERE = "where"
    NOTEBOOK = "notebook"


@dataclass(frozen=True, slots=True)
class CaseStand:
    """How a case stands.

    alarm      whether danger signs were marked, and nobody has said yet that somebody was called
    looked     whether somebody has gone through the danger signs
    clock      the state of the team's answer
    records    papers and imaging studies that are this child's
    owed       pieces that somebody else holds, None where nothing can be said of them yet
    letters    letters that were noted as sent for them
    late       answers to letters, and things on their way, whose day has passed
    unsent     letters that nobody has sent, where some were
    questions, programs, decisions    how many are written down
    """

    alarm: bool = False
    looked: bool = False
    clock: ClockState = ClockState.NOT_ANSWERED
    records: int = 0
    owed: int | None = None
    letters: int = 0
    late: int = 0
    unsent: int = 0
    questions: int = 0
    programs: int = 0
    decisions: int = 0


def first(stand: CaseStand) -> Decision[First]:
    """The one thing to do first, with why."""
    step, reason = next(_in_order(stand))
    return Decision(step, (reason,))


def _in_order(stand: CaseStand) -> Iterator[tuple[First, Remark]]:
    yield from _urgent(stand)
    if not stand.records:
        yield First.RECORDS, Remark("casehome.first_records")
    if stand.late:
        yield First.MISSING, Remark("casehome.first_late", {"count": stand.late})
    if stand.owed and not stand.letters:
        yield First.MISSING, Remark("casehome.first_missing", {"count": stand.owed})
    if not stand.questions:
        yield First.QUESTIONS, Remark("casehome.first_questions")
    if not stand.programs:
        yield First.WHERE, Remark("casehome.first_where")
    if not stand.decisions:
        yield First.TALKING, Remark("casehome.first_talking")
    if stand.unsent:
        yield First.MISSING, Remark("casehome.first_unsent", {"count": stand.unsent})
    yield First.NOTEBOOK, Remark("casehome.first_notebook")


def _urgent(stand: CaseStand) -> Iterator[tuple[First, Remark]]:
    if stand.alarm:
        yield First.ALARM, Remark("casehome.first_alarm")
    if not stand.looked:
        yield First.SIGNS, Remark("casehome.first_signs")
    if stand.clock in (ClockState.NOT_ANSWERED, ClockState.UNCLEAR, ClockState.PASSED):
        yield First.WAIT, Remark(f"casehome.first_wait_{stand.clock.value}")
