"""The day on which something asked for or arranged is to be: a day written out, or one that words tell from the
paper's own (`Port insertion 23/05`, `next clinic 1 September`). Never a day that has gone by."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.spokendays import day_said
from consilium.domain.findings.laboratory.awaitedtests import days_of
from consilium.domain.findings.paper import Clause, Paper

_REACH, _FARTHEST = 60, 9
_LAST_MONTH, _LAST_DAYS = 12, (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORT = re.compile(
    r"(?: (?:insertion|placement|removal|change))?[\s,:(]{1,2}(?:on |el |del? |para el |"
    r"for )?(\d{1,2})/(\d{1,2})(?![\d/%])"
)
_ALONE = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(?![\d/%])")
_PARTED = re.compile(r"[.;]\s")


def coming_day(paper: Paper, clause: Clause, start: int, end: int) -> tuple[PartialDate | None, bool]:
    """The day of what stands at `start` to `end`, and whether a day stands there that has gone by already."""
    written = [
        one
        for one in days_of(paper, clause)
        if 0 <= one.start - end <= _REACH and not _PARTED.search(clause.text, end, one.start)
    ]
    if written:
        day = written[0].value
        gone = paper.date is None or (day < paper.date and not day.includes(paper.date))
        return (None, True) if gone else (day, False)
    short = _SHORT.match(clause.text, end)
    if short is not None and (soon := _unmistaken(int(short[1]), int(short[2]), paper)) is not None:
        return soon, False
    said = day_said(" " * start + clause.folded[start : end + _REACH], start, end, paper, ahead=True)
    return (said, False) if said is not None and _is_soon(said, paper) else (None, False)


def day_within(paper: Paper, clause: Clause, start: int, end: int) -> PartialDate | None:
    """The day to come that stands within `start` to `end`: `Clinic 07/21 with`, `Cita el 21/07/2026 con`."""
    for one in days_of(paper, clause):
        if start <= one.start < end:
            return one.value if paper.date is not None and one.value >= paper.date else None
    short = _ALONE.search(clause.text, start, end)
    return _unmistaken(int(short[1]), int(short[2]), paper) if short is not None else None


def _unmistaken(one: int, other: int, paper: Paper) -> PartialDate | None:
    """The next `23/05`, whose day and month nobody can mistake, within the months to come."""
    own = paper.date or paper.near
    month, day = (other, one) if one > _LAST_MONTH >= other else (one, other)
    if own is None or not own.month or not (1 <= month <= _LAST_MONTH < day <= _LAST_DAYS[month - 1]):
        return None
    made = PartialDate(own.year + ((month, day) < (own.month, own.day or 1)), month, day)
    return made if _is_soon(made, paper) else None


def _is_soon(day: PartialDate, paper: Paper) -> bool:
    own = paper.date or paper.near
    if own is None or not own.month or not day.month:
        return False
    months = (day.year - own.year) * 12 + day.month - own.month
    return 0 <= months <= _FARTHEST and not day < own
