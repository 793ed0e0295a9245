"""Medicines of an earlier list: what a paper of then calls current is not known to be taken now.

Where a later paper tells which medicines the child takes, and not this one, it is of the earlier paper only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.phrases import fold

EARLIER = "earlier"
_MONTHS = 3  # lists so near to each other are taken as one


def as_of_their_papers(case: ClinicalCase) -> ClinicalCase:
    """The case with medicines that are current only in papers older than its latest list told as earlier ones."""
    lists = [one for one in case.findings if _is_current(one)]
    days = [day for one in lists if (day := one.record.date) is not None]
    if not days:
        return case
    latest = max(days)
    named = {fold(one.shown.name) for one in lists if _near(one.record.date, latest)}
    return replace(case, findings=tuple(_aged(case.findings, latest, named)))


def _is_current(one: CaseFinding) -> bool:
    said = one.shown
    return said.kind is Kind.MEDICINE and said.detail.get("state") == "current" and said.assertion is Assertion.STATED


def _near(day: PartialDate | None, latest: PartialDate) -> bool:
    """Whether a list is of the time of the latest; one without a day may be."""
    if day is None or not day.month or not latest.month:
        return day is None or day.year == latest.year
    return (latest.year - day.year) * 12 + latest.month - day.month <= _MONTHS


def _aged(found: Iterable[CaseFinding], latest: PartialDate, named: set[str]) -> Iterable[CaseFinding]:
    for one in found:
        old = _is_current(one) and not _near(one.record.date, latest) and fold(one.shown.name) not in named
        if old and one.judgement is None:
            detail = {**one.finding.detail, "state": EARLIER}
            yield replace(one, finding=replace(one.finding, detail=detail))
        else:
            yield one
