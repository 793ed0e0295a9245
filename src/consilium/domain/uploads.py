"""Files on their way in: what may be sent, how much of it, and under which path it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.errors import UploadRefusedError

GB = 1000**3
LONGEST_PATH = 4096
NAMELESS = "upload"
_SLASHES = re.compile(r"[/\\]+")


class UploadState(StrEnum):
    """Where an upload stands: bytes are missing, all came, or the case is taking it in."""

    RECEIVING = "receiving"
    COMPLETE = "complete"
    HANDED = "handed"


@dataclass(frozen=True)
class Limits:
    """What an installation takes. Bytes and days; a quota of 0 is none.

    `quota` is what one case may hold, stored and on its way; `reserve` is what stays free on the disk.
    """

    quota: int = 200 * GB
    reserve: int = 2 * GB
    days: int = 7


@dataclass(frozen=True)
class Room:
    """What is there: bytes that the case holds (stored and promised), bytes that all uploads still need, free bytes."""

    held: int
    owed: int
    free: int


def must_fit(length: int, room: Room, limits: Limits) -> None:
    """Raises UploadRefusedError where a file of this length is more than the quota or the disk allows.

    While the case takes a file in, its bytes lie on the disk twice.
    """
    if limits.quota and room.held + length > limits.quota:
        raise UploadRefusedError("uploads.quota", length=length, held=room.held, quota=limits.quota)
    if room.owed + 2 * length + limits.reserve > room.free:
        raise UploadRefusedError("uploads.no_room", length=length)


def path_of(metadata: Mapping[str, str]) -> str:
    """The path to show: that inside the folder which was sent, or the file's name.

    Never absolute and never upwards. (It is shown and kept, and no file is ever made from it.)
    """
    given = metadata.get("relativePath") or metadata.get("filename") or metadata.get("name") or ""
    parts = [part for part in _SLASHES.split(given.replace("\0", "")) if part not in ("", ".", "..")]
    return "/".join(parts)[:LONGEST_PATH] or NAMELESS


def size_in_bytes(text: str) -> int:
    """`500`, `20MB`, `1.5 GB`, `2TB` (decimal units) in bytes. Raises ValueError."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kKmMgGtT]?)[bB]?\s*", text)
    if found is None:
        raise ValueError("not a size")
    return int(float(found[1]) * 1000 ** " kmgt".index(found[2].lower() or " "))
