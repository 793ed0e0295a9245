"""What lies in the folders and files that were given. Opens nothing, follows no link, and misses nothing."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from consilium.domain.errors import InputError
from consilium.domain.records import Remark
from consilium.readers.contract import Source


class Sent(Protocol):
    """A file that lies in a store of ours (`staged`)."""

    def pieces(self) -> Iterator[bytes]: ...

    def neighbour(self, relative: str) -> Source | None: ...


@dataclass(frozen=True)
class Found:
    """One file or one thing that is none. `path` is what people are shown, `location` where it lies.

    `problem` says why it can't be read at all (a link, a device, a folder that may not be opened). `sent` is there for
    a file that was sent to us, whose bytes lie sealed; its `location` is no path.
    """

    path: str
    location: str
    size: int = 0
    stamp: tuple[int, ...] = ()
    problem: Remark | None = None
    sent: Sent | None = None


def walk(inputs: Sequence[str], leave_out: Collection[str] = ()) -> Iterator[Found]:
    """Everything in the inputs, in a stable order. Raises InputError for an input that does not exist.

    `leave_out` are the absolute paths of folders of our own: the packet to be written and the installation's home.
    """
    for given in inputs:
        _must_be_there(given)
    for given in dict.fromkeys(os.path.abspath(given) for given in inputs):
        prefix = os.path.basename(given) + "/" if len(inputs) > 1 and os.path.isdir(given) else ""
        if os.path.isdir(given):
            yield from _folder(given, prefix, frozenset(leave_out) - {given})
        else:
            yield _file(given, os.path.basename(given))


def _must_be_there(given: str) -> None:
    try:
        os.lstat(given)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise InputError("errors.input_path_too_long", path=printable(given)) from error
        raise InputError("errors.no_such_input", path=printable(given)) from error
    except ValueError as error:  # a null byte
        raise InputError("errors.no_such_input", path=printable(given)) from error


def _folder(location: str, shown: str, leave_out: frozenset[str]) -> Iterator[Found]:
    """Everything below a folder. A list of what is left instead of recursion: folders nest deeper than calls may."""
    left = [(location, shown, True)]
    while left:
        location, shown, is_folder = left.pop()
        if not is_folder:
            yield _file(location, shown)
            continue
        try:
            entries = sorted(os.scandir(location), key=lambda entry: entry.name, reverse=True)
            left += [_entry(entry, shown) for entry in entries if entry.path not in leave_out]
        except OSError as error:
            yield Found(shown or "./", location, problem=closed("errors.folder_closed", error))


def _entry(entry: os.DirEntry[str], shown: str) -> tuple[str, str, bool]:
    is_folder = entry.is_dir(follow_symlinks=False)
    return entry.path, f"{shown}{entry.name}{'/' if is_folder else ''}", is_folder


def _file(location: str, shown: str) -> Found:
    try:
        status = os.lstat(location)
    except OSError as error:
        return Found(shown, location, problem=closed("errors.cannot_open", error))
    if stat.S_ISLNK(status.st_mode):
        return Found(shown, location, problem=Remark("errors.symbolic_link"))
    if not stat.S_ISREG(status.st_mode):
        return Found(shown, location, problem=Remark("errors.not_a_file"))
    return Found(shown, location, status.st_size, stamp_of(status))


def stamp_of(status: os.stat_result) -> tuple[int, ...]:
    """What changes when a file does: its number, size and times."""
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def closed(code: str, error: OSError) -> Remark:
    """Why a file or folder can't be opened: too long a path is no matter of who may read it."""
    if error.errno == errno.ENAMETOOLONG:
        return Remark("errors.path_too_long")
    return Remark(code, {"kind": _kind(error)})


def _kind(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else type(error).__name__


def printable(name: str) -> str:
    """A name that a terminal can take: control characters and undecodable bytes replaced."""
    return "".join(char if char.isprintable() else "�" for char in name)
