"""Comments in a compressed picture, silenced: a JPEG or JPEG 2000 stream can carry text that no header shows.

JPEG and JPEG-LS (ITU-T T.81 B.2, T.87): comments and application segments before the first scan, but those that say how
to decode (JFIF, Adobe, SPIFF's colour). JPEG 2000 (T.800 A.9): comments of the main header. Their bytes become zeros;
no length changes, so tables of offsets still hold. Not a reader: what DICOM and slides share.
"""

from __future__ import annotations

import struct

START, J2K_START = b"\xff\xd8", b"\xff\x4f\xff\x51"
# Containers whose boxes can hold anything (XMP, EXIF): JP2 and JPEG XL. A bare stream is asked for.
CONTAINERS = (b"\x00\x00\x00\x0cjP  ", b"\x00\x00\x00\x0cJXL ")
END = b"\xff\xd9"
_SCAN, _COMMENT = 0xDA, 0xFE
_SILENCED = frozenset({_COMMENT, *range(0xE1, 0xF0)}) - {0xE8, 0xEE}  # but APP8 (SPIFF, HP) and APP14 (Adobe)
_KNOWN_START = {0xE0: b"JFIF\0", 0xE8: b"SPIFF\0", 0xEE: b"Adobe"}
_J2K_COMMENT, _J2K_TILE = 0xFF64, 0xFF90
_MOST = 10_000


def silenced(head: bytes) -> bytes | None:
    """The beginning of a stream without comments, of the same length; None where its header does not end within.

    What begins like no stream known here (the rest of one, RLE) is given back as it is.
    """
    if head.startswith(CONTAINERS):
        return None
    if head[:4] == J2K_START:
        return _jpeg_2000(bytearray(head))
    return _jpeg(bytearray(head)) if head[:2] == START else head


def _jpeg(data: bytearray) -> bytes | None:
    at = 2
    for _ in range(_MOST):
        if data[at : at + 2] == END:  # tables alone (T.81 B.5)
            return bytes(data)
        if at + 4 > len(data) or data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        length = struct.unpack_from(">H", data, at + 2)[0]
        end = at + 2 + length
        if marker == _SCAN:
            return bytes(data)
        if length < 2 or end > len(data):
            return None
        if marker in _SILENCED or not _as_known(data, at, marker):
            data[at + 4 : end] = bytes(end - at - 4)
        elif marker == 0xE0:  # JFIF's thumbnail, if any, is a picture too
            data[at + 18 : end] = bytes(max(0, end - at - 18))
        at = end
    return None


def _as_known(data: bytearray, at: int, marker: int) -> bool:
    """Whether an application segment that stays is what it should be."""
    wanted = _KNOWN_START.get(marker)
    return wanted is None or data[at + 4 :].startswith(wanted)


def _jpeg_2000(data: bytearray) -> bytes | None:
    at = 2
    for _ in range(_MOST):
        if at + 4 > len(data):
            return None
        marker, length = struct.unpack_from(">HH", data, at)
        end = at + 2 + length
        if marker == _J2K_TILE:
            return bytes(data)
        if length < 2 or end > len(data):
            return None
        if marker == _J2K_COMMENT:  # two bytes say of what kind it is
            data[at + 6 : end] = bytes(max(0, end - at - 6))
        at = end
    return None
