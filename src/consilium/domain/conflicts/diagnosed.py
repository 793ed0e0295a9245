"""Disagreements on the day on which the disease was diagnosed."""

from __future__ import annotations

from consilium.domain.clinical import CaseFinding
from consilium.domain.conflicts.comparing import at_one_time, detail, key, swapped_or_near, whole_day
from consilium.domain.conflicts.engine import ConflictKind, Rule
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.records import Category

# Their days are those on which tissue was taken, looked at or pictured.
_REPORTS = frozenset({
    Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.IMAGING_REPORTS, Category.GENETICS
})  # fmt: skip
_FIRST = frozenset({"", "confirmed"})


def _first_told(finding: Finding) -> str:
    """The disease, where its first diagnosis is dated to the day: a return has days of its own."""
    settled = whole_day(finding.when) and detail(finding, "status") in _FIRST
    return key(detail(finding, "disease") or finding.name) if settled else ""


def _clash(one: CaseFinding, other: CaseFinding) -> bool:
    """Whether two records tell two days of it: within weeks of one another, or one a slip of the other. Days far apart
    may be of two illnesses, or of a return that is not called one."""
    days = one.shown.when, other.shown.when
    if days[0] is None or days[1] is None or not (_tells(one) and _tells(other)):
        return False
    return swapped_or_near(days[0], days[1]) or at_one_time(one.shown, other.shown)


def _tells(one: CaseFinding) -> bool:
    """Whether the record tells the day, and is not itself of that day: a report's own day is another thing."""
    return one.record.category not in _REPORTS and one.shown.when != one.record.date


RULE = Rule(ConflictKind.DIAGNOSED, (Kind.DIAGNOSIS,), _first_told, lambda one: str(one.when), _clash)
