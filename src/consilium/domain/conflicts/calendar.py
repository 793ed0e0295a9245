"""Dates that can't be: something done to the child before its birth, or told as done on a day that has not come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.conflicts.engine import Conflict, ConflictKind, Side
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Kind
from consilium.domain.packet import BEFORE_BIRTH, NOT_YET
from consilium.domain.records import Remark

_MOST = 40
# What may be older than the child: a relative's illness.
_OTHERS = (Kind.FAMILY_HISTORY,)


def impossible(case: ClinicalCase) -> Iterator[Conflict]:
    """One conflict for each date of a record that can't be, with the statements that have it."""
    today = PartialDate(case.today.year, case.today.month, case.today.day)
    wrong: dict[tuple[str, PartialDate, str], list[CaseFinding]] = {}
    for one in case.findings:
        day = one.shown.when
        if day is None or not one.counts or one.finding.kind in _OTHERS:
            continue
        why = "before_birth" if case.born is not None and _before(day, case.born) else ""
        why = why or ("in_the_future" if _before(today, day) else "")
        if why:
            wrong.setdefault((one.record.number, day, why), []).append(one)
    for (_, day, why), found in islice(wrong.items(), _MOST):
        limit = case.born if why == "before_birth" else today
        reason = Remark(f"conflicts.{why}", {"date": str(day), "limit": str(limit), "record": found[0].record.number})
        names = ", ".join(dict.fromkeys(one.shown.name for one in found[:3]))
        yield Conflict(ConflictKind.IMPOSSIBLE, names, (Side(str(day), tuple(found)), Side(str(limit), ())), (reason,))


def impossible_day(day: PartialDate | None, today: date, born: PartialDate | None) -> Iterator[Remark]:
    """What is to be said of a paper whose own day can't be: it is kept as read, and a person is to look."""
    if day is None:
        return
    if born is not None and _before(day, born):
        yield Remark(BEFORE_BIRTH, {"date": str(day), "limit": str(born)})
    elif _before(PartialDate(today.year, today.month, today.day), day):
        yield Remark(NOT_YET, {"date": str(day)})


def _before(one: PartialDate, other: PartialDate) -> bool:
    """Whether all of `one` is earlier than all of `other`, as far as both are known."""
    mine, theirs = _parts(one), _parts(other)
    known = min(len(mine), len(theirs))
    return mine[:known] < theirs[:known]


def _parts(day: PartialDate) -> tuple[int, ...]:
    return tuple(part for part in (day.year, day.month, day.day) if part)
