"""A bounded walk over the directories of a TIFF (TIFF 6.0 section 2, BigTIFF, and Hamamatsu's 64-bit variant).

Directories, entries and values are counted before they are read; loops end the walk. No pixel is touched. Arrays as
long as the slide has tiles are only ever streamed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from consilium.domain.errors import UnreadableError
from consilium.readers.contract import Source

DIRECTORIES_BOUND = 2048
ENTRIES_BOUND = 512
TEXT_BOUND = 16 << 20
SEGMENTS_BOUND = 50_000_000
SUBDIRECTORIES_BOUND = 32
_PIECE = 1 << 20

NEW_SUBFILE, WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, DESCRIPTION = 254, 256, 257, 258, 259, 262, 270
MAKE, STRIP_OFFSETS, SAMPLES, ROWS_PER_STRIP, STRIP_COUNTS, X_RESOLUTION, Y_RESOLUTION = (
    271,
    273,
    277,
    278,
    279,
    282,
    283,
)
PLANAR, UNIT, SOFTWARE, DATE_TIME, PREDICTOR, COLOR_MAP, TILE_WIDTH, TILE_HEIGHT = (
    284,
    296,
    305,
    306,
    317,
    320,
    322,
    323,
)
TILE_OFFSETS, TILE_COUNTS, SUB_IFDS, EXTRA_SAMPLES, SAMPLE_FORMAT, JPEG_TABLES = 324, 325, 330, 338, 339, 347
SUBSAMPLING, REFERENCE_BLACK_WHITE, XMP = 530, 532, 700
NDPI_MARK, NDPI_LENS, NDPI_FOCUS, NDPI_REFERENCE = 65420, 65421, 65424, 65427
NDPI_STARTS, NDPI_STARTS_HIGH = 65426, 65432

_FORMS = {1: "B", 2: "c", 3: "H", 4: "I", 5: "II", 6: "b", 7: "B", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d", 13: "I"}
_FORMS |= {16: "Q", 17: "q", 18: "Q"}
_SIZES = {kind: struct.calcsize("<" + form) for kind, form in _FORMS.items()}
_RATIONALS = (5, 10)
_WHOLE = (1, 3, 4, 13, 16, 18)


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag's value: `count` of `kind` at `offset` in the source, or `inline` where it fits the entry."""

    kind: int
    count: int
    offset: int
    inline: bytes | None

    @property
    def size(self) -> int:
        return self.count * _SIZES.get(self.kind, 1)


@dataclass
class Directory:
    """One IFD: its tags by number."""

    tiff: Tiff
    index: int
    entries: dict[int, Entry]
    subdirectories: list[Directory] = field(default_factory=list)

    def number(self, tag: int, default: int = 0) -> int:
        """The first value as a whole number; `default` where the tag is absent or no number."""
        value = self.real(tag)
        return default if value is None or not -(2**63) < value < 2**64 else int(value)

    def real(self, tag: int) -> float | None:
        return next(self.values(tag), None)

    def values(self, tag: int) -> Iterator[float]:
        """The values one by one, read in pieces."""
        entry = self.entries.get(tag)
        if entry is None or entry.kind not in _FORMS or entry.kind == 2 or entry.count > SEGMENTS_BOUND:
            return
        form = struct.Struct(self.tiff.order + _FORMS[entry.kind])
        for piece in self._pieces(entry):
            for parts in form.iter_unpack(piece[: len(piece) // form.size * form.size]):
                yield _ratio(parts) if entry.kind in _RATIONALS else parts[0]

    def _pieces(self, entry: Entry) -> Iterator[bytes]:
        if entry.inline is not None:
            yield entry.inline[: entry.size]
            return
        step = _PIECE // 48 * 48  # whole values of every kind
        for start in range(0, entry.size, step):
            piece = self.tiff.source.read_at(entry.offset + start, min(step, entry.size - start))
            if not piece:
                return
            yield piece

    def data(self, tag: int, bound: int = TEXT_BOUND) -> bytes:
        """The value's bytes, b"" where the tag is absent or its value is larger than `bound`."""
        entry = self.entries.get(tag)
        if entry is None or entry.size > bound:
            return b""
        if entry.inline is not None:
            return entry.inline[: entry.size]
        return self.tiff.source.read_at(entry.offset, entry.size)

    def text(self, tag: int) -> str:
        raw = self.data(tag).split(b"\0")[0]
        try:
            return raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            return raw.decode("latin-1").strip()

    @property
    def width(self) -> int:
        return self.number(WIDTH)

    @property
    def height(self) -> int:
        return self.number(HEIGHT)

    @property
    def tiled(self) -> bool:
        return TILE_OFFSETS in self.entries and TILE_WIDTH in self.entries

    def segments(self) -> Iterator[tuple[int, int]]:
        """(offset, bytes) of each tile or strip."""
        offsets, counts = (TILE_OFFSETS, TILE_COUNTS) if self.tiled else (STRIP_OFFSETS, STRIP_COUNTS)
        for offset, count in zip_longest(self.values(offsets), self.values(counts), fillvalue=0):
            yield int(offset), int(count)

    def segment(self, number: int) -> tuple[int, int]:
        """(offset, bytes) of one tile or strip, (0, 0) where the file tells of none."""
        tags = (TILE_OFFSETS, TILE_COUNTS) if self.tiled else (STRIP_OFFSETS, STRIP_COUNTS)
        offset, count = (self._nth(tag, number) for tag in tags)
        return offset, count

    def _nth(self, tag: int, number: int) -> int:
        entry = self.entries.get(tag)
        if entry is None or entry.kind not in _WHOLE or not 0 <= number < entry.count:
            return 0
        size = _SIZES[entry.kind]
        if entry.inline is not None:
            data = entry.inline[number * size : (number + 1) * size]
        else:
            data = self.tiff.source.read_at(entry.offset + number * size, size)
        form = self.tiff.order + _FORMS[entry.kind]
        return int(struct.unpack(form, data)[0]) if len(data) == size else 0

    def end(self) -> int:
        """Where the last of the pixel data ends by the directory's word."""
        return max((offset + count for offset, count in self.segments()), default=0)


def _ratio(parts: tuple[int, ...]) -> float:
    return parts[0] / parts[1] if parts[1] else 0.0


class Tiff:
    """The directories of one TIFF. Raises UnreadableError where its first directory can't be read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.damaged = False
        head = source.read_at(0, 16).ljust(16, b"\0")
        self.order = "<" if head[:2] == b"II" else ">"
        self.big = is_tiff(head) and self._unpack("H", head, 2) == 43
        self.ndpi = False
        if not is_tiff(head):
            raise UnreadableError("slide.damaged")
        first = self._unpack("Q", head, 8) if self.big else self._unpack("I", head, 4)
        self.directories = self._chain(first)
        if not self.directories:
            raise UnreadableError("slide.cut_off_whole")

    def _unpack(self, form: str, data: bytes, at: int) -> int:
        return int(struct.unpack_from(self.order + form, data, at)[0])

    def _chain(self, first: int) -> list[Directory]:
        """The main chain; it ends at a loop or damage, which is remembered, and at a bound."""
        found: list[Directory] = []
        offset, seen = first, set[int]()
        while offset and len(found) < DIRECTORIES_BOUND:
            if offset in seen:
                self.damaged = True
                break
            seen.add(offset)
            read = self._directory(offset, len(found))
            if read is None:
                self.damaged = True
                break
            directory, offset = read
            found.append(directory)
            directory.subdirectories = self._children(directory, seen)
        return found

    def _children(self, directory: Directory, seen: set[int]) -> list[Directory]:
        """Reduced images of OME-TIFF stand in SubIFDs (TIFF Technical Note 1)."""
        children: list[Directory] = []
        for value in directory.values(SUB_IFDS):
            offset = int(value)
            if len(children) >= SUBDIRECTORIES_BOUND or offset in seen:
                break
            seen.add(offset)
            read = self._directory(offset, directory.index)
            if read is not None:
                children.append(read[0])
        return children

    def _directory(self, offset: int, index: int) -> tuple[Directory, int] | None:
        """(directory, offset of the next), None where it can't be there."""
        count_form, width, next_form = ("Q", 20, "Q") if self.big else ("H", 12, "Q" if self.ndpi else "I")
        begin = struct.calcsize("<" + count_form)
        head = self.source.read_at(offset, begin) if offset < self.source.size else b""
        if len(head) < begin:
            return None
        count = self._unpack(count_form, head, 0)
        if not 0 < count <= ENTRIES_BOUND:
            return None
        data = self.source.read_at(offset + begin, count * width + 8 + 4 * count)
        if len(data) < count * width:
            return None
        directory = Directory(self, index, self._entries(data, count, width))
        if not index and not self.big and not self.ndpi and NDPI_MARK in directory.entries:
            self.ndpi = True
            return self._directory(offset, index)
        following = data[count * width :]
        enough = len(following) >= struct.calcsize("<" + next_form)
        return directory, self._unpack(next_form, following, 0) if enough else 0

    def _entries(self, data: bytes, count: int, width: int) -> dict[int, Entry]:
        found: dict[int, Entry] = {}
        for number in range(count):
            at = number * width
            tag, kind = self._unpack("H", data, at), self._unpack("H", data, at + 2)
            many = self._unpack("Q" if self.big else "I", data, at + 4)
            room = data[at + 12 : at + 20] if self.big else data[at + 8 : at + 12]
            if self.ndpi:
                room += self._high(data, count, number)
            found.setdefault(tag, self._entry(kind, many, room))
        return found

    def _entry(self, kind: int, many: int, room: bytes) -> Entry:
        size = many * _SIZES.get(kind, 1)
        if self.ndpi and kind == 4 and many == 1:
            return Entry(16, 1, 0, room)  # the upper half of an NDPI offset stands behind the directory
        if size <= (8 if self.big else 4):
            return Entry(kind, many, 0, room)
        return Entry(kind, many, int.from_bytes(room, "little" if self.order == "<" else "big"), None)

    def _high(self, data: bytes, count: int, number: int) -> bytes:
        """The upper four bytes of an NDPI value or offset, kept behind the eight-byte next offset."""
        start = count * 12 + 8 + 4 * number
        high = data[start : start + 4]
        return high if len(high) == 4 else b"\0" * 4


def size_of(kind: int) -> int:
    """How many bytes one value of a kind takes."""
    return _SIZES.get(kind, 1)


def is_tiff(head: bytes) -> bool:
    """Classic or BigTIFF header."""
    return head[:4] in (b"II*\0", b"MM\0*") or head[:8] in (b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0")
