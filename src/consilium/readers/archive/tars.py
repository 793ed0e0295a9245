"""Members of a tar in one pass over its (decompressed) bytes: ustar, GNU and pax (POSIX.1-2017 pax, "ustar").

Own parser rather than `tarfile`, which reads a long name of any stated size into memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from consilium.domain.errors import UnreadableError
from consilium.readers.archive.codecs import CHUNK, source_chunks
from consilium.readers.archive.unpacking import Unpacking
from consilium.readers.contract import Source

BLOCK = 512
EXTENSION_BOUND = 1 << 20
_REGULAR = (b"0", b"\0", b"7", b"1", b"S")
_EXTENSIONS = (b"L", b"K", b"x", b"g", b"X")
_LINKS = {b"1", b"2", b"3", b"4", b"6"}


class TarBytes:
    """Bytes of the tar, taken in order."""

    def __init__(self, chunks: Iterable[bytes], count: Callable[[int], None]) -> None:
        self._chunks, self._count, self._buffer = iter(chunks), count, b""

    def take(self, length: int) -> bytes:
        """Up to `length` bytes, fewer only at the end; for headers, so `length` is small."""
        while len(self._buffer) < length:
            more = next(self._chunks, b"")
            if not more:
                break
            self._buffer += more
        out, self._buffer = self._buffer[:length], self._buffer[length:]
        return out

    def pieces(self, length: int) -> Iterator[bytes]:
        """`length` bytes in chunks. Raises UnreadableError where the tar ends before."""
        while length:
            data = self.take(min(length, CHUNK))
            if not data:
                raise UnreadableError("archive.member_cut_off")
            length -= len(data)
            yield data

    def skip(self, length: int) -> None:
        """Pass over bytes; they count, since a bomb costs as much unread."""
        for piece in self.pieces(length):
            self._count(len(piece))


@dataclass(slots=True)
class _Header:
    name: str
    size: int
    kind: bytes
    modified: str


def is_header(block: bytes) -> bool:
    """Whether 512 bytes are a tar header, by their checksum."""
    if len(block) < BLOCK or not block[0]:
        return False
    stated = _number(block[148:156])
    plain = sum(block[:148]) + 8 * 32 + sum(block[156:BLOCK])
    return stated == plain and _number(block[124:136]) is not None


def plain(source: Source) -> Iterator[bytes]:
    """The bytes of a tar that is not compressed."""
    return source_chunks(source, 0, source.size)


def hand_on(chunks: Iterable[bytes], unpacking: Unpacking) -> None:
    """Every regular member. A tar that ends early is remarked; what came before it is kept."""
    data = TarBytes(chunks, unpacking.context.count)
    try:
        _walk(data, unpacking)
    except UnreadableError as error:
        if error.code not in ("archive.member_cut_off", "archive.member_damaged"):
            raise
        unpacking.note("archive.cut_off")


def _walk(data: TarBytes, unpacking: Unpacking) -> None:
    long_name, pax = "", dict[str, str]()
    while True:
        block = data.take(BLOCK)
        if len(block) < BLOCK or not is_header(block):
            _note_end(block, unpacking)
            return
        header = _header(block, pax, long_name)
        if header.kind in _EXTENSIONS:
            content = _extension(data, header.size, unpacking)
            if header.kind == b"L":
                long_name = _text(content.rstrip(b"\0"))
            elif header.kind in (b"x", b"X"):
                pax = _records(content)
            continue
        _member(data, header, unpacking)
        long_name, pax = "", {}


def _note_end(block: bytes, unpacking: Unpacking) -> None:
    """A zero block ends a tar; no block at all is common too, anything else is damage."""
    if block.strip(b"\0"):
        unpacking.note("archive.cut_off")


def _extension(data: TarBytes, size: int, unpacking: Unpacking) -> bytes:
    if size > EXTENSION_BOUND:
        unpacking.note("archive.name_too_long")
        data.skip(-(-size // BLOCK) * BLOCK)
        return b""
    content = data.take(size)
    data.skip(-size % BLOCK)
    return content


def _header(block: bytes, pax: dict[str, str], long_name: str) -> _Header:
    name = _text(block[:100].split(b"\0")[0])
    prefix = _text(block[345:500].split(b"\0")[0]) if block[257:263] == b"ustar\0" else ""
    name = pax.get("path") or long_name or (f"{prefix}/{name}" if prefix else name)
    size = _number(block[124:136]) or 0
    if pax.get("size", "").isdecimal():
        size = int(pax["size"][:18])
    return _Header(name, size, block[156:157], _moment(_number(block[136:148]) or 0))


def _member(data: TarBytes, header: _Header, unpacking: Unpacking) -> None:
    padding = -header.size % BLOCK
    if header.kind in _LINKS:
        unpacking.note("archive.links_left_out", header.name)
        if header.kind == b"1":  # pax allows a hard link to carry its data, everybody else states a size of 0
            data.skip(header.size + padding)
    elif header.kind == b"S":
        unpacking.lost(header.name, "archive.member_method")
        data.skip(header.size + padding)
    elif header.kind in _REGULAR and not header.name.endswith("/"):
        taken = _Counted(data.pieces(header.size))
        unpacking.member(header.name, taken, modified=header.modified)
        if taken.bytes < header.size:
            raise UnreadableError("archive.member_cut_off")
        data.take(padding)
    else:
        data.skip(header.size + padding if header.kind != b"5" else 0)


class _Counted:
    """Chunks with the number of bytes that went by."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self.bytes = chunks, 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.bytes += len(chunk)
            yield chunk


def _number(field: bytes) -> int | None:
    """Octal digits, or GNU's base 256 where the first bit is set; None where it is neither."""
    if field[0] & 0x80:
        value = int.from_bytes(field[1:], "big") if field[0] == 0x80 else -1
        return value if 0 <= value < 1 << 62 else None
    digits = field.strip(b" \0") or b"0"
    if any(digit not in b"01234567" for digit in digits):
        return None
    return int(digits, 8)


def _records(content: bytes) -> dict[str, str]:
    """pax records `length key=value\\n`."""
    records: dict[str, str] = {}
    while content:
        head, space, _ = content.partition(b" ")
        if not space or not head.isdigit() or len(head) > 8 or not len(head) < int(head) <= len(content):
            break
        key, _, value = content[len(head) + 1 : int(head)].rstrip(b"\n").partition(b"=")
        records[_text(key)] = _text(value)
        content = content[int(head) :]
    return records


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _moment(seconds: int) -> str:
    if not 0 < seconds < 1 << 35:
        return ""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
