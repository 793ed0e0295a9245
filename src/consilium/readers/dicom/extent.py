"""Whether a file holds all the pixel data that its header promises, without reading the pixels."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from consilium.domain.records import Json, Remark
from consilium.readers.contract import Source
from consilium.readers.dicom.attributes import text, whole
from consilium.readers.dicom.header import Pixels

SEQUENCE_END = b"\xfe\xff\xdd\xe0\0\0\0\0"
TAIL = 4096
MAX_FRAGMENTS = 200_000
FLOATING = {"7FE00008": 32, "7FE00009": 64}


def expected_length(data: Mapping[str, Json], tag: str) -> int | None:
    """How many bytes uncompressed pixels take (PS3.5 8.1.1); None when the header does not tell."""
    rows, columns = whole(data, "00280010"), whole(data, "00280011")
    bits = FLOATING.get(tag) or whole(data, "00280100")
    if not rows or not columns or not bits:
        return None
    samples = whole(data, "00280002") or 1
    frames = whole(data, "00280008") or 1
    pixels = rows * columns * samples * max(1, frames)
    if text(data, "00280004") == "YBR_FULL_422":  # two of three samples are kept (PS3.3 C.7.6.3.1.2)
        pixels = pixels // 3 * 2
    return (pixels * bits + 7) // 8


def missing(source: Source, data: Mapping[str, Json], pixels: Pixels) -> list[Remark]:
    """Remarks on pixel data that is cut off or too short."""
    if pixels.length is None:
        return _fragments_missing(source, data, pixels)
    present = max(0, source.size - pixels.offset)
    expected = expected_length(data, pixels.tag)
    if present < pixels.length:
        return [_cut_off(pixels.length - present, pixels.length)]
    if expected is not None and pixels.length < expected:
        return [Remark("dicom.pixels_short", {"missing": expected - pixels.length, "expected": expected})]
    return []


def _cut_off(missing_bytes: int, expected: int) -> Remark:
    percent = -(-100 * missing_bytes // expected) if expected else 100
    return Remark("dicom.cut_off", {"missing": missing_bytes, "expected": expected, "percent": percent})


def _fragments_missing(source: Source, data: Mapping[str, Json], pixels: Pixels) -> list[Remark]:
    """Compressed pixels end with a sequence delimiter (PS3.5 A.4); only where it is missing are fragments counted."""
    tail = source.read_at(max(pixels.offset, source.size - TAIL), TAIL)
    if SEQUENCE_END in tail:
        return []
    whole_ones, lacking, ended = _count_fragments(source, pixels.offset)
    if ended:
        return []
    frames = max(1, whole(data, "00280008") or 1)
    return [
        Remark(
            "dicom.cut_off_compressed",
            {"missing": lacking, "frames": frames, "frames_present": min(frames, max(0, whole_ones - 1))},
        )
    ]


def _count_fragments(source: Source, position: int) -> tuple[int, int, bool]:
    """Complete fragments (the offset table included), bytes lacking in the last, and whether the delimiter came."""
    count = 0
    while position + 8 <= source.size and count < MAX_FRAGMENTS:
        group, element, length = struct.unpack("<HHI", source.read_at(position, 8))
        if (group, element) == (0xFFFE, 0xE0DD):
            return count, 0, True
        if (group, element) != (0xFFFE, 0xE000):
            return count, 0, False
        position += 8 + length
        if position > source.size:
            return count, position - source.size, False
        count += 1
    return count, 0, False
