"""Members of a zip, each read once and streamed.

Guards: members may not share bytes (a flat bomb needs that), stated sizes are believed for nothing but a remark, and
the context counts what comes out against the size and ratio of what went in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from consilium.domain.errors import PasswordNeededError, UnreadableError
from consilium.readers.archive.codecs import ZIP_METHODS, Stream, checked, source_chunks
from consilium.readers.archive.unpacking import Unpacking
from consilium.readers.archive.zip_directory import (
    Directory,
    Entry,
    data_start,
    descriptor_after,
    extra_field,
    next_local,
)
from consilium.readers.archive.zip_passwords import (
    AES_METHOD,
    TRADITIONAL_HEADER,
    Aes,
    aes_chunks,
    traditional_chunks,
    traditional_opens,
)
from consilium.readers.contract import Source

STRONG_ENCRYPTION = 0x2000 | 0x40
AES_FIELD = 0x9901
LOCKED_TRIES = 50
_HEADER_BYTES = 30


class ZipMembers:
    """Hands on the members of one zip."""

    def __init__(self, source: Source, unpacking: Unpacking, media_types: Mapping[str, str]) -> None:
        self._source, self._unpacking, self._media_types = source, unpacking, media_types
        self._passwords = [password.encode("utf-8") for password in unpacking.context.passwords]

    def hand_on(self, listing: Directory) -> None:
        """Every member of the directory. Raises PasswordNeededError where all are locked."""
        files = [entry for entry in listing.entries if not entry.folder]
        self._refuse_locked(files)
        for entry, shared in _with_overlaps(files):
            if shared:
                self._unpacking.note("archive.overlapping", entry.name)
            elif entry.link:
                self._unpacking.note("archive.links_left_out", entry.name)
            else:
                self._one(entry)

    def recover(self, start: int) -> None:
        """Every member found by its local header, for an archive whose directory is missing or damaged."""
        position = start
        while (entry := next_local(self._source, position)) is not None:
            position = data_start(self._source, entry)
            if not entry.folder:
                position += self._one(entry)

    def content(self, entry: Entry, bound: int) -> bytes:
        """One member's bytes, in memory. Raises UnreadableError past `bound` or where it can't be read."""
        data = bytearray()
        for chunk in self._opened(entry).chunks:
            data += chunk
            if len(data) > bound:
                raise UnreadableError("archive.member_damaged")
        return bytes(data)

    def _refuse_locked(self, files: list[Entry]) -> None:
        """Each password costs a derivation for each member, so the first `LOCKED_TRIES` members speak for all."""
        if not files or not all(entry.encrypted for entry in files):
            return
        if all(self._key(entry) is None for entry in files[:LOCKED_TRIES]):
            raise PasswordNeededError("archive.password_needed", members=len(files))

    def _one(self, entry: Entry) -> int:
        """Hand one member on; how many packed bytes it took."""
        try:
            member = self._opened(entry)
        except UnreadableError as error:
            self._unpacking.lost(entry.name, error.code)
            return entry.packed or 0
        media_type = self._media_types.get(entry.name, "")
        size = self._unpacking.member(entry.name, member.chunks, media_type=media_type, modified=entry.modified)
        # Archives past 4 GB without zip64 wrap around; a local header of a streamed member states no size.
        if size is not None and entry.packed is not None and size % (1 << 32) != entry.size % (1 << 32):
            self._unpacking.note("archive.wrong_size", entry.name)
        return member.used()

    def _opened(self, entry: Entry) -> _Opened:
        """The member's bytes, decrypted and decompressed as they are asked for."""
        start = data_start(self._source, entry)
        method, packed = entry.method, self._packed(entry, start)
        if entry.encrypted:
            method, raw = self._decrypted(entry, start, packed)
        else:
            raw = source_chunks(self._source, start, packed)
        if method == 0:
            return _Opened(_verified(entry, raw), lambda: packed)
        if method not in ZIP_METHODS:
            raise UnreadableError("archive.member_method")
        stream = Stream(ZIP_METHODS[method], raw)
        known = entry.packed
        return _Opened(_verified(entry, stream), lambda: stream.consumed if known is None else known)

    def _packed(self, entry: Entry, start: int) -> int:
        """Bytes of packed data; up to the end of the source where only the data's own end tells."""
        if entry.packed is not None:
            return entry.packed
        rest = self._source.size - start
        if entry.method:
            return rest
        found = descriptor_after(self._source, start)
        return rest if found is None else found

    def _decrypted(self, entry: Entry, start: int, packed: int) -> tuple[int, Iterator[bytes]]:
        """(method of what comes out, decrypted chunks). Raises PasswordNeededError."""
        if entry.flags & STRONG_ENCRYPTION:
            raise UnreadableError("archive.member_method")
        key = self._key(entry)
        if key is None:
            raise PasswordNeededError("archive.member_locked")
        if isinstance(key, bytes):
            return entry.method, traditional_chunks(key, source_chunks(self._source, start, packed))
        aes, keys = key
        length = aes.data_bytes(packed)
        begin = start + aes.head_bytes
        tail = self._source.read_at(begin + length, 10) if length >= 0 else b""
        method = int.from_bytes(extra_field(entry.extra, AES_FIELD)[5:7], "little")
        return method, aes_chunks(keys, source_chunks(self._source, begin, length), tail)

    def _key(self, entry: Entry) -> bytes | tuple[Aes, tuple[bytes, bytes]] | None:
        """What opens this member: a password (traditional) or AES keys; None where no password does."""
        if not self._passwords:
            return None
        start = data_start(self._source, entry)
        if entry.method == AES_METHOD:
            return self._aes_key(entry, start)
        header = self._source.read_at(start, TRADITIONAL_HEADER)
        check = entry.clock >> 8 if entry.streamed else entry.crc >> 24
        opens = (password for password in self._passwords if traditional_opens(password, header, check))
        return next(opens, None)

    def _aes_key(self, entry: Entry, start: int) -> tuple[Aes, tuple[bytes, bytes]] | None:
        field = extra_field(entry.extra, AES_FIELD)
        aes = Aes(field[4] if len(field) >= 7 else 0)
        head = self._source.read_at(start, aes.head_bytes)
        for password in self._passwords:
            keys = aes.keys(password, head)
            if keys is not None:
                return aes, keys
        return None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A member's bytes, and after them how many packed bytes they took."""

    chunks: Iterable[bytes]
    used: Callable[[], int]


def _verified(entry: Entry, chunks: Iterable[bytes]) -> Iterable[bytes]:
    """Checked against the stated CRC-32; AE-2 and headers of streamed members state none."""
    ae2 = entry.method == AES_METHOD and extra_field(entry.extra, AES_FIELD)[:2] == b"\x02\x00"
    return chunks if ae2 or entry.packed is None else checked(chunks, entry.crc)


def _with_overlaps(files: list[Entry]) -> Iterator[tuple[Entry, bool]]:
    """Members by their place, each with whether it begins inside the one before it."""
    end = 0
    for entry in sorted(files, key=lambda entry: entry.offset):
        shared = entry.offset < end
        yield entry, shared
        if not shared:
            end = entry.offset + _HEADER_BYTES + (entry.packed or 0)
