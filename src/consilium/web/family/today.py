"""Which day it is for the reader: the browser tells how far its clock is from UTC (`consilium.js`); else it is UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import HttpRequest

from consilium.actions.opened import now

COOKIE = "minutes"
_FURTHEST = 14 * 60  # Kiribati, UTC+14


def today(request: HttpRequest) -> date:
    """The reader's day."""
    return here(request, now()).date()


def here(request: HttpRequest, moment: datetime) -> datetime:
    """A moment by the reader's clock."""
    try:
        minutes = int(request.COOKIES.get(COOKIE, "0"))
    except ValueError:
        minutes = 0
    return moment + timedelta(minutes=max(-_FURTHEST, min(_FURTHEST, minutes)))
