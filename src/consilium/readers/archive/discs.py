"""Members of a disc image: ISO 9660 with Joliet or Rock Ridge (ECMA-119, IEEE P1282), and UDF (`udf`).

Own reader rather than a library's: a library reads the whole tree before it gives anything, so a truncated image gives
nothing and a loop of folders never ends. El Torito boot images are no files and stay out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers.archive.codecs import source_chunks
from consilium.readers.archive.unpacking import Unpacking
from consilium.readers.contract import Source

SECTOR = 2048
FIRST_DESCRIPTOR = 16
DESCRIPTORS_BOUND = 64
FOLDERS_BOUND = 20_000
FOLDER_BYTES_BOUND = 64 << 20
DEPTH_BOUND = 64
CONTINUATIONS_BOUND = 16

_RAW_SECTOR = 2352
_RAW_SYNC = b"\x00" + b"\xff" * 10 + b"\x00"
_JOLIET = (b"%/@", b"%/C", b"%/E")


class RawSectors:
    """The 2,048 user bytes of each 2,352-byte sector of a raw image (`.bin`): ECMA-130 14, modes 1 and 2 form 1."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._skip = 24 if source.read_at(15, 1) == b"\x02" else 16
        self.size = source.size // _RAW_SECTOR * SECTOR

    def read_at(self, offset: int, length: int) -> bytes:
        first, skip = divmod(offset, SECTOR)
        count = -(-(skip + length) // SECTOR)
        raw = self._source.read_at(first * _RAW_SECTOR, count * _RAW_SECTOR)
        starts = range(self._skip, len(raw), _RAW_SECTOR)
        return b"".join(raw[start : start + SECTOR] for start in starts)[skip : skip + length]

    def fileno(self) -> int | None:
        return None


def sectors(source: Source) -> Source:
    """The image as 2,048-byte sectors."""
    return RawSectors(source) if source.read_at(0, len(_RAW_SYNC)) == _RAW_SYNC else source


def descriptors(source: Source) -> dict[bytes, bytes]:
    """Volume descriptors by what they are: `primary`, `joliet`, and the names of UDF's recognition sequence."""
    found: dict[bytes, bytes] = {}
    for index in range(FIRST_DESCRIPTOR, FIRST_DESCRIPTOR + DESCRIPTORS_BOUND):
        data = source.read_at(index * SECTOR, SECTOR)
        kind, name = data[:1], data[1:6]
        if name not in (b"CD001", b"BEA01", b"NSR02", b"NSR03", b"TEA01", b"BOOT2") or len(data) < SECTOR:
            break
        if name != b"CD001":
            found.setdefault(name, data)
        elif kind == b"\x01":
            found.setdefault(b"primary", data)
        elif kind == b"\x02" and data[88:91] in _JOLIET:
            found.setdefault(b"joliet", data)
    return found


@dataclass(frozen=True, slots=True)
class DiscFile:
    """One file of an image: `extents` are (offset, bytes) in the source, offset None for a hole of zeros."""

    name: str
    extents: tuple[tuple[int | None, int], ...]
    modified: str = ""
    link: bool = False


@dataclass(slots=True)
class _Record:
    """A directory record (ECMA-119 9.1)."""

    name: bytes
    extent: int
    size: int
    flags: int
    modified: str
    system: bytes

    @property
    def folder(self) -> bool:
        return bool(self.flags & 2)


class IsoTree:
    """The files under one volume descriptor's root."""

    def __init__(self, source: Source, descriptor: bytes, *, joliet: bool) -> None:
        self._source, self._joliet = source, joliet
        self._block = struct.unpack_from("<H", descriptor, 128)[0] or SECTOR
        self._root = _record(descriptor[156:190])
        self.rock_ridge = False
        self.cut_off = False
        self._skip = 0
        coding = "utf-16-be" if joliet else "latin-1"
        self.label = descriptor[40:72].decode(coding, "replace").strip(" \0")

    def has_rock_ridge(self) -> bool:
        """Whether the root folder's own record announces it."""
        if self._root is not None:
            next(self._children(self._root, root=True), None)
        return self.rock_ridge

    def files(self) -> Iterator[DiscFile]:
        """Every file, folder by folder; each folder's place is visited once, so that loops end."""
        if self._root is None:
            raise UnreadableError("archive.damaged")
        folders, seen = [(self._root, "", 0)], {self._root.extent}
        while folders:
            record, path, depth = folders.pop()
            for child in self._children(record, root=not path):
                name = path + self._name(child)
                place = self._relocated(child)
                if place is None:
                    yield from self._file(child, name)
                elif place.extent not in seen and depth < DEPTH_BOUND and len(seen) < FOLDERS_BOUND:
                    seen.add(place.extent)
                    folders.append((place, name + "/", depth + 1))

    def _file(self, record: _Record, name: str) -> Iterator[DiscFile]:
        if self.rock_ridge and _fields(record.system, self._skip, b"SL"):
            yield DiscFile(name, (), record.modified, link=True)
        else:
            yield DiscFile(name, ((record.extent * self._block, record.size),), record.modified)

    def _children(self, folder: _Record, *, root: bool) -> Iterator[_Record]:
        """The folder's records without itself, its parent, Mac resource forks and relocated folders."""
        for index, record in enumerate(self._records(folder)):
            if index < 2 and record.name in (b"\0", b"\1"):
                if root and not index and not self._joliet:
                    self._begin_rock_ridge(record)
                continue
            record.system = self._whole_system(record.system) if self.rock_ridge else b""
            if not record.flags & 4 and not _fields(record.system, self._skip, b"RE"):
                yield record

    def _records(self, folder: _Record) -> Iterator[_Record]:
        """Records of one folder, block by block: none crosses a block (ECMA-119 6.8.1.1)."""
        size = min(folder.size, FOLDER_BYTES_BOUND)
        for start in range(0, size, self._block):
            data = self._source.read_at(folder.extent * self._block + start, self._block)
            if not data:
                self.cut_off = True
                return
            position = 0
            while position < len(data) and (length := data[position]):
                record = _record(data[position : position + length])
                if record is None:
                    self.cut_off = True
                    break
                yield record
                position += length

    def _begin_rock_ridge(self, record: _Record) -> None:
        """SP in the root's own record says that System Use fields follow the protocol (SUSP 5.3)."""
        use = record.system
        if use[:2] == b"SP" and use[4:6] == b"\xbe\xef":
            self.rock_ridge, self._skip = True, use[6] if len(use) > 6 else 0

    def _whole_system(self, use: bytes) -> bytes:
        """System Use fields with their continuations (SUSP 5.1)."""
        whole, rest = use[self._skip :], use[self._skip :]
        for _ in range(CONTINUATIONS_BOUND):
            more = _fields(rest, 0, b"CE")
            if not more or len(more[0]) < 24:
                break
            block, offset, length = (struct.unpack_from("<I", more[0], at)[0] for at in (0, 8, 16))
            rest = self._source.read_at(block * self._block + offset, min(length, SECTOR))
            whole += rest
        return b"\0" * self._skip + whole

    def _relocated(self, record: _Record) -> _Record | None:
        """The folder that a record stands for, None for a file. CL: a deep folder moved elsewhere (RRIP 4.1.5.1)."""
        moved = _fields(record.system, self._skip, b"CL")
        if moved and len(moved[0]) >= 4:
            extent = struct.unpack_from("<I", moved[0])[0]
            return _record(self._source.read_at(extent * self._block, 255))
        return record if record.folder else None

    def _name(self, record: _Record) -> str:
        if self._joliet:
            return record.name.decode("utf-16-be", "replace").removesuffix(";1")
        parts = [field[1:] for field in _fields(record.system, self._skip, b"NM") if field]
        if parts:
            raw = b"".join(parts)
            try:
                return raw.decode("utf-8")
            except UnicodeDecodeError:
                return raw.decode("latin-1")
        return record.name.decode("latin-1").split(";")[0].removesuffix(".")


def _record(data: bytes) -> _Record | None:
    if len(data) < 34 or data[0] < 34 or 33 + data[32] > len(data):
        return None
    extent, size = struct.unpack_from("<I", data, 2)[0], struct.unpack_from("<I", data, 10)[0]
    end = 33 + data[32]
    return _Record(
        data[33:end], extent + data[1], size, data[25], _moment(data[18:25]), data[end + (end & 1) : data[0]]
    )


def _moment(stamp: bytes) -> str:
    """ISO form of a recording date (ECMA-119 9.1.5), "" where it is none."""
    year, month, day, hour, minute, second = stamp[:6]
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 60):
        return ""
    return f"{1900 + year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"


def _fields(use: bytes, skip: int, wanted: bytes) -> list[bytes]:
    """The data of all System Use fields of one signature (SUSP 4.1: signature, length, version, data)."""
    found, position = [], skip
    while position + 4 <= len(use) and use[position + 2] >= 4:
        if use[position : position + 2] == wanted:
            found.append(use[position + 4 : position + use[position + 2]])
        position += use[position + 2]
    return found


def joined(files: Iterator[DiscFile]) -> Iterator[DiscFile]:
    """Sections of one file, records of the same name one after another (ECMA-119 6.5.1), made one."""
    held: DiscFile | None = None
    for file in files:
        if held is not None and held.name == file.name and not file.link:
            held = DiscFile(held.name, held.extents + file.extents, held.modified)
            continue
        if held is not None:
            yield held
        held = file
    if held is not None:
        yield held


def hand_on(source: Source, files: Iterator[DiscFile], unpacking: Unpacking) -> None:
    """Every file's bytes. What lies past the image's end is cut off and noted by name."""
    for file in files:
        if unpacking.members > unpacking.context.bounds.members:
            raise BoundExceededError("errors.too_many_members", bound=unpacking.context.bounds.members)
        if file.link:
            unpacking.note("archive.links_left_out", file.name)
        else:
            unpacking.member(file.name, _bytes(source, file), modified=file.modified)


def _bytes(source: Source, file: DiscFile) -> Iterator[bytes]:
    for offset, length in file.extents:
        if offset is not None:
            yield from source_chunks(source, offset, length)
            continue
        while length > 0:
            yield b"\0" * min(length, SECTOR)
            length -= SECTOR
