"""Blobs into packs and out again, on both stores."""

from __future__ import annotations

import hashlib
import os
import pickle
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilium.domain.errors import IntegrityError, StoreError
from consilium.vault import layout
from consilium.vault.blobs import PackReader
from consilium.vault.casekey import CaseKey
from consilium.vault.content import digest_of
from consilium.vault.folder import FolderStore
from consilium.vault.layout import CHUNK, HEADER, SEALED_CHUNK, BlobRef, Kind
from consilium.vault.packs import PACK_BYTES, PackWriter
from consilium.vault.s3 import S3Store
from consilium.vault.stores import PackFile, PackStore

SIZES = [0, 1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7, 16 * CHUNK, 17 * CHUNK + 1, 40 * CHUNK]


def sha(data: bytes) -> bytes:
    return digest_of(data)


def some(size: int) -> bytes:
    return hashlib.shake_128(size.to_bytes(4, "big")).digest(size)


class FailingFile:
    """A pack on a disk that is full after so many bytes, or whose sync fails."""

    incremental = True

    def __init__(self, room: int, syncs: bool) -> None:
        self._room, self._syncs = room, syncs
        self.closed = False

    def append(self, data: memoryview) -> None:
        self._room -= len(data)
        if self._room < 0:
            raise StoreError("vault.disk_full")

    def read_back(self, offset: int, length: int) -> bytes:
        raise StoreError("vault.read_failed")

    def sync(self) -> None:
        if not self._syncs:
            self._syncs = True
            raise StoreError("vault.write_failed")

    def close(self) -> None:
        self.closed = True


class FailingStore:
    """A store whose one pack is a `FailingFile`."""

    def __init__(self, room: int = 1 << 40, syncs: bool = True) -> None:
        self.file = FailingFile(room, syncs)

    def begin(self, name: str) -> PackFile:
        return self.file

    def read(self, name: str, offset: int, length: int) -> bytes:
        raise StoreError("vault.pack_missing")

    def names(self, case_id: str = "") -> Iterator[str]:
        return iter(())

    def remove(self, name: str) -> None:
        raise StoreError("vault.write_failed")


def test_after_a_full_disk_a_pack_takes_nothing_more_and_never_says_that_it_is_safe(key: CaseKey) -> None:
    writer = PackWriter.begin(FailingStore(room=5 * CHUNK), key)
    with pytest.raises(StoreError) as raised:
        writer.put(bytes(40 * CHUNK), sha(b""))
    assert raised.value.code == "vault.disk_full"
    for act in (writer.begin_blob, writer.sync, writer.close, lambda: writer.put(b"x", sha(b"x"))):
        with pytest.raises(StoreError) as raised:
            act()
        assert raised.value.code == "vault.pack_failed"
    assert writer.full


def test_a_failed_sync_is_never_repeated_until_it_succeeds(key: CaseKey) -> None:
    """The kernel may have thrown the pages away and say yes the second time."""
    writer = PackWriter.begin(FailingStore(syncs=False), key)
    writer.put(b"x", sha(b"x"))
    with pytest.raises(StoreError):
        writer.sync()
    with pytest.raises(StoreError) as raised:
        writer.sync()
    assert raised.value.code == "vault.pack_failed"


def test_a_failed_close_lets_go_of_the_file(key: CaseKey) -> None:
    store = FailingStore(room=10)
    writer = PackWriter.begin(store, key)
    with pytest.raises(StoreError):
        writer.close()
    assert store.file.closed


def test_a_closed_pack_takes_nothing_more(folder_store: FolderStore, key: CaseKey) -> None:
    writer = PackWriter.begin(folder_store, key)
    writer.close()
    writer.close()
    writer.sync()
    with pytest.raises(ValueError, match="closed"):
        writer.put(b"x", sha(b"x"))
    with pytest.raises(ValueError, match="closed"):
        writer.begin_blob()
    assert writer.full


def test_writing_or_ending_without_a_blob_is_refused(folder_store: FolderStore, key: CaseKey) -> None:
    writer = PackWriter.begin(folder_store, key)
    with pytest.raises(ValueError, match="no blob"):
        writer.write(b"x")
    with pytest.raises(ValueError, match="no blob"):
        writer.end(sha(b""))


def test_a_pack_id_is_never_used_twice_in_a_store(store: PackStore, key: CaseKey) -> None:
    """The same id would mean the same key and so the same nonces again."""
    PackWriter(store, key, bytes(32)).close()
    with pytest.raises(StoreError) as raised:
        PackWriter(store, key, bytes(32))
    assert raised.value.code == "vault.pack_exists"


@pytest.mark.parametrize("size", SIZES)
def test_a_blob_of_any_size_comes_back(folder_store: FolderStore, key: CaseKey, size: int) -> None:
    writer = PackWriter.begin(folder_store, key)
    ref = writer.put(some(size), sha(some(size)))
    writer.close()
    reader = PackReader(folder_store, key)
    assert reader.read(ref) == some(size)
    assert b"".join(reader.stream(ref)) == some(size)
    assert ref.length == reader.source(ref).size == size


def test_blobs_come_back_from_both_stores_before_and_after_a_sync(store: PackStore, key: CaseKey) -> None:
    writer = PackWriter.begin(store, key)
    refs = {size: writer.put(some(size), sha(some(size))) for size in SIZES}
    assert all(writer.source(ref).read_at(0, size) == some(size) for size, ref in refs.items())
    source = writer.source(refs[40 * CHUNK])
    writer.sync()
    assert all(PackReader(store, key).read(ref) == some(size) for size, ref in refs.items())
    writer.close()
    assert all(PackReader(store, key).read(ref) == some(size) for size, ref in refs.items())
    assert source.read_at(0, 40 * CHUNK) == some(40 * CHUNK)


def test_bytes_like_things_of_every_kind_can_be_stored(folder_store: FolderStore, key: CaseKey) -> None:
    writer = PackWriter.begin(folder_store, key)
    refs = [writer.put(form(b"scan" * 50_000), sha(b"")) for form in (bytes, bytearray, memoryview)]
    writer.close()
    assert {PackReader(folder_store, key).read(ref) for ref in refs} == {b"scan" * 50_000}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([0, 1, 5, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 20 * CHUNK]), max_size=8))
def test_a_stream_in_pieces_of_any_size_comes_back(folder_store: FolderStore, key: CaseKey, pieces: list[int]) -> None:
    writer = PackWriter.begin(folder_store, key)
    before = writer.put(b"before", sha(b"before"))
    writer.begin_blob()
    assert [writer.write(some(size)) for size in pieces] == pieces
    whole = b"".join(some(size) for size in pieces)
    ref = writer.end(sha(whole))
    after = writer.put(b"after", sha(b"after"))
    writer.close()
    reader = PackReader(folder_store, key)
    assert [reader.read(each) for each in (before, ref, after)] == [b"before", whole, b"after"]


def test_a_stream_and_a_whole_blob_are_the_same_bytes_on_the_disk(tmp_path: Path, key: CaseKey) -> None:
    first, second = (PackWriter(FolderStore(tmp_path / name), key, bytes(32)) for name in "ab")
    first.put(some(200_000), sha(some(200_000)))
    second.begin_blob()
    for at in range(0, 200_000, 999):
        second.write(some(200_000)[at : at + 999])
    second.end(sha(some(200_000)))
    first.close()
    second.close()
    a, b = (next((tmp_path / name).rglob("*.pack")).read_bytes() for name in "ab")
    assert a == b


def test_a_discarded_blob_is_not_listed_and_its_place_is_not_used_again(tmp_path: Path, key: CaseKey) -> None:
    """Its chunks may be on the disk already; writing others in their place would use their nonces twice."""
    store = FolderStore(tmp_path)
    writer = PackWriter.begin(store, key)
    writer.begin_blob()
    writer.write(bytes(3 * CHUNK))
    ref = writer.put(b"kept", sha(b"kept"))
    assert ref.offset == HEADER.size + 2 * SEALED_CHUNK
    writer.begin_blob()
    writer.write(b"gone")
    writer.close()
    reader = PackReader(store, key)
    assert [(entry.offset, entry.length) for entry in reader.directory(writer.name)] == [(ref.offset, 4)]
    assert reader.read(ref) == b"kept"


def test_ranges_give_what_slices_give(folder_store: FolderStore, key: CaseKey) -> None:
    data = some(5 * CHUNK + 100)
    writer = PackWriter.begin(folder_store, key)
    ref = writer.put(data, sha(data))
    writer.close()
    reader = PackReader(folder_store, key)
    source = reader.source(ref)
    edges = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK, 5 * CHUNK, len(data) - 1, len(data), len(data) + 5]
    for offset in edges:
        for length in [*edges, 10 * CHUNK]:
            assert reader.read_range(ref, offset, length) == data[offset : offset + length], (offset, length)
            assert source.read_at(offset, length) == data[offset : offset + length], (offset, length)
    assert source.fileno() is None


class CountingStore(FolderStore):
    """A folder that counts the bytes that are read from it."""

    read_bytes = 0

    def read(self, name: str, offset: int, length: int) -> bytes:
        data = super().read(name, offset, length)
        self.read_bytes += len(data)
        return data


def test_a_range_reads_only_the_chunks_that_it_touches(tmp_path: Path, key: CaseKey) -> None:
    store = CountingStore(tmp_path)
    writer = PackWriter.begin(store, key)
    ref = writer.put(bytes(100 * CHUNK), sha(b""))
    writer.close()
    PackReader(store, key).read_range(ref, 50 * CHUNK - 1, 2)
    assert store.read_bytes == HEADER.size + 2 * SEALED_CHUNK


def test_small_reads_of_a_source_do_not_read_the_pack_again_and_again(tmp_path: Path, key: CaseKey) -> None:
    store = CountingStore(tmp_path)
    writer = PackWriter.begin(store, key)
    ref = writer.put(bytes(4 * CHUNK), sha(b""))
    writer.close()
    source = PackReader(store, key).source(ref)
    for offset in range(0, 4 * CHUNK, 100):
        source.read_at(offset, 100)
    assert store.read_bytes == HEADER.size + 4 * SEALED_CHUNK


def test_a_pack_is_full_at_64_mib_but_not_while_a_blob_is_open(folder_store: FolderStore, key: CaseKey) -> None:
    writer = PackWriter.begin(folder_store, key)
    writer.begin_blob()
    for _ in range(65):
        writer.write(bytes(1 << 20))
    assert writer.size > PACK_BYTES
    assert not writer.full
    ref = writer.end(sha(b""))
    assert writer.full
    writer.close()
    assert PackReader(folder_store, key).read(ref) == bytes(65 << 20)


def test_the_directory_tells_a_recovery_what_is_where(store: PackStore, key: CaseKey) -> None:
    writer = PackWriter.begin(store, key)
    refs = [writer.put(data, sha(data)) for data in (b"one", b"", some(200_000))]
    writer.close()
    listed = list(PackReader(store, key).directory(writer.name))
    assert [BlobRef(writer.name, entry.offset, entry.length) for entry in listed] == refs
    assert [entry.name for entry in listed] == [key.blob_name(sha(data)) for data in (b"one", b"", some(200_000))]


def test_a_directory_of_many_blobs_takes_several_chunks(folder_store: FolderStore, key: CaseKey) -> None:
    writer = PackWriter.begin(folder_store, key)
    for number in range(3000):
        writer.put(b"", sha(number.to_bytes(4, "big")))
    writer.close()
    assert len(list(PackReader(folder_store, key).directory(writer.name))) == 3000


def test_a_pack_that_a_crash_left_is_readable_by_refs_and_has_no_directory(
    folder_store: FolderStore, key: CaseKey
) -> None:
    writer = PackWriter.begin(folder_store, key)
    ref = writer.put(some(100_000), sha(b""))
    writer.sync()
    writer.put(bytes(200_000), sha(b""))
    writer.discard()
    reader = PackReader(folder_store, key)
    assert reader.read(ref) == some(100_000)
    with pytest.raises(IntegrityError):
        reader.directory(writer.name)


def test_discarding_raises_nothing_and_may_come_twice(store: PackStore, key: CaseKey) -> None:
    writer = PackWriter.begin(store, key)
    writer.put(b"x", sha(b"x"))
    writer.discard()
    writer.discard()
    with pytest.raises(StoreError):
        writer.close()


def test_a_bucket_shows_nothing_before_a_sync_and_all_of_it_after(s3_store: S3Store, key: CaseKey) -> None:
    writer = PackWriter.begin(s3_store, key)
    ref = writer.put(some(100_000), sha(b""))
    assert list(s3_store.names()) == []
    writer.sync()
    assert list(s3_store.names()) == [writer.name]
    assert PackReader(s3_store, key).read(ref) == some(100_000)
    assert len(list(PackReader(s3_store, key).directory(writer.name))) == 1
    assert writer.full
    writer.close()


def test_a_sync_in_the_middle_of_a_blob_keeps_the_blobs_before_it(store: PackStore, key: CaseKey) -> None:
    writer = PackWriter.begin(store, key)
    before = writer.put(b"before", sha(b"before"))
    writer.begin_blob()
    writer.write(some(3 * CHUNK))
    writer.sync()
    assert not writer.full
    assert PackReader(store, key).read(before) == b"before"
    writer.write(some(100))
    ref = writer.end(sha(b""))
    writer.sync()
    writer.close()
    reader = PackReader(store, key)
    assert reader.read(ref) == some(3 * CHUNK) + some(100)
    assert len(list(reader.directory(writer.name))) == 2


def test_a_blob_that_comes_after_a_bucket_was_synced_is_kept_too(s3_store: S3Store, key: CaseKey) -> None:
    """One thread may have asked for the writer just before another synced it."""
    writer = PackWriter.begin(s3_store, key)
    refs = [writer.put(b"one", sha(b"one"))]
    writer.sync()
    refs.append(writer.put(b"two", sha(b"two")))
    writer.close()
    reader = PackReader(s3_store, key)
    assert [reader.read(ref) for ref in refs] == [b"one", b"two"]
    assert len(list(reader.directory(writer.name))) == 2


def test_one_thread_writes_while_others_read_and_sync(folder_store: FolderStore, key: CaseKey) -> None:
    writer = PackWriter.begin(folder_store, key)
    refs: list[BlobRef] = []
    wrong: list[BlobRef] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            writer.sync()
            for ref in refs[-3:]:
                if writer.source(ref).read_at(0, ref.length) != some(ref.length):
                    wrong.append(ref)

    watchers = [threading.Thread(target=watch) for _ in range(2)]
    for watcher in watchers:
        watcher.start()
    for size in range(0, 300_000, 3001):
        refs.append(writer.put(some(size), sha(b"")))
    done.set()
    for watcher in watchers:
        watcher.join()
    writer.close()
    assert not wrong
    assert all(PackReader(folder_store, key).read(ref) == some(ref.length) for ref in refs)


class RecordingCipher:
    """Notes the nonce and the length of everything that is sealed, in place of sealing it."""

    def __init__(self) -> None:
        self.nonces: list[bytes] = []

    def encrypt_into(self, nonce: bytes, data: memoryview, bound: bytes, out: memoryview) -> int:
        self.nonces.append(nonce)
        return len(out)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["put", "stream", "discard", "sync"]), st.integers(0, 4 * CHUNK)),
        min_size=1,
        max_size=20,
    )
)
def test_no_nonce_comes_twice_in_a_pack(acts: list[tuple[str, int]]) -> None:
    writer = PackWriter(FailingStore(), CaseKey("case-1", bytes(32)), bytes(32))
    recorder = RecordingCipher()
    writer._cipher._aead = recorder  # type: ignore[assignment]  # the primitive, to see what reaches it
    for act, size in acts:
        if act == "put":
            writer.put(bytes(size), sha(b""))
        elif act == "sync":
            writer.sync()
        else:
            writer.begin_blob()
            writer.write(bytes(size))
            if act == "stream":
                writer.end(sha(b""))
    writer.close()
    assert len(recorder.nonces) > 0
    assert len(set(recorder.nonces)) == len(recorder.nonces)


def test_every_pack_has_a_key_of_its_own(key: CaseKey) -> None:
    ids = [os.urandom(32) for _ in range(100)]
    assert len({key.pack_key(pack_id) for pack_id in ids}) == 100
    assert key.pack_key(ids[0]) == CaseKey("case-1", bytes(range(32))).pack_key(ids[0])


def test_a_case_key_is_neither_printed_nor_pickled(key: CaseKey) -> None:
    assert repr(key) == "CaseKey('case-1')"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(ValueError, match="32 bytes"):
        CaseKey("case-1", bytes(16))


def test_a_blobs_name_differs_from_case_to_case_and_from_its_hash(key: CaseKey) -> None:
    content = sha(b"a file that somebody else holds too")
    names = {key.blob_name(content), CaseKey("case-2", bytes(32)).blob_name(content), content, key.fingerprint(content)}
    assert len(names) == 4
    assert {len(name) for name in names} == {32}


def test_nothing_readable_lies_in_a_pack(tmp_path: Path, key: CaseKey) -> None:
    writer = PackWriter.begin(FolderStore(tmp_path), key)
    writer.put(b"MUESTRA^LUCIA" * 1000, sha(b"MUESTRA^LUCIA"))
    writer.close()
    data = next(tmp_path.rglob("*.pack")).read_bytes()
    assert b"MUESTRA" not in data
    assert sha(b"MUESTRA^LUCIA") not in data


def test_the_layout_counts_chunks_as_the_page_says() -> None:
    assert [layout.chunk_count(n) for n in (0, 1, CHUNK, CHUNK + 1)] == [1, 1, 1, 2]
    assert [layout.sealed_length(n) for n in (0, 1, CHUNK, CHUNK + 1)] == [16, 17, CHUNK + 16, CHUNK + 33]
    assert (HEADER.size, layout.BOUND.size, layout.ENTRY.size, layout.TRAILER.size) == (48, 60, 48, 24)
    assert [int(kind) for kind in Kind] == [0, 1]
