"""The hash of a content: BLAKE3 with 32 bytes of output (github.com/BLAKE3-team/BLAKE3-specs).

As strong as SHA-256, and on processors without SHA instructions more than ten times as fast: there SHA-256 alone would
take most of the time in which a disc comes in (docs/decisions/0009). The packet's manifest gives SHA-256, which every
system has a tool for.
"""

from __future__ import annotations

from typing import Protocol

import blake3


class Hasher(Protocol):
    """A hash being computed."""

    def update(self, data: bytes | bytearray | memoryview, /) -> object: ...

    def digest(self) -> bytes: ...


def hasher() -> Hasher:
    """A new hash, to be fed piece by piece."""
    made: Hasher = blake3.blake3()
    return made


def digest_of(data: bytes | bytearray | memoryview) -> bytes:
    """The 32-byte hash of a whole content."""
    found: bytes = blake3.blake3(data).digest()
    return found
