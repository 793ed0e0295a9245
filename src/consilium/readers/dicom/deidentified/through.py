"""Stored pixels on their way out untouched, but for comments inside compressed streams and bits outside the pixels."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise

from consilium.domain.errors import UnreadableError
from consilium.readers.contract import Source
from consilium.readers.dicom.header import Pixels
from consilium.readers.silenced import silenced

CHUNK = 1 << 20
HEAD = 256 * 1024
MOST_FRAGMENTS = 2_000_000
ITEM, SEQUENCE_END = (0xFFFE, 0xE000), (0xFFFE, 0xE0DD)


def native(source: Source, pixels: Pixels, length: int) -> Iterator[bytes]:
    """The first `length` bytes of uncompressed pixels. Raises UnreadableError where the file ends before they do."""
    at, end = pixels.offset, pixels.offset + length
    while at < end:
        piece = source.read_at(at, min(CHUNK, end - at))
        if not piece:
            raise UnreadableError("deidentification.pixels_cut_off")
        at += len(piece)
        yield piece


def can_be_silenced(source: Source, pixels: Pixels) -> bool:
    """Whether each compressed stream is one whose comments can be found: then it may leave as it is stored."""
    return all(
        silenced(source.read_at(at, min(HEAD, length))) is not None for at, length in _fragments(source, pixels) if at
    )


def encapsulated(source: Source, pixels: Pixels) -> Iterator[bytes]:
    """Compressed pixels: the offset table and the fragments as they are (PS3.5 A.4), comments emptied; nothing that
    follows them. Raises UnreadableError where the file ends before they do."""
    found = _fragments(source, pixels)
    table = _offsets(source, *next(found))
    yield struct.pack("<HHI", *ITEM, len(table)) + table
    for at, length in found:
        yield struct.pack("<HHI", *ITEM, length)
        head = source.read_at(at, min(HEAD, length))
        yield silenced(head) or b""
        for start in range(at + len(head), at + length, CHUNK):
            yield source.read_at(start, min(CHUNK, at + length - start))
    yield struct.pack("<HHI", *SEQUENCE_END, 0)


def _offsets(source: Source, at: int, length: int) -> bytes:
    """The offset table where it is one: rising numbers from 0. An empty one is always right (PS3.5 A.4)."""
    table = source.read_at(at, min(length, 4 * MOST_FRAGMENTS))
    numbers = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    rising = all(one < other for one, other in pairwise(numbers))
    return table if len(table) % 4 == 0 and numbers[:1] == (0,) and rising else b""


def _fragments(source: Source, pixels: Pixels) -> Iterator[tuple[int, int]]:
    """(offset, length) of the offset table and of each fragment."""
    at = pixels.offset
    for _ in range(MOST_FRAGMENTS):
        head = source.read_at(at, 8)
        if len(head) < 8:
            break
        group, element, length = struct.unpack("<HHI", head)
        if (group, element) == SEQUENCE_END:
            return
        if (group, element) != ITEM or at + 8 + length > source.size:
            break
        yield at + 8, length
        at += 8 + length
    raise UnreadableError("deidentification.pixels_cut_off")
