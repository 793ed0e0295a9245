"""One compressed file: gzip (RFC 1952), bzip2, xz, zstd; and the tar inside where it is one."""

from __future__ import annotations

import bz2
import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from backports import zstd

from consilium.domain.errors import UnreadableError
from consilium.readers.archive.codecs import Decompressor, Inflate, Stream, source_chunks, unxz
from consilium.readers.archive.tars import BLOCK, is_header
from consilium.readers.contract import Source


@dataclass(frozen=True, slots=True)
class Coding:
    """A single-file compression: how its streams begin and which endings its files carry."""

    starts: tuple[bytes, ...]
    make: Callable[[], Decompressor]
    endings: tuple[tuple[str, str], ...]


_SKIPPABLE = tuple(bytes([0x50 + low]) + b"\x2a\x4d\x18" for low in range(16))

CODINGS = {
    "gzip": Coding((b"\x1f\x8b\x08",), lambda: Inflate(31), ((".tgz", ".tar"), (".svgz", ".svg"), (".gz", ""))),
    "bzip2": Coding((b"BZh",), bz2.BZ2Decompressor, ((".tbz2", ".tar"), (".tbz", ".tar"), (".bz2", ""))),
    "xz": Coding((b"\xfd7zXZ\x00",), unxz, ((".txz", ".tar"), (".xz", ""))),
    "zstd": Coding((b"\x28\xb5\x2f\xfd", *_SKIPPABLE), zstd.ZstdDecompressor, ((".tzst", ".tar"), (".zst", ""))),
}


def coding_of(head: bytes) -> str | None:
    """The compression by its first bytes."""
    names = (name for name, coding in CODINGS.items() if head.startswith(coding.starts))
    return next(names, None)


def stream(source: Source, coding: str) -> Stream:
    """The decompressed bytes of the whole source."""
    chosen = CODINGS[coding]
    return Stream(chosen.make, source_chunks(source, 0, source.size), chosen.starts)


def first_bytes(source: Source, coding: str) -> bytes:
    """At least the first 512 decompressed bytes where there are as many; b"" where they can't be had."""
    begun = b""
    try:
        for chunk in stream(source, coding):
            begun += chunk
            if len(begun) >= BLOCK:
                break
    except UnreadableError:
        pass
    return begun


def holds_tar(begun: bytes) -> bool:
    return is_header(begun[:BLOCK])


def inner_name(source: Source, coding: str, path: str) -> str:
    """The name of the file inside: gzip's own field, else the path without its ending, else "contents"."""
    if coding == "gzip" and (stated := _gzip_name(source.read_at(0, 2048))):
        return stated
    name = posixpath.basename(path.replace("\\", "/").split("!/")[-1])
    for ending, instead in CODINGS[coding].endings:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + instead
    return "contents"


def _gzip_name(head: bytes) -> str:
    """FNAME of a gzip header (RFC 1952 2.3.1), Latin-1 by the RFC, UTF-8 by custom; its last part."""
    flags, position = head[3:4] or b"\0", 10
    if not flags[0] & 8:
        return ""
    if flags[0] & 4:
        position += 2 + int.from_bytes(head[10:12], "little")
    raw = head[position:].split(b"\0")[0]
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("latin-1")
    return posixpath.basename(name.replace("\\", "/"))
