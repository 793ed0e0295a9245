"""Files on their way through a lane: stored first, read when the workers are there, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from consilium.actions.cases import case_to_fill
from consilium.actions.ingest.commit import load_contents
from consilium.actions.ingest.packs import Packs
from consilium.actions.ingest.reading import Processor, Stored, Surroundings
from consilium.actions.ingest.tasks import Done, Root, Task
from consilium.actions.ingest.walk import walk
from consilium.actions.opened import Installation
from consilium.domain.records import Ended
from consilium.domain.viewer import OPERATOR
from consilium.readers.pool import Pool
from tests.papers import ct_slice, letter


@pytest.fixture
def processor(installation: Installation) -> Iterator[Processor]:
    case = case_to_fill(installation, OPERATOR, None, None)
    packs = Packs(case.store, case.key)
    with Pool() as pool:
        yield Processor(Surroundings(case, pool, packs, load_contents(case)))
    packs.close()


def task(path: Path) -> Task:
    (found,) = walk([str(path)])
    return Task(found.path, path.name, uuid4().bytes * 2, Root(uuid4(), found.size), found=found)


def replaced(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 is another thing")


def closed(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("happens", [Path.unlink, replaced, closed])
def test_a_file_that_is_another_by_the_time_it_is_read_is_read_as_it_was_stored(
    processor: Processor, tmp_path: Path, happens: Callable[[Path], None]
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(letter())
    stored = processor.store(task(path), hold=False)
    assert stored.descriptor is None
    happens(path)
    (slow,) = processor.read([stored])
    assert isinstance(slow, Stored)
    done = processor.read_slowly(slow)
    assert (done.ended, done.answer.format if done.answer else None) == (Ended.READ, "text")
    assert done.size == len(letter().encode())


def test_what_came_of_files_comes_back_in_their_order(processor: Processor, tmp_path: Path) -> None:
    contents = {"a": ct_slice(1), "b": b"", "c": letter().encode(), "d": ct_slice(1), "e": bytes(range(256)) * 4}
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    stored = [processor.store(task(tmp_path / name)) for name in contents]
    done = [one if isinstance(one, Done) else processor.read_slowly(one) for one in processor.read(stored)]
    assert [one.task.name for one in done] == list(contents)
    assert [one.ended for one in done] == ["read", "unreadable", "read", "duplicate", "unreadable"]
    assert all(one.descriptor is None for one in stored)
    assert all(one.sealed for one in done)
