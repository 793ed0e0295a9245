"""Writing blobs into packs. Nothing counts as stored until `sync` (or `close`) has returned.

A pack is written from front to back and never rewound, so that no nonce can come twice: a discarded blob stays as
bytes that no directory lists.
"""

from __future__ import annotations

import secrets
import threading

from consilium.domain.errors import StoreError
from consilium.vault.blobs import BlobSource, OpenPack
from consilium.vault.casekey import CaseKey
from consilium.vault.layout import (
    CHUNK,
    END_MAGIC,
    ENTRY,
    SEALED_CHUNK,
    TAG,
    TRAILER,
    BlobRef,
    ChunkCipher,
    Kind,
    chunk_count,
    header,
)
from consilium.vault.stores import PackStore

PACK_BYTES = 64 * 1024 * 1024
BUFFER_BYTES = 16 * SEALED_CHUNK
NO_RUN = (Kind.BLOB, -1)
Bytes = bytes | bytearray | memoryview


class PackWriter:
    """Writes one pack. One thread writes; others may read back and `sync`. Make one with `begin`.

    One blob is open at a time: `put` and `begin_blob` discard one that was begun and not ended. After a StoreError
    the pack takes nothing more, and blobs since the last `sync` count as lost.
    """

    def __init__(self, store: PackStore, key: CaseKey, pack_id: bytes) -> None:
        """`pack_id` is 32 random bytes that were never used before; `begin` sees to that."""
        self.name = f"{key.case_id}/{pack_id.hex()}"
        self._key = key
        self._cipher = ChunkCipher(key.pack_key(pack_id), pack_id)
        self._store = store
        self._file = store.begin(self.name)
        self._lock = threading.RLock()
        self._buffer = memoryview(bytearray(BUFFER_BYTES))
        self._filled = 0
        self._flushed = 0
        self._directory = bytearray()
        self._complete_at = -1  # the pack's size after a directory, if nothing was written since
        self._synced_entries = 0
        self._run = NO_RUN
        self._index = 0
        self._pending = memoryview(bytearray(CHUNK))
        self._waiting = 0
        self._retired = self._failed = self._closed = False
        self._raw(header(pack_id))

    @classmethod
    def begin(cls, store: PackStore, key: CaseKey) -> PackWriter:
        """A new pack of the case. Raises StoreError."""
        return cls(store, key, secrets.token_bytes(32))

    @property
    def size(self) -> int:
        """Bytes of the pack so far, with what its directory will take."""
        return self._offset + len(self._directory)

    @property
    def full(self) -> bool:
        """Whether the next blob belongs into another pack; never while a blob is open."""
        enough = self._retired or self.size >= PACK_BYTES
        return self._closed or self._failed or (enough and not self._blob_open)

    @property
    def _offset(self) -> int:
        return self._flushed + self._filled

    @property
    def _blob_open(self) -> bool:
        return self._run != NO_RUN

    def put(self, data: Bytes, digest: bytes) -> BlobRef:
        """Store a whole blob, whose content hash (`vault.content`) the caller knows."""
        with self._lock:
            self.begin_blob()
            view = memoryview(data).cast("B")
            before = max(0, chunk_count(len(view)) - 1) * CHUNK
            self._seal(view[:before], last=False)
            return self._listed(self._ended(view[before:]), digest)

    def begin_blob(self) -> None:
        """Begin a blob of unknown length; a blob that was begun and not ended is discarded."""
        with self._lock:
            self._check_open()
            self._run = (Kind.BLOB, self._offset)
            self._index = self._waiting = 0

    def write(self, data: Bytes) -> int:
        """Add bytes to the blob, any number. The last chunk waits, as only `end` knows that it is the last."""
        with self._lock:
            self._check_open()
            if not self._blob_open:
                raise ValueError("no blob was begun")
            rest = memoryview(data).cast("B")
            length = len(rest)
            while rest:
                rest = rest[self._take(rest) :]
            return length

    def _take(self, rest: memoryview) -> int:
        """Take some of the bytes, how many; whole chunks are sealed straight from the caller's memory."""
        if self._waiting == CHUNK:
            self._seal(self._pending, last=False)
            self._waiting = 0
        if not self._waiting and len(rest) > CHUNK:
            whole = (len(rest) - 1) // CHUNK * CHUNK
            self._seal(rest[:whole], last=False)
            return whole
        taken = min(CHUNK - self._waiting, len(rest))
        self._pending[self._waiting : self._waiting + taken] = rest[:taken]
        self._waiting += taken
        return taken

    def end(self, digest: bytes) -> BlobRef:
        """End the blob, whose content hash (`vault.content`) the caller knows.

        The ref is to be kept once `sync` has returned.
        """
        with self._lock:
            return self._listed(self._ended(self._pending[: self._waiting]), digest)

    def _listed(self, ref: BlobRef, digest: bytes) -> BlobRef:
        self._directory += ENTRY.pack(ref.offset, ref.length, self._key.blob_name(digest))
        return ref

    def _ended(self, remainder: memoryview) -> BlobRef:
        """End the run with its last chunk."""
        self._check_open()
        if not self._blob_open:
            raise ValueError("no blob was begun")
        start = self._run[1]
        length = self._index * CHUNK + len(remainder)
        self._seal(remainder, last=True)
        self._run, self._waiting = NO_RUN, 0
        return BlobRef(self.name, start, length)

    def _seal(self, plain: memoryview, last: bool) -> None:
        """Seal whole chunks, or the run's last one, into the buffer, as many at a time as it has room for."""
        while plain or last:
            if len(self._buffer) - self._filled < min(len(plain), CHUNK) + TAG:
                self._flush()
            room = max(1, (len(self._buffer) - self._filled) // SEALED_CHUNK)
            group, plain = plain[: room * CHUNK], plain[room * CHUNK :]
            sealed = self._cipher.seal(self._run, self._index, group, last, self._buffer[self._filled :])
            self._filled += sealed
            self._index += chunk_count(len(group))
            last = False

    def _raw(self, data: bytes) -> None:
        if self._filled + len(data) > len(self._buffer):
            self._flush()
        self._buffer[self._filled : self._filled + len(data)] = data
        self._filled += len(data)

    def _flush(self) -> None:
        if not self._filled:
            return
        try:
            self._file.append(self._buffer[: self._filled])
        except BaseException:  # what was written is unknown: even after Ctrl-C no offset could be trusted
            self._failed = True
            raise
        self._flushed += self._filled
        self._filled = 0

    def _check_open(self) -> None:
        if self._failed:
            raise StoreError("vault.pack_failed")
        if self._closed:
            raise ValueError("the pack is closed")

    def source(self, ref: BlobRef) -> BlobSource:
        """A blob of this pack to read from, synced or not, even after the pack is closed."""
        return BlobSource(OpenPack(self.name, self._cipher, self._read_back), ref)

    def _read_back(self, offset: int, length: int) -> bytes:
        with self._lock:
            if self._closed:
                return self._store.read(self.name, offset, length)
            self._check_open()
            if offset + length > self._flushed:
                self._flush()
            return self._file.read_back(offset, length)

    def sync(self) -> None:
        """Return once every ended blob survives a loss of power. Raises StoreError.

        A folder's pack goes on, and is written to meanwhile. A bucket's is uploaded whole, and is `full` from then on.
        """
        with self._lock:
            if self._closed:
                return
            self._check_open()
            if not self._file.incremental:
                self._sync_whole()
                return
            self._flush()
        self._sync_file()

    def _sync_whole(self) -> None:
        if self._synced_entries == len(self._directory):
            return
        self._retired = True
        if not self._blob_open:
            self._write_directory()
        self._flush()
        self._sync_file()
        self._synced_entries = len(self._directory)

    def _sync_file(self) -> None:
        try:
            self._file.sync()
        except BaseException:  # a failed fsync may have dropped dirty pages and succeed when repeated: never repeat
            self._failed = True
            raise

    def close(self) -> None:
        """Write the directory, sync, and let go. May be called twice. Raises StoreError, also if the pack failed."""
        with self._lock:
            if self._closed:
                return
            try:
                self._check_open()
                if self._complete_at != self._offset:
                    self._write_directory()
                    self._flush()
                    self._sync_file()
                self._closed = True
            finally:
                self._file.close()

    def discard(self) -> None:
        """Let go without syncing: what was not synced may be lost. Raises nothing."""
        with self._lock:
            self._failed = self._failed or not self._closed
            self._file.close()

    def _write_directory(self) -> None:
        """List the blobs and say at the very end where the list is. An earlier list, if any, stays where it is."""
        self._run = (Kind.DIRECTORY, self._offset)
        self._index = self._waiting = 0
        self.write(self._directory)
        run = self._ended(self._pending[: self._waiting])
        self._raw(TRAILER.pack(run.offset, run.length, END_MAGIC))
        self._complete_at = self._offset
