"""Bytes that stay: only where their length agrees with what describes them, and texts inside them are emptied."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any

from pydicom.dataset import Dataset

from consilium.readers.colourprofile import without_texts
from consilium.readers.dicom.deidentified.kinds import several


def kept_bytes(data: Dataset, how: str, value: bytes) -> bytes | None:
    """The bytes as they may stay, None where they may not. `how` is a word of CHECKS, or the descriptor's keyword."""
    check = CHECKS.get(how)
    return check(data, value) if check else _table(data, how, value)


def _number(data: Dataset, keyword: str) -> int:
    element = data.get(keyword)
    try:
        return int(element) if element not in (None, "") else 0
    except (TypeError, ValueError):
        return 0


def _table(data: Dataset, keyword: str, value: bytes) -> bytes | None:
    """A lookup table, by its descriptor: number of entries, first value, bits (PS3.3 C.7.6.3.1.5, C.11.1.1)."""
    described = several(data[keyword]) if keyword in data else []
    if len(described) != 3 or not all(isinstance(one, int) for one in described):
        return None
    entries = described[0] or 65536
    return value if described[2] in range(8, 17) and len(value) in (entries * 2, entries + entries % 2) else None


def _profile(_: Dataset, value: bytes) -> bytes | None:
    """A colour profile without its texts."""
    return without_texts(value)


def _waveform(data: Dataset, value: bytes) -> bytes | None:
    """Samples of a waveform: channels times samples (PS3.3 C.10.9)."""
    size = _number(data, "WaveformBitsAllocated") // 8
    wanted = _number(data, "NumberOfWaveformChannels") * _number(data, "NumberOfWaveformSamples") * size
    return value if wanted and len(value) in (wanted, wanted + wanted % 2) else None


def _frames(data: Dataset, value: bytes) -> bytes | None:
    """A table with eight bytes for each frame (PS3.3 C.7.6.3.1.8)."""
    return value if len(value) == 8 * max(1, _number(data, "NumberOfFrames")) else None


def _points(data: Dataset, value: bytes) -> bytes | None:
    """Three numbers of four bytes for each point (PS3.3 C.27.1)."""
    count = _number(data, "NumberOfSurfacePoints")
    return value if count and len(value) == 12 * count else None


def _triples(_: Dataset, value: bytes) -> bytes | None:
    """Numbers of points: none beyond the most that a surface has."""
    numbers = struct.unpack(f"<{len(value) // 4}I", value[: len(value) // 4 * 4])
    return value if len(value) % 4 == 0 and all(0 < one < 1 << 24 for one in numbers) else None


def _coordinates(_: Dataset, value: bytes) -> bytes | None:
    """Pairs or triples of eight-byte numbers that can be places on a slide."""
    if len(value) % 8:
        return None
    numbers = struct.unpack(f"<{len(value) // 8}d", value)
    return value if all(abs(one) < 1e7 for one in numbers) else None


CHECKS: Mapping[str, Callable[[Any, bytes], bytes | None]] = {
    "profile": _profile,
    "waveform": _waveform,
    "frames": _frames,
    "points": _points,
    "triples": _triples,
    "coordinates": _coordinates,
}
