"""The days of residual disease: those that a clause names, and the one that a sentence gives its value."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.labelled import dates_of
from consilium.domain.findings.text.spans import broken

# Before the one day of a sentence: `Day 35 marrow (03-Sep-2019) was in remission; flow MRD 0.004 %`.
_SAMPLED = re.compile(
    r"\b(?:marrow|aspirate|BMA?|m[eé]dula|mielograma|aspirado|sample"
    r"|muestra)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


def days_of(paper: Paper, clause: Clause) -> list[tuple[PartialDate, int, int]]:
    """The days that a clause names, those without a year too where the paper tells it; not the child's birthday."""
    days = [(one.value, one.start, one.end) for one in dates_of(clause, paper.date_order) if one.value != paper.birth]
    short = [(one.when, one.start, one.end) for one in occasions(clause.text, paper) if one.until is None]
    short = [one for one in short if not any(one[1] < end and start < one[2] for _, start, end in days)]
    return sorted([*days, *short], key=lambda one: one[1])


def own_day(paper: Paper, clause: Clause, finding: Finding) -> PartialDate | None:
    """The day that a sentence gives its value of residual disease; the nearest where it gives several."""
    at, length = max(clause.text.find(finding.quote), 0), len(finding.quote)
    if finding.value and finding.quote.endswith(finding.value):
        at, length = at + length - len(finding.value), len(finding.value)
    days = days_of(paper, clause)
    if len(days) == 1 and clause.cells:
        return days[0][0]
    only = days[0] if len(days) == 1 and days[0][2] <= at and _SAMPLED.search(clause.text, 0, days[0][1]) else None
    days = [one for one in days if not broken(clause.text, min(at, one[2]), max(at, one[1]))] or (
        [only] if only else []
    )
    nearest = min(days, key=lambda one: max(one[1] - at - length, at - one[2], 0), default=None)
    return nearest[0] if nearest else None
