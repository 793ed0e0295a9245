"""Series of one laboratory test across hospitals, joined only where unit and method allow.

A series holds points in one unit; values that can't be converted to it stand in a series of their own. The same value
told twice for the same day is one point with two sources; different values of one day are points beside each other
(`conflicts/measured.py` says where they disagree). Each point keeps its own laboratory's range and its value as
written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.clinical import CaseFinding
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.phrases import fold

# Values that differ by less than this part of themselves are the same value, rounded by one of its tellers.
_SAME = 0.005


@dataclass(frozen=True)
class LabUnits:
    """Factors of unit groups and molar masses, from `knowledge/labunits.yaml`."""

    factors: Mapping[str, tuple[str, float]]
    molar_mass: Mapping[str, float]
    per_creatinine: Mapping[str, float]
    creatinine: float

    def base(self, test: str, unit: str) -> tuple[str, float]:
        """The group that a unit (UCUM) of a test belongs to, and its factor to the group's base.

        A unit that is in no group is a group of its own, with factor 1.
        """
        group, factor = self.factors.get(unit, (unit, 1.0))
        if group == "moles" and test in self.molar_mass:
            return "mass", factor * self.molar_mass[test] / 1000.0
        if group == "per creatinine moles" and test in self.per_creatinine:
            return "per creatinine mass", factor * self.per_creatinine[test] / self.creatinine
        return group, factor


def lab_units(data: Mapping[str, Any]) -> LabUnits:
    """From `knowledge/labunits.yaml`. Raises KeyError or ValueError where it is not of its shape."""
    factors = {
        str(unit): (str(group), float(factor))
        for group, members in data["groups"].items()
        for unit, factor in members.items()
    }
    return LabUnits(
        factors,
        {str(name): float(mass) for name, mass in data["molar_mass"].items()},
        {str(name): float(mass) for name, mass in data["per_creatinine_molar_mass"].items()},
        float(data["creatinine_molar_mass"]),
    )


@dataclass(frozen=True, slots=True)
class LabPoint:
    """One value. `number` is in the series' unit, None where the source's is no number (a word, or ambiguous).

    `sources` tell the same.
    `low`, `high` are the first source's reference range in its own unit, as written; `value`, `unit` too.
    """

    when: PartialDate | None
    number: float | None
    comparator: str
    value: str
    unit: str
    low: str
    high: str
    flag: str
    sources: tuple[CaseFinding, ...]
    converted: bool = False

    @property
    def laboratory(self) -> str:
        return self.sources[0].record.institution


@dataclass(frozen=True, slots=True)
class LabSeries:
    """The points of one test in one unit, specimen and method, by time; undated ones last. `marker` as the table says.

    `unit` is as the unit that most points have; "" for a test without a unit or of words.
    """

    name: str
    unit: str
    specimen: str
    points: tuple[LabPoint, ...]
    method: str = ""
    marker: bool = False
    loinc: str = ""

    @property
    def numbers(self) -> tuple[LabPoint, ...]:
        """The points that can be drawn."""
        return tuple(point for point in self.points if point.number is not None and point.when is not None)


def lab_series(findings: Iterable[CaseFinding], units: LabUnits, tests: LabTests) -> tuple[LabSeries, ...]:
    """The series of all laboratory values that count, by test name, longest first among one test's."""
    groups: dict[tuple[str, str, str, str], list[CaseFinding]] = {}
    for one in findings:
        if one.counts and one.shown.kind is Kind.LABORATORY:
            groups.setdefault(_key(one.shown, units, tests), []).append(one)
    made = [_series(key, members, units, tests) for key, members in groups.items()]
    return tuple(sorted(made, key=lambda series: (fold(series.name), -len(series.points), series.unit)))


def _key(found: Finding, units: LabUnits, tests: LabTests) -> tuple[str, str, str, str]:
    """Test, unit group, specimen and method: what has to be the same for values to be laid side by side."""
    name = _name(found, tests)
    test = tests.named(name)
    code = tests.unit(test, found.unit) or fold(found.unit).replace(" ", "")
    group = units.base(name, code)[0] if found.unit else ""
    specimen = str(found.detail.get("specimen", "") or "")
    special = fold(specimen) if specimen and not tests.is_usual(specimen) else test.specimen if test else ""
    # A marker is only comparable within one method, where the method is stated.
    method = fold(str(found.detail.get("method", "") or "")) if test is not None and test.marker else ""
    return name, group, special, method


def scale_of(units: LabUnits, tests: LabTests) -> Callable[[Finding], tuple[str, float]]:
    """For a laboratory value the sort of its unit and how many of the sort's base one is."""

    def scale(found: Finding) -> tuple[str, float]:
        name = _name(found, tests)
        code = tests.unit(tests.named(name), found.unit) or fold(found.unit).replace(" ", "")
        return units.base(name, code) if found.unit else ("", 1.0)

    return scale


def _name(found: Finding, tests: LabTests) -> str:
    """The test's own name, by its LOINC code or its words, so that sources with other words join."""
    for code in found.codes:
        if code.system == "loinc" and code.code in tests.by_code:
            return tests.by_code[code.code].name
    test = tests.named(found.name)
    return test.name if test is not None else found.name


def _series(key: tuple[str, str, str, str], members: list[CaseFinding], units: LabUnits, tests: LabTests) -> LabSeries:
    name, _, specimen, method = key
    unit = _usual_unit(members)
    test = tests.named(name)
    factor = units.base(name, tests.unit(test, unit))[1]
    points = list(_merged(_points(members, name, factor, units, tests)))
    loinc = tests.codes(test, unit, specimen) if test is not None else ()
    return LabSeries(
        name,
        unit,
        specimen,
        tuple(sorted(points, key=_by_time)),
        method,
        test.marker if test is not None else False,
        loinc[0].code if loinc else "",
    )


def _usual_unit(members: list[CaseFinding]) -> str:
    """The unit that most values are written in, the first of several."""
    counts: dict[str, int] = {}
    for one in members:
        counts[one.shown.unit] = counts.get(one.shown.unit, 0) + 1
    return max(counts, key=lambda unit: counts[unit])


def _points(
    members: list[CaseFinding], name: str, factor: float, units: LabUnits, tests: LabTests
) -> Iterator[LabPoint]:
    test = tests.named(name)
    for one in members:
        found = one.shown
        own = units.base(name, tests.unit(test, found.unit))[1] if found.unit else factor
        other = abs(own - factor) > 1e-15
        number = found.number * own / factor if found.number is not None and factor else None
        detail = found.detail
        yield LabPoint(
            when=found.when,
            number=number,
            comparator=found.comparator,
            value=found.value,
            unit=found.unit,
            low=str(detail.get("low", "") or ""),
            high=str(detail.get("high", "") or ""),
            flag=str(detail.get("flag", "") or ""),
            sources=(one,),
            converted=other,
        )


def _merged(points: Iterator[LabPoint]) -> Iterator[LabPoint]:
    """One point for each value of a day, with all who tell it."""
    days: dict[PartialDate | None, list[LabPoint]] = {}
    for point in points:
        held = days.setdefault(point.when, [])
        same = next((at for at, other in enumerate(held) if point.when is not None and _same(point, other)), None)
        if same is None:
            held.append(point)
        else:
            held[same] = _with_source(held[same], point)
    for held in days.values():
        yield from held


def _same(one: LabPoint, other: LabPoint) -> bool:
    if one.number is None or other.number is None:
        return fold(one.value) == fold(other.value)
    close = abs(one.number - other.number) <= _SAME * max(abs(one.number), abs(other.number))
    return close and one.comparator == other.comparator


def _with_source(point: LabPoint, more: LabPoint) -> LabPoint:
    sources = (*point.sources, *more.sources)
    if point.low or point.high or point.unit != more.unit:
        return replace(point, sources=sources)
    return replace(point, sources=sources, low=more.low, high=more.high)


def _by_time(point: LabPoint) -> tuple[bool, PartialDate, str]:
    return point.when is None, point.when or PartialDate(9999), point.value
