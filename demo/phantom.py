"""Analytic shapes and how a slice through them is painted: soft edges, no voxel grid until it is asked for.

Millimetres throughout: x to the patient's left, y to the back (DICOM LPS), h up. A painted slice is a float32 array
of shape (rows, columns), in Hounsfield units (`field="hu"`) or standardized uptake values (`field="suv"`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Image: TypeAlias = NDArray[np.float32]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Tissue:
    """What a scanner sees: Hounsfield units and FDG uptake (SUV, body weight)."""

    hu: float
    suv: float

    def value(self, field: str) -> float:
        return self.hu if field == "hu" else self.suv


@dataclass(frozen=True)
class Ellipse:
    """One shape's cross-section: center, radii (mm), in-plane tilt (degrees) and the superellipse's power."""

    cx: float
    cy: float
    rx: float
    ry: float
    tilt: float = 0.0
    power: float = 2.0


@dataclass(frozen=True)
class Column:
    """A stack of ellipses: anchors of shape (n, 5), columns `h, cx, cy, rx, ry`."""

    tissue: Tissue
    anchors: Floats
    tilt: float = 0.0
    power: float = 2.0
    clip: bool = False

    def at(self, h: float) -> Ellipse | None:
        heights = self.anchors[:, 0]
        if not heights[0] <= h <= heights[-1]:
            return None
        cx, cy, rx, ry = (float(np.interp(h, heights, self.anchors[:, column])) for column in range(1, 5))
        return Ellipse(cx, cy, rx, ry, self.tilt, self.power)


@dataclass(frozen=True)
class Ball:
    """An ellipsoid: center and radii `x, y, h`."""

    tissue: Tissue
    center: tuple[float, float, float]
    radii: tuple[float, float, float]
    tilt: float = 0.0
    clip: bool = False

    def at(self, h: float) -> Ellipse | None:
        rest = 1.0 - ((h - self.center[2]) / self.radii[2]) ** 2
        if rest <= 0.0:
            return None
        scale = float(np.sqrt(rest))
        return Ellipse(self.center[0], self.center[1], self.radii[0] * scale, self.radii[1] * scale, self.tilt)


@dataclass(frozen=True)
class Tubes:
    """Many round tubes as one cloud of points, shape (n, 4), columns `x, y, h, radius`, closer than their radius."""

    tissue: Tissue
    points: Floats


Shape: TypeAlias = Column | Ball | Tubes


def tube(line: Sequence[Sequence[float]], step: float = 1.5) -> Floats:
    """Points every `step` mm along a line of `x, y, h, radius` anchors."""
    anchors = np.asarray(line, dtype=np.float64)
    lengths = np.linalg.norm(np.diff(anchors[:, :3], axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = np.arange(0.0, along[-1] + step, step)
    return np.stack([np.interp(wanted, along, anchors[:, column]) for column in range(4)], axis=1)


@dataclass(frozen=True)
class Grid:
    """The pixel grid of a slice: `size` x `size` pixels of `spacing` mm, centered on the body's axis."""

    size: int
    spacing: float

    @property
    def origin(self) -> float:
        """x and y of the first pixel's center."""
        return -(self.size - 1) / 2 * self.spacing

    def window(self, ellipse: Ellipse) -> tuple[slice, slice]:
        reach = max(ellipse.rx, ellipse.ry) + 2 * self.spacing
        return self._span(ellipse.cy, reach), self._span(ellipse.cx, reach)

    def _span(self, center: float, reach: float) -> slice:
        first = int((center - reach - self.origin) // self.spacing)
        last = int((center + reach - self.origin) // self.spacing) + 2
        return slice(max(0, min(first, self.size)), max(0, min(last, self.size)))

    def axis(self, span: slice) -> Image:
        return (self.origin + self.spacing * np.arange(span.start, span.stop)).astype(np.float32)


def cover(grid: Grid, ellipse: Ellipse, rows: slice, columns: slice) -> Image:
    """How much of each pixel lies inside, 0 to 1."""
    x = grid.axis(columns)[None, :] - ellipse.cx
    y = grid.axis(rows)[:, None] - ellipse.cy
    angle = np.deg2rad(ellipse.tilt)
    u = np.abs(x * np.cos(angle) + y * np.sin(angle)) / max(ellipse.rx, 1e-3)
    v = np.abs(y * np.cos(angle) - x * np.sin(angle)) / max(ellipse.ry, 1e-3)
    if ellipse.power == 2.0:
        radius = np.sqrt(u * u + v * v)
    else:
        radius = (u**ellipse.power + v**ellipse.power) ** (1.0 / ellipse.power)
    edge = min(ellipse.rx, ellipse.ry) / grid.spacing
    return np.asarray(np.clip(0.5 + (1.0 - radius) * edge, 0.0, 1.0), np.float32)


def whole_cover(grid: Grid, ellipse: Ellipse | None) -> Image:
    """`cover` over the whole grid; all zero where the shape does not reach."""
    out = np.zeros((grid.size, grid.size), np.float32)
    if ellipse is not None:
        rows, columns = grid.window(ellipse)
        out[rows, columns] = cover(grid, ellipse, rows, columns)
    return out


def paint(canvas: Image, grid: Grid, ellipse: Ellipse, value: float, inside: Image | None = None) -> None:
    rows, columns = grid.window(ellipse)
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return
    amount = cover(grid, ellipse, rows, columns)
    if inside is not None:
        amount = amount * inside[rows, columns]
    area = canvas[rows, columns]
    area += (value - area) * amount


def paint_tubes(canvas: Image, grid: Grid, tubes: Tubes, h: float, value: float) -> None:
    """Tubes cut at height `h`, as anti-aliased discs (OpenCV draws in 1/16 pixels)."""
    off = np.abs(tubes.points[:, 2] - h)
    near = tubes.points[off < tubes.points[:, 3]]
    if not len(near):
        return
    mask = np.zeros((grid.size, grid.size), np.uint8)
    reach = np.sqrt(np.maximum(near[:, 3] ** 2 - (near[:, 2] - h) ** 2, 0.0))
    scaled = np.rint((near[:, :2] - grid.origin) / grid.spacing * 16).astype(int)
    for (x, y), radius in zip(scaled.tolist(), np.rint(reach / grid.spacing * 16).astype(int).tolist(), strict=True):
        cv2.circle(mask, (x, y), max(radius, 4), 255, -1, cv2.LINE_AA, 4)
    canvas += (value - canvas) * (mask.astype(np.float32) / 255.0)


@dataclass(frozen=True)
class Phantom:
    """A body: its outline, the layers under the skin, the cavity that holds the organs, and the shapes in order."""

    body: Column
    fat: Floats  # (n, 2): height, thickness of the fat under the skin
    cavity: Column
    layers: dict[str, Tissue]
    shapes: tuple[Shape, ...]

    def slice_at(self, h: float, grid: Grid, field: str) -> Image:
        """The slice at height `h`, shape (size, size), before noise and blur."""
        canvas = np.full((grid.size, grid.size), self.layers["air"].value(field), np.float32)
        outline = self.body.at(h)
        if outline is None:
            return canvas
        self._paint_wall(canvas, grid, outline, h, field)
        hollow = self.cavity.at(h)
        inside = whole_cover(grid, hollow)
        if hollow is not None:
            paint(canvas, grid, hollow, self.layers["visceral_fat"].value(field))
        for shape in self.shapes:
            self._paint_shape(canvas, grid, shape, (h, field, inside))
        return canvas

    def _paint_wall(self, canvas: Image, grid: Grid, outline: Ellipse, h: float, field: str) -> None:
        thickness = float(np.interp(h, self.fat[:, 0], self.fat[:, 1]))
        for depth, layer in ((0.0, "skin"), (2.0, "fat"), (2.0 + thickness, "muscle")):
            paint(canvas, grid, _shrunk(outline, depth), self.layers[layer].value(field))

    @staticmethod
    def _paint_shape(canvas: Image, grid: Grid, shape: Shape, where: tuple[float, str, Image]) -> None:
        h, field, inside = where
        if isinstance(shape, Tubes):
            paint_tubes(canvas, grid, shape, h, shape.tissue.value(field))
            return
        ellipse = shape.at(h)
        if ellipse is not None:
            paint(canvas, grid, ellipse, shape.tissue.value(field), inside if shape.clip else None)


def _shrunk(ellipse: Ellipse, depth: float) -> Ellipse:
    return Ellipse(
        ellipse.cx, ellipse.cy, max(ellipse.rx - depth, 0.5), max(ellipse.ry - depth, 0.5), ellipse.tilt, ellipse.power
    )


def reconstruction_noise(rng: np.random.Generator, size: int, count: int = 3) -> list[Image]:
    """Textures of mean 0 and deviation 1 with the grain of filtered back projection (a ramp, rolled off)."""
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None, :])
    shape = frequency * np.exp(-((frequency / 0.22) ** 2))
    textures = []
    for _ in range(count):
        white = np.fft.rfft2(rng.standard_normal((size, size)))
        grain = np.fft.irfft2(white * shape, s=(size, size))
        textures.append((grain / grain.std()).astype(np.float32))
    return textures


def scaled(points: Iterable[Sequence[float]], factor: float) -> list[list[float]]:
    return [[value * factor for value in row] for row in points]
