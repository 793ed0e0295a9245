"""The contract between the program and a reader.

A reader is a module (or a package) `consilium.readers.<name>` with

    FORMATS: tuple[str, ...]                                what `sniff` may answer
    def sniff(probe: Probe) -> str | None                   the format by content, None if it is not this reader's
    def read(source: Source, context: Context) -> Reading   raises UnreadableError (or any subclass)

and, where a picture can be made, `def picture(source: Source, context: Context) -> None`, which calls
`context.picture(...)`; and where a file can be made nameless, `def deidentify(source: Source, context: Context) ->
Cleaned`, which writes the new file as one member (`Wanted.asked` is the order as JSON) and raises UnreadableError with
the reason where the file may not leave; and where a file of many pages can be taken apart, `def parted(source, context,
parts) -> list[bytes]`, a file of the same format for each list of page numbers, none where it can't be. `sniff` looks
at content first; the name is a hint for files whose content can't tell.
What stands inside a file (archive members, attachments, embedded PDFs) is handed on with `context.member(...)`,
bytes in any number of writes, and becomes a file of its own with the path `outer!/inner`.
Bad bytes raise `UnreadableError` with a catalog key; a part that can't be read while the rest can is a remark.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol

from consilium.domain.errors import BoundExceededError
from consilium.domain.records import Reading

HEAD_BYTES = 64 * 1024
TAIL_BYTES = 64 * 1024


class Source(Protocol):
    """Bytes of one file, by offset. Never a path. `fileno()` is None where the bytes come from the vault."""

    @property
    def size(self) -> int: ...

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; fewer only at the end."""

    def fileno(self) -> int | None: ...


@dataclass(frozen=True)
class MemorySource:
    """A source over bytes in memory."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def read_at(self, offset: int, length: int) -> bytes:
        return self.data[offset : offset + length]

    def fileno(self) -> int | None:
        return None


class FileSource:
    """A source over an open, seekable file descriptor, which stays the caller's."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.size = os.fstat(descriptor).st_size

    def read_at(self, offset: int, length: int) -> bytes:
        data = os.pread(self._descriptor, length, offset)
        while len(data) < length and offset + len(data) < self.size:
            more = os.pread(self._descriptor, length - len(data), offset + len(data))
            if not more:
                break
            data += more
        return data

    def read_into(self, view: memoryview) -> int:
        """Fill `view` from the start of the file; how many bytes came."""
        have = 0
        while have < len(view):
            got = os.preadv(self._descriptor, [view[have:]], have)
            if not got:
                break
            have += got
        return have

    def fileno(self) -> int | None:
        return self._descriptor


class SourceFile(io.RawIOBase):
    """A source as a seekable binary file, for libraries that want one. Wrap in `io.BufferedReader` for small reads."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._source.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._source.read_at(self._position, len(view))
        view[: len(data)] = data
        self._position += len(data)
        return len(data)


def opened(source: Source) -> io.BufferedReader:
    """The source as a buffered binary file."""
    return io.BufferedReader(SourceFile(source), 256 * 1024)


def whole(source: Source, bound: int) -> bytes:
    """All bytes of a source that is no larger than `bound`. Raises BoundExceededError."""
    if source.size > bound:
        raise BoundExceededError("errors.too_large", size=source.size, bound=bound)
    return source.read_at(0, source.size)


@dataclass(frozen=True)
class Probe:
    """What recognizing a file may look at. `name` is its file name (the last part of its path), possibly empty."""

    source: Source
    name: str = ""

    @property
    def size(self) -> int:
        return self.source.size

    @property
    def head(self) -> bytes:
        return self.source.read_at(0, HEAD_BYTES)

    @property
    def tail(self) -> bytes:
        return self.source.read_at(max(0, self.size - TAIL_BYTES), TAIL_BYTES)


class Outlet(Protocol):
    """Where a reader's members and pictures go. The worker's goes to the parent; `Collected` keeps them for tests."""

    def begin(self, name: str, media_type: str, modified: str) -> None: ...

    def data(self, chunk: bytes) -> None: ...

    def end(self, complete: bool) -> None: ...

    def picture(self, role: str, media_type: str, data: bytes) -> None: ...

    def sibling(self, relative: str) -> Source | None: ...

    def alive(self) -> None: ...


# Why a reader that had not enough memory for a file ends.
TOO_MUCH_MEMORY = "errors.too_much_memory"


@dataclass(frozen=True)
class Bounds:
    """What one file may cost. Sizes in bytes, times in seconds. `ratio` is output bytes per input byte."""

    seconds: float = 120.0
    memory: int = 5 << 29  # of addresses: recognizing a photograph takes 1 GB beside the tables of the rules
    members: int = 100_000
    member_bytes: int = 64 << 30
    ratio: int = 200
    pages: int = 20_000  # a chart as a hospital releases it may have ten thousand
    text_chars: int = 50_000_000
    pixels: int = 400_000_000


@dataclass(frozen=True)
class Wanted:
    """Which picture is to be made of a file: of which page (from 1), turned clockwise by how many quarters, how large.

    `role` is "thumbnail" (a small PNG) or "page" (a JPEG whose longer side has `side` pixels, for reading), or one of
    the reader's own, which says what `asked` is.
    """

    role: str = "thumbnail"
    page: int = 1
    quarters: int = 0
    side: int = 256
    asked: str = ""


class Member:
    """One embedded file being written; counts its bytes against the bounds."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def write(self, data: bytes) -> int:
        self._context.count(len(data))
        if data:
            self._context.outlet.data(data)
        return len(data)

    def __enter__(self) -> Member:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.outlet.end(kind is None)


@dataclass
class Context:
    """One call's surroundings: bounds, passwords, hints, and the way out for what stands inside the file.

    `path` is the file's path as found (`disc.zip!/DICOM/IM1`), a hint only. `languages` are those to recognize.
    """

    outlet: Outlet
    source_size: int
    bounds: Bounds = field(default_factory=Bounds)
    path: str = ""
    passwords: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en", "es")
    wanted: Wanted = field(default_factory=Wanted)
    members_written: int = 0
    bytes_written: int = 0

    def member(self, name: str, *, media_type: str = "", modified: str = "") -> Member:
        """Begin an embedded file. Use as a context manager; an exception inside marks the member as cut off."""
        self.members_written += 1
        if self.members_written > self.bounds.members:
            raise BoundExceededError("errors.too_many_members", bound=self.bounds.members)
        self.outlet.begin(name, media_type, modified)
        return Member(self)

    def count(self, amount: int) -> None:
        """Count output bytes. Raises BoundExceededError past the size or the ratio (small outputs are let be)."""
        self.bytes_written += amount
        if self.bytes_written > self.bounds.member_bytes:
            raise BoundExceededError("errors.too_large", size=self.bytes_written, bound=self.bounds.member_bytes)
        if self.bytes_written > (64 << 20) + self.bounds.ratio * self.source_size:
            raise BoundExceededError("errors.too_dense", bound=self.bounds.ratio)

    def picture(self, role: str, media_type: str, data: bytes) -> None:
        """Hand on a picture made of the file: role `thumbnail`, `label` or `macro`; PNG or JPEG bytes."""
        self.outlet.picture(role, media_type, data)

    def sibling(self, relative: str) -> Source | None:
        """A file beside this one (`Slidedat.ini` of an MRXS), by path relative to this file's folder, or None."""
        return self.outlet.sibling(relative)

    def alive(self) -> None:
        """Say that work goes on (once a page, say): `bounds.seconds` counts from the last sign of life."""
        self.outlet.alive()


class Reader(Protocol):
    """What each reader module is, as seen by the registry."""

    FORMATS: tuple[str, ...]

    def sniff(self, probe: Probe) -> str | None: ...

    def read(self, source: Source, context: Context) -> Reading: ...


@dataclass
class Collected:
    """An outlet that keeps everything in memory: for tests of one reader, in process."""

    members: list[tuple[str, str, bytes, bool]] = field(default_factory=list)
    pictures: list[tuple[str, str, bytes]] = field(default_factory=list)
    siblings: dict[str, bytes] = field(default_factory=dict)
    signs_of_life: int = 0
    _open: tuple[str, str] = ("", "")
    _chunks: list[bytes] = field(default_factory=list)

    def begin(self, name: str, media_type: str, modified: str) -> None:  # noqa: ARG002 (the port's shape)
        self._open, self._chunks = (name, media_type), []

    def data(self, chunk: bytes) -> None:
        self._chunks.append(bytes(chunk))

    def end(self, complete: bool) -> None:
        self.members.append((*self._open, b"".join(self._chunks), complete))

    def picture(self, role: str, media_type: str, data: bytes) -> None:
        self.pictures.append((role, media_type, data))

    def sibling(self, relative: str) -> Source | None:
        data = self.siblings.get(relative)
        return None if data is None else MemorySource(data)

    def alive(self) -> None:
        self.signs_of_life += 1
