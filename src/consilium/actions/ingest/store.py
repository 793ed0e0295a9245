"""Bytes into the vault: read once, hashed and sealed, stored once per content."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from consilium.domain.errors import UnreadableError
from consilium.readers.contract import FileSource
from consilium.vault.casekey import CaseKey
from consilium.vault.content import digest_of, hasher
from consilium.vault.layout import BlobRef
from consilium.vault.packs import PackWriter

SMALL = 8 << 20
BLOCK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """Stored bytes. `new` is False where the case had them already."""

    blob: UUID
    ref: BlobRef
    name: bytes
    digest: str
    new: bool


@dataclass
class Contents:
    """The contents that the case has, by keyed name; shared by all threads."""

    key: CaseKey
    known: dict[bytes, tuple[UUID, BlobRef]] = field(default_factory=dict)
    claimed: set[bytes] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def claim(self, name: bytes) -> bool:
        """Whether the caller is the first whose file has this content; any later one is a duplicate."""
        with self.lock:
            first = name not in self.claimed
            self.claimed.add(name)
        return first

    def kept(self, digest: bytes, store: Callable[[], BlobRef]) -> Kept:
        """The content of this hash, stored by `store` if it is new."""
        name = self.key.blob_name(digest)
        with self.lock:
            found = self.known.get(name)
        if found is not None:
            return Kept(found[0], found[1], name, digest.hex(), new=False)
        ref = store()
        with self.lock:
            # Another thread may have stored the same bytes meanwhile; then ours are left behind, unnamed.
            blob, first = self.known.setdefault(name, (uuid4(), ref))
        return Kept(blob, first, name, digest.hex(), new=first is ref)


class Storing:
    """One thread's way into the vault. Not shared between threads."""

    def __init__(self, contents: Contents, writer: Callable[[], PackWriter]) -> None:
        self.contents, self.writer = contents, writer
        self._buffer = bytearray(SMALL)

    def put(self, data: bytes | memoryview) -> Kept:
        """Store bytes that are in memory."""
        digest = digest_of(data)
        return self.contents.kept(digest, lambda: self.writer().put(data, digest))

    def file(self, source: FileSource) -> Kept:
        """Store an open file. Raises UnreadableError for a read error or a file that grows meanwhile."""
        try:
            if source.size <= SMALL:
                return self.put(self._small(source))
            stream = self.stream()
            for offset in range(0, source.size, BLOCK):
                stream.write(source.read_at(offset, BLOCK))
        except OSError as error:
            raise UnreadableError("errors.read_error") from error
        return stream.end()

    def stream(self) -> Stream:
        """Begin to store bytes of unknown length."""
        return Stream(self)

    def _small(self, source: FileSource) -> memoryview:
        view = memoryview(self._buffer)[: source.size]
        if source.read_into(view) != source.size:
            raise UnreadableError("errors.changed_while_reading")
        return view


class Stream:
    """Bytes that arrive in pieces: kept in memory while they are few, sealed as they come when they are many."""

    def __init__(self, storing: Storing) -> None:
        self._storing = storing
        self._digest = hasher()
        self._pieces: list[bytes] = []
        self._writer: PackWriter | None = None
        self.size = 0

    def write(self, data: bytes) -> None:
        """Take the next piece."""
        self._digest.update(data)
        self.size += len(data)
        if self._writer is not None:
            self._writer.write(data)
            return
        self._pieces.append(data)
        if self.size > SMALL:
            self._writer = self._storing.writer()
            self._writer.begin_blob()
            self._writer.write(b"".join(self._pieces))
            self._pieces.clear()

    def end(self) -> Kept:
        """Everything has come."""
        digest = self._digest.digest()
        if self._writer is None:
            return self._storing.put(b"".join(self._pieces))
        ref = self._writer.end(digest)
        return self._storing.contents.kept(digest, lambda: ref)
