"""Caged workers: whatever a file does to one costs that file only."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from consilium.actions.inspect import Seen
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers.contract import Bounds, MemorySource, Source
from consilium.readers.pool import Job, Pool, Worker
from tests.papers import ct_slice, letter, zipped


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as made:
        yield made


def job(data: bytes, name: str = "a.txt", **more: object) -> Job:
    return Job(MemorySource(data), name, name, **more)  # type: ignore[arg-type]


def test_a_worker_that_is_killed_costs_one_file(pool: Pool) -> None:
    worker = pool.worker()
    os.kill(worker._pid, signal.SIGKILL)
    with pytest.raises(UnreadableError) as raised:
        worker.read(job(letter().encode()), Seen(""))
    assert raised.value.code == "errors.reader_died"
    assert worker.dead
    assert pool.read(job(letter().encode()), Seen("")).reader == "text"


class Stopped:
    """A source that stops its worker the first time that it is read, as an endless loop would."""

    def __init__(self, worker: Worker) -> None:
        self._worker, self.size = worker, 1 << 20

    def read_at(self, offset: int, length: int) -> bytes:
        os.kill(self._worker._pid, signal.SIGSTOP)
        return b"x" * length

    def fileno(self) -> int | None:
        return None


def test_a_worker_that_hangs_is_ended_after_its_time(pool: Pool) -> None:
    worker = pool.worker()
    source: Source = Stopped(worker)
    with pytest.raises(BoundExceededError) as raised:
        worker.read(Job(source, "a", "a", bounds=Bounds(seconds=0.5)), Seen(""))
    assert raised.value.code == "errors.too_slow"
    assert worker.dead
    assert pool.read(job(letter().encode()), Seen("")).reader == "text"


def test_a_receiver_that_fails_is_heard_and_the_worker_replaced(pool: Pool) -> None:
    class Full(Seen):
        def data(self, chunk: bytes) -> None:
            raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        pool.read(job(zipped({"a.txt": b"x" * 10}), "a.zip"), Full(""))
    assert pool.read(job(zipped({"a.txt": b"y" * 10}), "a.zip"), Seen("")).format == "zip"


def test_unknown_bytes_have_no_reader(pool: Pool) -> None:
    with pytest.raises(UnreadableError) as raised:
        pool.read(job(bytes(range(256)) * 4, "a.bin"), Seen(""))
    assert raised.value.code == "errors.no_reader"


def test_a_slice_is_read_with_who_it_names(pool: Pool) -> None:
    answer = pool.read(job(ct_slice(3), "IM1"), Seen(""))
    assert (answer.reader, answer.format) == ("dicom", "dicom")
    assert answer.sorted.category.value == "imaging"
    assert [person.family for person in answer.sorted.people] == ["Muestra Ejemplo"]
    assert answer.reading.facts["series"]["modality"] == "CT"  # type: ignore[index,call-overload]


def test_two_threads_have_two_workers(pool: Pool) -> None:
    other: list[Worker] = []
    thread = threading.Thread(target=lambda: other.append(pool.worker()))
    thread.start()
    thread.join()
    assert other[0] is not pool.worker()
