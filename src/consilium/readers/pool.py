"""Caged workers as the program sees them: the zygote that starts them, and the pool that hands them out."""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import select
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from itertools import islice
from types import TracebackType

from consilium.domain.deidentification import Cleaned
from consilium.domain.errors import StoreError, UnreadableError
from consilium.readers.answer import Answer
from consilium.readers.caged import (
    MOST_AT_ONCE,
    NOT_OURS,
    START_SECONDS,
    Job,
    MoreReadersNeeded,
    Receiver,
    Taken,
    Worker,
)
from consilium.readers.contract import TOO_MUCH_MEMORY, Bounds
from consilium.readers.wire import LOADED, PID, Line, hung_up

__all__ = ["NOT_OURS", "SHARED", "Job", "Pool", "Receiver", "Taken", "Worker", "Zygote", "end_zygote", "zygote"]

# What a worker frees goes back to the system at once (mallopt(3)): recognizing a page then keeps 80 MB, not 220.
GIVE_BACK = {"MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_TRIM_THRESHOLD_": "1048576"}
FIRST, ALL = b"f", b"a"
SHARED = 2  # workers that know all readers


class Zygote:
    """Starts workers. One per program (`zygote()`); safe for use by several threads, and by processes forked from the
    one that started it."""

    def __init__(self, memory: int = Bounds.memory) -> None:
        ours, theirs = socket.socketpair()
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        environment |= GIVE_BACK
        command = [sys.executable, "-P", "-m", "consilium.readers.zygote", str(theirs.fileno()), str(memory)]
        self._process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        theirs.close()
        self._orders = ours
        self._started_by = os.getpid()
        self._lock = threading.Lock()

    def ready(self, wait: float = 0.0) -> bool:
        """Whether the first reader is loaded; waits for it for at most `wait` seconds. Raises StoreError."""
        looking = select.poll()
        try:
            looking.register(self._orders, select.POLLIN)
            told = bool(looking.poll(1000 * wait))
            # The word stays where it is, for other threads and processes that wait for it.
            word = self._orders.recv(len(LOADED), socket.MSG_PEEK) if told else b""
        except (OSError, ValueError) as error:  # it was closed, or has ended
            raise StoreError("errors.no_workers") from error
        if told and word != LOADED:
            raise StoreError("errors.no_workers")
        return told

    @property
    def gone(self) -> bool:
        """Whether it has ended, so that no worker comes of it any more."""
        return hung_up(self._orders)

    def worker(self, readers: bytes = FIRST) -> Worker:
        """A new caged worker, with the first reader or with all. Raises StoreError."""
        if not self.ready(START_SECONDS):
            raise StoreError("errors.no_workers")
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        try:
            with self._lock, theirs:
                socket.send_fds(self._orders, [readers], [theirs.fileno()])
            answer = ours.recv(PID.size)
            if len(answer) != PID.size:
                raise StoreError("errors.no_workers")
            return Worker(Line(ours), PID.unpack(answer)[0])
        except OSError as error:
            ours.close()
            raise StoreError("errors.no_workers") from error
        except BaseException:
            ours.close()
            raise

    def close(self) -> None:
        """End the zygote, and with it every worker. In a process that was forked later: leave it to the others."""
        self._orders.close()
        if self._started_by == os.getpid():
            self._process.terminate()
            self._process.wait()


_one: Zygote | None = None
_choosing = threading.Lock()


def zygote() -> Zygote:
    """The one of this program, started when it is first asked for, and again where it has ended: loading all readers
    and the rules for findings takes seconds, which are spent once. Processes forked later use it as well."""
    global _one
    with _choosing:
        if _one is not None and _one.gone:
            _one.close()
            _one = None
        if _one is None:
            _one = Zygote()
        return _one


def end_zygote() -> None:
    """End it, and with it every worker, also of a forked process that was killed and could not end its own."""
    global _one
    with _choosing:
        ended, _one = _one, None
    if ended is not None:
        ended.close()


atexit.register(end_zygote)


def _answer(worker: Worker, job: Job, receiver: Receiver) -> Answer | UnreadableError | None:
    try:
        return worker.answer(job, receiver)
    except UnreadableError as error:
        return _ended(worker, error)
    except MoreReadersNeeded:
        return None


def _ended(worker: Worker, error: UnreadableError) -> UnreadableError:
    """Why a file was not read. A worker that ran out of memory is ended: what it read before may be what fills it."""
    if error.code == TOO_MUCH_MEMORY:
        worker.kill()
    return error


class Pool:
    """Workers for any number of threads. Each thread has one that knows the first reader; the few that know all
    readers, and may recognize text, which takes memory, are shared. A dead one is replaced when it is next needed."""

    def __init__(self) -> None:
        zygote()  # it loads meanwhile
        self._local = threading.local()
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self._shared: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(SHARED):
            self._shared.put(None)

    def ready(self) -> bool:
        """Whether a file can be read without waiting for workers to start. Raises StoreError."""
        return zygote().ready()

    def read(self, job: Job, receiver: Receiver) -> Answer:
        """Read a file. Raises UnreadableError or a subclass; what the receiver raises."""
        (answer,) = self.read_all([(job, receiver)])
        answer = answer or self.read_with_all_readers(job, receiver)
        if isinstance(answer, UnreadableError):
            raise answer
        return answer

    def read_all(self, jobs: Sequence[tuple[Job, Receiver]]) -> Generator[Answer | UnreadableError | None, None, None]:
        """Read files with this thread's worker, one after another: for each in its order the answer, or why there is
        none, or None where it is for `read_with_all_readers`.

        Raises what a receiver raises. A file that ends the worker costs itself only; a new one goes on with the next.
        """
        left, begun = deque(jobs), 0
        worker: Worker | None = None
        try:
            while left:
                if worker is None or worker.dead or not begun:
                    worker, begun = self.worker(), min(len(left), MOST_AT_ONCE)
                    worker.begin([job for job, _ in islice(left, begun)])
                begun -= 1
                yield _answer(worker, *left.popleft())
        finally:
            if worker is not None and begun and not worker.dead:
                worker.kill()  # nobody waits for the rest: the conversation can't go on

    def read_with_all_readers(self, job: Job, receiver: Receiver) -> Answer | UnreadableError:
        """Read a file with one of the shared workers; waits for one. Raises what the receiver raises."""
        with self._borrowed() as worker:
            try:
                return worker.read(job, receiver)
            except UnreadableError as error:
                return _ended(worker, error)

    def picture(self, job: Job, receiver: Receiver) -> None:
        """Have a picture made of a file, which the receiver gets. Raises as `read`."""
        try:
            self.worker().picture(job, receiver)
        except MoreReadersNeeded:
            with self._borrowed() as worker:
                worker.picture(job, receiver)

    def deidentify(self, job: Job, receiver: Receiver) -> Cleaned:
        """Have a file made nameless; the receiver gets its bytes. Raises as `read`."""
        try:
            return self.worker().deidentify(job, receiver)
        except MoreReadersNeeded:
            with self._borrowed() as worker:
                return worker.deidentify(job, receiver)

    def worker(self) -> Worker:
        """This thread's worker, which knows the first reader."""
        worker: Worker | None = getattr(self._local, "worker", None)
        if worker is None or worker.ended:
            worker = self._local.worker = self._start(FIRST)
        return worker

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[Worker]:
        """A shared worker that knows all readers; waits for one."""
        worker = self._shared.get()
        try:
            if worker is None or worker.ended:
                worker = self._start(ALL)
            yield worker
        finally:
            self._shared.put(worker)

    def _start(self, readers: bytes) -> Worker:
        worker = zygote().worker(readers)
        with self._lock:
            self._workers = [one for one in self._workers if not one.dead] + [worker]
        return worker

    def close(self) -> None:
        """End all workers. The zygote stays for the next pool."""
        with self._lock:
            for worker in self._workers:
                worker.kill()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
