"""Days of treatment that recognition misread, as the case itself shows: chemotherapy weeks before the first scan.

A figure of a day is soon misread (`15/02` for `15/03`). Where the day of a treatment was read from a picture and lies
shortly before everything else that the case dates, the diagnosis among it, it is not taken for a day at all: it is
shown as the paper seems to write it, to be checked. A day that was typed is never doubted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.records import Category

SEEMS = "when_seems"  # the day as it was read
_TREATED = frozenset((Kind.CYCLE, Kind.DRUG, Kind.RADIATION, Kind.TRANSPLANT, Kind.PROTOCOL))
_SHOWN_BY = frozenset((Kind.DIAGNOSIS, Kind.IMAGING, Kind.MEASUREMENT, Kind.SPECIMEN, Kind.STAIN, Kind.STAGE))
_PAPERS = frozenset(
    (Category.IMAGING_REPORTS, Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.LABS, Category.DISCHARGE)
)
# A treatment may begin a few days before its papers; a case may begin long after the illness.
_SLACK, _FARTHEST = timedelta(days=7), timedelta(days=100)
_LEAST = 3  # dated papers that show when the illness was found


def without_misread_days(case: ClinicalCase) -> ClinicalCase:
    """The case with such days taken off their findings, which keep them under `when_seems`."""
    if not any(_may_be_misread(one) for one in case.findings):
        return case
    return replace(case, findings=tuple(_checked(case)))


def _checked(case: ClinicalCase) -> Iterator[CaseFinding]:
    shown = _first_shown(case)
    for one in case.findings:
        when = one.finding.when
        doubted = _may_be_misread(one) and when is not None and _contradicts(when, shown, one.record.id)
        yield replace(one, finding=_doubted(one.finding)) if doubted else one


def _may_be_misread(one: CaseFinding) -> bool:
    said = one.finding
    recognized = said.confidence is not None and said.when is not None and bool(said.when.day)
    return recognized and said.kind in _TREATED and one.judgement is None


def _first_shown(case: ClinicalCase) -> dict[str, date]:
    """By record, the first day on which it shows the illness; empty where no diagnosis has a day or papers are few."""
    days: dict[str, date] = {}
    for one in case.findings:
        if one.shown.kind in _SHOWN_BY and one.shown.assertion in (Assertion.STATED, Assertion.UNCERTAIN):
            _keep_first(days, one.record.id, one.shown.when)
    for record in case.records:
        if record.category in _PAPERS:
            _keep_first(days, record.id, record.date)
    diagnosed = any(one.counts and (one.shown.when or one.record.date) for one in case.of(Kind.DIAGNOSIS))
    return days if diagnosed and len(days) >= _LEAST else {}


def _keep_first(days: dict[str, date], name: str, when: PartialDate | None) -> None:
    if when is not None and when.day:
        day = date(when.year, when.month, when.day)
        days[name] = min(day, days.get(name, day))


def _contradicts(when: PartialDate, shown: dict[str, date], own: str) -> bool:
    others = [day for name, day in shown.items() if name != own]
    if len(others) < _LEAST - 1:
        return False
    return _SLACK < min(others) - date(when.year, when.month, when.day) <= _FARTHEST


def _doubted(said: Finding) -> Finding:
    return replace(said, when=None, detail={**said.detail, SEEMS: str(said.when)})
