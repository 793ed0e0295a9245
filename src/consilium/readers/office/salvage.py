"""Parts of an office file whose zip has lost its directory (a download cut off): by local headers (APPNOTE.TXT 4.3.7).

Own few lines, since `zipfile` opens nothing without a directory and one reader never leans on another.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.readers.contract import Source

MOST_PARTS = 20_000
MOST_NAME = 512
MOST_UNPACKED = 128 << 20
_LOCAL = struct.Struct("<4s5H3L2H")
_SIGN = b"PK\x03\x04"
_ENCRYPTED, _STREAMED = 1, 8
_STORED, _DEFLATED = 0, 8
_CHUNK = 256 * 1024
_WINDOW = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """Where one part's packed bytes begin and end in the source; `whole` is False where the file ends first."""

    name: str
    start: int
    end: int
    method: int
    encrypted: bool
    whole: bool


def parts(source: Source) -> Iterator[Part]:
    """The parts in the file's order, the last one perhaps cut off. Nothing stated is believed without its bytes."""
    position = 0
    for _ in range(MOST_PARTS):
        found = _next(source, position)
        if found is None:
            return
        yield found
        position = found.end


def chunks(source: Source, part: Part) -> Iterator[bytes]:
    """What is left of a part, unpacked. Raises zlib.error where its bytes are no longer what was packed."""
    packed = _packed(source, part.start, part.end)
    if part.method == _STORED:
        yield from packed
        return
    inflate = zlib.decompressobj(-15)
    for data in packed:
        while data and not inflate.eof:
            yield inflate.decompress(data, _CHUNK)
            data = inflate.unconsumed_tail


def _next(source: Source, position: int) -> Part | None:
    at = _sign_from(source, position)
    while at is not None:
        part = _part(source, at)
        if part is not None:
            return part
        at = _sign_from(source, at + 1)
    return None


def _sign_from(source: Source, position: int) -> int | None:
    while position < source.size:
        window = source.read_at(position, _WINDOW)
        found = window.find(_SIGN)
        if found >= 0:
            return position + found
        position += max(len(window) - len(_SIGN) + 1, 1)
    return None


def _part(source: Source, at: int) -> Part | None:
    """The part whose local header stands at `at`; None where these four bytes begin no header that can be read."""
    head = source.read_at(at, _LOCAL.size)
    if len(head) < _LOCAL.size:
        return None
    _, _, flags, method, _, _, _, packed, _, name_bytes, extra = _LOCAL.unpack(head)
    name = source.read_at(at + _LOCAL.size, min(name_bytes, MOST_NAME))
    if method not in (_STORED, _DEFLATED) or not 0 < name_bytes <= MOST_NAME or b"\0" in name:
        return None
    start = at + _LOCAL.size + name_bytes + extra
    if start > source.size:
        return None
    end, whole = (start + packed, True) if packed or not flags & _STREAMED else _streamed(source, start, method)
    text = name.decode("utf-8" if flags & 0x800 else "cp437", "replace")
    return Part(text, start, min(end, source.size), method, bool(flags & _ENCRYPTED), whole and end <= source.size)


def _streamed(source: Source, start: int, method: int) -> tuple[int, bool]:
    """Where a part ends that states no size (4.4.4 bit 3), and whether it does: its own end, else the next header."""
    if method == _STORED:
        following = _sign_from(source, start)
        return (source.size, False) if following is None else (following, True)
    inflate, position, unpacked = zlib.decompressobj(-15), start, 0
    try:
        for data in _packed(source, start, source.size):
            left = data
            while left and not inflate.eof and unpacked <= MOST_UNPACKED:
                unpacked += len(inflate.decompress(left, _CHUNK))
                left = inflate.unconsumed_tail
            position += len(data)
            if inflate.eof:
                return position - len(inflate.unused_data), True
    except zlib.error:
        pass
    return source.size, False


def _packed(source: Source, start: int, end: int) -> Iterator[bytes]:
    while start < end and (data := source.read_at(start, min(_CHUNK, end - start))):
        yield data
        start += len(data)
