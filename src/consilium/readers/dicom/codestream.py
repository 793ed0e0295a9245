"""The size that a compressed image states in itself, found before any decoder sees it.

JPEG and JPEG-LS: the frame header, SOFn or SOF55 (ITU-T T.81 B.2.2, T.87 C.2.2). JPEG 2000: SIZ (T.800 A.5.1).
"""

from __future__ import annotations

import struct

J2K_START = b"\xff\x4f\xff\x51"
JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  "
MAX_SEGMENTS = 1_000
# SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC), and SOF55 of JPEG-LS.
FRAME_HEADERS = (frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}) | {0xF7}


def stated_pixels(data: bytes) -> int | None:
    """Width times height times components; None when the data is of no family known here."""
    if data[:2] == b"\xff\xd8":
        return _jpeg(data)
    if data[:8] == JP2_SIGNATURE:
        start = data.find(J2K_START)
        return _jpeg_2000(data[start:]) if start >= 0 else None
    return _jpeg_2000(data) if data[:4] == J2K_START else None


def _jpeg(data: bytes) -> int | None:
    position = 2
    for _ in range(MAX_SEGMENTS):
        if position + 10 > len(data) or data[position] != 0xFF:
            return None
        marker, length = data[position + 1], struct.unpack_from(">H", data, position + 2)[0]
        if marker in FRAME_HEADERS:
            height, width, components = struct.unpack_from(">HHB", data, position + 5)
            return int(height * width * components)
        if marker == 0xFF:  # fill byte
            position += 1
        else:
            position += 2 + length
    return None


def _jpeg_2000(data: bytes) -> int | None:
    if len(data) < 42:
        return None
    right, bottom, left, top = struct.unpack_from(">IIII", data, 8)
    components = struct.unpack_from(">H", data, 40)[0]
    return int(max(0, right - left) * max(0, bottom - top) * components)
