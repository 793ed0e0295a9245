"""The courses of one drug: each dose given once, however many papers tell it, in mg (or units) per m2.

Papers that tell the same course (the same days, or the same cycle where one has no day) are joined; where they differ
in the amount both amounts stay. What can't be counted says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consilium.domain.clinical import CaseFinding
from consilium.domain.dates import PartialDate
from consilium.domain.records import Remark, Scalar

_BY_SURFACE = "doses.by_surface"
ONE_DAY = "doses.counted_day"
_MILLIGRAMS = {"mg": 1.0, "mgs": 1.0, "g": 1000.0, "gr": 1000.0, "mcg": 0.001, "µg": 0.001, "μg": 0.001, "ug": 0.001}
_UNITS = frozenset({"iu", "ui", "u", "units", "unidades", "unit", "i.u.", "u.i."})
SAME = 0.01
# What is given is rounded to a vial or a tablet: 17 mg for 20 mg/m2 at 0.84 m2 is the same dose.
ROUNDED = 0.05
# So many days a course of a daily dose may have.
_DAYS_OF_COURSE = 7
# Papers so many months apart that number a cycle alike without a day need not mean the same one.
_LINE_MONTHS = 12
# A child's surface of so many days before or after is that of the day, to the precision of a dose.
_SURFACE_DAYS = 31


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount per square metre, in "mg" or "IU". `reasons` say how it was had."""

    number: float
    unit: str
    reasons: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """One course as all its papers tell it. `least` and `most` differ where they do, and are None where none counts.

    `problems` say why it could not be counted whole.
    """

    told: tuple[CaseFinding, ...]
    least: float | None
    most: float | None
    unit: str = "mg"
    reasons: tuple[Remark, ...] = ()
    problems: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """The body's surface in m2, as a record states it."""

    number: float
    when: PartialDate | None
    record: str


def scaled(number: float, unit: str) -> tuple[float, str] | None:
    """An amount in mg or IU from its unit as written (`g/m²`, `mg`); None for other units."""
    name = unit.split("/")[0].strip().lower()
    if name in _MILLIGRAMS:
        return number * _MILLIGRAMS[name], "mg"
    return (number, "IU") if name in _UNITS else None


def per_m2(one: CaseFinding) -> bool:
    shown = one.shown
    stated = str(shown.detail.get("per", ""))
    return stated == "m2" or (not stated and any(sign in shown.unit.lower() for sign in ("/m2", "/m²")))


def courses_of(
    drug: Sequence[CaseFinding], surfaces: Sequence[Surface], daily: Collection[str] = ()
) -> tuple[Course, ...]:
    """The courses that findings of one drug (sums left out) tell, in the order of their first paper. `daily` are the
    ids of records that list it as a medicine of every day."""
    groups: list[list[CaseFinding]] = []
    for one in drug:
        home = [group for group in groups if any(_same(one, other) for other in group)]
        if home:
            home[0].append(one)
            for more in home[1:]:
                home[0].extend(more)
                groups.remove(more)
        else:
            groups.append([one])
    alone = _told_alone(drug, daily)
    return tuple(_course(group, surfaces, alone) for group in groups)


def _told_alone(drug: Sequence[CaseFinding], daily: Collection[str]) -> frozenset[str]:
    """The keys of findings that tell one day of a drug that is given every day, where their record does not tell each
    day's dose in a row of its own."""
    every = [one for one in drug if one.shown.detail.get("daily") or one.record.id in daily]
    single = [one for one in every if _is_one_day(one)]
    days = Counter(one.record.id for one in single)
    return frozenset(one.key for one in single if days[one.record.id] == 1)


def _is_one_day(one: CaseFinding) -> bool:
    days = _days(one)
    return not one.shown.detail.get("times") and days is not None and days[0] == days[1]


def _same(one: CaseFinding, other: CaseFinding) -> bool:
    """Whether two findings tell the same course."""
    first, second = _days(one), _days(other)
    if first and second:
        return first[0] <= second[1] and second[0] <= first[1]
    cycles = _cycle(one), _cycle(other)
    if not cycles[0] or cycles[0] != cycles[1]:
        return False
    if not _of_one_line(one, other):
        return False
    elsewhere = one.record.id != other.record.id
    return elsewhere or (one.shown.number, one.shown.unit) == (other.shown.number, other.shown.unit)


def _of_one_line(one: CaseFinding, other: CaseFinding) -> bool:
    """Whether two papers can mean the same line of treatment: a relapse is given a cycle 1 of its own."""
    first, second = one.shown.when or one.record.date, other.shown.when or other.record.date
    if first is None or second is None or not first.month or not second.month:
        return True
    return abs((first.year - second.year) * 12 + first.month - second.month) <= _LINE_MONTHS


def _days(one: CaseFinding) -> tuple[PartialDate, PartialDate] | None:
    when, until = one.shown.when, one.shown.until
    if when is None or not when.day:
        return None
    return when, until if until is not None and until.day and until >= when else when


def _cycle(one: CaseFinding) -> str:
    return str(one.shown.detail.get("cycle") or "")


def _course(group: Sequence[CaseFinding], surfaces: Sequence[Surface], alone: frozenset[str]) -> Course:
    counted, problems = list[Amount](), list[Remark]()
    for one in group:
        amount = _amount(one, surfaces, alone)
        if isinstance(amount, Amount):
            counted.append(amount)
        else:
            problems.append(amount)
    joined = (Remark("doses.joined", {"count": len(group)}),) if len({one.record.id for one in group}) > 1 else ()
    told = tuple(group)
    units = {amount.unit for amount in counted}
    if len(units) != 1:
        return Course(told, None, None, "mg", joined, tuple(problems) or (Remark("doses.units_differ"),))
    counted = _of_whole_courses(group, counted) if len(counted) == len(group) else counted
    counted = _as_ordered(counted)
    least, most = min(one.number for one in counted), max(one.number for one in counted)
    reasons = (*joined, *_reasons(counted))
    differ = (
        (Remark("doses.papers_differ", {"least": _said(least), "most": _said(most)}),) if differs(least, most) else ()
    )
    opened = tuple(reason for reason in reasons if reason.code == ONE_DAY)  # at least so much
    settled = tuple(reason for reason in reasons if reason.code != ONE_DAY)
    return Course(told, least, most, units.pop(), settled, (*differ, *opened))


def _as_ordered(counted: Sequence[Amount]) -> list[Amount]:
    """Without what is only computed by the body's surface and is, but for rounding, what a paper tells."""
    told = [one for one in counted if not any(reason.code == _BY_SURFACE for reason in one.reasons)]
    return [
        one
        for one in counted
        if one in told or not any(abs(one.number - each.number) <= ROUNDED * each.number for each in told)
    ]


def _of_whole_courses(group: Sequence[CaseFinding], counted: Sequence[Amount]) -> list[Amount]:
    """Without the dose of one day whose days nobody counts, where another paper tells the course that it makes up."""
    open_days = [one.shown.detail.get("daily") and not one.shown.detail.get("times") for one in group]
    whole = [amount for amount, daily in zip(counted, open_days, strict=True) if not daily]
    return [
        amount
        for amount, daily in zip(counted, open_days, strict=True)
        if not (daily and any(is_days_of(amount.number, one.number) for one in whole))
    ]


def is_days_of(daily: float, course: float) -> bool:
    """Whether a course is some days of a daily dose: 37.5 on two days are 75."""
    days = round(course / daily) if daily > 0 else 0
    return 1 < days <= _DAYS_OF_COURSE and not differs(daily * days, course)


def _reasons(counted: Iterable[Amount]) -> tuple[Remark, ...]:
    made: list[Remark] = []
    for amount in counted:
        made += [reason for reason in amount.reasons if reason not in made]
    return tuple(made)


def differs(first: float, second: float) -> bool:
    return abs(first - second) > SAME * max(abs(first), abs(second))


def _said(number: float) -> str:
    return f"{number:g}"


def _amount(one: CaseFinding, surfaces: Sequence[Surface], alone: frozenset[str]) -> Amount | Remark:
    """What one finding adds, or why it adds nothing that can be known."""
    shown, detail = one.shown, one.shown.detail
    where: Mapping[str, Scalar] = {"record": one.reference}
    if detail.get("doubt"):
        return Remark("doses.doubtful", {**where, "dose": f"{shown.value} {shown.unit}".strip()})
    if shown.number is None:
        # What was recognized in a picture may be there and not have been read.
        return Remark("doses.no_amount" if shown.confidence is None else "doses.not_read", where)
    if shown.when is None and not _cycle(one):
        return Remark("doses.undated", {**where, "dose": f"{shown.value} {shown.unit}".strip()})
    times = times_of(one)
    if times is None:
        return Remark("doses.days_unknown", where)
    each = _each(one, surfaces)
    if isinstance(each, Remark):
        return each
    code = ONE_DAY if one.key in alone else "doses.counted_once"
    once = () if detail.get("times") or times > 1 else (Remark(code, where),)
    return Amount(each.number * times, each.unit, (*each.reasons, *once))


def times_of(one: CaseFinding) -> int | None:
    """How many doses: as told; from first to last day where it is given daily; once where nothing says more."""
    told = one.shown.detail.get("times")
    if told is not None and str(told).isdigit() and int(str(told)) > 0:
        return int(str(told))
    days = _days(one)
    if days is not None and days[0] != days[1]:
        return _length(days) if one.shown.detail.get("daily") else None
    return None if one.shown.detail.get("daily") and days is None else 1


def _length(days: tuple[PartialDate, PartialDate]) -> int | None:
    first, last = days
    months = (last.year - first.year) * 12 + last.month - first.month
    if months == 0:
        return last.day - first.day + 1
    return None if months > 1 else _ordinal(last) - _ordinal(first) + 1


def _ordinal(day: PartialDate) -> int:
    return date(day.year, day.month, day.day).toordinal()


def _each(one: CaseFinding, surfaces: Sequence[Surface]) -> Amount | Remark:
    """One dose per m2: as written, as ordered per m2, or by the body's surface that the papers state."""
    shown, detail = one.shown, one.shown.detail
    where: Mapping[str, Scalar] = {"record": one.reference}
    size = scaled(shown.number or 0.0, shown.unit)
    if size is None:
        return Remark("doses.unit_unknown", {**where, "unit": shown.unit})
    if per_m2(one):
        return Amount(*size)
    if "kg" in (detail.get("per"), detail.get("ordered_per")):
        return Remark("doses.per_kg", where)
    ordered = _ordered(detail)
    if ordered is not None:
        return Amount(*ordered, (Remark("doses.as_ordered", where),))
    surface = _surface(one, surfaces)
    if surface is None:
        return Remark("doses.surface_unknown", {**where, "dose": f"{shown.value} {shown.unit}".strip()})
    said = {**where, "surface": _said(surface.number), "source": surface.record}
    return Amount(size[0] / surface.number, size[1], (Remark(_BY_SURFACE, said),))


def _ordered(detail: Mapping[str, Scalar]) -> tuple[float, str] | None:
    if detail.get("ordered_per") != "m2":
        return None
    try:
        return scaled(float(str(detail.get("ordered"))), str(detail.get("ordered_unit")))
    except ValueError:
        return None


def _of_one_time(one: PartialDate, other: PartialDate) -> bool:
    if one.day and other.day:
        return abs(_ordinal(one) - _ordinal(other)) <= _SURFACE_DAYS
    return bool(one.month and other.month) and (one.year, one.month) == (other.year, other.month)


def _surface(one: CaseFinding, surfaces: Sequence[Surface]) -> Surface | None:
    """The surface that the same record states; else that of the same weeks or month. Two that differ are none."""
    own = [surface for surface in surfaces if surface.record == one.record.number]
    when = one.shown.when
    near = own or [surface for surface in surfaces if when and surface.when and _of_one_time(when, surface.when)]
    return near[0] if near and not any(differs(near[0].number, other.number) for other in near) else None
