"""Small pictures of a slide: a level, label or macro of bounded size, decoded by Pillow.

The directory's few segments are copied into a minimal TIFF in memory and opened from there, so that the decoder sees
only what the bounds let through. JPEG 2000 and WebP tiles, which libtiff may not know, are decoded one by one.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image

from consilium.domain.errors import UnreadableError
from consilium.readers.slide import tiff
from consilium.readers.slide.tiff import Directory

PIXELS_BOUND = 24_000_000
DATA_BOUND = 96 << 20
SEGMENTS_BOUND = 20_000
_ALONE = {33003: "JPEG2000", 33004: "JPEG2000", 33005: "JPEG2000", 34712: "JPEG2000", 50001: "WEBP"}
_JPEG2000_YCC = 33003
_NUMBERS = (
    tiff.WIDTH, tiff.HEIGHT, tiff.BITS, tiff.COMPRESSION, tiff.PHOTOMETRIC, tiff.SAMPLES, tiff.PLANAR, tiff.PREDICTOR,
    tiff.COLOR_MAP, tiff.EXTRA_SAMPLES, tiff.SAMPLE_FORMAT, tiff.SUBSAMPLING, tiff.ROWS_PER_STRIP, tiff.TILE_WIDTH,
    tiff.TILE_HEIGHT,
)  # fmt: skip
_OF_TILES = (tiff.TILE_WIDTH, tiff.TILE_HEIGHT)
_VALUES_BOUND = 1 << 17


def picture_of(directory: Directory) -> Image.Image:
    """The directory's picture in RGB. Raises UnreadableError: too large, cut off, or no decoder."""
    if not 0 < directory.width * directory.height <= PIXELS_BOUND:
        raise UnreadableError("slide.picture_too_large")
    segments = list(_segments(directory))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if directory.tiff.ndpi:
                return from_jpeg(b"".join(segments))  # one whole JPEG; the tags say less than it does
            if directory.number(tiff.COMPRESSION) in _ALONE:
                return _from_tiles(directory, segments)
            picture = Image.open(io.BytesIO(_minimal(directory, segments)))
            return picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, struct.error, MemoryError) as error:
        raise UnreadableError("slide.picture_damaged") from error
    except Image.DecompressionBombError as error:
        raise UnreadableError("slide.picture_too_large") from error


def _segments(directory: Directory) -> Iterator[bytes]:
    total = 0
    for number, (offset, count) in enumerate(directory.segments()):
        total += count
        if number >= SEGMENTS_BOUND or total > DATA_BOUND:
            raise UnreadableError("slide.picture_too_large")
        data = directory.tiff.source.read_at(offset, count)
        if len(data) < count:
            raise UnreadableError("slide.cut_off")
        yield data


def _minimal(directory: Directory, segments: list[bytes]) -> bytes:
    """A little-endian classic TIFF of this one directory (TIFF 6.0 section 2)."""
    kept = {tag: _bounded(directory, tag) for tag in _NUMBERS}
    return _classic(directory, kept, segments, tiled=directory.tiled)


def _classic(directory: Directory, kept: dict[int, list[int]], segments: list[bytes], *, tiled: bool) -> bytes:
    entries = [
        (tag, 4 if max(values) > 0xFFFF else 3, len(values), _packed(values)) for tag, values in kept.items() if values
    ]
    tables = directory.data(tiff.JPEG_TABLES, 1 << 16)
    if tables:
        entries.append((tiff.JPEG_TABLES, 7, len(tables), tables))
    offsets, counts = (tiff.TILE_OFFSETS, tiff.TILE_COUNTS) if tiled else (tiff.STRIP_OFFSETS, tiff.STRIP_COUNTS)
    places, place = [], 8
    for segment in segments:
        places.append(place)
        place += len(segment) + (len(segment) & 1)
    entries.append((offsets, 4, len(places), struct.pack(f"<{len(places)}I", *places)))
    entries.append((counts, 4, len(places), struct.pack(f"<{len(places)}I", *map(len, segments))))
    body = b"".join(segment + b"\0" * (len(segment) & 1) for segment in segments)
    return b"II*\0" + struct.pack("<I", place) + body + _ifd(sorted(entries), place)


def segment_of(directory: Directory, data: bytes, width: int, height: int) -> Image.Image:
    """One tile or strip in RGB. Raises UnreadableError: damaged, or no decoder."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if directory.number(tiff.COMPRESSION) in _ALONE:
                return _alone(directory, data, width, height)
            kept = {tag: _bounded(directory, tag) for tag in _NUMBERS if tag not in _OF_TILES}
            kept |= {tiff.WIDTH: [width], tiff.HEIGHT: [height], tiff.ROWS_PER_STRIP: [height]}
            picture = Image.open(io.BytesIO(_classic(directory, kept, [data], tiled=False)), formats=("TIFF",))
            return _eight_bits(picture)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, struct.error, MemoryError) as error:
        raise UnreadableError("slide.tile_damaged") from error
    except Image.DecompressionBombError as error:
        raise UnreadableError("slide.picture_too_large") from error


def _eight_bits(picture: Image.Image) -> Image.Image:
    """In RGB; of 16 bits the upper eight."""
    if picture.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(picture) >> 8).astype("u1"), "L").convert("RGB")
    return picture.convert("RGB")


def _bounded(directory: Directory, tag: int) -> list[int]:
    values: list[int] = []
    for value in directory.values(tag):
        values.append(int(value))
        if len(values) > _VALUES_BOUND:
            raise UnreadableError("slide.picture_damaged")
    return values


def _packed(values: list[int]) -> bytes:
    form = "I" if max(values) > 0xFFFF else "H"
    return struct.pack(f"<{len(values)}{form}", *values)


def _ifd(entries: list[tuple[int, int, int, bytes]], place: int) -> bytes:
    head, more = struct.pack("<H", len(entries)), b""
    after = place + 2 + 12 * len(entries) + 4
    for tag, kind, count, data in entries:
        if len(data) <= 4:
            head += struct.pack("<HHI", tag, kind, count) + data.ljust(4, b"\0")
        else:
            head += struct.pack("<HHII", tag, kind, count, after + len(more))
            more += data + b"\0" * (len(data) & 1)
    return head + struct.pack("<I", 0) + more


def _from_tiles(directory: Directory, segments: list[bytes]) -> Image.Image:
    """Tiles that are pictures of their own, beside one another."""
    width = directory.number(tiff.TILE_WIDTH) or directory.width
    height = directory.number(tiff.TILE_HEIGHT) or directory.number(tiff.ROWS_PER_STRIP) or directory.height
    whole = Image.new("RGB", (directory.width, directory.height), "white")
    across = -(-directory.width // width)
    for number, data in enumerate(segments):
        if data:
            tile = _alone(directory, data, width, height)
            whole.paste(tile, (number % across * width, number // across * height))
    return whole


def _alone(directory: Directory, data: bytes, width: int, height: int) -> Image.Image:
    """A tile that is a picture of its own. Aperio's 33003 holds YCbCr without saying so in the codestream."""
    opened = Image.open(io.BytesIO(data), formats=(_ALONE[directory.number(tiff.COMPRESSION)],))
    if opened.size[0] > width or opened.size[1] > height:
        raise UnreadableError("slide.picture_damaged")
    tile: Image.Image = opened.copy()
    if directory.number(tiff.COMPRESSION) == _JPEG2000_YCC and tile.mode == "RGB":
        tile = Image.merge("YCbCr", tile.split()).convert("RGB")
    return tile.convert("RGB")


def from_jpeg(data: bytes) -> Image.Image:
    """A JPEG, PNG or BMP of bounded size in RGB. Raises UnreadableError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "BMP"))
            if picture.width * picture.height > PIXELS_BOUND:
                raise UnreadableError("slide.picture_too_large")
            return picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, TypeError, MemoryError) as error:
        raise UnreadableError("slide.picture_damaged") from error
    except Image.DecompressionBombError as error:
        raise UnreadableError("slide.picture_too_large") from error


def reduced(picture: Image.Image, longest: int) -> Image.Image:
    """No side longer than `longest` pixels."""
    if max(picture.size) <= longest:
        return picture
    small = picture.copy()
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return small


def encoded(picture: Image.Image) -> bytes:
    """JPEG bytes."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
