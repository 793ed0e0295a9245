"""What is asked, with what the child's own team said of waiting: both stand in the summary's first lines."""

from __future__ import annotations

from dataclasses import replace

from consilium.actions.opened import OpenCase, now
from consilium.actions.waiting import standing
from consilium.domain.records import Remark
from consilium.domain.summary import Asked
from consilium.domain.waiting import Clock, ClockState, clock


def asked_now(case: OpenCase) -> Asked:
    """The case's questions and the clock that stands today."""
    answers = [one.value for one in standing(case).answers]
    return replace(case.document.asked, team=_said(clock(answers, now().date())))


def _said(found: Clock) -> Remark | None:
    if found.answer is None:
        return None
    state = ClockState.UNCLEAR if found.answer.until is None and found.state is ClockState.UNTIL else found.state
    args = {"on": str(found.answer.on), "role": str(found.reasons[0].args.get("role", "role_someone"))}
    if state in (ClockState.UNTIL, ClockState.PASSED):
        args["until"] = str(found.answer.until)
    return Remark(f"summary.team_{state.value}", args)
