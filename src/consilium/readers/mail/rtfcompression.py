"""Compressed RTF of Outlook messages ([MS-OXRTFCP]): an LZ77 variant with a preset dictionary."""

from __future__ import annotations

import struct

from consilium.domain.errors import BoundExceededError

MOST_BYTES = 64 << 20
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
# 2.1.2.1: what the dictionary holds at the start.
_PRESET = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_SIZE = 4096


def decompressed(data: bytes) -> bytes:
    """The RTF. What is cut off gives what is there. Raises ValueError for other bytes, BoundExceededError."""
    if len(data) < 16:
        raise ValueError("too short")
    _, raw_size, kind, _ = struct.unpack_from("<IIII", data)
    if kind == _PLAIN:
        return data[16 : 16 + raw_size]
    if kind != _COMPRESSED:
        raise ValueError("unknown compression")
    if raw_size > MOST_BYTES:
        raise BoundExceededError("documents.too_large", bound=MOST_BYTES)
    return _inflated(data[16:], raw_size)


def _inflated(data: bytes, raw_size: int) -> bytes:
    window = bytearray(_PRESET.ljust(_SIZE, b" "))
    write, place, output = len(_PRESET), 0, bytearray()
    while place < len(data) and len(output) < raw_size:
        control = data[place]
        place += 1
        for bit in range(8):
            if control >> bit & 1:
                if place + 2 > len(data):
                    return bytes(output)
                token = data[place] << 8 | data[place + 1]
                place += 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write:
                    return bytes(output)
                chunk = [(offset + step) % _SIZE for step in range(length)]
            elif place < len(data):
                chunk = []
                window[write] = data[place]
                output.append(data[place])
                place, write = place + 1, (write + 1) % _SIZE
            else:
                return bytes(output)
            for source in chunk:
                window[write] = window[source]
                output.append(window[write])
                write = (write + 1) % _SIZE
    return bytes(output[:raw_size])
