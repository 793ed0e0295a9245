"""Packs in a folder: `<root>/<case id>/<pack id>.pack`, files 0600 in folders 0700, synced with their folders."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from consilium.domain.errors import StoreError
from consilium.vault.appending import AppendedFile
from consilium.vault.stores import CASE_ID, PACK_NAME, PackFile, check_name

SUFFIX = ".pack"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def failure(error: OSError, otherwise: str) -> StoreError:
    """The error to raise for a failed call of the system."""
    if error.errno in FULL:
        return StoreError("vault.disk_full")
    return StoreError(otherwise, errno=errno.errorcode.get(error.errno or 0, "?"))


def sync_descriptor(descriptor: int) -> None:
    """fsync; on macOS, where fsync leaves the data in the drive's cache, the stronger call."""
    stronger = getattr(fcntl, "F_FULLFSYNC", None)
    if stronger is None:
        os.fsync(descriptor)
    else:
        fcntl.fcntl(descriptor, stronger)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync_descriptor(descriptor)
    finally:
        os.close(descriptor)


class FolderPack:
    """A pack being written to a file."""

    incremental = True

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._file = AppendedFile(path)
        self._lock = threading.Lock()
        self._named = False

    def append(self, data: memoryview) -> None:
        try:
            with self._lock:
                self._file.append(data)
        except OSError as error:
            raise failure(error, "vault.write_failed") from error

    def read_back(self, offset: int, length: int) -> bytes:
        try:
            with self._lock:
                self._file.settle(offset + length)
            return pread_all(self._file.descriptor, offset, length)
        except OSError as error:
            raise failure(error, "vault.read_failed") from error

    def sync(self) -> None:
        try:
            with self._lock:
                self._file.settle()
            sync_descriptor(self._file.descriptor)
            if not self._named:
                sync_folder(self._folder)
                sync_folder(self._folder.parent)
                self._named = True
        except OSError as error:
            raise failure(error, "vault.write_failed") from error

    def close(self) -> None:
        self._file.close()


def pread_all(descriptor: int, offset: int, length: int) -> bytes:
    """Up to `length` bytes from `offset`; fewer only at the end of the file. Linux gives at most 2 GiB per call."""
    data = os.pread(descriptor, length, offset)
    if len(data) == length or not data:
        return data
    return data + pread_all(descriptor, offset + len(data), length - len(data))


def listed(folder: Path) -> list[str]:
    """The names in a folder; none where there is no such folder. Raises StoreError."""
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise failure(error, "vault.read_failed") from error


class FolderStore:
    """Packs in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def _path(self, name: str) -> Path:
        return self._root / (check_name(name) + SUFFIX)

    def begin(self, name: str) -> PackFile:
        path = self._path(name)
        try:
            self._make_folder(path.parent)
            return FolderPack(path)
        except FileExistsError as error:
            raise StoreError("vault.pack_exists") from error
        except OSError as error:
            raise failure(error, "vault.write_failed") from error

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        if not self._root.is_dir():
            self._root.mkdir(0o700, parents=True, exist_ok=True)
            sync_folder(self._root.parent)
        folder.mkdir(0o700, exist_ok=True)

    def read(self, name: str, offset: int, length: int) -> bytes:
        try:
            place = f"{self._root}/{check_name(name)}{SUFFIX}"  # a tile is read in less time than a Path is built
            descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise StoreError("vault.pack_missing") from error
        except OSError as error:
            raise failure(error, "vault.read_failed") from error
        try:
            start = offset if offset >= 0 else max(0, os.fstat(descriptor).st_size + offset)
            return pread_all(descriptor, start, length)
        except OSError as error:
            raise failure(error, "vault.read_failed") from error
        finally:
            os.close(descriptor)

    def names(self, case_id: str = "") -> Iterator[str]:
        if case_id and not CASE_ID.fullmatch(case_id):
            raise ValueError("not a case's id")
        cases = [case_id] if case_id else sorted(listed(self._root))
        for case in cases:
            for file in sorted(listed(self._root / case)):
                name = f"{case}/{file.removesuffix(SUFFIX)}"
                if file.endswith(SUFFIX) and PACK_NAME.fullmatch(name):
                    yield name

    def remove(self, name: str) -> None:
        path = self._path(name)
        try:
            path.unlink()
            sync_folder(path.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise failure(error, "vault.write_failed") from error
