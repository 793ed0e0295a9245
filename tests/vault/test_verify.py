"""Re-reading: what is missing, changed or unreadable is told apart, and the rest is still checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium.vault.blobs import PackReader
from consilium.vault.casekey import CaseKey
from consilium.vault.content import digest_of
from consilium.vault.folder import FolderStore
from consilium.vault.layout import BlobRef
from consilium.vault.packs import PackWriter
from consilium.vault.stores import PackStore
from consilium.vault.verify import Outcome, verify

Expected = tuple[BlobRef, bytes]


def stored(store: PackStore, key: CaseKey, *blobs: bytes) -> list[Expected]:
    writer = PackWriter.begin(store, key)
    refs = [(writer.put(blob, digest_of(blob)), key.blob_name(digest_of(blob))) for blob in blobs]
    writer.close()
    return refs


@pytest.mark.parametrize("threads", [1, 2])
def test_each_kind_of_damage_is_told_apart(
    folder_store: FolderStore, tmp_path: Path, key: CaseKey, threads: int
) -> None:
    good, changed, missing, folder = (stored(folder_store, key, name * 100_000) for name in (b"a", b"b", b"c", b"d"))
    path = {ref.pack: tmp_path / "packs" / (ref.pack + ".pack") for ref, _ in (*good, *changed, *missing, *folder)}
    path[changed[0][0].pack].write_bytes(bytes(200_000))
    path[missing[0][0].pack].unlink()
    path[folder[0][0].pack].unlink()
    path[folder[0][0].pack].mkdir()
    wrong_hash = [(good[0][0], key.blob_name(digest_of(b"something else")))]
    blobs = [*changed, *good, *missing, *wrong_hash, *folder, *good]
    results = list(verify(PackReader(folder_store, key), blobs, threads))
    assert [result.ref for result in results] == [ref for ref, _ in blobs]
    expected = [Outcome.CHANGED, Outcome.OK, Outcome.MISSING, Outcome.CHANGED, Outcome.UNREADABLE, Outcome.OK]
    assert [result.outcome for result in results] == expected
    assert [result.remark is None for result in results] == [outcome is Outcome.OK for outcome in expected]


def test_a_whole_store_passes(store: PackStore, key: CaseKey) -> None:
    blobs = stored(store, key, b"", b"one", bytes(1_000_000))
    assert {result.outcome for result in verify(PackReader(store, key), blobs)} == {Outcome.OK}


@pytest.mark.parametrize("threads", [1, 2])
def test_a_long_list_is_taken_as_it_is_needed(folder_store: FolderStore, key: CaseKey, threads: int) -> None:
    expected = stored(folder_store, key, b"x")[0]
    taken = 0

    def endless() -> Iterator[Expected]:
        nonlocal taken
        while True:
            taken += 1
            yield expected

    results = verify(PackReader(folder_store, key), endless(), threads)
    assert [next(results).outcome for _ in range(20)] == [Outcome.OK] * 20
    assert taken < 40
    results.close()  # type: ignore[attr-defined]  # a generator, though only an iterator is promised
