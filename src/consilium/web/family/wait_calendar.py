"""The team's date for the calendar of a telephone. Others may see a calendar: no name and no illness stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect

from consilium.actions.opened import now
from consilium.domain.waiting import ClockState
from consilium.knowledge.catalog import Catalog
from consilium.web.family.clock import clock_of
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link
from consilium.web.family.today import today
from consilium.web.request import CaseRequest
from consilium.writers.calendar import Reminder, calendar

BEFORE = (7, 3, 1, 0)
_MORNING = timedelta(hours=9)


def reminders(uid: str, left: int, day: date, words: Catalog) -> Iterator[Reminder]:
    """A week, three days and a day before the last day, and on it: those that have not passed. `left` are days."""
    for days in BEFORE:
        if days <= left:
            title = words.text("wait.reminder_days", count=days) if days else words.text("wait.reminder_last")
            on = day + timedelta(days=left - days)
            yield Reminder(f"{uid}-{days}", on, title, words.text("wait.reminder_said"), alarm=_MORNING)


@case_page("see")
def clock_calendar(request: CaseRequest) -> HttpResponse:
    """The reminders as a file; without a date there is none."""
    clock = clock_of(request)
    if clock.state is not ClockState.UNTIL or clock.days_left is None:
        return redirect(link(request, "wait"))
    listed = reminders(f"clock-{request.case.id}", clock.days_left, today(request), request.words)
    file = HttpResponse(calendar(listed, now()), content_type="text/calendar; charset=utf-8")
    file.headers["Content-Disposition"] = 'attachment; filename="reminder.ics"'
    return file


urlpatterns = [case_path("wait/calendar.ics", clock_calendar, "clock_calendar")]
