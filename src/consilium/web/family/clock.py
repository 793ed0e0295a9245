"""What every page of a case shows above everything else: danger signs that nobody has called about yet, and the clock.

The clock repeats what the team said. Nothing here says that waiting is safe.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from consilium.actions.waiting import Standing, standing
from consilium.domain import waiting
from consilium.domain.teamline import TeamLine
from consilium.domain.urgency import Alarm, EmergencyNumber, alarm
from consilium.knowledge.urgency import numbers_for, red_flags
from consilium.knowledge.waiting import headline
from consilium.web.family.today import today
from consilium.web.request import CaseRequest


@dataclass(frozen=True)
class Clock:
    """What the banner says; `state` sets how it looks. `alarm` stands above all of the page, its header included."""

    state: str
    said: str
    url: str = ""
    link: str = ""
    alarm: Alarm | None = None
    alarm_url: str = ""
    numbers: tuple[EmergencyNumber, ...] = ()
    line: TeamLine | None = None


def shown(request: CaseRequest) -> Clock | None:
    """The clock of this case, as its answers stand."""
    clock, words = clock_of(request), request.words
    raised = raised_in(request)
    line = stands(request).line
    return Clock(
        clock.state.value,
        headline(clock, words),
        _to(request, "wait"),
        words.text("wait.banner_ask" if clock.ask_today else "wait.banner_see"),
        raised if raised and raised.is_emergency else None,
        _to(request, "alarm"),
        numbers_for(""),
        line.value if line else None,
    )


def stands(request: CaseRequest) -> Standing:
    """What stands of the answers and alarms, read once for a request."""
    known: Standing | None = getattr(request, "standing", None)
    if known is None:
        known = request.standing = standing(request.case)  # type: ignore[attr-defined]
    return known


def clock_of(request: CaseRequest) -> waiting.Clock:
    """The clock that the answers set."""
    return waiting.clock([one.value for one in stands(request).answers], today(request))


def raised_in(request: CaseRequest) -> Alarm | None:
    """The alarm of all danger signs that are marked now."""
    return alarm(stands(request).noticed, red_flags()).value


def _to(request: CaseRequest, name: str) -> str:
    return reverse(name, kwargs={"case_id": request.case.id})
