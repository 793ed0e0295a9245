"""Lists of frames and ranges of bytes as clients write them."""

from __future__ import annotations

import re

MOST_FRAMES = 10_000
_FRAMES = re.compile(r"[0-9]{1,9}(,[0-9]{1,9})*")
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_PLACE = re.compile(r"(inflated-)?([0-9]{1,18})-([0-9]{1,10})")


class RangeError(ValueError):
    """A list or range that makes no sense."""


class BeyondError(RangeError):
    """A range that begins beyond the end."""


def frame_list(text: str, frames: int) -> list[int]:
    """`1,3,2` of an instance with so many frames. Raises RangeError, also for frame 0 and frames beyond the end."""
    if not _FRAMES.fullmatch(text):
        raise RangeError("not a list of numbers")
    listed = [int(one) for one in text.split(",")]
    if len(listed) > MOST_FRAMES or not all(1 <= one <= frames for one in listed):
        raise RangeError("no such frame")
    return listed


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First byte and length of a `Range` header (RFC 9110 14.2); None where all is to be sent.

    Of several ranges none is taken, and all is sent. Raises BeyondError.
    """
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = min(int(found[2]), size)
        if not length:
            raise BeyondError("nothing of the end")
        return size - length, length
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    if found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise BeyondError("beyond the end")
    return first, last - first + 1


def bulk_place(text: str) -> tuple[bool, int, int] | None:
    """`8192-512` or `inflated-8192-512`: whether in the inflated data set, offset, length; None for anything else."""
    found = _PLACE.fullmatch(text)
    return None if found is None else (bool(found[1]), int(found[2]), int(found[3]))
