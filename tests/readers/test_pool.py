"""Caged workers: whatever a file does to one costs that file only."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest

from consilium.actions.inspect import Seen
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers.answer import Answer
from consilium.readers.caged import MOST_AT_ONCE, START_SECONDS
from consilium.readers.contract import TOO_MUCH_MEMORY, Bounds, FileSource, MemorySource, Source
from consilium.readers.pool import Job, Pool, Worker, end_zygote, zygote
from consilium.readers.wire import HEADER, Closed, Frame, Line
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


def test_workers_that_ended_while_nobody_asked_them_cost_no_file(pool: Pool) -> None:
    assert pool.read(job(letter().encode()), Seen("")).reader == "text"
    end_zygote()
    end = time.monotonic() + START_SECONDS
    while not all(worker.ended for worker in pool._workers):  # the system ends them behind their zygote
        assert time.monotonic() < end
    assert pool.read(job(letter().encode()), Seen("")).reader == "text"
    assert pool.read(job(ct_slice(1), "IM1"), Seen("")).format == "dicom"


def test_a_worker_that_ran_out_of_memory_is_replaced(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = pool.worker()

    def full(*_: object) -> Answer:
        raise BoundExceededError(TOO_MUCH_MEMORY)

    monkeypatch.setattr(worker, "answer", full)
    with pytest.raises(UnreadableError) as raised:
        pool.read(job(letter().encode()), Seen(""))
    assert (raised.value.code, worker.dead) == (TOO_MUCH_MEMORY, True)
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


class Deadly:
    """A source that ends its worker the first time that it is read, as a broken library does."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self.size = pool, 1 << 20

    def read_at(self, offset: int, length: int) -> bytes:
        os.kill(self._pool.worker()._pid, signal.SIGKILL)
        return b"x" * length

    def fileno(self) -> int | None:
        return None


def test_of_files_handed_over_together_one_that_ends_the_worker_costs_itself_only(pool: Pool) -> None:
    deadly = Job(Deadly(pool), "bad", "bad")
    jobs = [job(ct_slice(1), "IM1"), deadly, job(letter().encode()), job(ct_slice(2), "IM2"), deadly, job(ct_slice(3))]
    answers = list(pool.read_all([(one, Seen("")) for one in jobs]))
    said = [one.remark.code if isinstance(one, UnreadableError) else one and one.format for one in answers]
    assert said == ["dicom", "errors.reader_died", None, "dicom", "errors.reader_died", "dicom"]
    by_all = pool.read_with_all_readers(jobs[2], Seen(""))
    assert isinstance(by_all, Answer)
    assert by_all.format == "text"


def test_more_files_than_one_message_takes_are_read_in_their_order(pool: Pool, tmp_path: Path) -> None:
    paths = [tmp_path / f"IM{number}" for number in range(MOST_AT_ONCE + 5)]
    for number, path in enumerate(paths):
        path.write_bytes(ct_slice(number))
    with contextlib.ExitStack() as held:
        files = [held.enter_context(path.open("rb")) for path in paths]
        jobs = [Job(FileSource(file.fileno()), path.name, path.name) for file, path in zip(files, paths, strict=True)]
        answers = list(pool.read_all([(one, Seen("")) for one in jobs]))
    numbers = [one.head.instance.number for one in answers if isinstance(one, Answer) and one.head.instance]
    assert numbers == [pydicom.dcmread(path).InstanceNumber for path in paths]


def test_who_stops_asking_in_the_middle_gets_a_new_worker(pool: Pool) -> None:
    worker = pool.worker()
    answers = pool.read_all([(job(ct_slice(number), "IM"), Seen("")) for number in range(3)])
    next(answers)
    answers.close()
    assert worker.dead
    assert pool.read(job(ct_slice(9), "IM9"), Seen("")).format == "dicom"


def test_all_pools_of_a_program_have_one_zygote_which_stays_when_they_end() -> None:
    with Pool():
        first = zygote()
    with Pool() as other:
        assert other.read(job(letter().encode()), Seen("")).reader == "text"
        assert zygote() is first


def test_a_zygote_that_was_killed_is_replaced_for_whoever_comes_next() -> None:
    with Pool() as waiting:
        first = zygote()
        first._process.kill()
        first._process.wait()
        assert first.gone
        assert waiting.read(job(letter().encode()), Seen("")).reader == "text"
        assert zygote() is not first


def test_a_zygote_whose_program_ends_says_nothing_and_ends() -> None:
    program = "from consilium.readers.pool import zygote; import os; zygote().ready(60); os._exit(0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert (done.stdout, done.stderr) == ("", "")  # the zygote has its parent's standard error, which it closed


def test_a_process_that_is_forked_later_uses_the_zygote_and_leaves_it_to_the_others() -> None:
    first = zygote()
    assert first.ready(START_SECONDS)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with Pool() as inherited:
                status = int(inherited.read(job(ct_slice(1), "IM1"), Seen("")).format != "dicom")
            end_zygote()
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    assert zygote() is first
    assert not first.gone


def test_threads_that_wait_for_the_first_worker_all_get_one_when_the_word_comes() -> None:
    end_zygote()
    with Pool() as fresh:
        threads = [threading.Thread(target=fresh.worker, daemon=True) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(START_SECONDS / 2)
        assert not any(thread.is_alive() for thread in threads)


def test_a_descriptor_that_a_worker_sends_is_not_taken(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    with (tmp_path / "sent").open("wb") as file:
        socket.send_fds(theirs, [HEADER.pack(Frame.READY, 2) + b"{}"], [file.fileno()])
    line = Line(ours)
    assert line.receive() == (Frame.READY, b"{}")
    with pytest.raises(Closed):
        line.receive_descriptor()
    ours.close()
    theirs.close()


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
