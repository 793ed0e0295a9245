"""Archives made for tests: honest ones, and forged ones that no program would write."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib

import py7zr

from consilium.domain.records import Reading
from consilium.readers import archive
from consilium.readers.contract import Bounds, Collected, Context, MemorySource, Probe


class Counted(Collected):
    """An outlet that keeps no bytes, for members that would not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.bytes = 0
        self.complete: list[bool] = []
        self.largest_write = 0

    def begin(self, name: str, media_type: str, modified: str) -> None:
        super().begin(name, media_type, modified)
        self.names.append(name)

    def data(self, chunk: bytes) -> None:
        self.bytes += len(chunk)
        self.largest_write = max(self.largest_write, len(chunk))

    def end(self, complete: bool) -> None:
        self.complete.append(complete)


def kind_of(data: bytes, name: str = "") -> str | None:
    return archive.sniff(Probe(MemorySource(data), name))


def unpacked(
    data: bytes, path: str = "", passwords: tuple[str, ...] = (), **bounds: int
) -> tuple[Reading, dict[str, tuple[bytes, bool]]]:
    """(reading, members by name: bytes and whether complete)."""
    outlet = Collected()
    context = Context(outlet, len(data), Bounds(**bounds), path, passwords)
    reading = archive.read(MemorySource(data), context)
    return reading, {name: (content, complete) for name, _, content, complete in outlet.members}


def codes(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.remarks}


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
        file.comment = comment
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size, header.mtime = len(data), 1_700_000_000
            file.addfile(header, io.BytesIO(data))
    return out.getvalue()


def sevenzipped(members: dict[str, bytes], **options: object) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as file:
        for name, data in members.items():
            file.writestr(data, name)
    return out.getvalue()


def local_header(name: bytes, packed: int, size: int, crc: int, method: int = 8, flags: int = 0) -> bytes:
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, method, 0, 0x5821, crc, packed, size, len(name), 0) + name


def central_header(name: bytes, packed: int, size: int, crc: int, offset: int, **other: int) -> bytes:
    made, mode = other.get("made", 20), other.get("mode", 0)
    return (
        struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", made, 20, other.get("flags", 0), other.get("method", 8), 0, 0x5821, crc, packed,
            size, len(name), 0, 0, 0, 0, mode << 16, offset,
        )
        + name
    )  # fmt: skip


def end_record(count: int, size: int, offset: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, offset, 0)


def forged_zip(names: list[bytes], content: bytes, **stated: int) -> bytes:
    """A zip whose headers say what `stated` says (`size`, `packed`, `crc`, `method`, `flags`, `mode`, `made`)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = content if stated.get("method") == 0 else packer.compress(content) + packer.flush()
    packed, size = stated.pop("packed", len(data)), stated.pop("size", len(content))
    crc = stated.pop("crc", zlib.crc32(content))
    method, flags = stated.get("method", 8), stated.get("flags", 0)
    body, directory = b"", b""
    for name in names:
        directory += central_header(name, packed, size, crc, len(body), **stated)
        body += local_header(name, packed, size, crc, method, flags) + data
    return body + directory + end_record(len(names), len(directory), len(body))


def flat_bomb(copies: int, content: bytes) -> bytes:
    """Many members of one body (Fifield 2019): every central record leads to the same local header."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(content) + packer.flush()
    name, crc = b"a", zlib.crc32(content)
    body = local_header(name, len(data), len(content), crc) + data
    directory = b"".join(central_header(b"%d" % number, len(data), len(content), crc, 0) for number in range(copies))
    return body + directory + end_record(copies, len(directory), len(body))


def program(behind: bytes = b"") -> bytes:
    """The start of a Windows program (PE32, one section of 512 bytes), with bytes behind its last section."""
    head = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    coff = b"PE\0\0" + struct.pack("<2H3I2H", 0x14C, 1, 0, 0, 0, 224, 0x102)
    optional = struct.pack("<H", 0x10B).ljust(224, b"\0")
    section = b".text\0\0\0" + struct.pack("<6I2HI", 512, 4096, 512, 512, 0, 0, 0, 0, 0)
    return (head + coff + optional + section).ljust(512, b"\0") + b"\x90" * 512 + behind
