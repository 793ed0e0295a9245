"""Plans whose day is past: what was planned for a day before today, and no record tells whether it was done.

Such a row is no plan any more and no deed either. It says so, in the place where it would have said `planned`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.records import Remark
from consilium.domain.summary.model import Group, Span, Statement

_AHEAD = {
    "summary.said_planned": Remark("summary.said_planned_past"),
    "summary.said_pending": Remark("summary.said_pending_past"),
}


def with_days_past(groups: Iterable[Group], today: date) -> Iterator[Group]:
    """The groups, their rows that were planned or awaited for a day before today marked as such."""
    for group in groups:
        yield replace(group, rows=tuple(_marked(row, today) for row in group.rows))


def _marked(row: Statement, today: date) -> Statement:
    spans = [cell for cell in row.cells if isinstance(cell, Span) and cell.first is not None]
    if not spans or not all(_is_past(span.last or span.first, today) for span in spans):
        return row
    return replace(row, marks=tuple(_AHEAD.get(mark.code, mark) for mark in row.marks))


def _is_past(day: PartialDate | None, today: date) -> bool:
    """Whether all of a day, a month or a year lies before today."""
    return day is not None and (day.year, day.month or 12, day.day or 31) < (today.year, today.month, today.day)
