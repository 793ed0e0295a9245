"""Slices in space: their order along the normal of their plane, their spacing, and where some are missing.

Everything is in the patient's coordinates of DICOM (PS3.3 C.7.6.2.1.1): millimetres, +x to the patient's left, +y to
the back, +z to the head. Where no positions are stated, instance numbers order, and then less is known. Nothing is
claimed where the distances tell no clear story.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from consilium.domain.records import Remark

Vector: TypeAlias = tuple[float, float, float]
Plane: TypeAlias = tuple[float, float, float, float, float, float]

SAME_PLACE = 0.05  # mm; nearer slices lie at one place (several phases, echoes)
SAME_DIRECTION = 0.02  # difference of direction cosines
REGULAR = 0.2  # of the spacing; a step this near to a multiple of it fits
MOSTLY = 0.8  # of the steps must be one spacing before gaps are called gaps
MAX_LISTED = 50  # missing numbers or places that are listed one by one
OBLIQUE = 0.8  # cosine; further off than this no plane has a name


class Orientation(StrEnum):
    """The anatomical plane of a series' slices."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"
    OBLIQUE = "oblique"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Instance(NamedTuple):
    """One DICOM instance, as little of it as ordering needs. `positions` has one entry per frame where they differ."""

    study: str
    series: str
    uid: str
    sop_class: str
    number: int | None
    frames: int
    plane: Plane | None
    positions: tuple[Vector, ...]
    spacing: tuple[float, float] | None
    thickness: float | None
    frame_of_reference: str
    size: tuple[int, int] | None
    study_facts: tuple[str, str, str, str]
    series_facts: tuple[str, str, str, str, int | None]


@dataclass(frozen=True, slots=True)
class Gap:
    """Slices that are missing between two that are there: how many, and between which places (mm along the normal)."""

    count: int
    after: float
    before: float


def by_number(one: Instance) -> tuple[bool, int, str]:
    return one.number is None, one.number or 0, one.uid


class Layout(NamedTuple):
    slices: int
    spacing: float | None
    missing: int | None
    gaps: tuple[Gap, ...]
    remarks: tuple[Remark, ...]


Stacks: TypeAlias = "list[tuple[Plane, list[Instance]]]"


def in_order(kept: Sequence[Instance]) -> tuple[list[Instance], Stacks]:
    """Instances in reading order, and the stacks of parallel slices; no stacks where any position is unstated."""
    if any(one.plane is None or not one.positions for one in kept):
        return list(kept), []
    stacks: Stacks = []
    for one in kept:
        plane = one.plane
        assert plane is not None
        for known, members in stacks:
            if all(abs(a - b) <= SAME_DIRECTION for a, b in zip(known, plane, strict=True)):
                members.append(one)
                break
        else:
            stacks.append((plane, [one]))
        if len(stacks) > MAX_LISTED:  # radial or rotating acquisitions: positions order nothing
            return list(kept), []
    for plane, members in stacks:
        normal = _normal(plane)
        members.sort(key=lambda one: (_dot(normal, one.positions[0]), by_number(one)))
    return [one for _, members in stacks for one in members], stacks


def _normal(plane: Plane) -> Vector:
    a, b, c, d, e, f = plane
    x, y, z = b * f - c * e, c * d - a * f, a * e - b * d
    length = math.sqrt(x * x + y * y + z * z) or 1.0
    return x / length, y / length, z / length


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def layout_of(ordered: Sequence[Instance], stacks: Stacks) -> Layout:
    if not stacks:
        return _by_numbers(ordered)
    layouts = [_stack(plane, members) for plane, members in stacks]
    known = [layout.missing for layout in layouts if layout.missing is not None]
    return Layout(
        slices=sum(layout.slices for layout in layouts),
        spacing=layouts[0].spacing if len(layouts) == 1 else None,
        missing=sum(known) if len(known) == len(layouts) else None,
        gaps=tuple(gap for layout in layouts for gap in layout.gaps),
        remarks=_joined(layouts),
    )


def _joined(layouts: Sequence[Layout]) -> tuple[Remark, ...]:
    """The stacks' remarks; of several about missing slices, one."""
    missing = sum(layout.missing or 0 for layout in layouts)
    remarks = [Remark("imaging.slices_missing", {"count": missing})] if missing else []
    if any(remark.code == "imaging.spacing_irregular" for layout in layouts for remark in layout.remarks):
        remarks.append(Remark("imaging.spacing_irregular"))
    return tuple(remarks)


def _stack(plane: Plane, members: Sequence[Instance]) -> Layout:
    """Parallel slices: their places along the normal, the usual step, and the steps that skip places."""
    normal = _normal(plane)
    places = _places(sorted(_dot(normal, position) for one in members for position in one.positions))
    if len(places) < 3:
        steps = [b - a for a, b in itertools.pairwise(places)]
        return Layout(len(places), steps[0] if steps else None, None if len(places) > 1 else 0, (), ())
    steps = [b - a for a, b in itertools.pairwise(places)]
    spacing = _usual(steps)
    fitting = sum(abs(step - spacing) <= REGULAR * spacing for step in steps)
    if fitting < MOSTLY * len(steps) and not _all_multiples(steps, spacing):
        return Layout(len(places), spacing, None, (), (Remark("imaging.spacing_irregular"),))
    gaps = [
        Gap(round(step / spacing) - 1, places[i], places[i + 1])
        for i, step in enumerate(steps)
        if round(step / spacing) > 1
    ]
    return Layout(len(places), spacing, sum(gap.count for gap in gaps), tuple(gaps), ())


def _places(along: Sequence[float]) -> list[float]:
    """Places, where slices nearer to each other than SAME_PLACE count as one."""
    places: list[float] = []
    for place in along:
        if not places or place - places[-1] > SAME_PLACE:
            places.append(place)
    return places


def _usual(steps: Sequence[float]) -> float:
    """The most common step; of equally common ones the smallest."""
    counted = Counter(round(step, 1) for step in steps)
    common = min(counted, key=lambda step: (-counted[step], step))
    return median([step for step in steps if round(step, 1) == common]) or common


def _all_multiples(steps: Sequence[float], spacing: float) -> bool:
    return all(abs(step / spacing - round(step / spacing)) <= REGULAR and step > spacing / 2 for step in steps)


def _by_numbers(kept: Sequence[Instance]) -> Layout:
    """Without positions only holes in the instance numbers are known (first and last may be missing unseen)."""
    slices = sum(one.frames for one in kept)
    numbers = sorted({one.number for one in kept if one.number is not None})
    if len(numbers) < len(kept) or len(kept) < 3:
        return Layout(slices, None, None, (), ())
    span = numbers[-1] - numbers[0] + 1
    absent = span - len(numbers)
    if absent > len(numbers):  # numbered in steps, or not to count by
        return Layout(slices, None, None, (), ())
    if not absent:
        return Layout(slices, None, 0, (), ())
    return Layout(slices, None, absent, (), (Remark("imaging.numbers_missing", {"count": absent}),))


def median(values: Sequence[float]) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def orientation_of(kept: Sequence[Instance], stacks: Stacks) -> Orientation:
    planes = [plane for plane, _ in stacks] or [one.plane for one in kept if one.plane is not None]
    named = {_named(plane) for plane in planes}
    if not named:
        return Orientation.UNKNOWN
    return named.pop() if len(named) == 1 else Orientation.MIXED


def _named(plane: Plane) -> Orientation:
    x, y, z = (abs(part) for part in _normal(plane))
    largest = max(x, y, z)
    if largest < OBLIQUE:
        return Orientation.OBLIQUE
    return Orientation.AXIAL if largest == z else Orientation.CORONAL if largest == y else Orientation.SAGITTAL
