"""Imaging studies of a story: which instances there are, where each lies, and how a run of them is made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import cv2
import numpy as np

from demo import report_objects
from demo.anatomy import child_phantom
from demo.dicom import Dose, Patient, Series, Stack, ct_slice, pet_slice, pet_volume
from demo.forms import Making, report_sections
from demo.phantom import Grid, Image, Phantom
from demo.scale import Scale
from demo.seed import generator

Entry = Mapping[str, Any]


def stack_of(series: Entry, scale: Scale) -> Stack:
    """The slices of a CT, PET or dose series; the small scale keeps the extent with fewer and coarser ones."""
    count = max(4, series["count"] // scale.thin)
    size = max(32, series["size"] // (4 if scale.thin > 1 else 1))
    grid = Grid(size, series["spacing"] * series["size"] / size)
    return Stack(grid, float(series["top"]), series["step"] * series["count"] / count, count)


def instances(series: Entry, scale: Scale) -> Iterator[tuple[int, str]]:
    """`(index, path)` of every instance that is there; the missing one is left out."""
    if series["kind"] not in ("ct", "pet"):
        yield 0, series["path"]
        return
    count = stack_of(series, scale).count
    for index in range(count):
        if index != _scaled(series.get("missing"), series["count"], count):
            yield index, series["path"].format(n=index + 1)


def truncated(series: Entry, scale: Scale) -> int | None:
    """The index of the instance whose file is cut off."""
    if "truncated" not in series:
        return None
    count = stack_of(series, scale).count
    return _scaled(series["truncated"], series["count"], count)


def _scaled(index: int | None, count: int, new_count: int) -> int | None:
    return None if index is None else index * new_count // count


def run(making: Making, study: Entry, series: Entry, indices: tuple[int, ...]) -> list[bytes]:
    """The Part 10 bytes of some instances of a series."""
    head = _series(making, study, series)
    if series["kind"] == "ct":
        body, stack = _phantom_for(making, study), stack_of(series, making.scale)
        return [_cut(making, series, index, ct_slice(head, body, stack, index)) for index in indices]
    if series["kind"] == "pet":
        return _pet(making, study, series, indices)
    return [_single(making, study, series, head)]


def _cut(making: Making, series: Entry, index: int, data: bytes) -> bytes:
    return data[: int(len(data) * 0.57)] if index == truncated(series, making.scale) else data


def _phantom_for(making: Making, study: Entry) -> Phantom:
    lesions = making.story.raw["lesions"][study["lesions"]]
    return _phantom(making.seed, making.story.size, json.dumps(lesions))


@cache
def _phantom(seed: int, size: float, lesions: str) -> Phantom:
    return child_phantom(seed, size, json.loads(lesions))


def _pet(making: Making, study: Entry, series: Entry, indices: tuple[int, ...]) -> list[bytes]:
    stack = stack_of(series, making.scale)
    volume = pet_volume(_phantom_for(making, study), stack, generator(making.seed, study["key"], "pet"))
    dose = Dose(series["activity"], series["injected"])
    head = _series(making, study, series)
    return [pet_slice(head, volume[index], stack, index, dose) for index in indices]


def _single(making: Making, study: Entry, series: Entry, head: Series) -> bytes:
    kind = series["kind"]
    if kind == "sr":
        paper = making.story.papers[series["paper"]]
        return report_objects.text_report(head, paper.title, report_sections(paper, paper.title))
    if kind == "capture":
        return report_objects.screen_capture(head, series["lines"], _projection(making, study))
    if kind == "rtplan":
        return report_objects.radiotherapy_plan(head, study["plan"])
    return report_objects.radiotherapy_dose(head, stack_of(series, making.scale), study["plan"])


def _projection(making: Making, study: Entry) -> Image | None:
    """A maximum intensity projection from the front where the study has a PET series."""
    for series in study["series"]:
        if series["kind"] == "pet":
            stack = stack_of(series, making.scale)
            rng = generator(making.seed, study["key"], "pet")
            return _upright(pet_volume(_phantom_for(making, study), stack, rng).max(axis=1), stack)
    return None


def _upright(projection: Image, stack: Stack) -> Image:
    """The projection with square pixels, 460 high, its middle 250 columns."""
    wide = max(250, round(460 * stack.grid.size * stack.grid.spacing / (stack.count * stack.step)))
    square = cv2.resize(projection, (wide, 460), interpolation=cv2.INTER_CUBIC)
    start = (wide - 250) // 2
    return np.asarray(square[:, start : start + 250], np.float32)


def _syntaxes(series: Entry, scale: Scale) -> dict[int, str]:
    """By index: how the pixels of some slices are compressed."""
    stated: Mapping[int, str] = series.get("syntaxes", {})
    if not stated:
        return {}
    count = stack_of(series, scale).count
    return {index * count // series["count"]: name for index, name in stated.items()}


_MODALITY = {"ct": "CT", "pet": "PT", "sr": "SR", "capture": "OT", "rtplan": "RTPLAN", "rtdose": "RTDOSE"}


def _series(making: Making, study: Entry, series: Entry) -> Series:
    story = making.story
    hospital, child = story.hospitals[study["hospital"]], story.child
    patient = Patient(
        f"{child.family}^{child.given}", child.numbers[hospital.key], child.birth.strftime("%Y%m%d"), child.sex,
        float(study["weight"]), float(study["height"]), _age(child.birth, study["date"]), hospital.name,
    )  # fmt: skip
    texts = {
        "InstitutionName": hospital.name, "InstitutionAddress": hospital.address, "AccessionNumber": study["accession"],
        "StudyID": study["accession"][-6:], "StudyDescription": study["description"],
        "BodyPartExamined": study["body_part"], "ReferringPhysicianName": study["referring"],
        "Manufacturer": study["manufacturer"], "ManufacturerModelName": study["model"], "StationName": study["station"],
    }  # fmt: skip
    squeezed = _syntaxes(series, making.scale)
    day = study["date"].strftime("%Y%m%d")
    return Series(making.seed, f"{story.name}/{study['key']}", series["number"], _MODALITY[series["kind"]],
                  series["description"], day, study["time"], patient, texts, squeezed)  # fmt: skip


def _age(born: dt.date, day: dt.date) -> str:
    """DICOM AS: `014Y`, or months below two years."""
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return f"{months // 12:03d}Y" if months >= 24 else f"{months:03d}M"
