"""Dates that can't be: something done to the child before its birth, or told as done on a day that has not come."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.conflicts.engine import Conflict, ConflictKind, Side
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Kind
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


def _before(one: PartialDate, other: PartialDate) -> bool:
    """Whether all of `one` is earlier than all of `other`, as far as both are known."""
    mine, theirs = _parts(one), _parts(other)
    known = min(len(mine), len(theirs))
    return mine[:known] < theirs[:known]


def _parts(day: PartialDate) -> tuple[int, ...]:
    return tuple(part for part in (day.year, day.month, day.day) if part)
