"""When a value in running text is from: the day in its own clause, or today's where the words say so."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText, certain, dates_in, in_order
from consilium.domain.findings.paper import Clause, Paper

# A day in brackets or before its value stands this close, in characters, where the clause has several days.
_NEAR = 30
_SENTENCE = re.compile(r"[.;]\s+(?=[A-ZÁÉÍÓÚÑ])")


def day_of(date: DateText, order: str) -> PartialDate:
    """The day that a date in a text is, as far as it is certain in the paper's order."""
    return certain(in_order(date.values, order))


def when_said(clause: Clause, paper: Paper, start: int, end: int) -> PartialDate | None:
    """The day of `text[start:end]`: the clause's only day, the nearest of several, else that of its heading."""
    first = max((found.end() for found in _SENTENCE.finditer(clause.text, 0, start)), default=0)
    last = next((found.start() for found in _SENTENCE.finditer(clause.text, end)), len(clause.text))
    dates = [date for date in dates_in(clause.text) if first <= date.start < last and not start < date.end <= end]
    if not dates:
        heads = list(dates_in(clause.heading))
        return day_of(heads[0], paper.date_order) if len(heads) == 1 else None
    days = {day_of(date, paper.date_order) for date in dates}
    if len(days) == 1:
        return days.pop()
    before = [date for date in dates if date.end <= start and start - date.end <= _NEAR]
    after = [date for date in dates if date.start >= end and date.start - end <= 4]
    chosen = after[:1] or before[-1:]
    return day_of(chosen[0], paper.date_order) if chosen else None


def in_dates(text: str, at: int) -> bool:
    """Whether a place in a text is within a date."""
    return any(date.start <= at < date.end for date in dates_in(text))
