"""Reading blobs out of packs: whole, by range, as a stream, or as a source for the readers.

Every read either gives the very bytes that were stored or raises: IntegrityError where the store holds other bytes,
StoreError where it can't be read. A range decrypts only the chunks that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from consilium.domain.errors import IntegrityError
from consilium.vault.casekey import CaseKey
from consilium.vault.layout import (
    CHUNK,
    END_MAGIC,
    HEADER,
    MAGIC,
    SEALED_CHUNK,
    TRAILER,
    BlobRef,
    ChunkCipher,
    Entry,
    Kind,
    chunk_count,
    entries,
    header,
    sealed_length,
)
from consilium.vault.stores import PackStore, check_name

Fetch = Callable[[int, int], bytes]
SPAN_CHUNKS = 16
WINDOW = 4 * CHUNK
WINDOWS_KEPT = 8
PACKS_KEPT = 64


class OpenPack:
    """One pack to read from: its name, its cipher, and how to fetch its bytes by offset and length."""

    def __init__(self, name: str, cipher: ChunkCipher, fetch: Fetch) -> None:
        self.name = name
        self._cipher = cipher
        self._fetch = fetch

    def chunks(self, kind: Kind, ref: BlobRef, first: int, stop: int) -> Iterator[bytes]:
        """The plaintext of chunks `first` to `stop` of a run, about 1 MiB fetched at a time."""
        self._check(ref)
        final = chunk_count(ref.length) - 1
        end = ref.offset + sealed_length(ref.length)
        for index in range(first, stop, SPAN_CHUNKS):
            upto = min(index + SPAN_CHUNKS, stop)
            start = ref.offset + index * SEALED_CHUNK
            span = self._fetched(start, min(end, ref.offset + upto * SEALED_CHUNK) - start)
            for at in range(index, upto):
                sealed = span[(at - index) * SEALED_CHUNK : (at - index + 1) * SEALED_CHUNK]
                yield self._cipher.open((kind, ref.offset), at, at == final, sealed)

    def _check(self, ref: BlobRef) -> None:
        if ref.pack != self.name or ref.offset < HEADER.size or ref.length < 0 or ref.offset + ref.length >= 1 << 62:
            raise IntegrityError("vault.changed")

    def _fetched(self, offset: int, length: int) -> memoryview:
        data = self._fetch(offset, length)
        if len(data) != length:
            raise IntegrityError("vault.cut_short")
        return memoryview(data)

    def read_range(self, ref: BlobRef, offset: int, length: int) -> bytes:
        """Up to `length` bytes of a blob from `offset`; fewer only at its end."""
        self._check(ref)
        stop = min(offset + length, ref.length)
        if offset < 0 or (stop <= offset and ref.length):
            return b""
        first = offset // CHUNK
        plain = b"".join(self.chunks(Kind.BLOB, ref, first, chunk_count(stop)))
        return plain[offset - first * CHUNK : stop - first * CHUNK]

    def pieces(self, ref: BlobRef, offset: int, length: int) -> Iterator[bytes]:
        """Up to `length` bytes of a blob from `offset`, chunk by chunk as they are opened."""
        stop = min(offset + length, ref.length)
        if offset < 0 or stop <= offset:
            return
        at = offset // CHUNK * CHUNK
        for chunk in self.chunks(Kind.BLOB, ref, offset // CHUNK, chunk_count(stop)):
            begun, at = at, at + CHUNK
            yield chunk if begun >= offset and at <= stop else chunk[max(0, offset - begun) : stop - begun]

    def directory(self) -> Iterator[Entry]:
        """The blobs that the pack lists, for recovery. Raises IntegrityError where it was never closed."""
        offset, length, magic = TRAILER.unpack(self._fetched(-TRAILER.size, TRAILER.size))
        if magic != END_MAGIC:
            raise IntegrityError("vault.directory_missing")
        run = BlobRef(self.name, offset, length)
        return entries(b"".join(self.chunks(Kind.DIRECTORY, run, 0, chunk_count(length))))


class PackReader:
    """Reads the blobs of one case. Threads may share one."""

    def __init__(self, store: PackStore, key: CaseKey) -> None:
        self._store = store
        self._key = key
        self._opened = lru_cache(PACKS_KEPT)(self._open)

    def _open(self, name: str) -> OpenPack:
        """Raises IntegrityError unless the pack begins with exactly the header that its name asks for."""
        pack_id = bytes.fromhex(check_name(name).partition("/")[2])
        found = self._store.read(name, 0, HEADER.size)
        if found != header(pack_id):
            unknown = len(found) == HEADER.size and found[:8] == MAGIC and found[8] != header(pack_id)[8]
            raise IntegrityError("vault.version_unknown" if unknown else "vault.changed")
        cipher = ChunkCipher(self._key.pack_key(pack_id), pack_id)
        return OpenPack(name, cipher, lambda offset, length: self._store.read(name, offset, length))

    def name_of(self, digest: bytes) -> bytes:
        """The name of the blob whose content has this hash (`vault.content`)."""
        return self._key.blob_name(digest)

    def read(self, ref: BlobRef) -> bytes:
        """The whole blob. Raises IntegrityError, StoreError."""
        return self.read_range(ref, 0, ref.length)

    def read_range(self, ref: BlobRef, offset: int, length: int) -> bytes:
        """Up to `length` bytes of the blob from `offset`; fewer only at its end. Raises IntegrityError, StoreError."""
        return self._opened(ref.pack).read_range(ref, offset, length)

    def stream(self, ref: BlobRef) -> Iterator[bytes]:
        """The blob in pieces of up to 64 KiB. Raises IntegrityError, StoreError."""
        return self._opened(ref.pack).chunks(Kind.BLOB, ref, 0, chunk_count(ref.length))

    def stream_range(self, ref: BlobRef, offset: int, length: int) -> Iterator[bytes]:
        """Up to `length` bytes from `offset` in pieces of up to 64 KiB. Raises IntegrityError, StoreError."""
        return self._opened(ref.pack).pieces(ref, offset, length)

    def source(self, ref: BlobRef) -> BlobSource:
        """The blob as a source for the readers. Raises IntegrityError, StoreError."""
        return BlobSource(self._opened(ref.pack), ref)

    def directory(self, name: str) -> Iterator[Entry]:
        """What a closed pack says that it holds, for recovery. Raises IntegrityError, StoreError."""
        return self._opened(name).directory()


class BlobSource:
    """A blob's bytes by offset, with the windows read last kept (2 MiB at most). Shape of the readers' `Source`."""

    def __init__(self, pack: OpenPack, ref: BlobRef) -> None:
        self._pack = pack
        self._ref = ref
        self.size = ref.length
        self._window = lru_cache(WINDOWS_KEPT)(self._read_window)

    def _read_window(self, index: int) -> bytes:
        return self._pack.read_range(self._ref, index * WINDOW, WINDOW)

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; fewer only at the end. Raises IntegrityError, StoreError."""
        stop = min(offset + length, self.size)
        if offset < 0 or stop <= offset:
            return b""
        if stop - offset > WINDOW:
            return self._pack.read_range(self._ref, offset, stop - offset)
        first, last = offset // WINDOW, (stop - 1) // WINDOW
        data = b"".join(self._window(index) for index in range(first, last + 1))
        return data[offset - first * WINDOW : stop - first * WINDOW]

    def fileno(self) -> int | None:
        """None: the bytes are in no file as they are."""
        return None
