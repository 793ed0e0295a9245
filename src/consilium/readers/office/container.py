"""Zip-based office files: parts by name, inflated within bounds, and XML parsed without entities or the network."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from consilium.domain.errors import BoundExceededError, PasswordNeededError, UnreadableError
from consilium.domain.records import Remark
from consilium.readers.contract import Context, Source, opened
from consilium.readers.embedded import member_name
from consilium.readers.hardened import xml_parser
from consilium.readers.office import salvage

MOST_ENTRIES = 20_000
MOST_PART_BYTES = 128 << 20
_RATIO = 1_000
_SMALL = 4 << 20
_CHUNK = 256 * 1024
# Pictures smaller than this are logos and signatures, larger ones may be pasted scans.
_LEAST_PICTURE = 30_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError)


class _CutOffError(Exception):
    """Ends a member that is cut off."""


class Container:
    """An open zip-based office file. Raises UnreadableError where it is damaged, encrypted or a bomb.

    A file whose end is missing has lost its directory: `cut_off` is True then, and its parts are those that are left.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._zip: zipfile.ZipFile | None = None
        self._left: dict[str, salvage.Part] = {}
        try:
            self._zip = zipfile.ZipFile(opened(source))
        except _DAMAGE as error:
            self._left = {part.name: part for part in salvage.parts(source)}
            if not self._left:
                raise UnreadableError("documents.office_damaged") from error
        if len(self.names()) > MOST_ENTRIES:
            raise BoundExceededError("documents.office_too_large", bound=MOST_ENTRIES)
        self._spent = 0
        self._allowed = _SMALL + _RATIO * source.size

    @property
    def cut_off(self) -> bool:
        return self._zip is None

    def names(self) -> list[str]:
        return list(self._left) if self._zip is None else self._zip.namelist()

    def whole(self, name: str) -> bool:
        """Whether a part is there to its end."""
        return self._left[name].whole if name in self._left else self._zip is not None and self._holds(name)

    def part(self, name: str) -> bytes | None:
        """One part's bytes, None where there is no such part."""
        return b"".join(self.chunks(name)) if self._holds(name) else None

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part in pieces. What is counted is what comes out, not what the zip states."""
        total = 0
        try:
            for chunk in self._unpacked(name):
                total += len(chunk)
                self._count(len(chunk), total)
                yield chunk
        except _DAMAGE as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError("documents.office_damaged") from error

    def tree(self, name: str) -> Any:
        """One part as parsed XML, None where there is no such part. Of a part that is cut off, what is left."""
        data = self.part(name)
        return None if data is None else parsed(data, begun=not self.whole(name))

    def _holds(self, name: str) -> bool:
        return name in self._left or (self._zip is not None and name in self._zip.NameToInfo)

    def _unpacked(self, name: str) -> Iterator[bytes]:
        if self._zip is None:
            part = self._left[name]
            if part.encrypted:
                raise PasswordNeededError("documents.password_needed")
            yield from salvage.chunks(self._source, part)
            return
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise PasswordNeededError("documents.password_needed")
        with self._zip.open(info) as opened_part:
            while chunk := opened_part.read(_CHUNK):
                yield chunk

    def _size(self, name: str) -> int:
        """What a part states that it holds; of a file cut off, its packed bytes."""
        if self._zip is not None:
            return self._zip.getinfo(name).file_size
        return self._left[name].end - self._left[name].start

    def hand_on(self, folders: tuple[str, ...], context: Context) -> None:
        """Embedded files and large pictures become files of their own."""
        for name in self.names():
            if not name.startswith(folders) or name.endswith("/"):
                continue
            picture = "media/" in name or name.startswith("Pictures/")
            if picture and self._size(name) < _LEAST_PICTURE:
                continue
            self._hand_on(name, context)

    def _hand_on(self, name: str, context: Context) -> None:
        """One part as a file of its own; one that is cut off says so itself (`complete` is False)."""
        try:
            with context.member(member_name(name.rsplit("/", 1)[-1], "", "attachment")) as member:
                for chunk in self.chunks(name):
                    member.write(chunk)
                if not self.whole(name):
                    raise _CutOffError
        except _CutOffError:
            return

    def _count(self, amount: int, of_part: int) -> None:
        self._spent += amount
        if of_part > MOST_PART_BYTES or self._spent > self._allowed:
            raise BoundExceededError("documents.office_too_large", bound=MOST_PART_BYTES)


def parsed(data: bytes, *, begun: bool = False) -> Any:
    """The root element; of a document that has only `begun` and is cut off, what is there. Raises UnreadableError."""
    try:
        root = etree.fromstring(data, xml_parser(recover=begun))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("documents.office_damaged") from error
    if root is None:
        raise UnreadableError("documents.office_damaged")
    return root


def local(element: Any) -> str:
    """An element's name without its namespace; "" for comments and instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def optional(container: Container, name: str, remarks: list[Remark]) -> Any:
    """A part that the rest can do without: None, and a remark, where it is damaged."""
    try:
        return container.tree(name)
    except BoundExceededError:
        raise
    except UnreadableError:
        remarks.append(Remark("documents.office_part_unreadable"))
        return None
