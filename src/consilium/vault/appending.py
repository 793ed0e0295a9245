"""A file that is written once from front to back, past the page cache where the system can (O_DIRECT, open(2)).

What is written once and not read again soon is not worth the memory: on the machines that we measured, copying a pack
into the page cache took longer than sealing it. Whole blocks go past the cache out of aligned memory; the remainder,
when somebody wants it on the disk, goes through it, and is written again with the rest of its block. Where a file
system takes no such writes (some in memory or over a network; other systems than Linux), all go through the cache.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import mmap
import os
from pathlib import Path

BLOCK = 4096
STAGED = 1 << 20
WRITE_OUT_BYTES = 8 << 20
NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class AppendedFile:
    """A new file. Used by one thread at a time; `descriptor` may be read from and synced by others."""

    def __init__(self, path: Path, descriptor: int = -1, staged: memoryview | None = None) -> None:
        """Raises OSError, FileExistsError where there is a file of that name.

        `descriptor` is that of an empty file where there is one already; `staged` is `room()` that is used again.
        """
        self.descriptor = os.open(path, NEW, 0o600) if descriptor < 0 else descriptor
        self._past_cache = _past_cache(path, self.descriptor)
        self._staged = room() if staged is None else staged
        self._start = 0  # where in the file the staged bytes belong: a multiple of BLOCK
        self._filled = 0
        self._settled = 0  # how many of the staged bytes stand in the file already
        self._written_out = 0

    def append(self, data: memoryview) -> None:
        """Take bytes. Raises OSError; then what the file holds is unknown."""
        while data:
            taken = min(STAGED - self._filled, len(data))
            self._staged[self._filled : self._filled + taken] = data[:taken]
            self._filled, data = self._filled + taken, data[taken:]
            if self._filled == STAGED:
                self._write_blocks()

    def settle(self, end: int | None = None) -> None:
        """Have what was appended in the file, all of it or up to `end`, for reading and syncing. Raises OSError."""
        if self._settled == self._filled or (end is not None and end <= self._start + self._settled):
            return
        self._write_blocks()
        _write(self.descriptor, self._staged[: self._filled], self._start)
        self._settled = self._filled

    def let_go(self) -> None:
        """Leave the file, settled, to who opened `descriptor`."""
        if self._past_cache != self.descriptor:
            os.close(self._past_cache)
        self.descriptor = self._past_cache = -1

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        for descriptor in {self.descriptor, self._past_cache} - {-1}:
            os.close(descriptor)
        self.descriptor = self._past_cache = -1

    def _write_blocks(self) -> None:
        whole = self._filled // BLOCK * BLOCK
        blocks, rest = self._staged[:whole], bytes(self._staged[whole : self._filled])
        try:
            _write(self._past_cache, blocks, self._start)
        except OSError as error:
            if error.errno != errno.EINVAL or self._past_cache == self.descriptor:
                raise
            self._give_up()
            _write(self.descriptor, blocks, self._start)
        self._start, self._filled, self._settled = self._start + whole, len(rest), 0
        self._staged[: len(rest)] = rest
        if self._past_cache == self.descriptor:
            self._start_writing_out()

    def _give_up(self) -> None:
        """This file system takes larger blocks only, or said yes and meant no."""
        os.close(self._past_cache)
        self._past_cache = self.descriptor

    def _start_writing_out(self) -> None:
        """Have the kernel start on the dirty pages, so that a sync finds little to wait for (a third faster here)."""
        length = self._start - self._written_out
        if length >= WRITE_OUT_BYTES and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(self.descriptor, self._written_out, length, os.POSIX_FADV_DONTNEED)
            self._written_out = self._start


def room() -> memoryview:
    """Memory that bytes are gathered in: a mapping is aligned, a bytearray is not."""
    return memoryview(mmap.mmap(-1, STAGED))


def _past_cache(path: Path, otherwise: int) -> int:
    """A second descriptor of the file, which writes past the cache; `otherwise` where there can be none."""
    flags = os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC | getattr(os, "O_DIRECT", 0)
    if hasattr(os, "O_DIRECT"):
        with contextlib.suppress(OSError):
            return os.open(path, flags)
    return otherwise


def write_whole(descriptor: int, room: memoryview, length: int) -> None:
    """Write the first bytes of a `room()` as all of a file, past the page cache where that is taken. Raises OSError.

    The last block is written whole and the file then cut: so nothing of it waits in the cache for a sync.
    """
    direct = getattr(os, "O_DIRECT", 0)
    if direct and length:
        flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | direct)
            _write(descriptor, room[: -(-length // BLOCK) * BLOCK], 0)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
        else:
            os.ftruncate(descriptor, length)
            return
        finally:
            fcntl.fcntl(descriptor, fcntl.F_SETFL, flags)
    _write(descriptor, room[:length], 0)


def _write(descriptor: int, data: memoryview, offset: int) -> None:
    while data:
        written = os.pwrite(descriptor, data, offset)
        data, offset = data[written:], offset + written
