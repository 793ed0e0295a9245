"""Self-extracting archives: a program (PE, ELF) with a zip or 7z behind it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from consilium.readers.archive.sevenzips import MAGIC, START_BYTES, start_is_sound
from consilium.readers.contract import Source

SEARCH_BYTES = 4 << 20
_WINDOW = 1 << 20


@dataclass(frozen=True)
class Behind:
    """The part of a source from an offset to its end, as a source."""

    source: Source
    start: int

    @property
    def size(self) -> int:
        return max(0, self.source.size - self.start)

    def read_at(self, offset: int, length: int) -> bytes:
        return self.source.read_at(self.start + offset, length)

    def fileno(self) -> int | None:
        return None


def is_program(head: bytes) -> bool:
    """PE with a valid header, or ELF; a DICOM file may begin with a PE header too (PS3.10 7.1), and is none."""
    if head[128:132] == b"DICM":
        return False
    if head[:2] == b"MZ" and len(head) >= 64:
        place = int(struct.unpack_from("<I", head, 60)[0])
        return head[place : place + 4] == b"PE\0\0"
    return head.startswith(b"\x7fELF")


def sevenzip_start(source: Source) -> int | None:
    """Where a 7z begins behind a program, within its first 4 MiB; None where there is none."""
    position = 0
    while position < min(source.size, SEARCH_BYTES):
        window = source.read_at(position, _WINDOW + START_BYTES)
        found = window.find(MAGIC)
        while 0 <= found < _WINDOW:
            if start_is_sound(window[found : found + START_BYTES]):
                return position + found
            found = window.find(MAGIC, found + 1)
        position += _WINDOW
    return None
