"""What a value's own words tell of its day, counted from that of its place: `yesterday 17.9`, `(ayer 164`."""

from __future__ import annotations

from datetime import date, timedelta

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.standingwords import CAME_WITH, RELATIVE
from consilium.domain.findings.finding import Finding

_REACH = 26


def days_before(one: Finding) -> int | None:
    """How many days before its place's day a value was: `(ayer 164`, `yesterday 17.9`, `2 days ago 0.4`."""
    at = one.quote.rfind(one.value.split(" ")[0]) if one.value else -1
    found = RELATIVE.search(one.quote, max(0, at - _REACH), at) if at > 0 else None
    if found is None:
        return None
    return int(found["days"] or found["ago"]) if found["days"] or found["ago"] else 2 if found["two"] else 1


def came_with(one: Finding) -> bool:
    """`Wt 41.3 kg (adm 44.8`: a value in brackets that the child came with."""
    at = one.quote.rfind(one.value.split(" ")[0]) if one.value else -1
    return at > 0 and CAME_WITH.search(one.quote, 0, at) is not None


def earlier(day: PartialDate | None, days: int) -> PartialDate | None:
    """The day so many days before another."""
    if day is None or not day.day:
        return None
    before = date(day.year, day.month, day.day) - timedelta(days)
    return PartialDate(before.year, before.month, before.day)
