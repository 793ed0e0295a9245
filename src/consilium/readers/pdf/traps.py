"""PDFs made to unpack to more than any machine holds: found by unpacking piece by piece, before a parser unpacks whole.

Looks at the bytes and at no structure (ISO 32000-1 7.3.8, 7.4.4), so that a cross-reference or object stream, which a
parser unpacks while it opens the file, is measured like a page's content. What is encrypted, packed by other filters
than Flate, or falsely says that it is a picture is left to the worker's memory limit.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from consilium.domain.errors import BoundExceededError
from consilium.readers.contract import Context, Source

# What one stream, and what all streams of a file together, may unpack to.
MOST_BYTES = 256 << 20
MOST_TOGETHER = 4 << 30
_WINDOW, _DICTIONARY = 4 << 20, 4096
_PIECE = 1 << 20
_PEEK = 512
_MOST_LAYERS = 8
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_PICTURE = re.compile(rb"/Subtype\s{0,9}/Image(?![A-Za-z])")


def check(source: Source, context: Context) -> None:
    """Raises BoundExceededError where a stream, or all together, unpacks to more than the bounds."""
    together = 0
    for start, layers in _packed(source):
        together += _size(source, start, layers, context)
        if together > MOST_TOGETHER:
            raise BoundExceededError("documents.pdf_unpacks_too_large", bound=MOST_TOGETHER)


def _packed(source: Source) -> Iterator[tuple[int, int]]:
    """Where each packed stream's data begins, and how often it is packed, told by the data alone: names can be
    disguised. A picture is unpacked row by row: it passes unless it is packed twice."""
    for offset in range(0, source.size, _WINDOW):
        before = min(offset, _DICTIONARY)
        window = source.read_at(offset - before, before + _WINDOW + 16)
        for found in _STREAM.finditer(window, before, before + _WINDOW + 8):
            start = offset - before + found.end()
            layers = _layers(source.read_at(start, _PEEK)) if found.start() < before + _WINDOW else 0
            dictionary = window[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"obj")[2]
            if layers > 1 or (layers == 1 and not _PICTURE.search(dictionary)):
                yield start, layers


def _layers(data: bytes) -> int:
    """How often data is packed: each time, its first two bytes say so (RFC 1950 2.2)."""
    layers = 0
    while layers < _MOST_LAYERS and len(data) > 2 and data[0] & 15 == 8 and not (data[0] << 8 | data[1]) % 31:
        try:
            data = zlib.decompressobj().decompress(data, _PEEK)
        except zlib.error:
            return layers
        layers += 1
    return layers


def _size(source: Source, start: int, layers: int, context: Context) -> int:
    pieces = _read(source, start)
    for inner in range(layers):
        pieces = _unpacked(pieces, context, inner > 0)
    return sum(len(piece) for piece in pieces)


def _read(source: Source, start: int) -> Iterator[bytes]:
    # Most streams are short: the first piece is.
    yield source.read_at(start, _WINDOW // 256)
    for offset in range(start + _WINDOW // 256, source.size, _PIECE):
        yield source.read_at(offset, _PIECE)


def _unpacked(pieces: Iterator[bytes], context: Context, to_the_end: bool) -> Iterator[bytes]:
    """The unpacked pieces, up to the end or to where they are damaged; `to_the_end` of the layer around it, which a
    parser unpacks whole all the same."""
    inflater, size, ended = zlib.decompressobj(), 0, False
    for packed in pieces:
        waiting = b"" if ended else packed
        while waiting and not ended:
            try:
                piece = inflater.decompress(waiting, _PIECE)
            except zlib.error:
                piece, ended = b"", True
            waiting, size, ended = inflater.unconsumed_tail, size + len(piece), ended or inflater.eof
            if size > MOST_BYTES:
                raise BoundExceededError("documents.pdf_unpacks_too_large", bound=MOST_BYTES)
            if len(piece) == _PIECE:
                context.alive()
            yield piece
        if ended and not to_the_end:
            return
