"""Decompression in bounded steps: whatever the input, one step gives at most `CHUNK` bytes.

Method numbers are those of APPNOTE.TXT 4.4.5. Every failure is an `UnreadableError` with a catalog key; nothing here
counts output, that is the context's.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import inflate64
from backports import zstd

from consilium.domain.errors import UnreadableError
from consilium.readers.contract import Source

CHUNK = 256 * 1024
DICTIONARY_BOUND = 512 << 20
"""Largest LZMA dictionary, in bytes; 7-Zip's and xz's strongest common settings stay below it."""

_FAILURES = (zlib.error, lzma.LZMAError, zstd.ZstdError, OSError, EOFError, ValueError, RuntimeError)


class Decompressor(Protocol):
    """The interface that `bz2`, `lzma` and `zstd` share; zlib and inflate64 are brought to it below."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class Inflate:
    """zlib with the interface of `bz2` and `lzma`. `wbits` as zlib's: -15 raw, 31 gzip."""

    def __init__(self, wbits: int) -> None:
        self._zlib = zlib.decompressobj(wbits)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int = CHUNK, /) -> bytes:
        out = self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)
        # A full step may leave output inside zlib even when no input is left over.
        self.needs_input = not self._zlib.unconsumed_tail and len(out) < max_length
        return out


class Inflate64:
    """Deflate64 (method 9), which Windows writes for members above 2 GB.

    inflate64 has no bound on its output, so it is fed 256 bytes at a time (at most about 0.5 MB come out).
    """

    _STEP = 256

    def __init__(self) -> None:
        self._inflater = inflate64.Inflater()
        self._input, self._output = b"", b""
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        return bool(self._inflater.eof) and not self._output

    @property
    def needs_input(self) -> bool:
        return not self._input and not self._output

    def decompress(self, data: bytes, max_length: int = CHUNK, /) -> bytes:
        self._input += data
        while self._input and len(self._output) < max_length and not self._inflater.eof:
            step, self._input = self._input[: self._STEP], self._input[self._STEP :]
            self._output += self._inflater.inflate(step)
        out, self._output = self._output[:max_length], self._output[max_length:]
        return out


class ZipLzma:
    """Method 14: a four-byte header with the LZMA properties' length, then LZMA1 (APPNOTE.TXT 5.8.8)."""

    def __init__(self) -> None:
        self._head = b""
        self._lzma: lzma.LZMADecompressor | None = None

    @property
    def eof(self) -> bool:
        return self._lzma is not None and self._lzma.eof

    @property
    def needs_input(self) -> bool:
        return self._lzma is None or self._lzma.needs_input

    @property
    def unused_data(self) -> bytes:
        return self._lzma.unused_data if self._lzma else b""

    def decompress(self, data: bytes, max_length: int = CHUNK, /) -> bytes:
        if self._lzma is not None:
            return self._lzma.decompress(data, max_length)
        self._head += data
        if len(self._head) < 9:
            return b""
        if int.from_bytes(self._head[2:4], "little") != 5:
            raise ValueError("LZMA properties are five bytes")
        self._lzma = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[_lzma1(self._head[4:9])])
        return self._lzma.decompress(self._head[9:], max_length)


def _lzma1(properties: bytes) -> dict[str, int]:
    """lzma filter of the five property bytes: lc/lp/pb packed, dictionary size."""
    packed, size = properties[0], int.from_bytes(properties[1:5], "little")
    if packed >= 9 * 5 * 5 or size > DICTIONARY_BOUND:
        raise ValueError("no such LZMA properties")
    lc, rest = packed % 9, packed // 9
    return {"id": lzma.FILTER_LZMA1, "dict_size": max(size, 4096), "lc": lc, "lp": rest % 5, "pb": rest // 5}


def unxz() -> Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=DICTIONARY_BOUND + (64 << 20))


ZIP_METHODS: dict[int, Callable[[], Decompressor]] = {
    8: lambda: Inflate(-15),
    9: Inflate64,
    12: bz2.BZ2Decompressor,
    14: ZipLzma,
    20: zstd.ZstdDecompressor,
    93: zstd.ZstdDecompressor,
    95: unxz,
}
"""Decompressors by zip method; 0 (stored) needs none, 1 to 6, 10, 96 to 98 have none here."""


def source_chunks(source: Source, start: int, length: int) -> Iterator[bytes]:
    """`length` bytes from `start`. Raises UnreadableError where the source ends or can't be read."""
    end = start + length
    while start < end:
        try:
            data = source.read_at(start, min(CHUNK, end - start))
        except OSError as error:
            raise UnreadableError("archive.member_cut_off") from error
        if not data:
            raise UnreadableError("archive.member_cut_off")
        yield data
        start += len(data)


class Stream:
    """The decompressed bytes of `chunks`; after the end, how many input bytes were used and whether more followed.

    With `starts` given, several streams one after another are one (RFC 1952 2.2: gzip members), padded by zeros.
    """

    def __init__(
        self, make: Callable[[], Decompressor], chunks: Iterable[bytes], starts: tuple[bytes, ...] = ()
    ) -> None:
        self._make, self._chunks, self._starts = make, iter(chunks), starts
        self._fed = 0
        self._rest = b""
        self.trailing = False

    @property
    def consumed(self) -> int:
        return self._fed - len(self._rest)

    def __iter__(self) -> Iterator[bytes]:
        yield from self._one()
        while self._starts and self._another():
            yield from self._one()

    def _one(self) -> Iterator[bytes]:
        try:
            decoder = self._make()
            data, self._rest = self._rest or self._next(), b""
            while True:
                out = decoder.decompress(data, CHUNK)
                if out:
                    yield out
                if decoder.eof:
                    self._rest = decoder.unused_data
                    return
                data = self._next() if decoder.needs_input else b""
        except UnreadableError:
            raise
        except _FAILURES as error:
            raise UnreadableError("archive.member_damaged") from error

    def _next(self) -> bytes:
        data = next(self._chunks, b"")
        if not data:
            raise UnreadableError("archive.member_cut_off")
        self._fed += len(data)
        return data

    def _another(self) -> bool:
        """Whether another stream follows; zeros between streams are padding, anything else is `trailing`."""
        self._rest = self._rest.lstrip(b"\0")
        while len(self._rest) < 4:
            more = next(self._chunks, b"")
            if not more:
                break
            self._fed += len(more)
            self._rest = (self._rest + more).lstrip(b"\0")
        if self._rest.startswith(self._starts):
            return True
        self.trailing = bool(self._rest)
        return False


def checked(chunks: Iterable[bytes], crc: int) -> Iterator[bytes]:
    """The same chunks; raises UnreadableError after the last where their CRC-32 is another."""
    seen = 0
    for chunk in chunks:
        seen = zlib.crc32(chunk, seen)
        yield chunk
    if seen != crc:
        raise UnreadableError("archive.member_checksum")
