"""Where the tiles of a slide lie in its file: an index made once, so that a stored tile leaves without being decoded.

As bytes: MAGIC, a 32-bit length, JSON that describes the levels, then for each level its tiles' offsets (64 bits each)
and lengths (32 bits each), little-endian, row by row. Eight to twelve bytes a tile, whatever the slide weighs.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.errors import NotFoundError, UnreadableError
from consilium.domain.plain import build, from_json, to_json

MAGIC = b"CTI1"
LEVELS_BOUND = 64
TILES_BOUND = 8_000_000
SIDE_BOUND = 1 << 31
TILE_SIDE_BOUND = 8192
PIECE_BOUND = 64 << 20
PREFIX_BOUND = 1 << 16
OFFSET, LENGTH, SIZE = struct.Struct("<Q"), struct.Struct("<I"), struct.Struct("<I")
_HEIGHT = struct.Struct(">H")

Piece = tuple[int, int]


class Form(StrEnum):
    """How a tile comes out of what is stored."""

    STORED = "stored"  # a JPEG whose first `skip` bytes are replaced by the prefix
    FRAMED = "framed"  # likewise, in the items of an encapsulated DICOM frame (PS3.5 A.4)
    STACKED = "stacked"  # restart intervals of one large JPEG, one below another
    RENDERED = "rendered"  # has to be decoded


@dataclass(frozen=True, slots=True)
class Level:
    """One level. Sizes in pixels; `across` tiles stand in a row of the file, of which `columns` are in the picture.

    skip       how many bytes of the stored tile the prefix stands for
    stack      STACKED: how many intervals, each `tile_height / stack` pixels high, make a tile
    height_at  STACKED: where in the prefix the picture's height stands, two bytes, high byte first
    place      which picture of the file it is, for whoever renders it
    blank      a white tile, where some are missing
    """

    width: int
    height: int
    tile_width: int
    tile_height: int
    across: int
    form: Form
    prefix: bytes = b""
    skip: int = 0
    stack: int = 1
    height_at: int = 0
    place: int = 0
    blank: bytes = b""
    offsets: bytes = b""
    lengths: bytes = b""

    @property
    def columns(self) -> int:
        return -(-self.width // self.tile_width)

    @property
    def rows(self) -> int:
        return -(-self.height // self.tile_height)

    @property
    def count(self) -> int:
        """How many tiles or intervals the file tells of."""
        return len(self.lengths) // LENGTH.size

    def pieces(self, column: int, row: int) -> tuple[Piece, ...]:
        """(offset, bytes) of the tile: one, or the intervals of a stack; (0, 0) where nothing is stored.

        Raises NotFoundError beyond the picture.
        """
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            raise NotFoundError("errors.not_found")
        if self.form is not Form.STACKED:
            return (self._piece(row * self.across + column),)
        first, high = row * self.stack, self.tile_height // self.stack
        last = min(first + self.stack, -(-self.height // high))
        return tuple(self._piece(one * self.across + column) for one in range(first, last))

    def _piece(self, number: int) -> Piece:
        if number >= self.count:
            return 0, 0
        offset = OFFSET.unpack_from(self.offsets, number * OFFSET.size)[0]
        return offset, LENGTH.unpack_from(self.lengths, number * LENGTH.size)[0]

    def head(self, intervals: int) -> bytes:
        """The prefix of a stack of that many intervals."""
        high = self.tile_height // self.stack * intervals
        return self.prefix[: self.height_at] + _HEIGHT.pack(high) + self.prefix[self.height_at + _HEIGHT.size :]


@dataclass(frozen=True, slots=True)
class Index:
    """One file's levels, the largest first. `mpp_*` micrometres a pixel of level 0, None where unstated.

    `size` is the file's bytes; `series` DICOM only: what its levels have in common, "" elsewhere.
    """

    levels: tuple[Level, ...]
    size: int
    mpp_x: float | None = None
    mpp_y: float | None = None
    objective: float | None = None
    series: str = ""

    def within(self, piece: Piece) -> Piece:
        """The piece, if it lies in the file. Raises UnreadableError."""
        offset, length = piece
        if length > PIECE_BOUND or offset + length > self.size:
            raise UnreadableError("slide.tile_damaged")
        return piece


@dataclass(frozen=True)
class _Described:
    """A level without its numbers, as JSON has it."""

    width: int
    height: int
    tile_width: int
    tile_height: int
    across: int
    form: Form
    prefix: str
    skip: int
    stack: int
    height_at: int
    place: int
    blank: str
    count: int


@dataclass(frozen=True)
class _Head:
    levels: tuple[_Described, ...]
    size: int
    mpp_x: float | None
    mpp_y: float | None
    objective: float | None
    series: str


def times(mpp: float) -> float:
    """The magnification that pixels of that size (micrometres) are usually taken for: 0.25 is 40, 0.5 is 20."""
    found = 10 / mpp
    return float(round(found)) if found >= 2 else round(found, 2)


_START, _END, _RESTARTS = b"\xff\xd8", b"\xff\xd9", range(0xD0, 0xD8)
_HEADER = struct.Struct("<II")
_ITEM_TAG = 0xE000FFFE  # (FFFE,E000) as it stands in the stream


def joined(data: bytes) -> bytes:
    """The fragments of an encapsulated frame without their item headers. Raises UnreadableError."""
    parts, at = [], 0
    while at < len(data):
        if len(data) - at < _HEADER.size:
            raise UnreadableError("slide.tile_damaged")
        tag, length = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        if tag != _ITEM_TAG or at + length > len(data):
            raise UnreadableError("slide.tile_damaged")
        parts.append(data[at : at + length])
        at += length
    return b"".join(parts)


def behind(level: Level, data: bytes) -> bytes:
    """A stored tile behind the level's prefix. Raises UnreadableError for what is no JPEG."""
    if data[: len(_START)] != _START:
        raise UnreadableError("slide.tile_damaged")
    return b"".join((level.prefix, memoryview(data)[level.skip :])) if level.skip or level.prefix else data


def stacked(level: Level, intervals: Sequence[bytes]) -> bytes:
    """One JPEG of restart intervals: their markers count from 0 again (T.81 B.2.1). Raises UnreadableError."""
    out: list[bytes | memoryview] = [level.head(len(intervals))]
    for number, data in enumerate(intervals):
        mark = data[-2:]
        if len(mark) != 2 or mark[0] != 0xFF or not (mark[1] in _RESTARTS or mark == _END):
            raise UnreadableError("slide.tile_damaged")
        last = number == len(intervals) - 1
        out += [memoryview(data)[:-2], _END if last else bytes((0xFF, _RESTARTS[number % 8]))]
    return b"".join(out)


def to_bytes(index: Index) -> bytes:
    """The index as bytes."""
    described = tuple(
        _Described(one.width, one.height, one.tile_width, one.tile_height, one.across, one.form, _text(one.prefix),
                   one.skip, one.stack, one.height_at, one.place, _text(one.blank), one.count)
        for one in index.levels
    )  # fmt: skip
    head = to_json(_Head(described, index.size, index.mpp_x, index.mpp_y, index.objective, index.series))
    numbers = [part for one in index.levels for part in (one.offsets, one.lengths)]
    return b"".join((MAGIC, SIZE.pack(len(head)), head, *numbers))


def from_bytes(data: bytes) -> Index:
    """The index of such bytes, whoever made them. Raises ValueError for what is none."""
    start = len(MAGIC) + SIZE.size
    if data[: len(MAGIC)] != MAGIC or len(data) < start:
        raise ValueError("no index")
    end = start + SIZE.unpack_from(data, len(MAGIC))[0]
    head = build(_Head, from_json(data[start:end]))
    if not 0 < len(head.levels) <= LEVELS_BOUND or head.size < 0:
        raise ValueError("no levels")
    levels = tuple(_levels(head.levels, data, end))
    sizes = (head.mpp_x, head.mpp_y, head.objective)
    if any(one is not None and not 0 < one < 1e6 for one in sizes):
        raise ValueError("no size of a pixel")
    return Index(levels, head.size, *sizes, head.series)


def _levels(described: Sequence[_Described], data: bytes, at: int) -> Iterator[Level]:
    for one in described:
        _check(one)
        middle, after = at + one.count * OFFSET.size, at + one.count * (OFFSET.size + LENGTH.size)
        if after > len(data):
            raise ValueError("numbers are cut off")
        yield Level(one.width, one.height, one.tile_width, one.tile_height, one.across, one.form, _data(one.prefix),
                    one.skip, one.stack, one.height_at, one.place, _data(one.blank), data[at:middle],
                    data[middle:after])  # fmt: skip
        at = after
    if at != len(data):
        raise ValueError("more numbers than tiles")


def _check(one: _Described) -> None:
    """Raises ValueError for a level that can't be."""
    sides = 0 < one.width < SIDE_BOUND and 0 < one.height < SIDE_BOUND
    tiles = 0 < one.tile_width <= TILE_SIDE_BOUND and 0 < one.tile_height <= TILE_SIDE_BOUND
    if not sides or not tiles or not 0 <= one.count <= TILES_BOUND:
        raise ValueError("no size of a level")
    stacked = one.form is Form.STACKED
    if one.across < -(-one.width // one.tile_width) or not 0 < one.stack <= one.tile_height or one.skip < 0:
        raise ValueError("no grid of tiles")
    if one.tile_height % one.stack or (one.stack > 1 and not stacked):
        raise ValueError("no stack of intervals")
    if stacked and not 0 < one.height_at <= len(_data(one.prefix)) - _HEIGHT.size:
        raise ValueError("no place of the height")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _data(text: str) -> bytes:
    if len(text) > 2 * PREFIX_BOUND:
        raise ValueError("prefix too long")
    return base64.b64decode(text, validate=True)
