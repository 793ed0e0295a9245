"""ICC profiles (ICC.1:2010 7) without their texts, which name a device and its day.

Everything that the colours need stays byte for byte, at its place. Not a reader: DICOM and slides share it.
"""

from __future__ import annotations

import struct

HEAD, ENTRY = 128, 12
TEXTS = frozenset({b"text", b"desc", b"mluc", b"dict", b"pseq", b"psid"})
MOST_TAGS = 100
# Of the header: the day, maker and model, the profile's own identity and what follows.
_NOT_COLOUR = ((24, 36), (48, 56), (80, HEAD))


def without_texts(value: bytes) -> bytes | None:
    """The profile with its texts emptied, of the same length; None for what is no whole profile."""
    if len(value) < HEAD + 4 or value[36:40] != b"acsp":
        return None
    size, count = struct.unpack_from(">I", value, 0)[0], struct.unpack_from(">I", value, HEAD)[0]
    end = HEAD + 4 + count * ENTRY
    if not end <= size <= len(value) <= size + 1 or count > MOST_TAGS:
        return None
    # What no tag refers to stays zero.
    out = bytearray(len(value))
    out[:end] = value[:end]
    for start, stop in _NOT_COLOUR:
        out[start:stop] = bytes(stop - start)
    for number in range(count):
        name, at, length = struct.unpack_from(">4sII", value, HEAD + 4 + number * ENTRY)
        if at < end or at + length > size or length < 8 or not name.isalnum():
            return None
        out[at : at + length] = _emptied(value[at : at + length])
    return bytes(out)


def _emptied(tag: bytes) -> bytes:
    """A tag's value; one that is text keeps its type and says nothing."""
    if tag[:4] not in TEXTS:
        return tag
    if tag[:4] == b"mluc":
        return (tag[:8] + struct.pack(">II", 0, 12)).ljust(len(tag), b"\0")[: len(tag)]
    return tag[:4].ljust(len(tag), b"\0")
