"""Look at a file without storing anything: what it is, whose it is, what would be read from it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Remark
from consilium.readers.answer import Answer
from consilium.readers.contract import FileSource, Source
from consilium.readers.pool import Job, Pool


@dataclass
class Seen:
    """What a look at one file showed: an answer, or the reason why there is none; names of what is packed inside."""

    path: str
    answer: Answer | None = None
    reason: Remark | None = None
    members: list[str] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list, repr=False)

    def begin(self, name: str, media_type: str, modified: str) -> None:  # noqa: ARG002 (the receiver's shape)
        self.members.append(name)

    def data(self, chunk: bytes) -> None:
        """Members are named, not kept."""

    def end(self, complete: bool) -> None:
        """Members are named, not kept."""

    def picture(self, role: str, media_type: str, data: bytes) -> None:
        """Pictures are not kept."""

    def body(self, piece: bytes) -> None:
        """What a large record says, in pieces."""
        self.pieces.append(piece)

    def sibling(self, relative: str) -> Source | None:
        """A file beside this one, for slides that are folders."""
        location = os.path.normpath(os.path.join(os.path.dirname(self.path), relative))
        if not location.startswith(os.path.dirname(self.path)):
            return None
        try:
            return FileSource(os.open(location, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC))
        except OSError:
            return None


def inspect(paths: list[str], passwords: tuple[str, ...] = ()) -> Iterator[Seen]:
    """Look at files one after another, each in a caged worker."""
    with Pool() as pool:
        for path in paths:
            yield _look(pool, path, passwords)


def _look(pool: Pool, path: str, passwords: tuple[str, ...]) -> Seen:
    seen = Seen(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        seen.reason = Remark("errors.cannot_open", {"kind": os.strerror(error.errno or 0)})
        return seen
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("errors.not_a_file")
        if not status.st_size:
            raise UnreadableError("errors.empty_file")
        name = os.path.basename(path)
        answer = pool.read(Job(FileSource(descriptor), name, name, passwords=passwords), seen)
        seen.answer = replace(answer, stored=b"".join(seen.pieces)) if seen.pieces else answer
    except UnreadableError as error:
        seen.reason = error.remark
    except OSError:
        seen.reason = Remark("errors.not_a_file")
    finally:
        os.close(descriptor)
    return seen
