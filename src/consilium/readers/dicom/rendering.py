"""A frame as a picture for a screen: windowed as asked, cut and scaled to a viewport, as JPEG or PNG (PS3.18 8.3.5).

What a gray level depends on is mostly the stored value alone. Then a table over all values is made once and kept, and
the slices of a series are looked up in it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy
from PIL import Image

from consilium.domain.plain import to_json
from consilium.domain.records import Json
from consilium.readers.contract import Source
from consilium.readers.dicom.attributes import numbers, text
from consilium.readers.dicom.frames import Array
from consilium.readers.dicom.pictures import OF_COUNTS, Window, eight_bits, gray, palette, stated_window

KEPT = 16
STRIP = 64  # rows
# What `pictures.gray` looks at beside the pixels; with tables or groups of frames it is asked for every pixel.
OF_A_TABLE = ("00280004", "00280103", "00280120", "00281050", "00281051", "00281052", "00281053", "00281056",
              "00080060", "20500020")  # fmt: skip
NOT_OF_A_TABLE = ("00283000", "00283010", "52009229", "52009230")
_tables: dict[bytes, Array] = {}


@dataclass(frozen=True)
class Look:
    """How a picture is to look. `viewport` is width, height, and of the source x, y, width, height (0: to the end);
    negative source sizes turn the picture over."""

    media_type: str = "image/jpeg"
    quality: int = 90
    window: Window | None = None
    viewport: tuple[float, ...] = ()

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Look:
        """From what the program asks a worker."""
        window = asked.get("window")
        return cls(
            str(asked.get("media_type") or "image/jpeg"),
            int(asked.get("quality") or 90),
            (float(window[0]), float(window[1]), str(window[2])) if window else None,
            tuple(float(one) for one in asked.get("viewport") or ()),
        )


def drawn(source: Source, data: Mapping[str, Json], frame: Array, look: Look) -> bytes:
    """The picture's bytes."""
    shown = shades(source, data, frame, look.window)
    if look.viewport:
        shown = _fitted(shown, look.viewport, _aspect(data))
    if look.media_type == "image/png":
        file = io.BytesIO()
        Image.fromarray(shown).save(file, "PNG", compress_level=1)
        return file.getvalue()
    import imagecodecs  # only where a JPEG is wanted: the first worker starts without it

    return bytes(imagecodecs.jpeg8_encode(numpy.ascontiguousarray(shown), level=look.quality))


def shades(source: Source, data: Mapping[str, Json], frame: Array, window: Window | None) -> Array:
    """8 bits: (rows, columns) for gray, (rows, columns, 3) for colours."""
    if frame.ndim == 3:
        return eight_bits(frame[..., :3])
    if text(data, "00280004") == "PALETTE COLOR" and (coloured := palette(source, data, frame)) is not None:
        return coloured
    if frame.dtype.itemsize > 2 or frame.dtype.kind not in "iu" or not _by_value(data, window):
        return gray(source, data, frame, window)
    frame = frame.astype(frame.dtype.newbyteorder("="), copy=False)
    return _looked_up(_table(source, data, frame, window), frame.view(f"u{frame.dtype.itemsize}"))


def _looked_up(table: Array, frame: Array) -> Array:
    """`table` at each pixel; in strips: on the way each index takes eight bytes, too many of a whole frame."""
    shown = numpy.empty(frame.shape, table.dtype)
    for at in range(0, len(frame), STRIP):
        table.take(frame[at : at + STRIP], mode="clip", out=shown[at : at + STRIP])
    return shown


def _by_value(data: Mapping[str, Json], window: Window | None) -> bool:
    """Whether a gray level depends on its stored value alone."""
    if any(tag in data for tag in NOT_OF_A_TABLE):
        return False
    modality = text(data, "00080060")
    if window is not None:
        return True
    return modality == "CT" or (modality not in OF_COUNTS and stated_window(data) is not None)


def _table(source: Source, data: Mapping[str, Json], frame: Array, window: Window | None) -> Array:
    kind = frame.dtype.newbyteorder("=")
    key = to_json([[data.get(tag) for tag in OF_A_TABLE], kind.str, window])
    found = _tables.get(key)
    if found is None:
        while len(_tables) >= KEPT:
            del _tables[next(iter(_tables))]
        every = numpy.arange(1 << 8 * kind.itemsize, dtype=f"u{kind.itemsize}").view(kind)
        found = _tables[key] = gray(source, data, every, window)
    return found


def _aspect(data: Mapping[str, Json]) -> float:
    """How much higher than wide a pixel is."""
    spacing = numbers(data, "00280030") or numbers(data, "00181164") or numbers(data, "00280034")
    sizes = [float(one) for one in spacing if isinstance(one, int | float)]
    if len(sizes) != 2 or sizes[0] <= 0 or sizes[1] <= 0:
        return 1.0
    return min(16.0, max(1 / 16, sizes[0] / sizes[1]))


def _fitted(shown: Array, viewport: tuple[float, ...], aspect: float) -> Array:
    """Cut and scaled to fit into the viewport, pixels square."""
    width, height = viewport[:2]
    x, y, across, down = (*viewport[2:], 0.0, 0.0, 0.0, 0.0)[:4]
    rows, columns = shown.shape[:2]
    left, top = min(max(int(x), 0), columns - 1), min(max(int(y), 0), rows - 1)
    right = min(columns, left + max(1, round(abs(across)))) if across else columns
    bottom = min(rows, top + max(1, round(abs(down)))) if down else rows
    cut = shown[top:bottom, left:right]
    cut = cut[:, ::-1] if across < 0 else cut
    cut = cut[::-1] if down < 0 else cut
    scale = min(width / cut.shape[1], height / (cut.shape[0] * aspect))
    size = (max(1, round(cut.shape[1] * scale)), max(1, round(cut.shape[0] * aspect * scale)))
    how = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    return numpy.asarray(Image.fromarray(numpy.ascontiguousarray(cut)).resize(size, how))
