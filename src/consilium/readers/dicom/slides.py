"""The tiles of a whole-slide image (PS3.3 A.32.8): which frame stands where in the whole, and a frame rendered.

One instance is one level. TILED_FULL frames stand row by row (PS3.3 C.7.6.17.3); the frames of others say where they
stand. Of several focal planes and optical paths the first is shown. Labels and overviews, which carry names, have none.
"""

from __future__ import annotations

import re
import struct
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Json
from consilium.domain.slides import TILE_SIDE_BOUND, TILES_BOUND, Form, Index, Level, joined
from consilium.readers.contract import Context, Source
from consilium.readers.dicom.attributes import item, items, number, text, values, whole
from consilium.readers.dicom.extent import expected_length
from consilium.readers.dicom.fragments import COUNTS, fragments
from consilium.readers.dicom.frames import MAX_FRAME_BYTES, decoded_frame, must_fit
from consilium.readers.dicom.header import Header, Pixels
from consilium.readers.dicom.part10 import Envelope
from consilium.readers.dicom.rendering import Look, drawn
from consilium.readers.indexed import INDEX_TYPE, TILE, TILES, packed_index
from consilium.readers.jpegparts import RGB, START, YCC, adobe, colour_fits, frame_of, white

ROLES = frozenset({TILES, TILE})
HEAD_BYTES = 16 << 10
ITEM_HEADER = 8
SEQUENCE_BOUND = 256 << 20
_JPEGS = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51")
_ITEM = b"\xfe\xff\x00\xe0"
_REFERENCE = re.compile(r"#offset=(\d{1,18})&length=(\d{1,10})")
# Column and row of a frame in the whole (0048,021E), (0048,021F), as they follow each other in the stream.
_POSITION = re.compile(rb"\x48\x00\x1e\x02SL\x04\x00(.{4})\x48\x00\x1f\x02SL\x04\x00(.{4})", re.DOTALL)
_COLOURS = {"RGB": RGB, "YBR_FULL": YCC, "YBR_FULL_422": YCC}


@dataclass(frozen=True)
class _Grid:
    """Sizes in pixels; `across` and `down` in tiles."""

    width: int
    height: int
    tile_width: int
    tile_height: int

    @property
    def across(self) -> int:
        return -(-self.width // self.tile_width)

    @property
    def down(self) -> int:
        return -(-self.height // self.tile_height)


def serve(source: Source, header: Header, found: Envelope, context: Context) -> None:
    """Hand on the index of the instance's tiles, or a tile rendered ("offset,length"). Raises UnreadableError."""
    if header.pixels is None or found.deflated:
        raise UnreadableError("slide.no_levels")
    if context.wanted.role == TILES:
        made = index_of(source, header.json, header.pixels, found, context.alive)
        context.picture(TILES, INDEX_TYPE, packed_index(made))
    else:
        context.picture(TILE, "image/jpeg", _rendered(source, header.json, header.pixels, found, context))


def index_of(
    source: Source, data: Mapping[str, Json], pixels: Pixels, found: Envelope, alive: Callable[[], None]
) -> Index:
    """The instance's index. Raises UnreadableError where it is no level of a slide."""
    flavour = [str(value).upper() for value in values(data, "00080008")]
    if "VOLUME" not in flavour[2:3] or text(data, "00480010").upper() == "YES":
        raise UnreadableError("slide.no_levels")
    grid = _grid(data)
    offsets, lengths, single = _frames(source, data, pixels, alive)
    placed = _placed(source, data, grid, len(lengths))
    level = _level(source, data, grid, found, _in_place(grid, placed, offsets, lengths), single=single)
    spacing = [one for one in values(_measures(data), "00280030") if isinstance(one, int | float) and one > 0]
    down, across = (spacing[0] * 1000, spacing[1] * 1000) if len(spacing) == 2 else (None, None)
    power = number(item(data, "00480105"), "00480112")
    series = f"{text(data, '00200052')} {text(data, '00080019')}"
    return Index((level,), source.size, across, down, float(power) if power and power > 0 else None, series)


def _grid(data: Mapping[str, Json]) -> _Grid:
    sizes = [whole(data, tag) or 0 for tag in ("00480006", "00480007", "00280011", "00280010")]
    if min(sizes) <= 0 or max(sizes[2:]) > TILE_SIDE_BOUND or max(sizes) >= 1 << 31:
        raise UnreadableError("slide.no_levels")
    grid = _Grid(*sizes)
    if grid.across * grid.down > TILES_BOUND:
        raise UnreadableError("slide.too_many_tiles")
    return grid


def _measures(data: Mapping[str, Json]) -> Mapping[str, Json]:
    shared = item(item(data, "52009229"), "00289110")
    return shared or item(item(data, "52009230"), "00289110")


def _frames(
    source: Source, data: Mapping[str, Json], pixels: Pixels, alive: Callable[[], None]
) -> tuple[array[int], array[int], bool]:
    """Offset and length of each frame; and whether each is one piece, without an item's header in or before it."""
    if pixels.length is not None:
        return _native(data, pixels)
    table = fragments(source, data, pixels, alive)
    frames, count = COUNTS.unpack_from(table)
    starts, places, sizes = array("I"), array("Q"), array("I")
    at = COUNTS.size
    for numbers, many in ((starts, frames + 1), (places, count), (sizes, count)):
        numbers.frombytes(table[at : at + many * numbers.itemsize])
        at += many * numbers.itemsize
        if sys.byteorder == "big":
            numbers.byteswap()
    single = all(after - before == 1 for before, after in pairwise(starts))
    if single:
        return places[:frames], sizes[:frames], True
    offsets = array("Q", (places[before] - ITEM_HEADER for before in starts[:-1]))
    ends = (places[after - 1] + sizes[after - 1] for after in starts[1:])
    return offsets, array("I", (end - offset for offset, end in zip(offsets, ends, strict=True))), False


def _native(data: Mapping[str, Json], pixels: Pixels) -> tuple[array[int], array[int], bool]:
    frames = max(1, whole(data, "00280008") or 1)
    length = (expected_length(data, pixels.tag) or 0) // frames
    if not 0 < length <= MAX_FRAME_BYTES or frames > TILES_BOUND:
        raise UnreadableError("slide.no_levels")
    return array("Q", (pixels.offset + length * one for one in range(frames))), array("I", [length]) * frames, True


def _placed(source: Source, data: Mapping[str, Json], grid: _Grid, frames: int) -> Iterator[int]:
    """For each frame, which tile it is (row by row); -1 where it is none of the first plane."""
    positions = [] if text(data, "00209311") == "TILED_FULL" else list(_positions(source, data))
    if not positions:
        first = whole(data, "00209228") or 0  # of a level that is divided over several instances
        yield from (first + one for one in range(frames))
        return
    for column, row in positions:
        exact = (column - 1) % grid.tile_width == 0 and (row - 1) % grid.tile_height == 0
        inside = 0 < column <= grid.width and 0 < row <= grid.height
        at = (row - 1) // grid.tile_height * grid.across + (column - 1) // grid.tile_width
        yield at if exact and inside else -1


def _positions(source: Source, data: Mapping[str, Json]) -> Iterator[tuple[int, int]]:
    """(column, row) of each frame, from 1 (PS3.3 C.8.12.6.1). A long list is searched as bytes, never built."""
    listed = data.get("52009230")
    match = _REFERENCE.fullmatch(str(listed.get("BulkDataURI", ""))) if isinstance(listed, dict) else None
    if match and int(match[2]) <= SEQUENCE_BOUND:
        for found in _POSITION.finditer(source.read_at(int(match[1]), int(match[2]))):
            yield struct.unpack("<i", found[1])[0], struct.unpack("<i", found[2])[0]
        return
    for group in items(data, "52009230"):
        position = item(group, "0048021A")
        yield whole(position, "0048021E") or 0, whole(position, "0048021F") or 0


def _in_place(
    grid: _Grid, placed: Iterator[int], offsets: array[int], lengths: array[int]
) -> tuple[array[int], array[int]]:
    count = grid.across * grid.down
    there, sizes = array("Q", [0]) * count, array("I", [0]) * count
    for at, offset, length in zip(placed, offsets, lengths, strict=False):
        if 0 <= at < count and not sizes[at]:
            there[at], sizes[at] = offset, length
    return there, sizes


def _level(
    source: Source, data: Mapping[str, Json], grid: _Grid, found: Envelope, where: tuple[array[int], array[int]], *,
    single: bool,
) -> Level:  # fmt: skip
    offsets, lengths = where
    form, prefix = _stored(source, data, grid, found, where, single=single)
    if sys.byteorder == "big":
        offsets.byteswap()
        lengths.byteswap()
    return Level(
        grid.width,
        grid.height,
        grid.tile_width,
        grid.tile_height,
        grid.across,
        form,
        prefix,
        len(START) if prefix else 0,
        blank=white(grid.tile_width, grid.tile_height) if 0 in lengths else b"",
        offsets=offsets.tobytes(),
        lengths=lengths.tobytes(),
    )


def _stored(
    source: Source, data: Mapping[str, Json], grid: _Grid, found: Envelope, where: tuple[array[int], array[int]], *,
    single: bool,
) -> tuple[Form, bytes]:  # fmt: skip
    """Whether the frames can leave as they are, by the header and one frame, and what is put before each."""
    if found.syntax not in _JPEGS:
        return Form.RENDERED, b""
    form = Form.STORED if single else Form.FRAMED
    offsets, lengths = where
    first = next((at for at, length in enumerate(lengths) if length), None)
    if first is None:
        return form, b""
    skip = 0 if single else ITEM_HEADER
    head = source.read_at(offsets[first] + skip, min(lengths[first], HEAD_BYTES))
    frame = frame_of(head)
    if frame is None or not frame.plain or (frame.width, frame.height) != (grid.tile_width, grid.tile_height):
        return Form.RENDERED, b""
    if len(frame.sampling) == 1:
        return (form, b"") if text(data, "00280004") == "MONOCHROME2" else (Form.RENDERED, b"")
    colour = _COLOURS.get(text(data, "00280004"))
    if colour is None or not colour_fits(frame, colour):
        return Form.RENDERED, b""
    return form, b"" if frame.transform == colour else START + adobe(colour)


def _rendered(source: Source, data: Mapping[str, Json], pixels: Pixels, found: Envelope, context: Context) -> bytes:
    must_fit(data, context)
    try:
        offset, length = (int(part) for part in context.wanted.asked.split(","))
    except ValueError as error:
        raise UnreadableError("slide.tile_damaged") from error
    if not 0 < length <= MAX_FRAME_BYTES:
        raise UnreadableError("slide.tile_damaged")
    raw = source.read_at(offset, length)
    if len(raw) < length:
        raise UnreadableError("slide.tile_damaged")
    raw = joined(raw) if pixels.length is None and raw[: len(_ITEM)] == _ITEM else raw
    frame = decoded_frame(data, pixels, raw, found)
    try:
        with numpy.errstate(all="ignore"):
            return drawn(source, data, frame, Look())
    except (ValueError, ArithmeticError, IndexError) as error:
        raise UnreadableError("slide.tile_damaged") from error
