"""Answers of several parts (RFC 2387, PS3.18 8.6.1.2): heads, bodies and tail as pieces that nobody puts together."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.actions.imaging.served import Piece, length_of, stream
from consilium.actions.opened import OpenCase
from consilium.domain.dicomweb.ranges import BeyondError, byte_range
from consilium.domain.errors import ConsiliumError
from consilium.web.imaging.asked import Answered, RefusedError
from consilium.web.imaging.dicomweb.scope import NAME

DAY = 86_400
AT_ONCE = 1 << 20
# Random, so that it stands in no body; the same for all answers of this process.
BOUNDARY = secrets.token_hex(16)
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()


@dataclass(frozen=True, slots=True)
class Part:
    """One part: of which case, its type, and its body."""

    case: OpenCase
    media_type: str
    pieces: Sequence[Piece]


def several(parts: Sequence[Part], media: str) -> Answered:
    """All parts in one answer. `media` is their type."""
    heads = [_head(part, first=not at) for at, part in enumerate(parts)]
    length = sum(len(head) + length_of(part.pieces) for head, part in zip(heads, parts, strict=True)) + len(TAIL)
    return Answered(200, _related(media), _body(_bodies(parts, heads), length), length, max_age=DAY)


def as_they_come(parts: Iterable[tuple[str, Iterable[bytes]]], media: str) -> Answered:
    """Parts that are made one after another while they are sent."""

    def bodies() -> Iterator[bytes]:
        for at, (media_type, body) in enumerate(parts):
            yield _head_of(media_type, None, first=not at)
            yield from body
        yield TAIL

    return Answered(200, _related(media), _told(bodies()), None)


def single(part: Part, asked_range: str = "") -> Answered:
    """One body by itself, or the range of it that is asked for. Raises RefusedError."""
    size = length_of(part.pieces)
    try:
        found = byte_range(asked_range, size) if asked_range else None
    except BeyondError:
        said = (("Content-Range", f"bytes */{size}"),)
        return Answered(416, part.media_type, headers=said)
    whole = (("Accept-Ranges", "bytes"),)
    if found is None:
        return Answered(200, part.media_type, _body(stream(part.case, part.pieces), size), size, whole, DAY)
    first, length = found
    told = (*whole, ("Content-Range", f"bytes {first}-{first + length - 1}/{size}"))
    cut = _body(stream(part.case, _cut(part.pieces, first, length)), length)
    return Answered(206, part.media_type, cut, length, told, DAY)


def _body(pieces: Iterator[bytes], length: int) -> Iterable[bytes]:
    """A small body is opened before its answer begins, which the server sends faster; a large one as it is sent."""
    return tuple(pieces) if length <= AT_ONCE else _told(pieces)


def _told(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces; what goes wrong once the answer has begun ends it, and the log says so in a line of codes."""
    try:
        yield from pieces
    except ConsiliumError as error:
        print(f"consilium: GET /{NAME} cut off {error.code}", file=sys.stderr, flush=True)
        raise


def _related(media: str) -> str:
    return f'multipart/related; type="{media}"; boundary={BOUNDARY}'


def _bodies(parts: Sequence[Part], heads: Sequence[bytes]) -> Iterator[bytes]:
    for part, head in zip(parts, heads, strict=True):
        yield head
        yield from stream(part.case, part.pieces)
    yield TAIL


def _head(part: Part, *, first: bool) -> bytes:
    return _head_of(part.media_type, length_of(part.pieces), first=first)


def _head_of(media_type: str, length: int | None, *, first: bool) -> bytes:
    told = "" if length is None else f"Content-Length: {length}\r\n"
    before = "" if first else "\r\n"
    return f"{before}--{BOUNDARY}\r\nContent-Type: {media_type}\r\n{told}\r\n".encode()


def _cut(pieces: Sequence[Piece], first: int, length: int) -> Iterator[Piece]:
    """The pieces of a range."""
    for piece in pieces:
        size = len(piece) if isinstance(piece, bytes) else piece.length
        begun, taken = min(first, size), min(length, max(0, size - first))
        first, length = first - begun, length - taken
        if taken and isinstance(piece, bytes):
            yield piece[begun : begun + taken]
        elif taken and not isinstance(piece, bytes):
            yield replace(piece, offset=piece.offset + begun, length=taken)


def must_be(found: object) -> None:
    """Raises RefusedError where nothing acceptable was found."""
    if found is None:
        raise RefusedError(406, "viewing.not_acceptable")
