"""A child's body from `stories/anatomy.yaml`, scaled to the child's size, with the lesions of one date in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from demo.phantom import Ball, Column, Floats, Phantom, Shape, Tissue, Tubes, scaled, tube
from demo.seed import generator

_TABLE = Path(__file__).parent / "stories" / "anatomy.yaml"


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def child_phantom(seed: int, size: float, lesions: Sequence[Mapping[str, Any]]) -> Phantom:
    """A body of `size` times the drawn one, with lesions `{center, radii, hu, suv, lobes}` (mm of the drawn size)."""
    table = _table()
    tissues = {name: Tissue(row["hu"], row["suv"]) for name, row in table["tissues"].items()}
    shapes: list[Shape] = []
    for entry in table["shapes"]:
        shapes += _shapes(entry, tissues, seed, size)
    for lesion in lesions:
        shapes += _lesion(lesion, seed, size)
    fat = np.asarray(table["fat_thickness"], np.float64) * size
    body = Column(tissues["skin"], _anchors(table["body"], size), power=2.35)
    cavity = Column(tissues["visceral_fat"], _anchors(table["cavity"], size), power=2.5)
    return Phantom(body, fat, cavity, tissues, tuple(shapes))


def _anchors(rows: Sequence[Sequence[float]], size: float) -> Floats:
    return np.asarray(scaled(rows, size), np.float64)


def _lesion(lesion: Mapping[str, Any], seed: int, size: float) -> list[Shape]:
    """A lobulated mass: a core and, with `lobes`, smaller balls on its rim that stay within the stated radii."""
    center = np.asarray(lesion["center"], np.float64) * size
    radii = np.asarray(lesion["radii"], np.float64) * size
    hu, suv, lobes = float(lesion.get("hu", 72)), float(lesion["suv"]), int(lesion.get("lobes", 0))
    core = radii * (0.82 if lobes else 1.0)
    shapes: list[Shape] = [_blob(Tissue(hu, suv), center, core, lesion.get("tilt", 0.0))]
    rng = generator(seed, "lesion", *lesion["center"])
    for _ in range(lobes):
        direction = rng.normal(size=3)
        direction /= np.linalg.norm(direction)
        tissue = Tissue(hu + rng.uniform(-9, 9), suv * rng.uniform(0.7, 1.0))
        shapes.append(_blob(tissue, center + direction * radii * 0.6, radii * rng.uniform(0.28, 0.42), 0.0))
    return shapes


def _blob(tissue: Tissue, center: Floats, radii: Floats, tilt: float) -> Ball:
    x, y, h = center.tolist()
    a, b, c = radii.tolist()
    return Ball(tissue, (x, y, h), (a, b, c), tilt)


def _shapes(entry: Mapping[str, Any], tissues: Mapping[str, Tissue], seed: int, size: float) -> list[Shape]:
    kind = entry["kind"]
    if kind in ("column", "ball", "tube"):
        sides = (1, -1) if entry.get("mirror") else (1,)
        return [_drawn(entry, tissues[entry["tissue"]], size, side) for side in sides]
    if kind == "spine":
        return _spine(tissues, size)
    if kind == "ribs":
        return _ribs(tissues, size)
    rng = generator(seed, "anatomy", kind)
    if kind == "lung_trees":
        return [Tubes(tissues[entry["tissue"]], _lung_trees(seed) * size)]
    return _bowel(rng, tissues, size)


def _drawn(entry: Mapping[str, Any], tissue: Tissue, size: float, side: int) -> Shape:
    tilt, clip = entry.get("tilt", 0.0) * side, bool(entry.get("clip"))
    if entry["kind"] == "tube":
        points = tube(scaled(entry["at"], size))
        return Tubes(tissue, points * [side, 1, 1, 1])
    if entry["kind"] == "ball":
        x, y, h = (value * size for value in entry["center"])
        a, b, c = (value * size for value in entry["radii"])
        return Ball(tissue, (x * side, y, h), (a, b, c), tilt, clip)
    anchors = _anchors(entry["at"], size) * [1, side, 1, 1, 1]
    return Column(tissue, anchors, tilt, entry.get("power", 2.0), clip)


def _spine(tissues: Mapping[str, Tissue], size: float) -> list[Shape]:
    """Bodies with cortex and marrow, discs between them, canal and posterior elements."""
    line = np.asarray(_table()["spine"], np.float64) * size
    low, high = float(line[0, 0]), float(line[-1, 0])
    shapes: list[Shape] = [Column(tissues["disc"], _stack(line, low, high, 0.96))]
    for bottom, top in _vertebrae(low, high, size):
        shapes += _vertebra(tissues, line, bottom, top, size)
    back = line.copy()
    back[:, 1] += back[:, 3] + 8 * size
    shapes.append(Tubes(tissues["csf"], tube(_as_line(back, 8.0 * size))))
    shapes.append(Tubes(tissues["cord"], tube(_as_line(back[back[:, 0] > 190 * size], 5.0 * size))))
    return shapes


def _vertebrae(low: float, high: float, size: float) -> list[tuple[float, float]]:
    """Bottom and top of each body: about 30 mm per level in the loin, 17 mm in the neck."""
    levels, bottom = [], low
    while bottom < high:
        level = float(np.interp(bottom, [100 * size, 300 * size, 470 * size], [31 * size, 24 * size, 17 * size]))
        levels.append((bottom, bottom + level * 0.78))
        bottom += level
    return levels


def _stack(line: Floats, low: float, high: float, part: float) -> Floats:
    """Column anchors between two heights of a line of `h, cy, rx, ry`."""
    heights = np.linspace(low, high, max(2, int((high - low) / 4)))
    cy, rx, ry = (np.interp(heights, line[:, 0], line[:, column]) for column in (1, 2, 3))
    return np.stack([heights, np.zeros_like(heights), cy, rx * part, ry * part], axis=1)


def _vertebra(tissues: Mapping[str, Tissue], line: Floats, bottom: float, top: float, size: float) -> list[Shape]:
    middle = (bottom + top) / 2
    cy, rx, ry = (float(np.interp(middle, line[:, 0], line[:, column])) for column in (1, 2, 3))
    back, half = cy + ry, (top - bottom) / 2
    shapes: list[Shape] = [
        Ball(tissues["bone"], (0.0, back + 8 * size, middle), (15 * size, 14 * size, half)),
        Column(tissues["bone"], _stack(line, bottom, top, 1.0)),
        Column(tissues["marrow"], _stack(line, bottom + 1.5 * size, top - 1.5 * size, 0.86)),
        Ball(tissues["bone"], (0.0, back + 22 * size, middle - 4 * size), (3.2 * size, 8 * size, half * 0.9)),
    ]
    for side in (1, -1):
        end = [side * (rx + 20 * size), back + 13 * size, middle, 3.6 * size]
        shapes.append(Tubes(tissues["bone"], tube([[side * rx * 0.7, back + 4 * size, middle, 4.2 * size], end])))
    return shapes


def _as_line(line: Floats, radius: float) -> list[list[float]]:
    return [[0.0, float(row[1]), float(row[0]), radius] for row in line]


def _ribs(tissues: Mapping[str, Tissue], size: float) -> list[Shape]:
    """Eleven pairs, sloping down to the front around the chest wall; marrow inside the cortex."""
    cavity = np.asarray(_table()["cavity"], np.float64)
    lines = []
    for pair in range(11):
        start, reach = 448.0 - 15.5 * pair, min(1.0, 0.62 + 0.09 * pair) if pair < 8 else 0.86 - 0.16 * (pair - 7)
        angles = np.linspace(-np.pi / 2 + 0.28, -np.pi / 2 + reach * np.pi * 0.92, 60)
        heights = start - 62.0 * (np.linspace(0, reach, 60) ** 1.2)
        cx, cy, rx, ry = (np.interp(heights, cavity[:, 0], cavity[:, column]) for column in (1, 2, 3, 4))
        rx, ry = np.maximum(rx, 62) + 6, np.maximum(ry, 48) + 5
        x, y = cx + rx * np.cos(angles), cy - ry * np.sin(angles)
        lines.append(np.stack([x, y, heights, np.full(60, 4.6)], axis=1))
    dense = np.concatenate([tube((line * size).tolist(), 1.2) for line in lines])
    both = np.concatenate([dense, dense * [-1, 1, 1, 1]])
    inner = both * [1, 1, 1, 0.55]
    return [Tubes(tissues["bone"], both), Tubes(tissues["marrow"], inner)]


@cache
def _lung_trees(seed: int) -> Floats:
    """Vessels that branch from each hilum to the pleura, thinner at every fork; (n, 4) in drawn millimetres."""
    rng, parts = generator(seed, "anatomy", "lung_trees"), []
    for side in (1.0, -1.0):
        for _ in range(34):
            direction = rng.normal(size=3) * [0.8, 1.1, 1.3] + [0.9 * side, 0.0, -0.2]
            parts += _branch(rng, np.array([side * 34.0, 6.0, 366.0]), direction, 3.6, 5)
    return np.concatenate(parts)


def _branch(rng: np.random.Generator, start: Floats, direction: Floats, radius: float, forks: int) -> list[Floats]:
    direction = direction / np.linalg.norm(direction)
    end = start + direction * rng.uniform(11.0, 20.0)
    stem = tube([[*start, radius], [*end, radius * 0.78]], 1.0)
    if forks < 4 and not _in_lung(end):
        return []
    parts = [stem] if _in_lung(end) else []
    for _ in range(2 if forks and rng.random() < 0.8 else min(forks, 1)):
        parts += _branch(rng, end, direction + rng.normal(size=3) * 0.42, radius * 0.72, forks - 1)
    return parts


def _in_lung(point: Floats) -> bool:
    x, y, h = point
    height = np.interp(h, [285, 300, 375, 412, 436, 456], [24, 44, 50, 45, 30, 16])
    depth = np.interp(h, [285, 300, 375, 412, 436, 456], [26, 54, 69, 58, 40, 20])
    middle = np.interp(h, [285, 300, 375, 412, 436, 456], [80, 72, 66, 58, 44, 34])
    return bool(285 < h < 456 and ((abs(x) - middle) / height) ** 2 + ((y - 6) / depth) ** 2 < 0.93)


def _bowel(rng: np.random.Generator, tissues: Mapping[str, Tissue], size: float) -> list[Shape]:
    """A frame of colon with gas and content, small bowel loops inside it."""
    wall = tube(scaled(_table()["colon"], size))
    loops = [_loop(rng) * size for _ in range(26)]
    small = np.concatenate(loops)
    return [
        Tubes(tissues["bowel"], small),
        Tubes(tissues["fluid"], small * [1, 1, 1, 0.55]),
        Tubes(tissues["bowel"], wall),
        Tubes(tissues["stomach"], wall * [1, 1, 1, 0.8]),
        Tubes(tissues["air"], wall * [1, 1, 1, 0.5] - [0, 4 * size, 0, 0]),
    ]


def _loop(rng: np.random.Generator) -> Floats:
    start = np.array([rng.uniform(-52, 52), rng.uniform(-46, -2), rng.uniform(78, 182)])
    turns = np.cumsum(rng.normal(0, 0.7, (7, 3)) * [14, 8, 12], axis=0)
    line = np.clip(start + turns, [-64, -54, 70], [64, 6, 188])
    return tube([[*point, 9.0] for point in line], 2.0)
