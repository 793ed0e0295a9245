"""Disagreements on values, dates and doses: the same draw, the same operation, the same cycle, sum or field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from typing import TypeAlias

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.conflicts.comparing import (
    at_one_time,
    days_apart,
    detail,
    key,
    number_text,
    same_or_open,
    swapped_or_near,
    whole_day,
)
from consilium.domain.conflicts.engine import ConflictKind, Rule
from consilium.domain.courses import differs, is_days_of
from consilium.domain.findings.finding import Finding, Kind

_SMALL = 0.011  # what rounding to two figures may change
_CONVERTED = 0.06  # what rounding may change in two units
_GROWTH = 0.1
_ALIKE = 2
_HOLDERS = 12
_NO_SECOND_TRANSPLANT = 21  # days: blood of a first one has hardly grown in by then
_MEASURED = frozenset({"height", "weight", "head circumference"})

# Laboratory values and growth: the same test, day, unit and specimen.


def _measured_event(finding: Finding) -> str:
    if finding.number is None or not whole_day(finding.when):
        return ""
    if finding.kind is Kind.GROWTH and finding.name not in _MEASURED:
        return ""
    return " | ".join((key(finding.name), key(finding.unit), str(finding.when)))


def _measured_says(finding: Finding) -> str:
    return f"{finding.comparator}{number_text(finding)} {finding.unit}".strip()


def _numbers_differ(one: CaseFinding, other: CaseFinding, share: float, factor: float = 1.0) -> bool:
    """Whether two numbers are further apart than a share of the larger; `factor` brings the other to the one's unit."""
    a, b = one.shown.number, other.shown.number
    if a is None or b is None or one.shown.comparator or other.shown.comparator:
        return False
    b *= factor
    return abs(a - b) > share * max(abs(a), abs(b))


Scale: TypeAlias = Callable[[Finding], tuple[str, float]]


def as_written(finding: Finding) -> tuple[str, float]:
    """The scale of a value where no table says which units are of one sort: its unit's."""
    return key(finding.unit), 1.0


def laboratory(case: ClinicalCase, scale: Scale = as_written) -> Rule:
    """The rule for laboratory values of a case. Two draws of one day are no conflict, so the draw has to be the same:
    by accession number, by the hour, or because two other results of the day stand in both records alike.

    `scale` gives the sort of a value's unit and how many of the sort's base one is: 10.1 g/dL and 10.1 g/L are of one
    sort, and not the same."""
    alike = _alike(case)

    def event(finding: Finding) -> str:
        if not _measured_event(finding):
            return ""
        return " | ".join((key(finding.name), scale(finding)[0], str(finding.when)))

    def differ(one: CaseFinding, other: CaseFinding) -> bool:
        (_, first), (_, second) = scale(one.shown), scale(other.shown)
        if key(one.shown.unit) == key(other.shown.unit) or first == second:
            return _numbers_differ(one, other, _SMALL)
        return _numbers_differ(one, other, _CONVERTED, second / first)

    def clash(one: CaseFinding, other: CaseFinding) -> bool:
        hours = detail(one.shown, "time"), detail(other.shown, "time")
        numbered = not set(one.record.numbers).isdisjoint(other.record.numbers)
        pair = (*sorted((one.record.id, other.record.id)), str(one.shown.when))
        same_draw = numbered or (bool(hours[0]) and hours[0] == hours[1]) or alike[pair] >= _ALIKE
        specimens = same_or_open(detail(one.shown, "specimen"), detail(other.shown, "specimen"))
        return same_draw and same_or_open(*hours) and specimens and differ(one, other)

    return Rule(ConflictKind.LABORATORY, (Kind.LABORATORY,), event, _measured_says, clash)


def _alike(case: ClinicalCase) -> Counter[tuple[str, ...]]:
    """How many results of a day two records have alike, by their ids and the day."""
    holders: dict[tuple[str, str], dict[str, str]] = {}
    for one in case.of(Kind.LABORATORY):
        event = _measured_event(one.shown)
        if event:
            holders.setdefault((event, _measured_says(one.shown)), {})[one.record.id] = str(one.shown.when)
    counts: Counter[tuple[str, ...]] = Counter()
    for records in holders.values():
        for a, b in combinations(sorted(records)[:_HOLDERS], 2):
            counts[a, b, records[a]] += 1
    return counts


def _growth_clash(one: CaseFinding, other: CaseFinding) -> bool:
    return _numbers_differ(one, other, _GROWTH)


# Dates of operations and transplants: the same operation, a day apart that only a slip explains.


def _operation(finding: Finding) -> str:
    return "" if finding.when is None or not whole_day(finding.when) else f"{key(finding.name)} | {finding.laterality}"


def _dates_clash(one: CaseFinding, other: CaseFinding) -> bool:
    a, b = one.shown.when, other.shown.when
    if a is None or b is None:
        return False
    apart = days_apart(a, b) if "transplant" in one.shown.name else None
    return swapped_or_near(a, b) or (apart is not None and 0 < apart <= _NO_SECOND_TRANSPLANT)


# Doses: the same drug in the same cycle or on the same day; the same sum; the same field.


def _dose_event(finding: Finding) -> str:
    if finding.number is None:
        return ""
    if finding.kind is Kind.RADIATION:
        return _field(finding)
    cycle, day = detail(finding, "cycle"), str(finding.when) if whole_day(finding.when) else ""
    summed = detail(finding, "cumulative")
    if not (cycle or day):
        return ""
    parts = (key(finding.name), summed, cycle, detail(finding, "day"), day if summed or not cycle else "")
    return " | ".join((*parts, key(finding.unit), key(detail(finding, "per"))))


def _field(finding: Finding) -> str:
    site = key(finding.site)
    if not site or not detail(finding, "gray") or detail(finding, "organ"):
        return ""
    # The dose of a phase and the sum that holds those before it are two figures.
    summed = detail(finding, "cumulative")
    return " | ".join(("field", site, finding.laterality, "" if summed else detail(finding, "boost"), summed))


def _dose_says(finding: Finding) -> str:
    gray = detail(finding, "gray")
    return f"{gray} Gy" if finding.kind is Kind.RADIATION else f"{number_text(finding)} {finding.unit}".strip()


def _doses_clash(one: CaseFinding, other: CaseFinding) -> bool:
    if one.shown.kind is Kind.RADIATION:
        both = detail(one.shown, "gray") != detail(other.shown, "gray")
        techniques = same_or_open(detail(one.shown, "technique"), detail(other.shown, "technique"))
        return both and techniques and at_one_time(one.shown, other.shown)
    return _numbers_differ(one, other, _SMALL) and not _is_one_course(one.shown, other.shown)


def _is_one_course(one: Finding, other: Finding) -> bool:
    """Whether one tells the dose of a day or of a time, and the other that of the course that these make up."""
    for part, whole in ((one, other), (other, one)):
        if part.number is None or whole.number is None or whole.detail.get("daily"):
            continue
        times = detail(part, "times")
        if times.isdigit() and not differs(part.number * int(times), whole.number):
            return True
        if part.detail.get("daily") and not times and is_days_of(part.number, whole.number):
            return True
    return False


RULES = (
    Rule(ConflictKind.DATE, (Kind.SURGERY, Kind.TRANSPLANT), _operation, lambda one: str(one.when), _dates_clash),
    Rule(ConflictKind.DOSE, (Kind.DRUG, Kind.RADIATION), _dose_event, _dose_says, _doses_clash),
    Rule(ConflictKind.GROWTH, (Kind.GROWTH,), _measured_event, _measured_says, _growth_clash),
)
