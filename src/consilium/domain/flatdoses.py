"""What was given in plain milligrams: a flat, capped or per kilogram dose that papers tell as given (`90 mg`, `2 mg`
for 1.5 mg/m2), times the number of doses. It stands beside sums per m2 and is never added to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilium.domain.clinical import CaseFinding
from consilium.domain.courses import Course, differs, per_m2, scaled, times_of


@dataclass(frozen=True, slots=True)
class FlatSum:
    """A sum in mg or IU over `doses` doses."""

    amount: float
    unit: str
    doses: int


def flat_sum(courses: Sequence[Course]) -> FlatSum | None:
    """The sum of all courses; None where one of them tells no such amount, or papers differ on it (law 3)."""
    sums = [_of_course(course.told) for course in courses]
    known = [one for one in sums if one is not None]
    if not known or len(known) < len(sums) or len({one.unit for one in known}) > 1:
        return None
    return FlatSum(sum(one.amount for one in known), known[0].unit, sum(one.doses for one in known))


def flat_written(number: float | None, unit: str, finding: CaseFinding) -> tuple[float, str] | None:
    """A sum that a paper states in plain milligrams; None for one per m2 or per kg."""
    if number is None or per_m2(finding) or "/" in unit or finding.shown.detail.get("per"):
        return None
    return scaled(number, unit)


def _of_course(told: Iterable[CaseFinding]) -> FlatSum | None:
    found = [made for made in map(_amount, told) if made is not None]
    first = next(iter(found), None)
    same = first is not None and all(
        one.unit == first.unit and one.doses == first.doses and not differs(one.amount, first.amount) for one in found
    )
    return first if same else None


def _amount(one: CaseFinding) -> FlatSum | None:
    each, times = _each(one), times_of(one)
    known = each is not None and times is not None and not one.shown.detail.get("doubt")
    return FlatSum(each[0] * times, each[1], times) if known and each and times else None


def _each(one: CaseFinding) -> tuple[float, str] | None:
    """One dose as given: the figure that a sheet worked out, or the written one where it is per nothing."""
    shown, detail = one.shown, one.shown.detail
    given, unit = str(detail.get("given") or ""), str(detail.get("given_unit") or "")
    if given and unit and "/" not in unit:
        try:
            return scaled(float(given.replace(",", ".")), unit)
        except ValueError:
            return None
    return flat_written(shown.number, shown.unit, one)
