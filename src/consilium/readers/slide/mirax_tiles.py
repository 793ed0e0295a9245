"""Tiles of a MIRAX slide, rendered: photographs overlap, so that none can leave as it is stored.

A level's photographs are listed in Index.dat, each with its number in the grid of level 0. What lies where is the
camera's position: regular, or as a buffer of positions states it (openslide.org/formats/mirax). A photograph of a
higher level holds the pictures of several positions, each of which is put in its own place.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from consilium.domain.errors import UnreadableError
from consilium.domain.slides import Form, Index, Level
from consilium.readers.contract import Source
from consilium.readers.slide.mirax import PICTURE_BOUND, Mirax, int32, plain, whole
from consilium.readers.slide.pixels import from_jpeg
from consilium.readers.slide.rendering import SEGMENTS_BOUND, Box
from consilium.readers.slide.statements import positive
from consilium.readers.slide.tiles import RENDERED_SIDE

PAGES_BOUND, IMAGES_BOUND = 100_000, 4_000_000
POSITION = np.dtype([("flag", "u1"), ("x", "<i4"), ("y", "<i4")])
ENTRY = np.dtype([("image", "<i4"), ("offset", "<i4"), ("length", "<i4"), ("file", "<i4")])
_POSITIONS = {"VIMSLIDE_POSITION_BUFFER": False, "StitchingIntensityLayer": True}  # packed by deflate or not

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class _Piece:
    """Part of a photograph: where it is in it and where it goes in the level, pixels."""

    entry: int
    source: tuple[int, int]
    place: tuple[int, int]


def index_of(slide: Mirax, size: int) -> Index:
    """The slide's index: all of it is to be rendered. Raises UnreadableError where parts are missing."""
    if not slide.ini or slide.context.sibling(f"{slide.folder}/{slide.index_name()}") is None:
        raise UnreadableError("slide.mirax_part_missing", part="Index.dat")
    stated, side = slide.slide(), RENDERED_SIDE
    levels = [
        Level(one.width, one.height, side, side, -(-one.width // side), Form.RENDERED, place=place)
        for place, one in enumerate(stated.levels)
        if one.width > 0 and one.height > 0
    ]
    if not levels:
        raise UnreadableError("slide.no_levels")
    return Index(tuple(levels), size, stated.mpp_x, stated.mpp_y, stated.objective_power)


def rendered(slide: Mirax, place: int, box: Box) -> Image.Image:
    """A box of a level in RGB; white where nothing was scanned. Raises UnreadableError."""
    index = slide.context.sibling(f"{slide.folder}/{slide.index_name()}")
    if index is None:
        raise UnreadableError("slide.mirax_part_missing", part="Index.dat")
    level = _Grid(slide, place, index)
    entries = level.entries()
    picture = Image.new("RGB", (box[2], box[3]), "white")
    opened: dict[int, Image.Image] = {}
    for piece in level.pieces(entries, box):
        if piece.entry not in opened:
            if len(opened) >= SEGMENTS_BOUND:
                raise UnreadableError("slide.picture_too_large")
            opened[piece.entry] = _photograph(slide, entries[piece.entry])
        left, top = piece.source
        part = opened[piece.entry].crop((left, top, left + level.wide, top + level.high))
        picture.paste(part, (piece.place[0] - box[0], piece.place[1] - box[1]))
    return picture


def _photograph(slide: Mirax, entry: NDArray[np.void]) -> Image.Image:
    name = plain(slide.ini.get("DATAFILE", {}).get(f"FILE_{int(entry['file'])}", ""))
    data = slide.context.sibling(f"{slide.folder}/{name}") if name else None
    offset, length = int(entry["offset"]), int(entry["length"])
    if data is None:
        raise UnreadableError("slide.mirax_part_missing", part=name or "DATAFILE")
    if offset < 0 or not 0 < length <= PICTURE_BOUND or offset + length > data.size:
        raise UnreadableError("slide.tile_damaged")
    return from_jpeg(data.read_at(offset, length))


class _Grid:
    """One level's photographs. `wide`, `high`: of the part of a photograph that one position has, pixels."""

    def __init__(self, slide: Mirax, place: int, index: Source) -> None:
        self._slide, self._place, self._index = slide, place, index
        general = slide.ini.get("GENERAL", {})
        self._across, self._down = whole(general.get("IMAGENUMBER_X")), whole(general.get("IMAGENUMBER_Y"))
        self._divisions = whole(general.get("CameraImageDivisionsPerSide")) or 1
        sections = [slide.level_section(one) for one in range(place + 1)]
        factors = [whole(one.get("IMAGE_CONCAT_FACTOR")) for one in sections]
        self._base, own = sections[0], sections[-1]
        width, height = whole(own.get("DIGITIZER_WIDTH")), whole(own.get("DIGITIZER_HEIGHT"))
        if not 0 < self._across * self._down <= IMAGES_BOUND or not width or not height or sum(factors) > 32:
            raise UnreadableError("slide.no_levels")
        self._concat = 1 << sum(factors)
        self._parts = max(1, self._concat // self._divisions)
        if self._parts > min(width, height):
            raise UnreadableError("slide.no_levels")
        self.wide, self.high = width // self._parts, height // self._parts

    def entries(self) -> NDArray[np.void]:
        """Every photograph of the level: its number, and where its bytes are."""
        root = int32(self._index, 5 + len(self._slide.slide_id))
        record = int32(self._index, root + 4 * self._place) if root is not None else None
        if record is None or int32(self._index, record) != 0:
            raise UnreadableError("slide.mirax_part_missing", part="Index.dat")
        pages = [np.frombuffer(data, ENTRY) for data in self._pages(int32(self._index, record + 4))]
        found = np.concatenate(pages) if pages else np.zeros(0, ENTRY)
        return found[(found["image"] >= 0) & (found["image"] < self._across * self._down)]

    def _pages(self, page: int | None) -> Iterator[bytes]:
        total = 0
        for _ in range(PAGES_BOUND):
            if not page:
                return
            count, after = int32(self._index, page), int32(self._index, page + 4)
            total += count or 0
            if count is None or total > IMAGES_BOUND:
                raise UnreadableError("slide.mirax_part_missing", part="Index.dat")
            data = self._index.read_at(page + 8, count * ENTRY.itemsize)
            yield data[: len(data) // ENTRY.itemsize * ENTRY.itemsize]
            page = after

    def pieces(self, entries: NDArray[np.void], box: Box) -> Iterator[_Piece]:
        """The parts of photographs that meet the box, in the order of the file."""
        own = entries["image"].astype(np.int64)
        steps = np.arange(self._parts, dtype=np.int64)
        columns = (own % self._across)[:, None, None] + (steps * self._divisions)[None, None, :]
        rows = (own // self._across)[:, None, None] + (steps * self._divisions)[None, :, None]
        columns, rows = np.broadcast_arrays(columns, rows)
        inside = (columns < self._across) & (rows < self._down)
        x, y, there = self._positions(np.where(inside, columns, 0), np.where(inside, rows, 0))
        x, y = np.rint(x / self._concat).astype(np.int64), np.rint(y / self._concat).astype(np.int64)
        meets = (x < box[0] + box[2]) & (x + self.wide > box[0]) & (y < box[1] + box[3]) & (y + self.high > box[1])
        for entry, down, across in np.argwhere(inside & there & meets):
            at = (int(entry), int(down), int(across))
            yield _Piece(at[0], (at[2] * self.wide, at[1] * self.high), (int(x[at]), int(y[at])))

    def _positions(self, columns: Numbers, rows: Numbers) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
        """Where images of level 0 begin, in its pixels, and whether their camera's position is known."""
        camera_x, camera_y = columns // self._divisions, rows // self._divisions
        width, height = whole(self._base.get("DIGITIZER_WIDTH")), whole(self._base.get("DIGITIZER_HEIGHT"))
        within_x = width * (columns - camera_x * self._divisions)
        within_y = height * (rows - camera_y * self._divisions)
        stated = self._stated()
        if stated is None:
            step_x = width * self._divisions - (positive(self._base.get("OVERLAP_X")) or 0.0)
            step_y = height * self._divisions - (positive(self._base.get("OVERLAP_Y")) or 0.0)
            x, y = np.rint(camera_x * step_x).astype(np.int64), np.rint(camera_y * step_y).astype(np.int64)
            return x + within_x, y + within_y, np.ones(columns.shape, bool)
        number = camera_y * (self._across // self._divisions) + camera_x
        known = number < len(stated)
        number = np.where(known, number, 0)
        x, y = stated["x"][number].astype(np.int64), stated["y"][number].astype(np.int64)
        return x + within_x, y + within_y, known & ((number == 0) | (x != 0) | (y != 0))

    def _stated(self) -> NDArray[np.void] | None:
        """The buffer of positions, None where the slide has none."""
        for name, packed in _POSITIONS.items():
            data = self._slide.layer(self._index, name)
            if not data:
                continue
            try:
                opener = zlib.decompressobj()
                data = opener.decompress(data, IMAGES_BOUND * POSITION.itemsize) if packed else data
            except (zlib.error, struct.error):
                continue
            return np.frombuffer(data[: len(data) // POSITION.itemsize * POSITION.itemsize], POSITION)
        return None
