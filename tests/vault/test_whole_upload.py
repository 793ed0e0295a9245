"""A whole upload written at once, past the page cache where there is that: read back it is the same."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from consilium.vault.casekey import CaseKey
from consilium.vault.layout import CHUNK
from consilium.vault.staging import Staging

SIZES = (1, 4095, 4096, CHUNK - 1, CHUNK, CHUNK + 1, 8 * CHUNK + 3, 16 * CHUNK, (3 << 20) + 5)


@pytest.fixture(params=["past the cache", "through it"])
def staging(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staging:
    if request.param == "through it":
        monkeypatch.delattr(os, "O_DIRECT", raising=False)
    return Staging(tmp_path, CaseKey("0" * 32, bytes(32)), bytes(16))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_at_once_is_read_back(size: int, staging: Staging) -> None:
    data = random.Random(size).randbytes(size)
    with staging.write() as writer:
        writer.put_whole(memoryview(data))
        writer.sync()
    source = staging.source(size, b"")
    assert b"".join(source.pieces()) == data
    assert source.read_at(max(0, size - 100), 200) == data[max(0, size - 100) :]


def test_files_written_one_after_another_share_memory_and_nothing_else(tmp_path: Path) -> None:
    key = CaseKey("0" * 32, bytes(32))
    both = [Staging(tmp_path, key, bytes([number]) * 16) for number in range(2)]
    contents = [random.Random(1).randbytes(2 << 20), random.Random(2).randbytes(CHUNK + 7)]
    with both[0].write() as first, both[1].write() as second:
        for writer, data in zip((first, second), contents, strict=True):
            writer.put_whole(memoryview(data))
    read = [b"".join(one.source(len(data), b"").pieces()) for one, data in zip(both, contents, strict=True)]
    assert read == contents
