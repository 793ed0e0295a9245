"""What comes first: three questions on page 1, and the steps in the order that their answers make, with reasons.

Red flags are always first. Whoever is unsure gets the more urgent order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.records import Remark


class Worse(StrEnum):
    """Is your child getting worse now?"""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Next(StrEnum):
    """Has the team said what comes next, and when?"""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Papers(StrEnum):
    """Do you have papers or discs in hand?"""

    MANY = "many"
    SOME = "some"
    NONE = "none"
    UNSURE = "unsure"


class Step(StrEnum):
    """The steps, each of which is a page."""

    RED_FLAGS = "red_flags"
    CALL_TEAM = "call_team"
    CAN_IT_WAIT = "can_it_wait"
    RECORDS = "records"
    MISSING = "missing"
    QUESTIONS = "questions"
    TALKING = "talking"
    WHERE = "where"


@dataclass(frozen=True, slots=True)
class StartAnswers:
    """The answers, None where a question was not answered: the more urgent is taken."""

    worse: Worse | None = None
    next: Next | None = None
    papers: Papers | None = None


@dataclass(frozen=True, slots=True)
class Ordered:
    """One step at its place. `urgent` ones stand apart: the others wait until they are done."""

    step: Step
    reason: Remark
    urgent: bool = False


def steps(answers: StartAnswers) -> tuple[Ordered, ...]:
    """The steps in order, each once, with why it stands there."""
    first: dict[Step, Ordered] = {}
    for one in (*_urgent(answers), *_ordinary(answers)):
        first.setdefault(one.step, one)
    return tuple(first.values())


def _urgent(answers: StartAnswers) -> Iterator[Ordered]:
    worse = (answers.worse or Worse.UNSURE).value
    yield Ordered(Step.RED_FLAGS, Remark(f"start.reason_flags_{worse}"), urgent=True)
    if answers.worse is not Worse.NO:
        yield Ordered(Step.CALL_TEAM, Remark(f"start.reason_call_{worse}"), urgent=True)


def _ordinary(answers: StartAnswers) -> Iterator[Ordered]:
    told = answers.next is Next.YES
    yield Ordered(Step.CAN_IT_WAIT, Remark("start.reason_wait_date" if told else "start.reason_wait_ask"))
    if not told:
        yield Ordered(Step.TALKING, Remark("start.reason_talk_next"))
    yield from _papers(answers.papers or Papers.UNSURE)
    yield Ordered(Step.QUESTIONS, Remark("start.reason_questions"))
    yield Ordered(Step.TALKING, Remark("start.reason_talk"))
    yield Ordered(Step.WHERE, Remark("start.reason_where"))


def _papers(papers: Papers) -> Iterator[Ordered]:
    """Letters take the longest: whoever has no papers asks for them first."""
    records = Ordered(Step.RECORDS, Remark(f"start.reason_records_{papers.value}"))
    missing = Ordered(Step.MISSING, Remark(f"start.reason_missing_{papers.value}"))
    yield from (missing, records) if papers in (Papers.NONE, Papers.UNSURE) else (records, missing)
