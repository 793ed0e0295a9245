"""Where each frame of encapsulated pixel data stands (PS3.5 A.4), found by item headers; no pixel is read.

What goes back is packed: two u32 (frames, fragments), a u32 per frame and one more (the fragment that it begins with),
a u64 per fragment (offset in the file), a u32 per fragment (length). All little endian.
"""

from __future__ import annotations

import base64
import re
import struct
import sys
from array import array
from collections.abc import Callable, Mapping, Sequence

from consilium.domain.errors import BoundExceededError
from consilium.domain.records import Json
from consilium.readers.contract import Source
from consilium.readers.dicom.attributes import whole
from consilium.readers.dicom.header import Pixels

MAX_FRAGMENTS = 4_000_000
ALIVE_EVERY = 50_000
ITEM, ITEMS_END = (0xFFFE, 0xE000), (0xFFFE, 0xE0DD)
HEAD = struct.Struct("<HHI")
COUNTS = struct.Struct("<II")
# JPEG, JPEG-LS and JPEG XL begin with SOI or their signature; JPEG 2000 with SOC and SIZ, or the signature of JP2.
STARTS = (b"\xff\xd8\xff", b"\xff\x4f\xff\x51", b"\x00\x00\x00\x0c")
_REFERENCE = re.compile(r"#offset=(\d{1,18})&length=(\d{1,10})")


def fragments(source: Source, data: Mapping[str, Json], pixels: Pixels, alive: Callable[[], None]) -> bytes:
    """The packed table. Raises BoundExceededError."""
    offsets, lengths, table = _walked(source, pixels.offset, alive)
    frames = max(1, whole(data, "00280008") or 1)
    starts = array("I", _starts(source, data, (offsets, lengths, table), frames))
    _to_little((starts, offsets, lengths))
    counts = COUNTS.pack(len(starts) - 1, len(offsets))
    return b"".join((counts, starts.tobytes(), offsets.tobytes(), lengths.tobytes()))


Walked = tuple["array[int]", "array[int]", "list[int]"]


def _walked(source: Source, position: int, alive: Callable[[], None]) -> Walked:
    """Offsets and lengths of all whole fragments, and the Basic Offset Table."""
    offsets, lengths = array("Q"), array("I")
    table: list[int] | None = None
    while position + HEAD.size <= source.size:
        group, element, length = HEAD.unpack(source.read_at(position, HEAD.size))
        position += HEAD.size
        if (group, element) != ITEM or position + length > source.size:
            break
        if table is None:
            raw = source.read_at(position, min(length, 4 * MAX_FRAGMENTS))
            table = list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
        else:
            offsets.append(position)
            lengths.append(length)
        position += length
        if len(offsets) > MAX_FRAGMENTS:
            raise BoundExceededError("dicom.picture_too_large", pixels=len(offsets), bound=MAX_FRAGMENTS)
        if len(offsets) % ALIVE_EVERY == 0:
            alive()
    return offsets, lengths, table or []


def _starts(source: Source, data: Mapping[str, Json], walked: Walked, frames: int) -> list[int]:
    """The fragment that each frame begins with, and after the last how many fragments there are."""
    offsets, _, table = walked
    count = len(offsets)
    if not count:
        return [0]
    if frames == 1:
        return [0, count]
    if count <= frames:  # one each; what is cut off has none
        return list(range(count + 1))
    for listed in (table, _extended(source, data)):
        begun = _at(offsets, listed)
        if begun and len(begun) == frames:
            return [*begun, count]
    begun = [at for at in range(count) if source.read_at(offsets[at], 4).startswith(STARTS)]
    if begun and begun[0] == 0 and len(begun) <= frames:
        return [*begun, count]
    return list(range(frames + 1))


def _at(offsets: Sequence[int], listed: Sequence[int]) -> list[int]:
    """The fragments at offsets that count from the first item's header; none where one leads nowhere."""
    places = {offset - offsets[0]: at for at, offset in enumerate(offsets)}
    found = [places.get(offset, -1) for offset in listed]
    return found if all(at >= 0 for at in found) and found == sorted(set(found)) else []


def _extended(source: Source, data: Mapping[str, Json]) -> list[int]:
    """The Extended Offset Table (PS3.3 C.7.6.3.1.8)."""
    attribute = data.get("7FE00001")
    if not isinstance(attribute, dict):
        return []
    match = _REFERENCE.fullmatch(str(attribute.get("BulkDataURI", "")))
    if match:
        raw = source.read_at(int(match[1]), min(int(match[2]), 8 * MAX_FRAGMENTS))
    elif "InlineBinary" in attribute:
        raw = base64.b64decode(str(attribute["InlineBinary"]))
    else:
        listed = attribute.get("Value")
        return [int(str(one)) for one in listed] if isinstance(listed, list) else []
    return list(struct.unpack(f"<{len(raw) // 8}Q", raw[: len(raw) // 8 * 8]))


def _to_little(arrays: Sequence[array[int]]) -> None:
    if sys.byteorder == "big":
        for one in arrays:
            one.byteswap()
