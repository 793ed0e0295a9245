"""Imaging studies from single instances: series in order, slice spacing, what is missing, what is there twice.

Takes one small `Instance` per DICOM instance, so ten thousand slices cost a few megabytes; `slices` does the geometry.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.records import Json, Remark
from consilium.domain.slices import (
    Gap,
    Instance,
    Orientation,
    Plane,
    Vector,
    by_number,
    in_order,
    layout_of,
    median,
    orientation_of,
)

__all__ = ["Gap", "Instance", "Orientation", "Series", "Study", "instance_of", "series_of", "studies"]


@dataclass(frozen=True, slots=True)
class Series:
    """One series. `order` holds the instances' UIDs in reading order; `middle` is the one to show.

    `slices` counts places (or frames, where no positions are stated), `missing` slices known to be missing between
    the first and the last; None where that can't be known. `spacing` is the distance of slices in mm.
    """

    uid: str
    number: int | None
    modality: str
    description: str
    body_part: str
    protocol: str
    order: tuple[str, ...]
    instances: int
    frames: int
    slices: int
    spacing: float | None
    thickness: float | None
    missing: int | None
    gaps: tuple[Gap, ...]
    duplicates: tuple[str, ...]
    orientation: Orientation
    frames_of_reference: tuple[str, ...]
    middle: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """One study with its series in order of their numbers."""

    uid: str
    date: str
    time: str
    description: str
    accession: str
    series: tuple[Series, ...]

    @property
    def instances(self) -> int:
        return sum(series.instances for series in self.series)


def instance_of(facts: Mapping[str, Json]) -> Instance:
    """The instance of a DICOM reading's facts (shape: `consilium.readers.dicom`). Missing facts stay unknown."""
    study, series, own = (_table(facts, name) for name in ("study", "series", "instance"))
    position = _floats(own.get("position"), 3)
    listed = facts.get("positions")
    frames = own.get("frames")
    positions = tuple(_vector(one) for one in listed) if isinstance(listed, list) else ()
    if not positions and position and frames in (None, 1):
        positions = (_vector(position),)
    rows, columns, number = own.get("rows"), own.get("columns"), own.get("number")
    spacing = _floats(own.get("spacing"), 2)
    thickness = own.get("thickness")
    return Instance(
        study=_kept(study, "uid"),
        series=_kept(series, "uid"),
        uid=str(own.get("uid") or ""),
        sop_class=_kept(own, "sop_class"),
        number=number if isinstance(number, int) else None,
        frames=frames if isinstance(frames, int) and frames > 0 else 1,
        plane=_plane(own.get("orientation")),
        positions=positions,
        spacing=(spacing[0], spacing[1]) if spacing else None,
        thickness=float(thickness) if isinstance(thickness, int | float) else None,
        frame_of_reference=_kept(own, "frame_of_reference"),
        size=(rows, columns) if isinstance(rows, int) and isinstance(columns, int) else None,
        study_facts=(
            _kept(study, "date"),
            _kept(study, "time"),
            _kept(study, "description"),
            _kept(study, "accession"),
        ),
        series_facts=(
            _kept(series, "modality"),
            _kept(series, "description"),
            _kept(series, "body_part"),
            _kept(series, "protocol"),
            _whole(series.get("number")),
        ),
    )


def _table(facts: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = facts.get(name)
    return found if isinstance(found, dict) else {}


def _kept(table: Mapping[str, Json], name: str) -> str:
    """The same string object for every instance that says the same: ten thousand slices share a few dozen."""
    return sys.intern(str(table.get(name) or ""))


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _floats(value: Json, length: int) -> list[float]:
    if not isinstance(value, list) or len(value) != length:
        return []
    numbers = [float(one) for one in value if isinstance(one, int | float) and math.isfinite(one)]
    return numbers if len(numbers) == length else []


def _vector(value: Json | Sequence[float]) -> Vector:
    x, y, z = _floats(list(value) if isinstance(value, list | tuple) else None, 3) or (0.0, 0.0, 0.0)
    return x, y, z


def _plane(value: Json) -> Plane | None:
    found = _floats(value, 6)
    if not found or not any(found[:3]) or not any(found[3:]):
        return None
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def studies(instances: Iterable[Instance]) -> tuple[Study, ...]:
    """All studies, oldest first (undated last), each with its series."""
    by_study: dict[str, dict[str, list[Instance]]] = defaultdict(lambda: defaultdict(list))
    for one in instances:
        by_study[one.study][one.series].append(one)
    found = [_study(uid, series) for uid, series in by_study.items()]
    return tuple(sorted(found, key=lambda study: (study.date or "9", study.time, study.uid)))


def _study(uid: str, by_series: Mapping[str, list[Instance]]) -> Study:
    found = [series_of(one) for one in by_series.values()]
    found.sort(key=lambda series: (series.number is None, series.number or 0, series.uid))
    every = [one.study_facts for instances in by_series.values() for one in instances]
    date, time, description, accession = (_most([facts[i] for facts in every]) for i in range(4))
    return Study(uid, date, time, description, accession, tuple(found))


def _most(texts: Sequence[str]) -> str:
    """What most instances say, of those that say anything."""
    counted = Counter(text for text in texts if text)
    return min(counted, key=lambda text: (-counted[text], text)) if counted else ""


def series_of(instances: Sequence[Instance]) -> Series:
    """One series of its instances, in any order."""
    once = {one.uid or f"#{index}": one for index, one in reversed(list(enumerate(instances)))}
    kept = sorted(once.values(), key=by_number)
    ordered, stacks = in_order(kept)
    layout = layout_of(ordered, stacks)
    repeated = Counter(one.uid for one in instances if one.uid)
    duplicates = tuple(sorted(uid for uid, count in repeated.items() if count > 1))
    remarks = list(layout.remarks)
    if duplicates:
        remarks.append(Remark("imaging.duplicates", {"count": sum(repeated[uid] - 1 for uid in duplicates)}))
    references = tuple(sorted({one.frame_of_reference for one in kept if one.frame_of_reference}))
    if len(references) > 1:
        remarks.append(Remark("imaging.frames_of_reference", {"count": len(references)}))
    numbers = [one.series_facts[4] for one in kept if one.series_facts[4] is not None]
    modality, description, body_part, protocol = (_most([one.series_facts[i] for one in kept]) for i in range(4))  # type: ignore[misc]
    return Series(
        uid=kept[0].series,
        number=min(numbers, default=None),
        modality=modality,
        description=description,
        body_part=body_part,
        protocol=protocol,
        order=tuple(one.uid for one in ordered),
        instances=len(kept),
        frames=sum(one.frames for one in kept),
        slices=layout.slices,
        spacing=layout.spacing,
        thickness=median([one.thickness for one in kept if one.thickness is not None]),
        missing=layout.missing,
        gaps=layout.gaps,
        duplicates=duplicates,
        orientation=orientation_of(kept, stacks),
        frames_of_reference=references,
        middle=ordered[(len(ordered) - 1) // 2].uid,
        remarks=tuple(remarks),
    )
