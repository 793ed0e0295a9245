"""Makes a story's folder: every file as a task of its own, in two processes, then directories, copies and archives."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import cv2

from demo import exports, forms, studies
from demo.answers import archives, entries
from demo.archive import content, pack_all
from demo.disc import dicomdir, litter
from demo.forms import Making
from demo.plan import copies, export_outputs, paper_outputs, viewers
from demo.scale import SCALES
from demo.story import Output, load
from demo.truth import Entry, Truth, measured, write

_RUN = 10  # slices that one task makes


@dataclass(frozen=True)
class Task:
    """Work that makes the bytes of some files; `cost` is a rough weight, so that long ones start first."""

    paths: tuple[str, ...]
    work: Callable[[], list[bytes]]
    cost: int = 1


def make(story: str, out: Path, seed: int = 1, scale: str = "full") -> Truth:
    """Writes `out/records/` and `out/truth.json`; both must not be there yet. The same arguments give the same bytes.

    Raises KeyError for an unknown story or scale and FileExistsError where the folder is in use.
    """
    making = Making(load(story), seed, SCALES[scale])
    records = out / "records"
    records.mkdir(parents=True)
    _work(_tasks(making), records, making.scale.processes)
    _write_directories(making, records)
    _write_copies(making, records)
    found = entries(making)
    pack_all(records)
    files = sorted((*found, *archives(found)), key=lambda entry: entry.path)
    truth = _truth(making, [measured(entry, content(records, entry.path)) for entry in files])
    write(truth, out / "truth.json")
    return truth


def _truth(making: Making, files: list[Entry]) -> Truth:
    child = making.story.raw["child"]
    about = {key: child[key] for key in ("given", "family", "birth", "sex", "numbers")}
    promised = making.story.raw.get("promised", [])
    gaps = making.story.raw.get("expected_gaps", [])
    return Truth(making.story.name, making.seed, making.scale.name, about, promised, tuple(files), gaps)


def _work(tasks: Iterable[Task], root: Path, processes: int) -> None:
    ordered = sorted(tasks, key=lambda task: -task.cost)
    if processes == 1:
        for task in ordered:
            _do(task, root)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for _ in pool.map(_do, ordered, [root] * len(ordered)):
            pass


def _do(task: Task, root: Path) -> None:
    cv2.setNumThreads(1)  # the processes share the work; threads of their own would only get in the way
    for path, data in zip(task.paths, task.work(), strict=True):
        target = _staged(root, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _staged(root: Path, path: str) -> Path:
    """Where a path lies before packing: `a.zip!/b` is a folder `a.zip!`."""
    return root / path


@cache
def _making(story: str, seed: int, scale: str) -> Making:
    return Making(load(story), seed, SCALES[scale])


def _key(making: Making) -> tuple[str, int, str]:
    return making.story.name, making.seed, making.scale.name


def _tasks(making: Making) -> Iterator[Task]:
    for paper, wanted in paper_outputs(making):
        cost = {"photo": 40, "cut_photo": 40, "scan": 8}.get(wanted.form, 3)
        yield Task((wanted.path,), partial(_paper_task, _key(making), paper.key, wanted), cost)
    for wanted in export_outputs(making):
        yield Task((wanted.path,), partial(_export_task, _key(making), wanted), 900 if wanted.form == "slide" else 2)
    for number, study in enumerate(making.story.raw["studies"]):
        for place, series in enumerate(study["series"]):
            yield from _series_tasks(making, (number, place), series)
    for root, viewer in viewers(making):
        files = litter(viewer)
        yield Task(tuple(f"{root}{name}" for name in files), partial(_litter_task, viewer), 1)


def _series_tasks(making: Making, where: tuple[int, int], series: Mapping[str, Any]) -> Iterator[Task]:
    found = list(studies.instances(series, making.scale))
    step = len(found) if series["kind"] == "pet" else _RUN
    for start in range(0, len(found), step):
        part = found[start : start + step]
        indices, paths = tuple(index for index, _ in part), tuple(path for _, path in part)
        yield Task(paths, partial(_series_task, _key(making), where, indices), 30 * len(part))


def _paper_task(key: tuple[str, int, str], paper: str, wanted: Output) -> list[bytes]:
    making = _making(*key)
    return [forms.made(making, making.story.papers[paper], wanted)]


def _export_task(key: tuple[str, int, str], wanted: Output) -> list[bytes]:
    return [exports.made(_making(*key), wanted)]


def _series_task(key: tuple[str, int, str], where: tuple[int, int], indices: tuple[int, ...]) -> list[bytes]:
    making = _making(*key)
    study = making.story.raw["studies"][where[0]]
    return studies.run(making, study, study["series"][where[1]], indices)


def _litter_task(viewer: str) -> list[bytes]:
    return list(litter(viewer).values())


def _write_directories(making: Making, root: Path) -> None:
    """A DICOMDIR over what lies on each disc that has one."""
    for disc in making.story.raw["discs"]:
        if disc.get("dicomdir"):
            paths = [path for path, _ in _instances_below(making, disc["root"])]
            files = {path.removeprefix(disc["root"]): _staged(root, path).read_bytes() for path in paths}
            _staged(root, disc["root"] + "DICOMDIR").write_bytes(dicomdir(files, disc["label"]))


def _instances_below(making: Making, root: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for study in making.story.raw["studies"]:
        for series in study["series"]:
            for _, path in studies.instances(series, making.scale):
                if path.startswith(root):
                    yield path, series


def _write_copies(making: Making, root: Path) -> None:
    for copy in copies(making):
        target = _staged(root, copy["path"])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_staged(root, copy["of"]), target)
