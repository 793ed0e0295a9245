"""Dates that can't be: something done to the child before its birth, told as done on a day that has not come, or on one
that no calendar has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.conflicts.engine import Conflict, ConflictKind, Side
from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.nocalendar import DAY_DOUBT, DAY_WRITTEN, NO_SUCH_DAY
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.packet import BEFORE_BIRTH, NOT_YET
from consilium.domain.records import Remark

_MOST = 40
# What may be older than the child: a relative's illness.
_OTHERS = (Kind.FAMILY_HISTORY,)


def impossible(case: ClinicalCase) -> Iterator[Conflict]:
    """One conflict for each date of a record that can't be, with the statements that have it."""
    yield from _of_no_calendar(case)
    today = PartialDate(case.today.year, case.today.month, case.today.day)
    wrong: dict[tuple[str, PartialDate, str], list[CaseFinding]] = {}
    for one in case.findings:
        day = one.shown.when
        if day is None or not one.counts or one.finding.kind in _OTHERS:
            continue
        why = _why_not(day, case)
        if why:
            wrong.setdefault((one.record.number, day, why), []).append(one)
    for (_, day, why), found in islice(wrong.items(), _MOST):
        limit = case.born if why == "before_birth" else today
        reason = Remark(f"conflicts.{why}", {"date": str(day), "limit": str(limit), "record": found[0].record.number})
        names = ", ".join(dict.fromkeys(one.shown.name for one in found[:3]))
        yield Conflict(ConflictKind.IMPOSSIBLE, names, (Side(str(day), tuple(found)), Side(str(limit), ())), (reason,))


def _of_no_calendar(case: ClinicalCase) -> Iterator[Conflict]:
    """One conflict for each day of a record that no calendar has, with the statements that stand beside it."""
    wrong: dict[tuple[str, str], list[CaseFinding]] = {}
    for one in case.findings:
        detail, day = one.shown.detail, one.shown.when
        if detail.get(DAY_DOUBT) == NO_SUCH_DAY and one.judgement is None and not (day and day.day):
            wrong.setdefault((one.record.number, str(detail.get(DAY_WRITTEN, ""))), []).append(one)
    for (number, written), found in islice(wrong.items(), _MOST):
        reason = Remark("conflicts.no_such_day", {"written": written, "record": number})
        names = ", ".join(dict.fromkeys(one.shown.name for one in found[:3]))
        yield Conflict(ConflictKind.IMPOSSIBLE, names, (Side(written, tuple(found)), Side("", ())), (reason,))


def _why_not(day: PartialDate, case: ClinicalCase) -> str:
    """Why nothing can have been done to the child on a day; "" where it can."""
    today = PartialDate(case.today.year, case.today.month, case.today.day)
    before = case.born is not None and _before(day, case.born)
    return "before_birth" if before else "in_the_future" if _before(today, day) else ""


def without_impossible_days(case: ClinicalCase) -> ClinicalCase:
    """The case as rules see it that ask for papers by their day: what is told as done on a day that can't be has none
    for them. The statement itself keeps its day, which stands among the conflicts."""
    return replace(case, findings=tuple(_without(one, case) for one in case.findings))


def _without(one: CaseFinding, case: ClinicalCase) -> CaseFinding:
    said = one.shown
    done = said.assertion in (Assertion.STATED, Assertion.HISTORICAL) and said.kind not in _OTHERS
    why = _why_not(said.when, case) if said.when is not None and done else ""
    of_its_paper = said.when is not None and one.record.date is not None and not _before(one.record.date, said.when)
    if not why or (why == "in_the_future" and of_its_paper):  # the paper's own day is then in question, not this one
        return one
    bare = replace(said, when=None, until=None)
    if one.judgement is not None and one.judgement.value is not None:
        return replace(one, judgement=replace(one.judgement, value=bare))
    return replace(one, finding=bare)


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
