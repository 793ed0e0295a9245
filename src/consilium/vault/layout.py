"""The bytes of a pack, version 1, as docs/reference/pack-format.md describes them. Pure: no files, no chance.

    pack      = header, run, run, ..., [directory run, trailer]
    run       = chunks of 64 KiB plaintext, each AES-256-GCM sealed and followed by its tag of 16 bytes; at least one
    directory = (offset, length, name) of each blob, sealed as a run of its own kind

A chunk's nonce is its byte offset in the pack. As a pack has its own key and each offset is written once, no nonce
comes twice. What a chunk is (its pack, its run's start, its index, whether it is the last) is authenticated with it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consilium.domain.errors import IntegrityError

MAGIC = b"CONSPACK"
END_MAGIC = b"CONSTAIL"
VERSION = 1
CHUNK = 64 * 1024
TAG = 16
SEALED_CHUNK = CHUNK + TAG

HEADER = struct.Struct(">8sB7x32s")  # magic, version, pack id
BOUND = struct.Struct(">8sBBBx32sQQ")  # magic, version, kind, last, pack id, start of the run, index of the chunk
NONCE = struct.Struct(">4xQ")  # byte offset of the chunk in the pack
ENTRY = struct.Struct(">QQ32s")  # offset, length, name
TRAILER = struct.Struct(">QQ8s")  # directory's offset, its plaintext length, end magic


class Kind(IntEnum):
    """What a run of chunks holds."""

    BLOB = 0
    DIRECTORY = 1


@dataclass(frozen=True, slots=True)
class BlobRef:
    """Where a blob lies: pack's name, byte offset of its first chunk in the pack, length of its plaintext."""

    pack: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a pack's directory. `name` is the blob's keyed name, 32 bytes."""

    offset: int
    length: int
    name: bytes


def header(pack_id: bytes) -> bytes:
    """The first 48 bytes of a pack."""
    return HEADER.pack(MAGIC, VERSION, pack_id)


def chunk_count(length: int) -> int:
    """How many chunks a run of `length` plaintext bytes has; an empty one has one."""
    return max(1, -(-length // CHUNK))


def sealed_length(length: int) -> int:
    """How many bytes of the pack a run of `length` plaintext bytes takes."""
    return length + TAG * chunk_count(length)


def entries(directory: bytes) -> Iterator[Entry]:
    """The lines of an opened directory. Raises IntegrityError if its length is impossible."""
    if len(directory) % ENTRY.size:
        raise IntegrityError("vault.changed")
    return (Entry(*fields) for fields in ENTRY.iter_unpack(directory))


class ChunkCipher:
    """Seals and opens the chunks of one pack. Threads may share one."""

    def __init__(self, pack_key: bytes, pack_id: bytes) -> None:
        self._aead = AESGCM(pack_key)
        self._pack_id = pack_id

    def seal(self, run: tuple[Kind, int], first: int, plain: memoryview, last: bool, out: memoryview) -> int:
        """Seal `plain` into `out` as the chunks of a run (its kind and start) from index `first`; the bytes written.

        `plain` is whole chunks, or with `last` ends the run.
        """
        kind, start = run
        encrypt_into, pack_id, written = self._aead.encrypt_into, self._pack_id, 0
        for index in range(first, first + chunk_count(len(plain))):
            piece = plain[(index - first) * CHUNK : (index - first + 1) * CHUNK]
            final = last and (index - first + 1) * CHUNK >= len(plain)
            bound = BOUND.pack(MAGIC, VERSION, kind, final, pack_id, start, index)
            sealed = out[written : written + len(piece) + TAG]
            written += encrypt_into(NONCE.pack(start + index * SEALED_CHUNK), piece, bound, sealed)
        return written

    def open(self, run: tuple[Kind, int], index: int, last: bool, sealed: memoryview) -> bytes:
        """The plaintext of chunk `index` of the run (its kind and start). Raises IntegrityError."""
        kind, start = run
        bound = BOUND.pack(MAGIC, VERSION, kind, last, self._pack_id, start, index)
        try:
            return self._aead.decrypt(NONCE.pack(start + index * SEALED_CHUNK), sealed, bound)
        except InvalidTag:
            raise IntegrityError("vault.changed") from None
