"""The team's date for the calendar of a telephone. Others may see a calendar: no name and no illness stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect

from consilium.actions.opened import now
from consilium.domain.circle import Act
from consilium.domain.waiting import ClockState
from consilium.web.downloads import attachment
from consilium.web.family.clock import clock_of
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link
from consilium.web.family.today import today
from consilium.web.request import CaseRequest
from consilium.writers.calendar import Reminder, calendar

BEFORE = (7, 3, 1, 0)
MORNING = timedelta(hours=9)


def of_clock(request: CaseRequest) -> Iterator[Reminder]:
    """A week, three days and a day before the team's date, and on it: those that have not passed."""
    clock, words = clock_of(request), request.words
    if clock.state is not ClockState.UNTIL or clock.days_left is None:
        return
    for days in BEFORE:
        if days <= clock.days_left:
            title = words.text("wait.reminder_days", count=days) if days else words.text("wait.reminder_last")
            on = today(request) + timedelta(days=clock.days_left - days)
            uid = f"clock-{request.case.id}-{days}"
            yield Reminder(uid, on, title, words.text("wait.reminder_said"), alarm=MORNING)


@case_page(Act.SEE)
def clock_calendar(request: CaseRequest) -> HttpResponse:
    """The reminders as a file; without a date there is none."""
    found = list(of_clock(request))
    if not found:
        return redirect(link(request, "wait"))
    return attachment(calendar(found, now()), "reminder.ics")


urlpatterns = [case_path("wait/calendar.ics", clock_calendar, "clock_calendar")]
