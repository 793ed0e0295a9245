"""Days for the calendar of a telephone: all of a case's in one file, or one thing's.

Others may see a calendar, and a locked screen shows its titles: no name, no illness, no hospital stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse

from consilium.actions.opened import now
from consilium.actions.reminders import AHEAD, CALL, DECISION, days_due
from consilium.domain.circle import Act
from consilium.domain.due import Due
from consilium.web.downloads import attachment
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import show
from consilium.web.family.today import today
from consilium.web.family.wait_calendar import MORNING, of_clock
from consilium.web.request import CaseRequest
from consilium.writers.calendar import Reminder, calendar

_STEPS = {CALL: "insurance", DECISION: "notebook"}  # what is kept as neither belongs to what is missing
_TAKES_DAYS = {"due_back"}  # slides need days to travel: these ring before their day


def of_entries(request: CaseRequest, item: UUID | None = None) -> Iterator[Reminder]:
    """What persons wrote down that has a day ahead: of all of it, or of one thing."""
    for kind, found in days_due(request.case, today(request)).items():
        for due in found:
            if not due.overdue and item in (None, UUID(due.item)):
                yield _reminder(request, due, request.words.text(f"web.step_{_STEPS.get(kind, 'missing')}"))


def ahead(request: CaseRequest) -> set[UUID]:
    """The ids of what has a day ahead: pages show a way into the calendar for these."""
    found = days_due(request.case, today(request)).values()
    return {UUID(one.item) for dues in found for one in dues if not one.overdue}


def _reminder(request: CaseRequest, due: Due, step: str) -> Reminder:
    words, what = request.words, _what(due)
    before = min(AHEAD, due.days) if what in _TAKES_DAYS else 0
    return Reminder(
        uid=f"{what}-{due.item}@consilium",
        start=today(request) + timedelta(days=due.days),
        title=words.text(f"calendar.{what}"),
        description=words.text("calendar.said", page=step),
        alarm=MORNING - timedelta(days=before),
    )


def _what(due: Due) -> str:
    """What is due, as its reason calls it."""
    return due.reasons[0].code.rpartition(".")[2].removesuffix("_unnamed")


@case_page(Act.SEE)
def all_days(request: CaseRequest) -> HttpResponse:
    """Every day ahead of this case, in one file."""
    return _file(request, [*of_clock(request), *of_entries(request)])


@case_page(Act.SEE)
def one_day(request: CaseRequest, item: UUID) -> HttpResponse:
    """The days of one letter, thing, decision or call."""
    return _file(request, list(of_entries(request, item)))


def _file(request: CaseRequest, found: list[Reminder]) -> HttpResponse:
    if not found:
        return show(request, "family/no_reminder.html", status=404)
    return attachment(calendar(found, now()), "reminder.ics")


urlpatterns = [
    case_path("calendar/all.ics", all_days, "all_days"),
    case_path("calendar/<uuid:item>/day.ics", one_day, "one_day"),
]
