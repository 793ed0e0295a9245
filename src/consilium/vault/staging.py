"""Bytes on their way in: a file per upload of sealed chunks, written in place as they come, read once, then removed.

    slot = nonce (12 random bytes), AES-256-GCM ciphertext of 65,536 bytes, tag (16 bytes)

Slot `i` holds the bytes from `i * 65536`. While more is to come, what follows the last whole chunk is not here (its
place is the upload's row), so a slot is written anew only while its bytes do not count yet: what a request left behind
that was cut off. When all came, the last slot may be a shorter one.
Bound to a slot are the upload's id and the slot's number. The key is the upload's own, derived from the case's.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import struct
import threading
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consilium.domain.errors import BusyError, IntegrityError, StoreError
from consilium.vault.appending import STAGED, AppendedFile, room, write_whole
from consilium.vault.casekey import CaseKey
from consilium.vault.folder import failure, listed, pread_all, sync_descriptor, sync_folder
from consilium.vault.layout import CHUNK, TAG

MAGIC = b"CONSPART"
VERSION = 1
NONCE_BYTES = 12
SLOT = NONCE_BYTES + CHUNK + TAG
BOUND = struct.Struct(">8sB16sQ")  # magic, version, upload's id, number of the slot
SUFFIX = ".part"
WINDOW = 4
WINDOWS_KEPT = 8
WRITE = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
MOST_AT_ONCE = 512  # slots in one call (IOV_MAX is 1,024)
ROOMS = 16  # of a megabyte each, for a whole process


class Staging:
    """The staging file of one upload, which need not be there yet. `upload_id` has 16 bytes."""

    def __init__(self, root: Path, key: CaseKey, upload_id: bytes) -> None:
        self.path = root / key.case_id / (upload_id.hex() + SUFFIX)
        self._aead = AESGCM(key.staging_key(upload_id))
        self._id = upload_id

    def write(self) -> StagingWriter:
        """Open for writing, alone. Raises BusyError where somebody writes already, StoreError."""
        return StagingWriter(self.path, self)

    def source(self, length: int, tail: bytes) -> StagedSource:
        """All bytes to read from; `tail` are those after the last whole chunk where they are not in the file."""
        return StagedSource(self, length, tail)

    def remove(self) -> None:
        """Remove the file, if there is one. Raises StoreError."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise failure(error, "vault.write_failed") from error

    def seal(self, index: int, chunk: memoryview) -> bytes:
        """The slot of one chunk."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, chunk, BOUND.pack(MAGIC, VERSION, self._id, index))

    def seal_all(self, data: memoryview, into: memoryview) -> int:
        """All slots of an upload, one after another; how many bytes of `into` they take."""
        count = -(-len(data) // CHUNK)
        nonces = secrets.token_bytes(NONCE_BYTES * count)
        end = 0
        for index in range(count):
            chunk = data[index * CHUNK : (index + 1) * CHUNK]
            nonce = nonces[index * NONCE_BYTES : (index + 1) * NONCE_BYTES]
            begun, end = end, end + NONCE_BYTES + len(chunk) + TAG
            into[begun : begun + NONCE_BYTES] = nonce
            bound = BOUND.pack(MAGIC, VERSION, self._id, index)
            self._aead.encrypt_into(nonce, chunk, bound, into[begun + NONCE_BYTES : end])
        return end

    def open(self, index: int, slot: memoryview) -> bytes:
        """The chunk of a slot. Raises IntegrityError."""
        bound = BOUND.pack(MAGIC, VERSION, self._id, index)
        try:
            return self._aead.decrypt(bytes(slot[:NONCE_BYTES]), slot[NONCE_BYTES:], bound)
        except InvalidTag:
            raise IntegrityError("vault.changed") from None


class _Rooms:
    """Memory in which uploads are sealed, used again and again; who finds none waits for one."""

    def __init__(self, count: int) -> None:
        self._left = threading.BoundedSemaphore(count)
        self._free: list[memoryview] = []

    def take(self) -> memoryview:
        self._left.acquire()
        try:
            return self._free.pop()
        except IndexError:
            return room()

    def give_back(self, here: memoryview) -> None:
        self._free.append(here)
        self._left.release()


_ROOMS = _Rooms(ROOMS)


class StagingWriter:
    """An open staging file, locked against other writers. Use as a context manager."""

    def __init__(self, path: Path, staging: Staging) -> None:
        self.path, self._staging = path, staging
        try:
            try:
                self._descriptor = os.open(path, WRITE, 0o600)
            except FileNotFoundError:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._descriptor = os.open(path, WRITE, 0o600)
            self._new = not os.fstat(self._descriptor).st_size
        except OSError as error:
            raise failure(error, "vault.write_failed") from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._descriptor)
            raise BusyError("uploads.busy") from None

    def put(self, index: int, chunks: memoryview) -> int:
        """Write whole chunks from slot `index` on; how many. Raises StoreError."""
        count = len(chunks) // CHUNK
        self._put(index, [chunks[at * CHUNK : (at + 1) * CHUNK] for at in range(count)])
        return count

    def put_last(self, index: int, rest: memoryview) -> None:
        """Write what follows the last whole chunk, as slot `index`. Raises StoreError."""
        self._put(index, [rest])

    def put_whole(self, data: memoryview, writing: Executor) -> Future[None]:
        """Have all bytes of a new upload made durable by `writing`, past the page cache where the system can.

        They are sealed here and now: threads that seal side by side hinder each other more than they help. What comes
        back raises StoreError.
        """
        if SLOT * (-(-len(data) // CHUNK)) > STAGED:
            return writing.submit(self._put_long, data)
        here = _ROOMS.take()
        try:
            end = self._staging.seal_all(data, here)
            return writing.submit(self._put_sealed, here, end)
        except BaseException:
            _ROOMS.give_back(here)
            raise

    def _put_sealed(self, here: memoryview, end: int) -> None:
        try:
            write_whole(self._descriptor, here, end)
        except OSError as error:
            raise failure(error, "vault.write_failed") from error
        finally:
            _ROOMS.give_back(here)
        self.sync_bytes()

    def _put_long(self, data: memoryview) -> None:
        try:
            file = AppendedFile(self.path, self._descriptor)
            try:
                for index in range(-(-len(data) // CHUNK)):
                    chunk = data[index * CHUNK : (index + 1) * CHUNK]
                    file.append(memoryview(self._staging.seal(index, chunk)))
                file.settle()
            finally:
                file.let_go()
        except OSError as error:
            raise failure(error, "vault.write_failed") from error
        self.sync_bytes()

    def _put(self, index: int, chunks: Sequence[memoryview]) -> None:
        sealed = [self._staging.seal(index + at, chunk) for at, chunk in enumerate(chunks)]
        place = index * SLOT
        try:
            # What the first call leaves is little: only then is anything put together.
            begun = os.pwritev(self._descriptor, sealed[:MOST_AT_ONCE], place) if hasattr(os, "pwritev") else 0
            whole = sum(map(len, sealed))
            view, place = memoryview(b"" if begun == whole else b"".join(sealed))[begun:], place + begun
            while view:
                written = os.pwrite(self._descriptor, view, place)
                view, place = view[written:], place + written
        except OSError as error:
            raise failure(error, "vault.write_failed") from error

    def sync(self) -> None:
        """Return once what was put survives a loss of power. Raises StoreError."""
        self.sync_bytes()
        if self._new:
            sync_names(self.path)
            self._new = False

    def sync_bytes(self) -> None:
        """The bytes alone: for who makes many files, and their names durable at once. Raises StoreError."""
        try:
            sync_descriptor(self._descriptor)
        except OSError as error:
            raise failure(error, "vault.write_failed") from error

    def __enter__(self) -> StagingWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)


def sync_names(path: Path) -> None:
    """Make the names of the staging files beside one durable, and those of the folders above. Raises StoreError."""
    try:
        for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
            sync_folder(folder)
    except OSError as error:
        raise failure(error, "vault.write_failed") from error


class StagedSource:
    """The bytes of an upload by offset, opened as they are read; 2 MiB kept at most. Shape of the readers' `Source`."""

    def __init__(self, staging: Staging, length: int, tail: bytes) -> None:
        self.size = length
        self._staging, self._tail = staging, tail
        self._kept = length - len(tail)
        self._slots = -(-self._kept // CHUNK)
        self._window = lru_cache(WINDOWS_KEPT)(self._read_window)

    def pieces(self) -> Iterator[bytes]:
        """Everything, in order, in pieces of up to 256 KiB. Raises IntegrityError, StoreError."""
        for window in range(-(-self._slots // WINDOW)):
            yield self._read_window(window)
        if self._tail:
            yield self._tail

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; fewer only at the end. Raises IntegrityError, StoreError."""
        stop = min(offset + length, self.size)
        if offset < 0 or stop <= offset:
            return b""
        span = WINDOW * CHUNK
        first, last = offset // span, (stop - 1) // span
        data = b"".join(self._window(index) for index in range(first, last + 1)) + self._tail
        return data[offset - first * span : stop - first * span]

    def fileno(self) -> int | None:
        """None: the bytes are in no file as they are."""
        return None

    def _read_window(self, index: int) -> bytes:
        first = index * WINDOW
        stop = min(first + WINDOW, self._slots)
        if stop <= first:
            return b""
        end = min(stop * SLOT, self._kept + self._slots * (SLOT - CHUNK))
        slots = memoryview(self._read(first * SLOT, end - first * SLOT))
        if len(slots) != end - first * SLOT:
            raise IntegrityError("vault.cut_short")
        return b"".join(
            self._staging.open(at, slots[(at - first) * SLOT : (at - first + 1) * SLOT]) for at in range(first, stop)
        )

    def _read(self, offset: int, length: int) -> bytes:
        try:
            descriptor = os.open(self._staging.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            raise IntegrityError("vault.cut_short") from None
        except OSError as error:
            raise failure(error, "vault.read_failed") from error
        try:
            return pread_all(descriptor, offset, length)
        except OSError as error:
            raise failure(error, "vault.read_failed") from error
        finally:
            os.close(descriptor)


def staged(root: Path) -> Iterator[tuple[str, Path]]:
    """Every staging file below a folder: the upload's id in hex, and its place."""
    for case in sorted(listed(root)):
        for name in sorted(listed(root / case)):
            if name.endswith(SUFFIX):
                yield name.removesuffix(SUFFIX), root / case / name


def sweep(found: Iterable[tuple[str, Path]], known: Container[str]) -> int:
    """Remove what was `found` of uploads (ids in hex) that are not known; how many. A file being written stays.

    Files are to be listed before it is asked which are known: then a file that comes meanwhile is not taken for lost.
    """
    removed = 0
    for upload, path in found:
        if upload not in known and _is_idle(path):
            with contextlib.suppress(OSError):
                path.unlink()
                removed += 1
    return removed


def _is_idle(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written where the folder lies. Raises StoreError."""
    place = next(one for one in (folder, *folder.parents) if one.exists())
    try:
        found = os.statvfs(place)
    except OSError as error:
        raise StoreError("vault.read_failed", errno=str(error.errno)) from error
    return found.f_bavail * found.f_frsize
