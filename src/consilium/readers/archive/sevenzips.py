"""Members of a 7z. py7zr reads the header; its decoders are driven from here in small steps.

py7zr's own extraction writes up to 128 MB at once, stops at the first bad folder and refuses an archive for one odd
name; none of that is wanted of a hostile file.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import py7zr
from backports import zstd
from py7zr import archiveinfo

from consilium.domain.errors import BoundExceededError, PasswordNeededError, UnreadableError
from consilium.readers.archive.codecs import (
    CHUNK,
    DICTIONARY_BOUND,
    Decompressor,
    Inflate,
    Inflate64,
    Stream,
    checked,
)
from consilium.readers.archive.unpacking import Unpacking
from consilium.readers.contract import Source, opened

MAGIC = b"7z\xbc\xaf\x27\x1c"
START_BYTES = 32
PROOF_BYTES = 1 << 20
_STEP = 64 * 1024
_STEP_UNBOUNDED = 2048
_IDLE_STEPS = 4
_FAILURES = (
    py7zr.exceptions.ArchiveError,
    lzma.LZMAError,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RuntimeError,
    MemoryError,
    struct.error,
)
_DEFLATE, _DEFLATE64, _ZSTD, _BROTLI = b"\x04\x01\x08", b"\x04\x01\x09", b"\x04\xf7\x11\x01", b"\x04\xf7\x11\x02"
# py7zr's decoders of these heed no output bound. Alone in a folder they are decoded here; behind a filter or a cipher
# the deflates are fed little at a time and the others, which give gigabytes for a few bytes, are refused.
_OWN: dict[bytes, Callable[[], Decompressor]] = {
    _DEFLATE: lambda: Inflate(-15),
    _DEFLATE64: Inflate64,
    _ZSTD: zstd.ZstdDecompressor,
}
_LZMA, _LZMA2, _PPMD = b"\x03\x01\x01", b"\x21", b"\x03\x04\x01"

# py7zr spends 200 bytes for each file that a header declares; these are its own knobs for that.
archiveinfo.MAX_NUMFILES = 200_000
archiveinfo.MAX_SUBSTREAMS = 200_000
archiveinfo.MAX_HEADER_SIZE = 64 << 20


def start_is_sound(start: bytes) -> bool:
    """Whether 32 bytes are a 7z signature header, by its checksum (7zFormat.txt, SignatureHeader)."""
    if len(start) < START_BYTES or not start.startswith(MAGIC):
        return False
    return int.from_bytes(start[8:12], "little") == zlib.crc32(start[12:START_BYTES])


def hand_on(source: Source, unpacking: Unpacking) -> None:
    """Every member. A folder (solid block) that can't be decoded loses its members, the others are read."""
    _refuse_cut_off(source)
    archive = _unlocked(source, unpacking.context.passwords)
    count = len(archive.files)
    if count > unpacking.context.bounds.members:
        raise BoundExceededError("errors.too_many_members", bound=unpacking.context.bounds.members)
    for entry in archive.files:
        if entry.emptystream and not _is_folder(entry):
            unpacking.member(entry.filename, ())
    for folder, position, packed in _folders(archive):
        _Folder(archive.fp, folder, position, packed, unpacking).hand_on()


def _refuse_cut_off(source: Source) -> None:
    """The header stands at the end: without it there is nothing to go by."""
    start = source.read_at(0, START_BYTES)
    if len(start) < START_BYTES:
        raise UnreadableError("archive.cut_off_whole", missing=START_BYTES - len(start))
    offset, length = struct.unpack_from("<QQ", start, 12)
    if START_BYTES + offset + length > source.size:
        raise UnreadableError("archive.cut_off_whole", missing=START_BYTES + offset + length - source.size)


def _unlocked(source: Source, passwords: tuple[str, ...]) -> Any:
    """The archive with the first password under which a locked folder decodes. Raises PasswordNeededError."""
    try:
        archive = _open(source, None)
    except py7zr.exceptions.PasswordRequired:
        archive = None
    if archive is not None and not archive.needs_password():
        return archive
    for password in passwords:
        candidate = _tried(source, password)
        if candidate is not None:
            return candidate
    if archive is not None and not _all_locked(archive):
        return archive
    raise PasswordNeededError("archive.password_needed", members=len(archive.files) if archive is not None else 0)


def _open(source: Source, password: str | None) -> Any:
    try:
        return py7zr.SevenZipFile(opened(source), "r", password=password)
    except py7zr.exceptions.PasswordRequired:
        raise
    except _FAILURES as error:
        raise UnreadableError("archive.damaged") from error


def _tried(source: Source, password: str) -> Any:
    """The archive opened with this password, None where its header or first locked folder does not decode."""
    try:
        archive = _open(source, password)
        for folder, position, packed in _folders(archive):
            if _locked(folder):
                _prove(archive, folder, position, packed)
                break
    except (UnreadableError, py7zr.exceptions.PasswordRequired):
        return None
    return archive


def _prove(archive: Any, folder: Any, position: int, packed: int) -> None:
    """Decode the folder's first file, or its first MiB: garbage does not decompress, nor pass a checksum."""
    entry = next(iter(folder.files))
    steps = _Decoding(archive.fp, folder, position, packed).pieces(entry.uncompressed)
    seen = 0
    for chunk in checked(steps, entry.crc32) if entry.crc32 is not None else steps:
        seen += len(chunk)
        if seen > PROOF_BYTES:
            break
    folder.decompressor = None


def _all_locked(archive: Any) -> bool:
    return all(_locked(folder) for folder, _, _ in _folders(archive))


def _locked(folder: Any) -> bool:
    return bool(py7zr.compressor.SupportedMethods.needs_password(folder.coders))


def _folders(archive: Any) -> Iterator[tuple[Any, int, int]]:
    """(folder, where its packed data begins, packed bytes) of each folder that has files."""
    streams = getattr(getattr(archive, "header", None), "main_streams", None)
    if streams is None:
        return
    stream, sizes = 0, streams.packinfo.packsizes
    for folder in streams.unpackinfo.folders:
        width = max(1, len(folder.packed_indices))
        packed = sum(sizes[stream : stream + width])
        position = archive.afterheader + streams.packinfo.packpos + streams.packinfo.packpositions[stream]
        stream += width
        if folder.files is not None:
            yield folder, position, packed


class _Folder:
    """One solid block: files one after another in one decompressed stream."""

    def __init__(self, file: Any, folder: Any, position: int, packed: int, unpacking: Unpacking) -> None:
        self._folder, self._unpacking = folder, unpacking
        self._decoding = _Decoding(file, folder, position, packed)
        self._broken = ""

    def hand_on(self) -> None:
        for entry in self._folder.files:
            if self._broken:
                self._unpacking.lost(entry.filename, self._broken)
            elif entry.is_symlink or entry.is_junction or entry.is_socket:
                self._unpacking.note("archive.links_left_out", entry.filename)
                self._pass_over(entry)
            else:
                self._unpacking.member(entry.filename, self._chunks(entry), modified=_moment(entry))

    def _chunks(self, entry: Any) -> Iterator[bytes]:
        pieces = self._decoded(entry)
        yield from checked(pieces, entry.crc32) if entry.crc32 is not None else pieces

    def _decoded(self, entry: Any) -> Iterator[bytes]:
        try:
            yield from self._decoding.pieces(entry.uncompressed)
        except BoundExceededError:
            raise
        except UnreadableError as error:
            self._broken = error.code
            raise

    def _pass_over(self, entry: Any) -> None:
        try:
            for chunk in self._decoded(entry):
                self._unpacking.context.count(len(chunk))
        except BoundExceededError:
            raise
        except UnreadableError as error:
            self._unpacking.note(error.code, entry.filename)


class _Decoding:
    """The decompressed bytes of one folder, at most `CHUNK` a step."""

    def __init__(self, file: Any, folder: Any, position: int, packed: int) -> None:
        self._file, self._folder, self._position, self._packed = file, folder, position, packed
        self._decoder: Any = None
        coders = folder.coders
        own = _OWN.get(coders[0]["method"]) if len(coders) == 1 else None
        self._own = iter(Stream(own, _file_chunks(file, position, packed))) if own else None
        self._rest = b""

    def pieces(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes. Raises UnreadableError."""
        while size > 0:
            length = min(size, CHUNK)
            data = self._step(length) if self._own is None else self._own_step(length)
            size -= len(data)
            yield data

    def _own_step(self, length: int) -> bytes:
        assert self._own is not None
        data = self._rest or next(self._own, b"")
        if not data:
            raise UnreadableError("archive.member_cut_off")
        data, self._rest = data[:length], data[length:]
        return data

    def _step(self, length: int) -> bytes:
        """The next bytes, at least one; filters may give their last bytes some steps after the input's end."""
        try:
            decoder = self._begun()
            idle = 0
            while idle < _IDLE_STEPS:
                before = decoder.consumed
                data = decoder.decompress(self._file, length)
                self._position = self._file.tell()
                if data:
                    return bytes(data)
                idle = idle + 1 if decoder.consumed == before else 0
        except UnreadableError:
            raise
        except py7zr.exceptions.PasswordRequired as error:
            raise PasswordNeededError("archive.member_locked") from error
        except py7zr.exceptions.UnsupportedCompressionMethodError as error:
            raise UnreadableError("archive.member_method") from error
        except _FAILURES as error:
            raise UnreadableError("archive.member_damaged") from error
        raise UnreadableError("archive.member_cut_off")

    def _begun(self) -> Any:
        if self._decoder is None:
            _refuse_greedy(self._folder.coders)
            self._decoder = self._folder.get_decompressor(self._packed, reset=True)
            deflated = any(coder["method"] in (_DEFLATE, _DEFLATE64) for coder in self._folder.coders)
            self._decoder.block_size = _STEP_UNBOUNDED if deflated else _STEP
        self._file.seek(self._position)
        return self._decoder


def _file_chunks(file: Any, position: int, length: int) -> Iterator[bytes]:
    """`length` bytes of the archive, fewer where it ends; other folders' reading moves the file between them."""
    while length > 0:
        file.seek(position)
        data = file.read(min(length, CHUNK))
        if not data:
            return
        position += len(data)
        length -= len(data)
        yield data


def _refuse_greedy(coders: list[dict[str, Any]]) -> None:
    """Refuse decoders that would take more memory than a bound, before they are made."""
    for coder in coders:
        method, properties = coder["method"], coder.get("properties") or b""
        if method in (_BROTLI, _ZSTD) or _dictionary(method, properties) > DICTIONARY_BOUND:
            raise UnreadableError("archive.member_method")


def _dictionary(method: bytes, properties: bytes) -> int:
    """Bytes of memory that a method's properties ask for; 0 for those that ask for little."""
    if method in (_LZMA, _PPMD):
        return int.from_bytes(properties[1:5], "little")
    if method == _LZMA2 and properties:
        bits = properties[0]
        return (2 | bits & 1) << (bits // 2 + 11) if bits <= 40 else 1 << 62
    return 0


def _is_folder(entry: Any) -> bool:
    return bool(entry.is_directory) or entry.filename.endswith("/")


def _moment(entry: Any) -> str:
    """ISO form of the FILETIME (100 ns since 1601) of last writing."""
    stamp = int(entry.lastwritetime or 0)
    if not 0 < stamp < 1 << 60:
        return ""
    return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=stamp // 10)).strftime("%Y-%m-%dT%H:%M:%SZ")
