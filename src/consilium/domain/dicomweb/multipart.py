"""A body of several parts (RFC 2046 5.1), read piece by piece as it comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

BLOCK = 1 << 20
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
    pieces: Iterator[bytes] = field(repr=False)

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
    """What came and is not given on yet."""

    def __init__(self, read: Callable[[int], bytes], delimiter: bytes) -> None:
        self._read, self._delimiter = read, delimiter
        self._buffer = bytearray(b"\r\n")
        self._ended = False

    def _more(self) -> None:
        """Raises CutOffError at the end."""
        data = b"" if self._ended else self._read(BLOCK)
        if not data:
            self._ended = True
            raise CutOffError("cut off")
        self._buffer += data

    def until_delimiter(self) -> Iterator[bytes]:
        """Bytes up to the next delimiter, which is passed over. Raises CutOffError."""
        searched = 0
        keep = len(self._delimiter) - 1
        while True:
            found = self._buffer.find(self._delimiter, searched)
            if found >= 0:
                if found:
                    yield bytes(memoryview(self._buffer)[:found])
                del self._buffer[: found + len(self._delimiter)]
                return
            given = len(self._buffer) - keep
            if given >= BLOCK:
                yield bytes(memoryview(self._buffer)[:given])
                del self._buffer[:given]
            searched = max(0, len(self._buffer) - keep)
            self._more()

    def is_end(self) -> bool:
        """Whether the delimiter was the last one; passes over the end of its line."""
        while len(self._buffer) < 2:
            self._more()
        if self._buffer.startswith(b"--"):
            return True
        while b"\n" not in self._buffer[:LONGEST_HEAD]:
            if len(self._buffer) >= LONGEST_HEAD:
                raise MultipartError("no line end")
            self._more()
        line, _, _ = bytes(self._buffer[:LONGEST_HEAD]).partition(b"\n")
        if line.strip():
            raise MultipartError("not a delimiter")
        del self._buffer[: len(line) + 1]
        return False

    def head(self) -> dict[str, str]:
        """The headers of a part, names in small letters."""
        headers: dict[str, str] = {}
        room = LONGEST_HEAD
        while True:
            end = self._buffer.find(b"\r\n")
            if end < 0:
                if len(self._buffer) > room:
                    raise MultipartError("headers too long")
                self._more()
                continue
            line = bytes(self._buffer[:end])
            room -= end + 2
            if room < 0:
                raise MultipartError("headers too long")
            if not line:
                # The empty line's own end may be the beginning of the delimiter of an empty part.
                del self._buffer[:end]
                if not self._starts_delimiter():
                    del self._buffer[:2]
                return headers
            del self._buffer[: end + 2]
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()

    def _starts_delimiter(self) -> bool:
        while len(self._buffer) < len(self._delimiter):
            try:
                self._more()
            except CutOffError:
                return False
        return self._buffer.startswith(self._delimiter)
