"""Dates of two papers compared: the same day, before, after, as far as both are known (law 3)."""

from __future__ import annotations

import calendar
from datetime import date

from consilium.domain.dates import PartialDate


def first_day(value: PartialDate) -> date:
    """The earliest day that it may be."""
    return date(value.year, value.month or 1, value.day or 1)


def last_day(value: PartialDate) -> date:
    """The latest day that it may be."""
    month = value.month or 12
    return date(value.year, month, value.day or calendar.monthrange(value.year, month)[1])


def may_be_same(one: PartialDate | None, other: PartialDate | None, before: int, after: int) -> bool:
    """Whether `other` may be the day of `one`, or up to `before` days earlier or `after` days later.

    Where either is known to the month or year only, they have to overlap. An unknown date is nobody's: False.
    """
    if one is None or other is None:
        return False
    if one.day and other.day:
        return -before <= (first_day(other) - first_day(one)).days <= after
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)


def not_before(value: PartialDate | None, start: PartialDate | None, slack: int = 0) -> bool:
    """Whether `value` may be on or after `start`, given `slack` days."""
    if value is None or start is None:
        return False
    return (first_day(start) - last_day(value)).days <= slack
