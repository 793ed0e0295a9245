"""The days of a thing that a text speaks of: its own, and the one on which it was asked for, sent or looked at."""

from __future__ import annotations

import re
from typing import Any

from consilium.domain.findings.mentions.mentionsaid import HANDLED
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.labelled import DatePlace
from consilium.domain.findings.text.spans import Span, words_between

_NEXT_POINT = re.compile(r"\s\d{1,2}\)\s")  # `4) interconsulta 5) presentar de nuevo 15/04`
_DATE_REACH = 5
STATE_REACH = 10


def own_stretch(thing: Span[Any], things: list[Span[Any]], last: int) -> tuple[int, int]:
    """From the end of the thing before to the beginning of the next."""
    before = [one.end for one in things if one.end <= thing.start]
    after = [one.start for one in things if one.start >= thing.end]
    return max(before, default=0), min(after, default=last)


def days_of_thing(
    clause: Clause,
    thing: Span[Any],
    things: list[Span[Any]],
    states: list[Span[str]],
    dates: list[DatePlace],
) -> tuple[DatePlace | None, DatePlace | None]:
    """The day of the thing, and the day on which it was asked for, sent or looked at."""
    start, end = own_stretch(thing, things, len(clause.text))
    own, handled = None, None
    for date in dates:
        if not start <= date.start < end:
            continue
        if any(one.value in HANDLED and thing.end <= one.start < date.start for one in states):
            handled = handled or date
        elif _is_near(clause, thing, date, start):
            own = own or date
    return own, handled


def _is_near(clause: Clause, thing: Span[Any], date: DatePlace, start: int) -> bool:
    """A day after the thing; one before it, unless it stands after another thing."""
    if date.start >= thing.end:
        own = _NEXT_POINT.search(clause.text, thing.end, date.start) is None
        return own and len(words_between(clause.text, thing.end, date.start)) <= STATE_REACH
    return (
        start == 0 and date.end <= thing.start and len(words_between(clause.text, date.end, thing.start)) <= _DATE_REACH
    )
