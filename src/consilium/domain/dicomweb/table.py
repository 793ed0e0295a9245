"""The instances of one series as they are kept for viewers: what is asked of each, and where its frames stand.

Kept as one run of bytes: a count, then per instance a fixed head, its texts, its answer to a query, and where frames
are compressed the places of their fragments. Offsets count in the stored file. Little endian throughout.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

COUNT = struct.Struct("<4sI")
MAGIC = b"CIS1"
# file, its size, offset of the data set, flags, rows, columns, bits, samples, frames, pixels' offset and length,
# a native frame's length, span in the metadata, lengths of the texts and of the answer, frames and fragments listed
HEAD = struct.Struct("<16sQQBIIHHIQqQQIBBBIII")
WHOLE, INFLATED, ODD_BITS, PIXELS, BIG_ENDIAN = 1, 2, 4, 8, 16
ENCAPSULATED = -1
FRAGMENT_COUNTS = struct.Struct("<II")
MOST_FRAMES = 1 << 24


@dataclass(frozen=True, slots=True)
class Fragments:
    """Where compressed frames stand. Frame `i` is the fragments `starts[i]` to `starts[i + 1]`."""

    starts: Sequence[int]
    offsets: Sequence[int]
    lengths: Sequence[int]

    @classmethod
    def unpacked(cls, data: bytes, size: int) -> Fragments:
        """From what a worker sent, of a file of `size` bytes. Raises ValueError for what can't be."""
        if len(data) < FRAGMENT_COUNTS.size:
            raise ValueError("no counts")
        frames, count = FRAGMENT_COUNTS.unpack_from(data)
        if frames > MOST_FRAMES or len(data) != FRAGMENT_COUNTS.size + 4 * (frames + 1) + 12 * count:
            raise ValueError("other counts")
        at = FRAGMENT_COUNTS.size
        starts = _array("I", data[at : (at := at + 4 * (frames + 1))])
        offsets = _array("Q", data[at : (at := at + 8 * count)])
        lengths = _array("I", data[at:])
        if any(a >= b for a, b in pairwise(starts)) or starts[-1] > count:
            raise ValueError("frames out of order")
        if any(offset + length > size for offset, length in zip(offsets, lengths, strict=True)):
            raise ValueError("beyond the end")
        return cls(starts, offsets, lengths)

    def packed(self) -> bytes:
        """As `unpacked` takes it."""
        arrays = (array("I", self.starts), array("Q", self.offsets), array("I", self.lengths))
        if sys.byteorder == "big":
            for one in arrays:
                one.byteswap()
        counts = FRAGMENT_COUNTS.pack(len(self.starts) - 1, len(self.offsets))
        return b"".join((counts, *(one.tobytes() for one in arrays)))


NOTHING = Fragments((0,), (), ())


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance. `file` is its input file's id; `span` where it stands in the series' metadata.

    `whole` tells that the stored file is a Part 10 file as it should be; where it is not, its data set begins at
    `dataset`. `offset` and `length` are those of the pixel data, `length` ENCAPSULATED for fragments; of native ones
    a frame takes `frame_length` bytes. `inflated` offsets count in the inflated data set.
    """

    file: bytes
    size: int
    uid: str
    sop_class: str
    syntax: str
    dataset: int
    span: tuple[int, int]
    query: bytes
    rows: int = 0
    columns: int = 0
    bits: int = 0
    samples: int = 0
    frames: int = 0
    offset: int = 0
    length: int = 0
    frame_length: int = 0
    whole: bool = True
    inflated: bool = False
    odd_bits: bool = False
    has_pixels: bool = False
    big_endian: bool = False
    fragments: Fragments = NOTHING

    @property
    def encapsulated(self) -> bool:
        return self.length == ENCAPSULATED

    def pieces(self, frame: int) -> list[tuple[int, int]] | None:
        """Offset and length of each piece of a frame (from 1), one after another.

        None where it has to be taken out by a reader; empty where the file does not hold it all.
        """
        if self.inflated or self.odd_bits:
            return None
        if self.encapsulated:
            starts = self.fragments.starts
            if frame >= len(starts):
                return []
            within = range(starts[frame - 1], starts[frame])
            return [(self.fragments.offsets[at], self.fragments.lengths[at]) for at in within]
        end = frame * self.frame_length
        if end > self.length or self.offset + end > self.size:
            return []
        return [(self.offset + end - self.frame_length, self.frame_length)]


def packed(instances: Sequence[Instance]) -> bytes:
    """The table, compressed."""
    parts = [COUNT.pack(MAGIC, len(instances))]
    for one in instances:
        parts += _packed(one)
    return zlib.compress(b"".join(parts), 1)


def _packed(one: Instance) -> Iterable[bytes]:
    uid, sop_class, syntax = (text.encode("utf-8", "surrogateescape") for text in (one.uid, one.sop_class, one.syntax))
    fragments = b"" if one.fragments is NOTHING else one.fragments.packed()
    flags = (
        WHOLE * one.whole
        | INFLATED * one.inflated
        | ODD_BITS * one.odd_bits
        | PIXELS * one.has_pixels
        | BIG_ENDIAN * one.big_endian
    )
    head = HEAD.pack(
        one.file, one.size, one.dataset, flags, one.rows, one.columns, one.bits, one.samples, one.frames,
        one.offset, one.length, one.frame_length, one.span[0], one.span[1],
        len(uid), len(sop_class), len(syntax), len(one.query), len(fragments), 0,
    )  # fmt: skip
    return head, uid, sop_class, syntax, one.query, fragments


def unpacked(data: bytes) -> list[Instance]:
    """The instances of a table of ours, in order."""
    plain = zlib.decompress(data)
    magic, count = COUNT.unpack_from(plain)
    if magic != MAGIC:
        raise ValueError("not a table of ours")
    found, at = [], COUNT.size
    for _ in range(count):
        one, at = _instance(plain, at)
        found.append(one)
    return found


def _instance(plain: bytes, at: int) -> tuple[Instance, int]:
    (file, size, dataset, flags, rows, columns, bits, samples, frames, offset, length, frame_length, first, many,
     uids, classes, syntaxes, queries, listed, _) = HEAD.unpack_from(plain, at)  # fmt: skip
    at += HEAD.size
    texts = []
    for long in (uids, classes, syntaxes):
        texts.append(sys.intern(plain[at : at + long].decode("utf-8", "surrogateescape")))
        at += long
    query = plain[at : at + queries]
    at += queries
    fragments = Fragments.unpacked(plain[at : at + listed], size) if listed else NOTHING
    made = Instance(
        file, size, texts[0], texts[1], texts[2], dataset, (first, many), query, rows, columns, bits, samples, frames,
        offset, length, frame_length, bool(flags & WHOLE), bool(flags & INFLATED), bool(flags & ODD_BITS),
        bool(flags & PIXELS), bool(flags & BIG_ENDIAN), fragments,
    )  # fmt: skip
    return made, at + listed


def _array(kind: str, data: bytes) -> array[int]:
    made = array(kind)
    made.frombytes(data)
    if sys.byteorder == "big":
        made.byteswap()
    return made
