"""The treatment of the last months: what was given on which day, in which cycle and in which dose, a row for a day.

Cumulative doses and cycles of a long course stand in their own groups; a second team asks first what the child is on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.clinical import ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.summary.figures import parted
from consilium.domain.summary.model import Group, Span, Statement
from consilium.domain.summary.ranks import FIRST
from consilium.domain.summary.rows import Same, detail, fullest, merged, named, plain, result, row, shown, text

MONTHS = 6  # before the latest record
_GIVEN = frozenset({Assertion.STATED, Assertion.HISTORICAL})


def lately(case: ClinicalCase) -> Iterator[Group]:
    """No group where nothing is told of these months: that says nothing of what was given."""
    days: dict[tuple[PartialDate, str], list[Same]] = {}
    for same in merged(one for one in shown(case, Kind.DRUG) if _is_told(one.shown)):
        said = fullest(same)
        if said.when is not None and _is_late(said, case):
            days.setdefault((said.when, str(said.detail.get("cycle") or "")), []).append(same)
    if days:
        yield Group("lately", ("date", "courses", "given"), tuple(_rows(days)), late=True)


def _is_told(said: Finding) -> bool:
    """Whether it tells of a dose that was given on a day, and neither of a sum nor of what was ordered."""
    whole = said.when is not None and bool(said.when.day)
    return whole and said.assertion in _GIVEN and not {"cumulative", "prescribed"} & said.detail.keys()


def _is_late(said: Finding, case: ClinicalCase) -> bool:
    today = PartialDate(case.today.year, case.today.month, case.today.day)
    days = [one.date for one in case.records if one.date is not None and one.date <= today]
    last, until = max(days, default=today), said.until or said.when
    if until is None or not last.month or not until.month or until > today:
        return False
    return (last.year - until.year) * 12 + last.month - until.month <= MONTHS


def _rows(days: dict[tuple[PartialDate, str], list[Same]]) -> Iterator[Statement]:
    for (first, cycle), drugs in days.items():
        said = [fullest(same) for same in drugs]
        last = max((one.until for one in said if one.until is not None), default=None)
        given = "; ".join(dict.fromkeys(map(_given, said)))
        made = row([one for same in drugs for one in same], (Span(first, last), cycle, given))
        yield replace(made, rank=FIRST)


def _given(said: Finding) -> str:
    """A drug with its dose as written."""
    dose, unit, per, route = detail(said, "dose", "dose_unit", "per", "route")
    size = unit if not per or f"/{per}" in unit else f"{unit}/{per}"
    amount = plain(parted(dose, said.number), size) if dose else result(said) if said.number is not None else ""
    return text(plain(named(said), amount), route)
