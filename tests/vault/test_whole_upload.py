"""A whole upload written at once, past the page cache where there is that: read back it is the same."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from consilium.domain.errors import StoreError
from consilium.vault.casekey import CaseKey
from consilium.vault.layout import CHUNK
from consilium.vault.staging import ROOMS, Staging

SIZES = (1, 4095, 4096, CHUNK - 1, CHUNK, CHUNK + 1, 8 * CHUNK + 3, 16 * CHUNK, (3 << 20) + 5)


@pytest.fixture(params=["past the cache", "through it"])
def staging(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staging:
    if request.param == "through it":
        monkeypatch.delattr(os, "O_DIRECT", raising=False)
    return Staging(tmp_path, CaseKey("0" * 32, bytes(32)), bytes(16))


@pytest.fixture
def at_once() -> Iterator[Executor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


def test_many_written_side_by_side_wait_for_room_and_come_back(tmp_path: Path, at_once: Executor) -> None:
    key = CaseKey("0" * 32, bytes(32))
    every = [Staging(tmp_path, key, number.to_bytes(16)) for number in range(3 * ROOMS)]
    contents = [random.Random(at).randbytes(8 * CHUNK + at) for at in range(len(every))]
    with ExitStack() as opened:
        writers = [opened.enter_context(one.write()) for one in every]
        waiting = [writer.put_whole(memoryview(data), at_once) for writer, data in zip(writers, contents, strict=True)]
        for one in waiting:
            one.result()
    assert [
        b"".join(one.source(len(data), b"").pieces()) for one, data in zip(every, contents, strict=True)
    ] == contents


def test_a_disk_that_takes_no_more_is_told_by_who_writes(
    staging: Staging, at_once: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "pwrite", full)
    with staging.write() as writer:
        for size in (CHUNK, 20 * CHUNK) * ROOMS:  # no room is lost by it
            with pytest.raises(StoreError):
                writer.put_whole(memoryview(bytes(size)), at_once).result(60)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_at_once_is_read_back(size: int, staging: Staging, at_once: Executor) -> None:
    data = random.Random(size).randbytes(size)
    with staging.write() as writer:
        writer.put_whole(memoryview(data), at_once).result()
        writer.sync()
    source = staging.source(size, b"")
    assert b"".join(source.pieces()) == data
    assert source.read_at(max(0, size - 100), 200) == data[max(0, size - 100) :]


def test_files_written_one_after_another_share_memory_and_nothing_else(tmp_path: Path, at_once: Executor) -> None:
    key = CaseKey("0" * 32, bytes(32))
    both = [Staging(tmp_path, key, bytes([number]) * 16) for number in range(2)]
    contents = [random.Random(1).randbytes(2 << 20), random.Random(2).randbytes(CHUNK + 7)]
    with both[0].write() as first, both[1].write() as second:
        for writer, data in zip((first, second), contents, strict=True):
            writer.put_whole(memoryview(data), at_once).result()
    read = [b"".join(one.source(len(data), b"").pieces()) for one, data in zip(both, contents, strict=True)]
    assert read == contents
