"""A pyramidal whole-slide image in the Aperio SVS layout: H&E-like tissue, thumbnail, label and macro pictures.

The tissue is drawn in stain concentrations and turned into light by Beer-Lambert, so that overlap darkens as on glass.
Full resolution is 0.5 micrometres a pixel (20x).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np
import tifffile
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Pixels: TypeAlias = NDArray[np.uint8]
Field: TypeAlias = NDArray[np.float32]

MICRONS = 0.5
_TILE = 256
_FONTS = Path(__file__).parent / "fonts"
# Absorption of hematoxylin and eosin in red, green, blue (optical density at concentration 1), invented to look right.
_HEMATOXYLIN = np.array([0.72, 0.86, 0.42], np.float32)
_EOSIN = np.array([0.10, 0.62, 0.30], np.float32)


@dataclass(frozen=True)
class Look:
    """What grows on the slide: cells per square millimetre of each sort, and whether collagen bands cut nodules."""

    small_cells: int
    large_cells: int
    pink_cells: int
    bands: bool
    rosettes: bool


LOOKS: Mapping[str, Look] = {
    "hodgkin": Look(small_cells=9000, large_cells=60, pink_cells=450, bands=True, rosettes=False),
    "neuroblastoma": Look(small_cells=11000, large_cells=45, pink_cells=30, bands=False, rosettes=True),
}


def tissue(rng: np.random.Generator, width: int, height: int, look: Look) -> Pixels:
    """The specimen at full resolution, RGB, shape (height, width, 3)."""
    outline = _outline(rng, width, height)
    bands = _bands(rng, width, height) if look.bands else np.zeros((height, width), np.float32)
    eosin = 0.30 + 0.10 * _clouds(rng, width, height, 90) + 0.06 * _clouds(rng, width, height, 9)
    eosin += bands * (0.30 + 0.10 * _fibres(rng, width, height))
    stains = _cells(rng, width, height, look, outline * (1.0 - 0.93 * bands))
    chromatin = 1.0 + 0.22 * _clouds(rng, width, height, 3)
    hematoxylin = stains[0].astype(np.float32) / 255 * chromatin + 0.05
    eosin *= 1 - stains[2].astype(np.float32) / 290
    eosin += stains[1].astype(np.float32) / 190
    return _light(hematoxylin * outline, eosin * outline)


def _light(hematoxylin: Field, eosin: Field) -> Pixels:
    out = np.empty((*hematoxylin.shape, 3), np.uint8)
    for channel in range(3):
        density = hematoxylin * _HEMATOXYLIN[channel] + eosin * _EOSIN[channel]
        out[..., channel] = np.clip(cv2.exp(-1.15 * density) * 244, 0, 255).astype(np.uint8)
    return out


def _clouds(rng: np.random.Generator, width: int, height: int, grain: int) -> Field:
    small = rng.standard_normal((height // grain + 3, width // grain + 3)).astype(np.float32)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def _fibres(rng: np.random.Generator, width: int, height: int) -> Field:
    small = rng.standard_normal((height // 3 + 2, width // 60 + 2)).astype(np.float32)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def _outline(rng: np.random.Generator, width: int, height: int) -> Field:
    """A bean-shaped section with a wavy edge, 1 inside."""
    scale = 16
    angles = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    radius = 0.43 + sum(rng.uniform(-0.07, 0.07) / k * np.cos(k * angles + rng.uniform(0, 6)) for k in range(2, 14))
    dent = 0.07 * np.exp(-(((angles - 1.4) / 0.35) ** 2))
    circle = np.stack([np.cos(angles) * width, np.sin(angles) * height], 1)
    points = circle * (radius - dent)[:, None] + np.array([width / 2, height / 2])
    mask = np.zeros((height // scale, width // scale), np.uint8)
    cv2.fillPoly(mask, [np.rint(points / scale).astype(np.int32)], 255)
    grown = cv2.resize(cv2.GaussianBlur(mask, (0, 0), 1.2), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip((grown.astype(np.float32) - 100) / 50, 0, 1)


def _bands(rng: np.random.Generator, width: int, height: int) -> Field:
    """Collagen between nodules: the borders of a Voronoi diagram, thick and thin."""
    scale = 16
    rows, columns = height // scale, width // scale
    count = max(5, round(width * height / 1.1e6))
    seeds = rng.uniform(0, 1, (count, 2)) * [columns, rows]
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    warp_x = x + 5 * _clouds(rng, columns, rows, 18)
    warp_y = y + 5 * _clouds(rng, columns, rows, 18)
    first = np.full((rows, columns), 1e9, np.float32)
    second = first.copy()
    for sx, sy in seeds:
        distance = np.hypot(warp_x - sx, warp_y - sy).astype(np.float32)
        second = np.minimum(second, np.maximum(first, distance))
        first = np.minimum(first, distance)
    width_field = 3.2 + 1.6 * _clouds(rng, columns, rows, 30)
    border = np.clip((width_field - (second - first) * 0.5) / 1.5, 0, 1).astype(np.float32)
    return np.clip(cv2.resize(border, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)


def _cells(rng: np.random.Generator, width: int, height: int, look: Look, dense: Field) -> Pixels:
    """Stain planes, shape (3, height, width): nuclei, pink cytoplasm, clearing around lacunar cells."""
    planes = np.zeros((3, height, width), np.uint8)
    area = width * height * (MICRONS / 1000) ** 2
    for position in _positions(rng, dense, int(look.pink_cells * area)):
        _pink_cell(planes, position, rng)
    spots = _positions(rng, dense, int(look.small_cells * area))
    sizes = rng.integers([6, 5, 0, 120], [10, 9, 180, 225], (len(spots), 4)).tolist()
    for position, (a, b, turn, value) in zip(spots, sizes, strict=True):
        _ellipse(planes[0], position, (a, b), turn, value)
    for position in _positions(rng, dense, int(look.large_cells * area)):
        _rosette(planes, position, rng) if look.rosettes else _large_cell(planes, position, rng)
    planes[0] = cv2.GaussianBlur(planes[0], (0, 0), 0.8)
    return planes


def _positions(rng: np.random.Generator, dense: Field, count: int) -> list[tuple[int, int]]:
    height, width = dense.shape
    xs, ys = rng.integers(0, width, count), rng.integers(0, height, count)
    keep = rng.random(count) < dense[ys, xs]
    return list(zip(xs[keep].tolist(), ys[keep].tolist(), strict=True))


def _ellipse(plane: Pixels, center: tuple[int, int], radii: tuple[int, int], turn: int, value: int) -> None:
    cv2.ellipse(plane, center, radii, turn, 0, 360, value, -1, cv2.LINE_AA)


def _pink_cell(planes: Pixels, position: tuple[int, int], rng: np.random.Generator) -> None:
    """An eosinophil: bright cytoplasm, a nucleus of two lobes."""
    x, y = position
    turn = float(rng.uniform(0, np.pi))
    dx, dy = round(4 * np.cos(turn)), round(4 * np.sin(turn))
    _ellipse(planes[1], position, (11, 10), 0, 165)
    _ellipse(planes[0], (x + dx, y + dy), (4, 4), 0, 190)
    _ellipse(planes[0], (x - dx, y - dy), (4, 4), 0, 190)


def _large_cell(planes: Pixels, position: tuple[int, int], rng: np.random.Generator) -> None:
    """A Hodgkin and Reed-Sternberg-like cell: a clear lacuna, one or two pale nuclei with a large nucleolus."""
    x, y = position
    nuclei, pink, clear = planes
    size, turn = int(rng.integers(27, 37)), int(rng.integers(0, 180))
    for plane, value in ((nuclei, 6), (pink, 14), (clear, 190)):
        _ellipse(plane, position, (size, size - 4), turn, value)
    for dx in (-10, 10) if rng.random() < 0.55 else (0,):
        center = (x + dx, y)
        _ellipse(nuclei, center, (11, 14), int(rng.integers(-20, 20)), 105)
        _ellipse(nuclei, center, (9, 12), 0, 70)
        _ellipse(nuclei, center, (4, 5), 0, 235)
        _ellipse(pink, center, (4, 5), 0, 120)


def _rosette(planes: Pixels, position: tuple[int, int], rng: np.random.Generator) -> None:
    """A Homer Wright-like rosette: a ring of small nuclei around pink fibrils."""
    x, y = position
    _ellipse(planes[0], position, (22, 22), 0, 8)
    _ellipse(planes[1], position, (21, 21), 0, 70)
    for angle in np.linspace(0, 2 * np.pi, 13, endpoint=False) + rng.uniform(0, 0.5):
        at = (x + round(28 * np.cos(angle)), y + round(28 * np.sin(angle)))
        a, b, turn, value = (int(v) for v in rng.integers([6, 5, 0, 140], [9, 8, 180, 225]))
        _ellipse(planes[0], at, (a, b), turn, value)


def label_picture(lines: Sequence[str], barcode: str) -> Pixels:
    """The paper label at the end of the glass: a Data Matrix code and printed lines."""
    picture = Image.new("RGB", (400, 380), (246, 246, 240))
    matrix = zxingcpp.create_barcode(barcode, zxingcpp.BarcodeFormat.DataMatrix)
    code = np.asarray(zxingcpp.write_barcode_to_image(matrix, scale=6))
    picture.paste(Image.fromarray(code).convert("RGB").resize((130, 130), Image.Resampling.NEAREST), (14, 14))
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        face, points = ("LiberationSans-Bold.ttf", 32) if row == 0 else ("LiberationSans-Regular.ttf", 25)
        font = ImageFont.truetype(str(_FONTS / face), points)
        draw.text((16, 156 + 42 * row), line, fill=(20, 20, 30), font=font)
    return np.asarray(picture)


def macro_picture(label: Pixels, overview: Pixels) -> Pixels:
    """The whole glass from above: label on the left, section on the right."""
    glass = np.full((420, 1200, 3), 226, np.uint8)
    glass[20:400, 10:410] = label
    small = cv2.resize(overview, (640, 380), interpolation=cv2.INTER_AREA)
    glass[20:400, 480:1120] = np.minimum(small, 226)
    cv2.rectangle(glass, (2, 2), (1197, 417), (170, 178, 178), 2)
    return glass


def slide_file(rng: np.random.Generator, size: tuple[int, int], look: str, stated: Mapping[str, Any]) -> bytes:
    """The slide as SVS bytes. `stated`: `lines` and `barcode` of the label, `date` (MM/DD/YY) and `scanner`."""
    width, height = size
    base = tissue(rng, width, height, LOOKS[look])
    label = label_picture(stated["lines"], stated["barcode"])
    out = io.BytesIO()
    with tifffile.TiffWriter(out, bigtiff=False) as tif:
        _write_levels(tif, base, stated)
        overview = _resized(base, max(1, width // 8), max(1, height // 8))
        head = f"Aperio Image Library v12.4.3\r\nlabel {label.shape[1]}x{label.shape[0]}"
        _write(tif, label, head, {"compression": "lzw", "subfiletype": 1})
        macro = macro_picture(label, overview)
        head = f"Aperio Image Library v12.4.3\r\nmacro {macro.shape[1]}x{macro.shape[0]}"
        _write(tif, macro, head, {"compression": "jpeg", "subfiletype": 9})
    return out.getvalue()


def _write_levels(tif: tifffile.TiffWriter, base: Pixels, stated: Mapping[str, Any]) -> None:
    """Full resolution, thumbnail (the second page, PS: Aperio's order), then levels of a quarter."""
    height, width = base.shape[:2]
    tiled = {"tile": (_TILE, _TILE), "compression": "jpeg", "compressionargs": {"level": 88}}
    facts = f"|AppMag = 20|MPP = {MICRONS:.4f}|ScanScope ID = {stated['scanner']}|Filename = {stated['barcode']}"
    when = f"|Date = {stated['date']}|Time = 10:12:31"
    head = f"Aperio Image Library v12.4.3\r\n{width}x{height} [0,0 {width}x{height}] (256x256) JPEG/RGB Q=88"
    _write(tif, base, head + facts + when, tiled)
    small = _resized(base, max(64, width // 12), max(64, height // 12))
    _write(tif, small, f"{head} -> {small.shape[1]}x{small.shape[0]} - ", {"compression": "jpeg"})
    level = base
    while min(level.shape[:2]) > 1024:
        level = _resized(level, level.shape[1] // 4, level.shape[0] // 4)
        _write(tif, level, f"{head} -> {level.shape[1]}x{level.shape[0]} JPEG/RGB Q=88", tiled)


def _resized(pixels: Pixels, width: int, height: int) -> Pixels:
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _write(tif: tifffile.TiffWriter, pixels: Pixels, description: str, options: Mapping[str, Any]) -> None:
    tif.write(np.ascontiguousarray(pixels), photometric="rgb", description=description, metadata=None, software=False,
              resolution=(1e4 / MICRONS, 1e4 / MICRONS), resolutionunit="CENTIMETER", **options)  # fmt: skip
