"""The files of a UDF volume (ECMA-167, OSTA UDF 1.02 to 2.60): plain, sparable and metadata partitions.

Sections are of ECMA-167 unless said otherwise. All numbers are little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from consilium.domain.errors import UnreadableError
from consilium.readers.archive.discs import DEPTH_BOUND, FOLDER_BYTES_BOUND, FOLDERS_BOUND, SECTOR, DiscFile
from consilium.readers.contract import Source

DESCRIPTORS_BOUND = 256
EXTENTS_BOUND = 100_000
_ANCHOR, _PARTITION, _LOGICAL_VOLUME, _TERMINATOR = 2, 5, 6, 8
_FILE_SET, _FILE_NAME, _FILE_ENTRY, _EXTENDED_ENTRY = 256, 257, 261, 266
_SHORT, _LONG, _EMBEDDED = 0, 1, 3
_FOLDER_TYPES, _LINK_TYPES, _DATA_TYPES = (4,), (6, 7, 8, 9, 12), (0, 5, 249)

Extents = tuple[tuple[int | None, int], ...]


def tag(data: bytes) -> int:
    """The identifier of a descriptor (3/7.2), 0 where its checksum is wrong."""
    if len(data) < 16 or sum(data[:4] + data[5:16]) & 0xFF != data[4]:
        return 0
    return int.from_bytes(data[:2], "little")


class UdfTree:
    """The files of one volume. Raises UnreadableError where the volume's own descriptors can't be read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.cut_off = False
        partitions, volume = self._volume()
        self._block: int = struct.unpack_from("<I", volume, 212)[0]
        if self._block not in (512, 1024, 2048, 4096):
            raise UnreadableError("archive.damaged")
        self.label = _dstring(volume[84:212])
        self._maps = self._partition_maps(volume, partitions)
        _, block, part = struct.unpack_from("<IIH", volume, 248)
        files = self._read(block, part, 512)
        if tag(files) != _FILE_SET:
            raise UnreadableError("archive.damaged")
        self._root: tuple[int, int] = struct.unpack_from("<IH", files, 404)

    def _volume(self) -> tuple[dict[int, int], bytes]:
        """(start sector by partition number, logical volume descriptor), from an anchor (3/8.4.2.1)."""
        last = self._source.size // SECTOR
        for place in (256, last - 1, last - 257, 512):
            anchor = self._source.read_at(place * SECTOR, 512) if place > 0 else b""
            if tag(anchor) != _ANCHOR:
                continue
            for at in (16, 24):
                length, start = struct.unpack_from("<II", anchor, at)
                partitions, volume = self._sequence(start, length)
                if partitions and volume:
                    return partitions, volume
        raise UnreadableError("archive.damaged")

    def _sequence(self, start: int, length: int) -> tuple[dict[int, int], bytes]:
        partitions: dict[int, int] = {}
        volume = b""
        for index in range(min(length // SECTOR, DESCRIPTORS_BOUND)):
            data = self._source.read_at((start + index) * SECTOR, SECTOR)
            kind = tag(data)
            if kind == _PARTITION:
                partitions[struct.unpack_from("<H", data, 22)[0]] = struct.unpack_from("<I", data, 188)[0]
            elif kind == _LOGICAL_VOLUME:
                volume = data
            elif kind == _TERMINATOR:
                break
        return partitions, volume

    def _partition_maps(self, volume: bytes, partitions: dict[int, int]) -> list[Extents]:
        """For each partition reference its place in the source, as extents (3/10.7; UDF 2.2.8 to 2.2.10)."""
        length, count = struct.unpack_from("<II", volume, 264)
        position, maps = 440, list[Extents]()
        while len(maps) < min(count, 8) and position + 6 <= min(440 + length, len(volume)):
            data = volume[position : position + max(2, volume[position + 1])]
            maps.append(self._map(data, partitions, maps))
            position += len(data)
        return maps

    def _map(self, data: bytes, partitions: dict[int, int], before: list[Extents]) -> Extents:
        kind = data[5:28].rstrip(b"\0")
        number = struct.unpack_from("<H", data, 4 if data[0] == 1 else 38)[0] if len(data) >= 40 or data[0] == 1 else -1
        start = partitions.get(number)
        if start is None or kind.startswith(b"*UDF Virtual"):
            raise UnreadableError("archive.disc_kind")
        plain: Extents = ((start * SECTOR, max(0, self._source.size - start * SECTOR)),)
        if data[0] == 1 or not kind.startswith(b"*UDF Metadata"):
            return plain
        self._maps = [*before, plain]
        return self._entry(struct.unpack_from("<I", data, 40)[0], len(before))[1]

    def _at(self, block: int, part: int) -> int:
        """Where a logical block stands in the source."""
        if part >= len(self._maps):
            raise UnreadableError("archive.damaged")
        rest = block * self._block
        for offset, length in self._maps[part]:
            if rest < length and offset is not None:
                return offset + rest
            rest -= length
        raise UnreadableError("archive.member_cut_off")

    def _read(self, block: int, part: int, length: int) -> bytes:
        return self._source.read_at(self._at(block, part), length)

    def _entry(self, block: int, part: int) -> tuple[int, Extents, str]:
        """(file type, extents, time of change) of a file entry (4/14.9, 4/14.17)."""
        data = self._read(block, part, self._block)
        kind = tag(data)
        if kind not in (_FILE_ENTRY, _EXTENDED_ENTRY):
            raise UnreadableError("archive.member_damaged")
        at, stamp = (168, 84) if kind == _FILE_ENTRY else (208, 92)
        attributes, length = struct.unpack_from("<II", data, at)
        size = struct.unpack_from("<Q", data, 56)[0]
        start = at + 8 + attributes
        form = struct.unpack_from("<H", data, 34)[0] & 7
        if form == _EMBEDDED:
            extents: Extents = ((self._at(block, part) + start, min(size, length, max(0, self._block - start))),)
        else:
            extents = _cut(self._extents(data[start : start + length], form, part), size)
        return data[27], extents, _moment(data[stamp : stamp + 12])

    def _extents(self, data: bytes, form: int, part: int) -> Iterator[tuple[int | None, int]]:
        """Allocation descriptors (4/14.14.1, .2); one of type 3 leads to more of them (4/14.5)."""
        if form not in (_SHORT, _LONG):
            raise UnreadableError("archive.disc_kind")
        width, position, seen = (8 if form == _SHORT else 16), 0, 0
        while position + width <= len(data) and seen < EXTENTS_BOUND:
            seen += 1
            stated, block = struct.unpack_from("<II", data, position)
            where = part if form == _SHORT else struct.unpack_from("<H", data, position + 8)[0]
            length, kind = stated & 0x3FFFFFFF, stated >> 30
            position += width
            if not length:
                return
            if kind == 3:
                more = self._read(block, where, self._block)
                data, position = more[24 : 24 + struct.unpack_from("<I", more, 20)[0]], 0
            else:
                yield (self._at(block, where) if kind == 0 else None), length

    def files(self) -> Iterator[DiscFile]:
        """Every file; a folder's place is visited once, and one that can't be read costs itself only."""
        folders, seen = [(self._root, "", 0)], {self._root}
        while folders:
            place, path, depth = folders.pop()
            for name, icb, is_folder in self._names(place):
                if not is_folder:
                    yield from self._file(path + name, icb)
                elif icb not in seen and depth < DEPTH_BOUND and len(seen) < FOLDERS_BOUND:
                    seen.add(icb)
                    folders.append((icb, f"{path}{name}/", depth + 1))

    def _file(self, name: str, icb: tuple[int, int]) -> Iterator[DiscFile]:
        try:
            kind, extents, modified = self._entry(*icb)
        except UnreadableError:
            # Past the end of the image: the name is known, its bytes are not.
            yield DiscFile(name, ((self._source.size, 1),))
            return
        if kind in _DATA_TYPES:
            yield DiscFile(name, extents, modified)
        elif kind in _LINK_TYPES:
            yield DiscFile(name, (), modified, link=True)

    def _names(self, place: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int], bool]]:
        """(name, where its entry stands, whether a folder) of each file identifier (4/14.4) of a folder."""
        try:
            _, extents, _ = self._entry(*place)
        except UnreadableError:
            self.cut_off = True
            return
        data = self._folder_bytes(extents)
        position = 0
        while tag(data[position : position + 16]) == _FILE_NAME and position + 38 <= len(data):
            flags, name_bytes = data[position + 18], data[position + 19]
            block, part = struct.unpack_from("<IH", data, position + 24)
            start = position + 38 + struct.unpack_from("<H", data, position + 36)[0]
            if not flags & 0b1100:
                yield _compressed_unicode(data[start : start + name_bytes]), (block, part), bool(flags & 2)
            position = start + name_bytes + (-(start + name_bytes - position) % 4)

    def _folder_bytes(self, extents: Extents) -> bytes:
        data = bytearray()
        for offset, length in extents:
            room = FOLDER_BYTES_BOUND - len(data)
            if offset is not None and room > 0:
                data += self._source.read_at(offset, min(length, room))
        return bytes(data)


def _cut(extents: Iterator[tuple[int | None, int]], size: int) -> Extents:
    """Extents to the file's stated size."""
    kept: list[tuple[int | None, int]] = []
    for offset, length in extents:
        if size <= 0:
            break
        kept.append((offset, min(length, size)))
        size -= length
    return tuple(kept)


def _dstring(field: bytes) -> str:
    """A fixed field whose last byte is its length (1/7.2.12)."""
    return _compressed_unicode(field[: field[-1]])


def _compressed_unicode(raw: bytes) -> str:
    """OSTA compressed Unicode (UDF 2.1.1): a first byte of 8 or 16, then Latin-1 or UTF-16."""
    if raw[:1] == b"\x10":
        return raw[1:].decode("utf-16-be", "replace").rstrip("\0")
    return raw[1:].decode("latin-1").rstrip("\0")


def _moment(stamp: bytes) -> str:
    """ISO form of a timestamp (1/7.3), "" where it is none."""
    if len(stamp) < 9:
        return ""
    _, year, month, day, hour, minute, second = struct.unpack_from("<HhBBBBB", stamp)
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 60):
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"
