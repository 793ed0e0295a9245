"""What happens to paper: a scanner's skew and grain, a fax's black and white, a telephone's photograph of a page."""

from __future__ import annotations

import io
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels: TypeAlias = NDArray[np.uint8]

_ORIENTATIONS = {0: 1, 90: 6, 180: 3, 270: 8}  # Exif 2.3 Orientation: how a viewer must turn the stored picture


def scan(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A grey office scan: turned by up to 1.3 degrees, a shadow along one edge, specks, paper tone."""
    sheet = np.asarray(page.convert("L"), np.float32)
    rows, columns = sheet.shape
    angle = float(rng.uniform(-1.3, 1.3))
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 0.985)
    turn = np.asarray(turn, np.float64) + np.array([[0, 0, rng.uniform(-8, 8)], [0, 0, rng.uniform(-8, 8)]])
    turned = cv2.warpAffine(sheet, turn, (columns, rows), flags=cv2.INTER_AREA, borderValue=(225.0,))
    sheet = np.asarray(cv2.GaussianBlur(turned, (0, 0), 0.7), np.float32) * 0.93 + 8
    edge = np.exp(-np.arange(columns, dtype=np.float32) / (columns * 0.02))
    sheet = sheet - 70 * edge[None, :] + rng.normal(0, 3.2, sheet.shape)
    for _ in range(int(rng.integers(12, 40))):
        x, y = int(rng.integers(0, columns)), int(rng.integers(0, rows))
        cv2.circle(sheet, (x, y), int(rng.integers(1, 3)), float(rng.uniform(40, 150)), -1)
    return Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))


def scanned_pdf(pages: list[Image.Image], ppi: int, rng: np.random.Generator) -> bytes:
    """An image-only PDF of scanned pages."""
    first, *rest = [scan(page, rng) for page in pages]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=float(ppi), quality=62,
               creationDate=None, modDate=None, producer="Synthetic scanner")  # fmt: skip
    return out.getvalue()


def fax(pages: list[Image.Image], sender: str, rng: np.random.Generator) -> bytes:
    """A received fax: black and white, CCITT group 4, with the sender's line on top (TIFF class F)."""
    sheets = [_faxed(page, f"{sender}  P.{number:02d}/{len(pages):02d}", rng) for number, page in enumerate(pages, 1)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression="group4", dpi=(204, 196))
    return out.getvalue()


def _faxed(page: Image.Image, line: str, rng: np.random.Generator) -> Image.Image:
    width = 1728  # the pels of a fax line (ITU-T T.4)
    sheet = np.asarray(page.convert("L").resize((width, round(page.height * width / page.width))), np.float32)
    sheet = sheet + rng.normal(0, 26, sheet.shape).astype(np.float32)
    picture = np.clip(sheet, 0, 255).astype(np.uint8)
    for row in rng.integers(0, picture.shape[0], 3):
        picture[row : row + 2, :] = 255
    cv2.putText(picture, line, (40, 26), cv2.FONT_HERSHEY_PLAIN, 1.4, 0, 2)
    return (
        Image.fromarray(picture).point(lambda value: 255 if value > 150 else 0).convert("1", dither=Image.Dither.NONE)
    )


def photograph(page: Image.Image, rng: np.random.Generator, long_side: int, turned: int = 0) -> Image.Image:
    """A page on a table, seen from a telephone: perspective, soft shadow, warm light, slight blur.

    `turned` (0, 90, 180, 270) is by how much the stored picture must be turned clockwise to stand upright.
    """
    width, height = round(long_side * 0.75), long_side
    paper = np.asarray(page, np.uint8)
    wide = page.width > page.height
    if wide:
        width, height = height, width
    corners = _corners(paper.shape[1] / paper.shape[0], width, height, rng)
    source = np.array([[0, 0], [paper.shape[1], 0], [paper.shape[1], paper.shape[0]], [0, paper.shape[0]]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    scene = _table(width, height, rng)
    light = _light(width, height, rng)
    light *= _shade_under(width, height, corners)
    cv2.warpPerspective(
        paper, matrix, (width, height), dst=scene, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
    )
    soft = np.asarray(cv2.GaussianBlur(scene, (0, 0), 0.55 + long_side / 6000), np.uint8)
    picture = _lit(soft, light, rng)
    return Image.fromarray(np.ascontiguousarray(np.rot90(picture, turned // 90)))


def _lit(scene: Pixels, light: NDArray[np.float32], rng: np.random.Generator) -> Pixels:
    """The scene under its light, a little warm, with the sensor's grain (one tile of it, repeated)."""
    height, width = light.shape
    tile = (rng.standard_normal((512, 512), np.float32) * 5.2).astype(np.int16)
    grain = np.tile(tile, (height // 512 + 1, width // 512 + 1))[:height, :width]
    channels = []
    for channel, warmth in zip(cv2.split(scene), (0.97, 0.946, 0.892), strict=True):
        lit = cv2.multiply(channel, light, scale=warmth, dtype=cv2.CV_8U)
        channels.append(cv2.add(lit, grain, dtype=cv2.CV_8U))
    return np.asarray(cv2.merge(channels), np.uint8)


def _corners(aspect: float, width: int, height: int, rng: np.random.Generator) -> NDArray[np.float32]:
    half_h = min(height * 0.46, width * 0.45 / aspect)
    half_w = half_h * aspect
    square = np.array([[-half_w, -half_h], [half_w, -half_h], [half_w, half_h], [-half_w, half_h]])
    angle = float(rng.uniform(-0.05, 0.05))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    jitter = rng.uniform(-0.035, 0.035, (4, 2)) * [width, height]
    out: NDArray[np.float32] = (square @ turn * 0.95 + jitter + [width / 2, height / 2]).astype(np.float32)
    return out


def _table(width: int, height: int, rng: np.random.Generator) -> Pixels:
    """Wood: stretched noise along the board, in brown."""
    coarse = rng.standard_normal((max(8, height // 160), max(8, width // 8))).astype(np.float32)
    grain = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    shift = float(rng.uniform(-18, 18))
    planes = [cv2.convertScaleAbs(grain, alpha=a, beta=b + shift) for a, b in ((11, 150), (9, 108), (7, 74))]
    return np.asarray(cv2.merge(planes), np.uint8)


def _shade_under(width: int, height: int, corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """The soft shadow that the sheet throws on the table, 0.5 to 1; the sheet itself stays lit."""
    scale = 8
    mask = np.zeros((height // scale, width // scale), np.float32)
    cv2.fillConvexPoly(mask, np.rint((corners + 14) / scale).astype(np.int32), 1.0)
    soft = cv2.GaussianBlur(mask, (0, 0), 4)
    cv2.fillConvexPoly(soft, np.rint(corners / scale).astype(np.int32), 0.0)
    return cv2.resize(1.0 - 0.5 * soft, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def _light(width: int, height: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """A lamp on one side and the shadow of a hand or telephone, 0.5 to 1.1."""
    x, y = np.meshgrid(np.linspace(-1, 1, 64, dtype=np.float32), np.linspace(-1, 1, 64, dtype=np.float32))
    angle = float(rng.uniform(0, 2 * np.pi))
    field = 0.93 + 0.15 * (x * np.cos(angle) + y * np.sin(angle))
    cx, cy = rng.uniform(-0.9, 0.9, 2)
    field -= 0.26 * np.exp(-(((x - cx) / 0.55) ** 2 + ((y - cy) / 0.8) ** 2))
    return np.asarray(cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def jpeg(picture: Image.Image, taken: str, turned: int = 0, quality: int = 88) -> bytes:
    """A telephone's JPEG: Exif with orientation and the time it was taken (`YYYY:MM:DD HH:MM:SS`)."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Example", "Phone 1", _ORIENTATIONS[turned]
    exif[0x0132] = taken
    exif.get_ifd(0x8769)[0x9003] = taken
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=exif, subsampling=2)
    return out.getvalue()


def png(picture: Image.Image) -> bytes:
    """A screenshot."""
    out = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=False)
    return out.getvalue()
