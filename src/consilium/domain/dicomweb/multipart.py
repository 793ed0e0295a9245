"""A body of several parts (RFC 2046 5.1), read piece by piece as it comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

BLOCK = 1 << 20
PIECE = 64 << 10  # less is only given on at a part's end
MOST_PARTS = 20_000
LONGEST_HEAD = 16 * 1024
LONGEST_BOUNDARY = 200


class MultipartError(ValueError):
    """The body is no such thing, or more than is taken."""


class CutOffError(MultipartError):
    """The body ends in the middle."""


@dataclass
class Part:
    """One part. `pieces` are to be read before the next part is asked for. Raises CutOffError."""

    headers: Mapping[str, str]
    pieces: Iterator[memoryview] = field(repr=False)

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def boundary_of(content_type: str) -> str:
    """The boundary of a `multipart/related` type. Raises MultipartError."""
    media, _, rest = content_type.partition(";")
    if media.strip().lower() != "multipart/related":
        raise MultipartError("not multipart/related")
    for parameter in rest.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "boundary":
            found = value.strip().strip('"')
            if 0 < len(found) <= LONGEST_BOUNDARY and found.isascii():
                return found
    raise MultipartError("no boundary")


def parts(read: Callable[[int], bytes], boundary: str) -> Iterator[Part]:
    """The parts of a body of which `read` gives the next bytes, b"" at its end. Raises MultipartError."""
    reading = _Reading(read, b"\r\n--" + boundary.encode("ascii"))
    for _ in reading.until_delimiter():  # what stands before the first part counts for nothing
        pass
    for _ in range(MOST_PARTS):
        if reading.is_end():
            return
        part = Part(reading.head(), reading.until_delimiter())
        yield part
        for _ in part.pieces:
            pass
    raise MultipartError("too many parts")


class _Reading:
    """What came and is not given on yet: a block from `_at` on. What is given on are its slices, not copies."""

    def __init__(self, read: Callable[[int], bytes], delimiter: bytes) -> None:
        self._read, self._delimiter = read, delimiter
        self._block, self._at = b"\r\n", 0
        self._ended = False

    def _more(self) -> None:
        """Raises CutOffError at the end."""
        data = b"" if self._ended else self._read(BLOCK)
        if not data:
            self._ended = True
            raise CutOffError("cut off")
        self._block, self._at = self._block[self._at :] + data, 0

    def until_delimiter(self) -> Iterator[memoryview]:
        """Bytes up to the next delimiter, which is passed over. Raises CutOffError."""
        searched = 0
        keep = len(self._delimiter) - 1
        while True:
            block, at = self._block, self._at
            found = block.find(self._delimiter, at + searched)
            if found >= 0:
                self._at = found + len(self._delimiter)
                if found > at:
                    yield memoryview(block)[at:found]
                return
            given = len(block) - keep - at
            if given >= PIECE:
                self._at = at + given
                yield memoryview(block)[at : self._at]
            searched = max(0, len(self._block) - keep - self._at)
            self._more()

    def is_end(self) -> bool:
        """Whether the delimiter was the last one; passes over the end of its line."""
        while len(self._block) - self._at < 2:
            self._more()
        if self._block.startswith(b"--", self._at):
            return True
        while (end := self._block.find(b"\n", self._at, self._at + LONGEST_HEAD)) < 0:
            if len(self._block) - self._at >= LONGEST_HEAD:
                raise MultipartError("no line end")
            self._more()
        if self._block[self._at : end].strip():
            raise MultipartError("not a delimiter")
        self._at = end + 1
        return False

    def head(self) -> dict[str, str]:
        """The headers of a part, names in small letters."""
        headers: dict[str, str] = {}
        room = LONGEST_HEAD
        while True:
            end = self._block.find(b"\r\n", self._at)
            if end < 0:
                if len(self._block) - self._at > room:
                    raise MultipartError("headers too long")
                self._more()
                continue
            line = self._block[self._at : end]
            room -= len(line) + 2
            if room < 0:
                raise MultipartError("headers too long")
            if not line:
                # The empty line's own end may be the beginning of the delimiter of an empty part.
                self._at = end
                if not self._starts_delimiter():
                    self._at += 2
                return headers
            self._at = end + 2
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()

    def _starts_delimiter(self) -> bool:
        while len(self._block) - self._at < len(self._delimiter):
            try:
                self._more()
            except CutOffError:
                return False
        return self._block.startswith(self._delimiter, self._at)
