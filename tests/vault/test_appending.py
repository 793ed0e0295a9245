"""Files that are written past the page cache, or through it where a file system wants that: the same bytes."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium.vault.appending import BLOCK, STAGED, AppendedFile

SIZES = (0, 1, BLOCK - 1, BLOCK, BLOCK + 1, STAGED - 1, STAGED, STAGED + 1, 3 * STAGED + 7)


@pytest.fixture(params=["folder", "memory"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder of the disk, and one in memory, where older systems refuse to write past the cache."""
    if request.param == "folder":
        yield tmp_path
        return
    made = Path("/dev/shm") / f"consilium-test-{os.getpid()}"
    if not made.parent.is_dir():
        pytest.skip("no file system in memory")
    made.mkdir()
    yield made
    for path in made.iterdir():
        path.unlink()
    made.rmdir()


@pytest.mark.parametrize("size", SIZES)
def test_what_is_appended_at_once_is_in_the_file(folder: Path, size: int) -> None:
    data = random.Random(size).randbytes(size)
    file = AppendedFile(folder / "a")
    file.append(memoryview(data))
    file.settle()
    assert (folder / "a").read_bytes() == data
    file.close()
    assert (folder / "a").read_bytes() == data


def test_pieces_of_any_size_with_reading_between_are_in_the_file(folder: Path) -> None:
    chance = random.Random(7)
    file, data = AppendedFile(folder / "a"), b""
    for _ in range(120):
        piece = chance.randbytes(chance.choice((1, 48, 999, BLOCK, 65_552, 300_000)))
        file.append(memoryview(piece))
        data += piece
        if chance.random() < 0.3:
            file.settle()
            assert os.pread(file.descriptor, len(data) + 1, 0) == data
    file.settle()
    file.close()
    assert (folder / "a").read_bytes() == data


def test_a_file_that_is_there_is_left_alone(folder: Path) -> None:
    (folder / "a").write_bytes(b"kept")
    with pytest.raises(FileExistsError):
        AppendedFile(folder / "a")
    assert (folder / "a").read_bytes() == b"kept"


def test_a_file_system_that_takes_larger_blocks_only_gets_all_through_the_cache(folder: Path) -> None:
    file = AppendedFile(folder / "a")
    file.append(memoryview(b"x" * STAGED))
    file._start += 1  # as if its blocks were others: the system answers EINVAL
    os.ftruncate(file.descriptor, STAGED + 1)
    file.append(memoryview(b"y" * STAGED))
    file.settle()
    file.close()
    assert (folder / "a").read_bytes() == b"x" * STAGED + b"\0" + b"y" * STAGED


def test_a_closed_file_takes_nothing_more_and_closes_again(folder: Path) -> None:
    file = AppendedFile(folder / "a")
    file.close()
    file.close()
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
        file.append(memoryview(b"x" * STAGED))
