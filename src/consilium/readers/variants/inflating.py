"""Lines of a file that may be gzip or bgzip (many members), inflated in pieces within bounds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from consilium.domain.errors import BoundExceededError
from consilium.readers.contract import Context, Source

READ_BYTES = 256 * 1024
LINE_BYTES = 32 << 20
GZIP = b"\x1f\x8b"
SMALL_BYTES = 64 << 20  # output that is let be whatever its ratio


class Inflating:
    """The lines of a source; `cut_off` says afterwards whether the compressed data ended early or was damaged."""

    def __init__(self, source: Source, context: Context) -> None:
        self._source = source
        self._context = context
        self.compressed = source.read_at(0, 2) == GZIP
        self.cut_off = False
        self.bytes_out = 0

    def __iter__(self) -> Iterator[bytes]:
        """Lines without their ends. Raises BoundExceededError for a line or a ratio past its bound."""
        begun: list[bytes] = []  # the pieces of a line whose end has not come yet
        length = 0
        for piece in self._pieces():
            first, *others = piece.split(b"\n")
            begun.append(first)
            length += len(first)
            if others:
                yield b"".join(begun)
                yield from others[:-1]
                begun, length = [others[-1]], len(others[-1])
            if length > LINE_BYTES:
                raise BoundExceededError("genomics.line_too_long", bound=LINE_BYTES)
        if length:
            yield b"".join(begun)

    def _pieces(self) -> Iterator[bytes]:
        for piece in self._inflated() if self.compressed else self._raw():
            self.bytes_out += len(piece)
            if self.bytes_out > SMALL_BYTES + self._context.bounds.ratio * self._source.size:
                raise BoundExceededError("genomics.too_dense", bound=self._context.bounds.ratio)
            self._context.alive()
            yield piece

    def _raw(self) -> Iterator[bytes]:
        for offset in range(0, self._source.size, READ_BYTES):
            yield self._source.read_at(offset, READ_BYTES)

    def _inflated(self) -> Iterator[bytes]:
        worker, begun = zlib.decompressobj(31), False
        for piece in self._raw():
            waiting = piece
            while waiting:
                try:
                    out = worker.decompress(waiting, READ_BYTES)
                except zlib.error:
                    self.cut_off = True
                    return
                begun = True
                if out:
                    yield out
                waiting = worker.unconsumed_tail
                if worker.eof:
                    waiting = worker.unused_data.lstrip(b"\x00")  # padding after the last member is no damage
                    worker, begun = zlib.decompressobj(31), False
        self.cut_off = begun
