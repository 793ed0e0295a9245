"""Whoever holds the packs but not the keys can destroy them and can do nothing else unseen.

Each change must end in an error on reading; never in other bytes than were stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consilium.domain.errors import ConsiliumError, IntegrityError, StoreError
from consilium.vault.blobs import PackReader
from consilium.vault.casekey import CaseKey
from consilium.vault.content import digest_of
from consilium.vault.folder import FolderStore
from consilium.vault.layout import CHUNK, HEADER, SEALED_CHUNK, TAG, BlobRef, sealed_length
from consilium.vault.packs import PackWriter

BLOBS = {
    "small": b"left kidney",
    "empty": b"",
    "two chunks": bytes(range(256)) * 300,  # 76,800 bytes
    "one whole chunk": b"\x11" * CHUNK,
    "same length": b"right kidny",
    "three chunks": b"\x22" * (2 * CHUNK + 5),
}
MUTATIONS: dict[str, Callable[[bytearray], bytes]] = {
    "magic": lambda data: b"X" + data[1:],
    "version 0": lambda data: data[:8] + b"\x00" + data[9:],
    "version 2": lambda data: data[:8] + b"\x02" + data[9:],
    "padding": lambda data: data[:15] + b"\x01" + data[16:],
    "pack id": lambda data: data[:47] + bytes([data[47] ^ 1]) + data[48:],
    "a byte put in front": lambda data: b"\x00" + data,
    "a byte taken from the front": lambda data: data[1:],
    "a byte put in the first blob": lambda data: data[:50] + b"\x00" + data[50:],
    "all zero": lambda data: bytes(len(data)),
    "nothing": lambda data: bytes(data[:0]),
    "header only": lambda data: bytes(data[: HEADER.size]),
}


class Pack:
    """A closed pack of the case, its refs, and its file to tamper with."""

    def __init__(self, store: FolderStore, root: Path, key: CaseKey, blobs: dict[str, bytes]) -> None:
        self.store, self.key, self.blobs = store, key, blobs
        writer = PackWriter.begin(store, key)
        self.refs = {name: writer.put(data, digest_of(data)) for name, data in blobs.items()}
        writer.close()
        self.name = writer.name
        self.path = root / (writer.name + ".pack")
        self.data = self.path.read_bytes()

    def found(self, key: CaseKey | None = None) -> Iterator[tuple[str, bytes | None]]:
        """Each blob as it reads now, None where an error is raised."""
        reader = PackReader(self.store, key or self.key)
        for name, ref in self.refs.items():
            yield name, read_or_none(reader, ref)

    def directory_opens(self) -> bool:
        try:
            return len(list(PackReader(self.store, self.key).directory(self.name))) == len(self.refs)
        except (IntegrityError, StoreError):
            return False


def read_or_none(reader: PackReader, ref: BlobRef) -> bytes | None:
    try:
        return reader.read(ref)
    except (IntegrityError, StoreError):
        return None


@pytest.fixture
def pack(folder_store: FolderStore, tmp_path: Path, key: CaseKey) -> Pack:
    return Pack(folder_store, tmp_path / "packs", key, BLOBS)


@pytest.fixture
def small_pack(folder_store: FolderStore, tmp_path: Path, key: CaseKey) -> Pack:
    return Pack(folder_store, tmp_path / "packs", key, {"a": b"left kidney", "b": b"", "c": b"right kidney"})


def test_the_untouched_pack_reads_as_it_was_written(pack: Pack) -> None:
    assert dict(pack.found()) == BLOBS
    assert pack.directory_opens()


def test_every_single_flipped_byte_is_found(small_pack: Pack) -> None:
    """Header, chunks, tags, directory and trailer: no byte of a pack may change unseen, and no other bytes come out."""
    assert len(small_pack.data) > 200
    for at in range(len(small_pack.data)):
        changed = bytearray(small_pack.data)
        changed[at] ^= 1 << (at % 8)
        small_pack.path.write_bytes(changed)
        found = dict(small_pack.found())
        assert all(data in (None, small_pack.blobs[name]) for name, data in found.items()), at
        assert None in found.values() or not small_pack.directory_opens(), at


def test_a_pack_cut_off_anywhere_gives_whole_blobs_or_errors(small_pack: Pack) -> None:
    for length in range(len(small_pack.data)):
        small_pack.path.write_bytes(small_pack.data[:length])
        found = dict(small_pack.found())
        for name, ref in small_pack.refs.items():
            whole = length >= ref.offset + sealed_length(ref.length)
            assert found[name] == (small_pack.blobs[name] if whole else None), (name, length)
        assert not small_pack.directory_opens(), length


def chunk_edges(pack: Pack) -> Iterator[int]:
    for ref in pack.refs.values():
        for index in range(-(-ref.length // CHUNK) + 1):
            yield min(ref.offset + index * SEALED_CHUNK, ref.offset + sealed_length(ref.length))


def test_a_pack_cut_off_at_or_beside_a_chunks_edge_gives_whole_blobs_or_errors(pack: Pack) -> None:
    cuts = {edge + beside for edge in chunk_edges(pack) for beside in (-TAG, -1, 0, 1, TAG)}
    assert len(cuts) > 40
    for length in cuts:
        pack.path.write_bytes(pack.data[:length])
        for name, data in pack.found():
            ref = pack.refs[name]
            whole = length >= ref.offset + sealed_length(ref.length)
            assert data == (BLOBS[name] if whole else None), (name, length)


@pytest.mark.parametrize("what", MUTATIONS)
def test_a_mutated_file_gives_no_blob(pack: Pack, what: str) -> None:
    pack.path.write_bytes(MUTATIONS[what](bytearray(pack.data)))
    assert {data for _, data in pack.found()} == {None}


def test_another_version_says_so(pack: Pack) -> None:
    pack.path.write_bytes(MUTATIONS["version 2"](bytearray(pack.data)))
    with pytest.raises(IntegrityError) as raised:
        PackReader(pack.store, pack.key).read(pack.refs["small"])
    assert raised.value.code == "vault.version_unknown"


def swapped(data: bytes, first: tuple[int, int], second: tuple[int, int]) -> bytes:
    """The bytes with two stretches of equal length (start, length) in each other's place."""
    changed = bytearray(data)
    (a, length), (b, _) = first, second
    changed[a : a + length], changed[b : b + length] = data[b : b + length], data[a : a + length]
    return bytes(changed)


def test_two_blobs_of_one_length_can_not_change_places(pack: Pack) -> None:
    a, b = pack.refs["small"], pack.refs["same length"]
    assert a.length == b.length
    pack.path.write_bytes(swapped(pack.data, (a.offset, a.length + TAG), (b.offset, b.length + TAG)))
    found = dict(pack.found())
    assert found["small"] is found["same length"] is None


def test_two_chunks_of_one_blob_can_not_change_places(pack: Pack) -> None:
    """Not even where both have the same content: each is sealed for its own place."""
    start = pack.refs["three chunks"].offset
    pack.path.write_bytes(swapped(pack.data, (start, SEALED_CHUNK), (start + SEALED_CHUNK, SEALED_CHUNK)))
    assert dict(pack.found())["three chunks"] is None


def test_a_chunk_can_not_stand_in_for_another_blobs_chunk(pack: Pack) -> None:
    a, b = pack.refs["one whole chunk"].offset, pack.refs["three chunks"].offset
    changed = bytearray(pack.data)
    changed[b : b + SEALED_CHUNK] = pack.data[a : a + SEALED_CHUNK]
    pack.path.write_bytes(changed)
    assert dict(pack.found())["three chunks"] is None


def test_two_packs_of_one_case_can_not_change_places(pack: Pack, folder_store: FolderStore, tmp_path: Path) -> None:
    other = Pack(folder_store, tmp_path / "packs", pack.key, BLOBS)
    pack.path.write_bytes(other.data)
    assert {data for _, data in pack.found()} == {None}
    patched = other.data.replace(bytes.fromhex(other.path.stem), bytes.fromhex(pack.path.stem), 1)
    pack.path.write_bytes(patched)
    assert {data for _, data in pack.found()} == {None}


def test_a_pack_of_another_case_opens_with_no_key_but_its_own(pack: Pack) -> None:
    stranger = CaseKey("case-2", bytes(32))
    assert {data for _, data in pack.found(stranger)} == {None}
    assert {data for _, data in pack.found(CaseKey("case-1", bytes(32)))} == {None}
    path = pack.path.parent.parent / "case-2" / pack.path.name
    path.parent.mkdir()
    path.write_bytes(pack.data)
    ref = pack.refs["small"]
    assert (
        read_or_none(PackReader(pack.store, stranger), BlobRef(f"case-2/{path.stem}", ref.offset, ref.length)) is None
    )


def wrong_refs(pack: Pack) -> Iterator[BlobRef]:
    for ref in pack.refs.values():
        for shift in (
            -SEALED_CHUNK,
            -CHUNK,
            -TAG,
            -1,
            1,
            TAG,
            CHUNK,
            SEALED_CHUNK,
            1 << 40,
            -(1 << 40),
            1 << 62,
            1 << 70,
        ):
            yield BlobRef(ref.pack, ref.offset + shift, ref.length)
            yield BlobRef(ref.pack, ref.offset, ref.length + shift)
        yield BlobRef(ref.pack, 0, ref.length)
        yield BlobRef(ref.pack, ref.offset, CHUNK)
        yield BlobRef(ref.pack, ref.offset, 2 * CHUNK)


def test_a_ref_with_a_wrong_offset_or_length_gives_nothing(pack: Pack) -> None:
    reader, right = PackReader(pack.store, pack.key), set(pack.refs.values())
    wrong = [ref for ref in wrong_refs(pack) if ref not in right]
    assert len(wrong) > 150
    for ref in wrong:
        with pytest.raises((IntegrityError, StoreError)):
            reader.read(ref)
        with pytest.raises((IntegrityError, StoreError)):
            list(reader.stream(ref))


def test_the_directory_can_not_be_read_as_a_blob(pack: Pack) -> None:
    last = pack.refs["three chunks"]
    start = last.offset + sealed_length(last.length)
    ref = BlobRef(last.pack, start, len(BLOBS) * 48)
    with pytest.raises(IntegrityError):
        PackReader(pack.store, pack.key).read(ref)


def test_a_blob_can_not_be_read_as_the_directory(pack: Pack) -> None:
    ref = pack.refs["small"]
    trailer = ref.offset.to_bytes(8, "big") + ref.length.to_bytes(8, "big") + b"CONSTAIL"
    pack.path.write_bytes(pack.data[:-24] + trailer)
    with pytest.raises(IntegrityError):
        PackReader(pack.store, pack.key).directory(pack.name)


@pytest.mark.parametrize("length", [1 << 61, (1 << 64) - 1, CHUNK * 1000])
def test_a_trailer_that_claims_a_huge_directory_takes_no_memory(pack: Pack, length: int) -> None:
    trailer = HEADER.size.to_bytes(8, "big") + length.to_bytes(8, "big") + b"CONSTAIL"
    pack.path.write_bytes(pack.data[:-24] + trailer)
    with pytest.raises(IntegrityError):
        PackReader(pack.store, pack.key).directory(pack.name)


def test_an_older_copy_of_a_growing_pack_lacks_the_newer_blobs_and_says_so(
    folder_store: FolderStore, tmp_path: Path, key: CaseKey
) -> None:
    writer = PackWriter.begin(folder_store, key)
    old = writer.put(b"old", digest_of(b"old"))
    writer.sync()
    path = tmp_path / "packs" / (writer.name + ".pack")
    copy = path.read_bytes()
    new = writer.put(b"new", digest_of(b"new"))
    writer.close()
    path.write_bytes(copy)
    reader = PackReader(folder_store, key)
    assert reader.read(old) == b"old"
    with pytest.raises(IntegrityError):
        reader.read(new)


def test_no_error_quotes_what_was_stored(small_pack: Pack) -> None:
    small_pack.path.write_bytes(small_pack.data[:-200] + bytes(200))
    with pytest.raises(ConsiliumError) as raised:
        PackReader(small_pack.store, small_pack.key).read(small_pack.refs["c"])
    assert "kidney" not in repr(raised.value) + str(raised.value.args_for_text)
