"""The directories of a TIFF as bytes: where each stands and what its entries are, so that it can be written anew.

`tiff.Tiff` reads values; this finds the same directories again by following the same chain, and packs fewer entries
into the place of more (TIFF 6.0 section 2, BigTIFF, Hamamatsu's 64-bit variant).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.errors import UnreadableError
from consilium.readers.slide import tiff
from consilium.readers.slide.tiff import Directory, Tiff


@dataclass(frozen=True, slots=True)
class Tag:
    """One entry: its bytes, the upper half of its value (Hamamatsu), and where a value that is not inline stands."""

    number: int
    entry: bytes
    high: bytes
    size: int
    offset: int
    inline: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One directory's place and its entries in their order."""

    offset: int
    tags: tuple[Tag, ...]
    following: int


class RawTiff:
    """A TIFF's directories by place. Only for a file whose chain `Tiff` walked without finding damage."""

    def __init__(self, file: Tiff) -> None:
        self._file = file
        self._count_form, self._width, self._next_form = (
            ("Q", 20, "Q") if file.big else ("H", 12, "Q" if file.ndpi else "I")
        )
        self.header_size = 16 if file.big else 12 if file.ndpi else 8

    def blocks(self) -> Iterator[tuple[Directory, Block]]:
        """Each directory of the chain, and those below it, with its place. Raises UnreadableError."""
        head = self._file.source.read_at(0, 16).ljust(16, b"\0")
        offset = self._number("Q", head, 8) if self._file.big else self._number("I", head, 4)
        for directory in self._file.directories:
            block = self._block(offset)
            yield directory, block
            below = [int(value) for value in directory.values(tiff.SUB_IFDS)]
            for child, place in zip(directory.subdirectories, below, strict=False):
                yield child, self._block(place)
            offset = block.following

    def resized(self, tag: Tag, count: int) -> Tag:
        """The tag with a value of so many bytes at the same place."""
        form = "Q" if self._file.big else "I"
        entry = bytearray(tag.entry)
        struct.pack_into(self._file.order + form, entry, 4, count)
        return replace(tag, entry=bytes(entry), size=count)

    def packed(self, tags: list[Tag], following: int) -> bytes:
        """A directory of these entries; `following` is the offset of the next, 0 for none."""
        order = self._file.order
        parts = [struct.pack(order + self._count_form, len(tags)), *(tag.entry for tag in tags)]
        parts.append(struct.pack(order + self._next_form, following))
        parts += [tag.high for tag in tags]
        return b"".join(parts)

    def _block(self, offset: int) -> Block:
        begin = struct.calcsize("<" + self._count_form)
        head = self._file.source.read_at(offset, begin)
        if len(head) < begin:
            raise UnreadableError("deidentification.slide_damaged")
        count = self._number(self._count_form, head, 0)
        if not 0 < count <= tiff.ENTRIES_BOUND:
            raise UnreadableError("deidentification.slide_damaged")
        step = struct.calcsize("<" + self._next_form)
        high = 4 * count if self._file.ndpi else 0
        data = self._file.source.read_at(offset + begin, count * self._width + step + high)
        if len(data) < count * self._width + step + high:
            raise UnreadableError("deidentification.slide_damaged")
        tags = tuple(self._tag(data, number, count) for number in range(count))
        return Block(offset, tags, self._number(self._next_form, data, count * self._width))

    def _tag(self, data: bytes, number: int, count: int) -> Tag:
        entry = data[number * self._width : (number + 1) * self._width]
        kind, many = self._number("H", entry, 2), self._number("Q" if self._file.big else "I", entry, 4)
        high = b""
        if self._file.ndpi:
            start = count * 12 + 8 + 4 * number
            high = data[start : start + 4]
        room = entry[12:] if self._file.big else entry[8:]
        size = many * tiff.size_of(kind)
        inline = size <= len(room)
        value = int.from_bytes(room + high, "little" if self._file.order == "<" else "big")
        return Tag(self._number("H", entry, 0), entry, high, size, 0 if inline else value, inline)

    def _number(self, form: str, data: bytes, at: int) -> int:
        return int(struct.unpack_from(self._file.order + form, data, at)[0])
