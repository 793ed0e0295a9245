"""What a zip says that it holds: the central directory, or local headers where that is damaged (APPNOTE.TXT 4.3).

Own parser rather than `zipfile`: Python 3.11's accepts members that share the same bytes, knows neither AES nor
Deflate64, and reads nothing of an archive whose end is missing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers.contract import Source

LOCAL = b"PK\x03\x04"
CENTRAL = b"PK\x01\x02"
END = b"PK\x05\x06"
END64 = b"PK\x06\x06"
LOCATOR64 = b"PK\x06\x07"
DESCRIPTOR = b"PK\x07\x08"

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")

DIRECTORY_BOUND = 64 << 20
_WINDOW = 1 << 20
_COMMENT_BOUND = 0xFFFF


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as its header states it. `offset` is of the local header in the source; sizes in bytes.

    `packed` is None where only the data tells (local header of a streamed member, 4.4.4 bit 3).
    """

    name: str
    flags: int
    method: int
    crc: int
    packed: int | None
    size: int
    offset: int
    extra: bytes = b""
    modified: str = ""
    clock: int = 0
    unix_mode: int = 0

    @property
    def encrypted(self) -> bool:
        return bool(self.flags & 1)

    @property
    def streamed(self) -> bool:
        return bool(self.flags & 8)

    @property
    def folder(self) -> bool:
        return self.name.endswith(("/", "\\")) or self.unix_mode & 0o170000 == 0o040000

    @property
    def link(self) -> bool:
        return self.unix_mode & 0o170000 in (0o120000, 0o060000, 0o020000, 0o010000, 0o140000)


@dataclass(frozen=True, slots=True)
class Directory:
    """All entries in the archive's order, and its comment. `start` is where the zip begins (behind a program)."""

    entries: tuple[Entry, ...]
    comment: str
    start: int
    damaged: bool = False


def directory(source: Source, bound: int) -> Directory | None:
    """The central directory, None where there is none that can be believed. `bound` is the most entries."""
    end = _end_record(source)
    if end is None:
        return None
    position, count, size, offset, comment = end
    start = position - size - offset
    if start < 0 or size > DIRECTORY_BOUND:
        return None
    if count > bound:
        raise BoundExceededError("errors.too_many_members", bound=bound)
    data = source.read_at(position - size, size)
    entries = tuple(_central_entries(data, start, bound))
    if not entries and size:
        return None
    return Directory(entries, comment, start, damaged=len(entries) != count)


def _end_record(source: Source) -> tuple[int, int, int, int, str] | None:
    """(where the directory ends, entries, directory's bytes, its offset, comment) of the last believable end record."""
    window = source.read_at(max(0, source.size - _COMMENT_BOUND - _END.size), _COMMENT_BOUND + _END.size)
    base = source.size - len(window)
    found = window.rfind(END)
    while found >= 0:
        if found + _END.size <= len(window):
            _, _, _, _, count, size, offset, length = _END.unpack_from(window, found)
            comment = window[found + _END.size : found + _END.size + length]
            wide = _end_record64(source, base + found)
            where, count, size, offset = wide or (base + found, count, size, offset)
            if not size or (size <= where and source.read_at(where - size, 4) == CENTRAL):
                return where, count, size, offset, decoded_text(comment)
        found = window.rfind(END, 0, found)
    return None


def _end_record64(source: Source, end: int) -> tuple[int, int, int, int] | None:
    """The zip64 end record before an end record (4.3.14), found by its locator or just before it."""
    locator = source.read_at(max(0, end - _LOCATOR64.size), _LOCATOR64.size)
    if len(locator) < _LOCATOR64.size or not locator.startswith(LOCATOR64):
        return None
    stated = _LOCATOR64.unpack(locator)[2]
    for where in (stated, end - _LOCATOR64.size - _END64.size):
        data = source.read_at(where, _END64.size) if 0 <= where < source.size else b""
        if len(data) == _END64.size and data.startswith(END64):
            fields = _END64.unpack(data)
            return where, fields[7], fields[8], fields[9]
    return None


def _central_entries(data: bytes, start: int, bound: int) -> Iterator[Entry]:
    position, count = 0, 0
    while data.startswith(CENTRAL, position) and position + _CENTRAL.size <= len(data):
        fields = _CENTRAL.unpack_from(data, position)
        (_, made, _, flags, method, time, date, crc, packed, size, names, extras, comments, _, _, outside, offset) = (
            fields
        )
        count += 1
        if count > bound:
            raise BoundExceededError("errors.too_many_members", bound=bound)
        at = position + _CENTRAL.size
        raw, extra = data[at : at + names], data[at + names : at + names + extras]
        size, packed, offset = _wide(extra, size, packed, offset)
        mode = outside >> 16 if made >> 8 in (3, 19) else 0
        yield Entry(
            _name(raw, flags, extra), flags, method, crc, packed, size, start + offset, extra,
            dos_time(date, time), time, mode,
        )  # fmt: skip
        position = at + names + extras + comments


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset with those that do not fit 32 bits taken from the zip64 field (4.5.3)."""
    wide = extra_field(extra, 0x0001)
    values = [size, packed, offset]
    for index, value in enumerate(values):
        if value == 0xFFFFFFFF and len(wide) >= 8:
            values[index], wide = int.from_bytes(wide[:8], "little"), wide[8:]
    return values[0], values[1], values[2]


def extra_field(extra: bytes, wanted: int) -> bytes:
    """The data of one extra field (4.5.1), b"" where it is absent."""
    position = 0
    while position + 4 <= len(extra):
        number, length = struct.unpack_from("<2H", extra, position)
        if number == wanted:
            return extra[position + 4 : position + 4 + length]
        position += 4 + length
    return b""


def _name(raw: bytes, flags: int, extra: bytes) -> str:
    """The name by flag 11 (UTF-8), Info-ZIP's Unicode field (4.6.9), or as bytes without a stated encoding."""
    if flags & 0x800:
        return raw.decode("utf-8", "replace")
    info = extra_field(extra, 0x7075)
    if len(info) > 5 and int.from_bytes(info[1:5], "little") == zlib.crc32(raw):
        return info[5:].decode("utf-8", "replace")
    return decoded_text(raw)


def decoded_text(raw: bytes) -> str:
    """Bytes of unstated encoding: UTF-8 where they are that (macOS writes it unflagged), else code page 437."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def dos_time(date: int, time: int) -> str:
    """ISO form of an MS-DOS date and time, "" where it is none."""
    year, month, day = 1980 + (date >> 9), date >> 5 & 15, date & 31
    hour, minute, second = time >> 11, time >> 5 & 63, (time & 31) * 2
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 60):
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"


def data_start(source: Source, entry: Entry) -> int:
    """Where a member's data begins, behind its local header. Raises UnreadableError where no header stands there."""
    header = source.read_at(entry.offset, _LOCAL.size) if 0 <= entry.offset < source.size else b""
    if len(header) < _LOCAL.size:
        raise UnreadableError("archive.member_cut_off")
    if not header.startswith(LOCAL):
        raise UnreadableError("archive.member_damaged")
    fields = _LOCAL.unpack(header)
    return entry.offset + _LOCAL.size + int(fields[9]) + int(fields[10])


def next_local(source: Source, start: int) -> Entry | None:
    """The next local header at or after `start`, for archives without a directory; None at the end."""
    position = start
    while position < source.size:
        window = source.read_at(position, _WINDOW + 3)
        found = window.find(LOCAL)
        if found < 0:
            position += _WINDOW
            continue
        entry = _local_entry(source, position + found)
        if entry is not None:
            return entry
        position += found + 4
    return None


def _local_entry(source: Source, offset: int) -> Entry | None:
    header = source.read_at(offset, _LOCAL.size)
    if len(header) < _LOCAL.size:
        return None
    _, version, flags, method, time, date, crc, packed, size, names, extras = _LOCAL.unpack(header)
    tail = source.read_at(offset + _LOCAL.size, names + extras)
    if version & 0xFF > 63 or not names or len(tail) < names:
        return None
    raw, extra = tail[:names], tail[names:]
    size, packed, _ = _wide(extra, size, packed, 0)
    unknown = flags & 8 and not packed
    return Entry(
        _name(raw, flags, extra), flags, method, crc, None if unknown else packed, size, offset, extra,
        dos_time(date, time), time,
    )  # fmt: skip


def descriptor_after(source: Source, start: int) -> int | None:
    """Length of the stored data at `start`, by the data descriptor behind it that states that length (4.3.9)."""
    position = start
    while position < source.size:
        window = source.read_at(position, _WINDOW + 24)
        found = window.find(DESCRIPTOR)
        while 0 <= found < _WINDOW:
            length = position + found - start
            stated = window[found + 8 : found + 16]
            if length in (int.from_bytes(stated[:4], "little"), int.from_bytes(stated, "little")):
                return length
            found = window.find(DESCRIPTOR, found + 1)
        position += _WINDOW
    return None
