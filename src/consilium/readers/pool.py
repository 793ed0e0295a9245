"""Caged workers as the program sees them: hand over a file, get its `Reading`, or an error that costs that one file."""

from __future__ import annotations

import contextlib
import os
import queue
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from types import TracebackType
from typing import Any, Protocol

from consilium.domain import errors
from consilium.domain.errors import BoundExceededError, StoreError, UnreadableError
from consilium.domain.plain import from_json, to_json
from consilium.readers.answer import Answer
from consilium.readers.contract import Bounds, Source, Wanted
from consilium.readers.wire import LOADED, PID, RANGE, Closed, Frame, Line

TOTAL_SECONDS = 3600.0
START_SECONDS = 60.0
# What a worker frees goes back to the system at once (mallopt(3)): recognizing a page then keeps 80 MB, not 220.
GIVE_BACK = {"MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_TRIM_THRESHOLD_": "1048576"}
FIRST, ALL = b"f", b"a"
SHARED = 2
# What comes of data of another shape than ours, which a worker that was taken over may send.
NOT_OURS = (ValueError, TypeError, LookupError, AttributeError, struct.error)


class Receiver(Protocol):
    """Takes what a reader hands on. Called in the thread that called `Worker.read`."""

    def begin(self, name: str, media_type: str, modified: str) -> None: ...

    def data(self, chunk: bytes) -> None: ...

    def end(self, complete: bool) -> None: ...

    def picture(self, role: str, media_type: str, data: bytes) -> None: ...

    def body(self, piece: bytes) -> None: ...

    def sibling(self, relative: str) -> Source | None: ...


class Taken:
    """Receives the one picture of a role that is asked for; `bytes` is empty until it came."""

    def __init__(self, role: str) -> None:
        self.role, self.bytes, self.media_type = role, b"", ""

    def begin(self, name: str, media_type: str, modified: str) -> None:
        """Members are of no interest here."""

    def data(self, chunk: bytes) -> None:
        """Members are of no interest here."""

    def end(self, complete: bool) -> None:
        """Members are of no interest here."""

    def picture(self, role: str, media_type: str, data: bytes) -> None:
        if role == self.role:
            self.bytes, self.media_type = data, media_type

    def body(self, piece: bytes) -> None:
        """A picture has none."""

    def sibling(self, relative: str) -> Source | None:  # noqa: ARG002 (a slide's neighbours were read when it came in)
        return None


@dataclass(frozen=True)
class Job:
    """One file to read. `source` is passed by descriptor where it has one, else its bytes are handed over on demand."""

    source: Source
    path: str
    name: str
    passwords: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en", "es")
    bounds: Bounds = field(default_factory=Bounds)
    op: str = "read"
    reader: str = ""
    wanted: Wanted = field(default_factory=Wanted)


class Zygote:
    """Starts workers. One per program; safe for use by several threads."""

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
        self._lock = threading.Lock()
        self._loaded = False

    def ready(self, wait: float = 0.0) -> bool:
        """Whether the first reader is loaded; waits for it for at most `wait` seconds."""
        with self._lock:
            if not self._loaded and select.select([self._orders], [], [], wait)[0]:
                self._loaded = self._orders.recv(len(LOADED)) == LOADED
                if not self._loaded:
                    raise StoreError("errors.no_workers")
            return self._loaded

    def worker(self, readers: bytes = FIRST) -> Worker:
        """A new caged worker, with the first reader or with all. Raises StoreError."""
        if not self.ready(START_SECONDS):
            raise StoreError("errors.no_workers")
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        with self._lock:
            socket.send_fds(self._orders, [readers], [theirs.fileno()])
            theirs.close()
            answer = self._orders.recv(PID.size)
        if len(answer) != PID.size:
            raise StoreError("errors.no_workers")
        return Worker(ours, PID.unpack(answer)[0])

    def close(self) -> None:
        """End the zygote, and with it every worker."""
        self._orders.close()
        self._process.terminate()
        self._process.wait()


class Worker:
    """One caged child. Used by one thread at a time; `dead` after a crash, a timeout or a breach of the protocol."""

    def __init__(self, sock: socket.socket, pid: int) -> None:
        self._line, self._pid = Line(sock), pid
        self.dead = False
        sock.settimeout(START_SECONDS)
        try:
            kind, payload = self._line.receive()
        except (Closed, TimeoutError) as error:
            raise StoreError("errors.no_workers") from error
        self.cage: dict[str, bool] = from_json(payload) if kind is Frame.READY else {}

    def read(self, job: Job, receiver: Receiver) -> Answer:
        """Read a file. Raises UnreadableError or a subclass; StoreError when the receiver can't store."""
        payload = self._run(job, receiver)
        try:
            return Answer.of(payload)
        except NOT_OURS as error:
            self.kill()
            raise UnreadableError("errors.reader_failed", kind=type(error).__name__) from error

    def picture(self, job: Job, receiver: Receiver) -> None:
        """Have a picture made of a file, which the receiver gets. Raises as `read`."""
        self._run(job, receiver)

    def kill(self) -> None:
        """End the child at once."""
        self.dead = True
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self._line.sock.close()

    def _run(self, job: Job, receiver: Receiver) -> bytes:
        try:
            self._send(job)
            return _Conversation(self._line, job, receiver).result()
        except _Refused as refused:
            raise refused.error from None
        except _MoreReadersNeeded:
            raise
        except (Closed, *NOT_OURS) as error:
            self.kill()
            raise UnreadableError("errors.reader_died") from error
        except TimeoutError as error:
            self.kill()
            raise BoundExceededError("errors.too_slow", seconds=int(job.bounds.seconds)) from error
        except BaseException:  # the receiver failed (disk full, Ctrl-C): the conversation can't go on, the error can
            self.kill()
            raise

    def _send(self, job: Job) -> None:
        descriptor = job.source.fileno()
        head = {
            "op": job.op,
            "reader": job.reader,
            "path": job.path,
            "name": job.name,
            "size": job.source.size,
            "bounds": _plain_bounds(job.bounds),
            "passwords": job.passwords,
            "languages": job.languages,
            "wanted": job.wanted,
            "has_fd": descriptor is not None,
        }
        if descriptor is None:
            self._line.send(Frame.JOB, to_json(head))
        else:
            self._line.send_with_descriptor(Frame.JOB, to_json(head), descriptor)


@cache
def _plain_bounds(bounds: Bounds) -> dict[str, object]:
    return asdict(bounds)


class _Refused(Exception):  # noqa: N818 (carries the worker's answer out of the frame loop)
    def __init__(self, error: errors.ConsiliumError) -> None:
        self.error = error


class _Conversation:
    """The frames of one job, until its result."""

    def __init__(self, line: Line, job: Job, receiver: Receiver) -> None:
        self._line, self._job, self._receiver = line, job, receiver
        self._sources: list[Source] = [job.source]
        self._handlers: dict[Frame, Callable[[bytes], None]] = {
            Frame.RANGE: self._range,
            Frame.ASK_SIBLING: self._sibling,
            Frame.MEMBER: self._member,
            Frame.DATA: receiver.data,
            Frame.END: lambda payload: receiver.end(payload == b"\x01"),
            Frame.PICTURE: self._picture,
            Frame.BODY: receiver.body,
            Frame.ALIVE: lambda _: None,
        }

    def result(self) -> bytes:
        deadline = time.monotonic() + TOTAL_SECONDS
        while True:
            remaining = min(self._job.bounds.seconds, deadline - time.monotonic())
            if remaining <= 0:
                raise TimeoutError
            self._line.sock.settimeout(remaining)
            kind, payload = self._line.receive()
            if kind is Frame.RESULT:
                return payload
            if kind is Frame.MORE:
                raise _MoreReadersNeeded
            if kind is Frame.FAILED:
                raise _Refused(_error(from_json(payload)))
            self._handlers[kind](payload)

    def _range(self, payload: bytes) -> None:
        handle, offset, length = RANGE.unpack(payload)
        self._line.send(Frame.BYTES, self._sources[handle].read_at(offset, min(length, 1 << 20)))

    def _sibling(self, payload: bytes) -> None:
        source = self._receiver.sibling(str(from_json(payload)["relative"]))
        if source is None:
            self._line.send(Frame.SIBLING, to_json({"size": None, "descriptor": False}))
            return
        descriptor = source.fileno()
        answer = to_json({"size": source.size, "descriptor": descriptor is not None})
        if descriptor is None:
            self._sources.append(source)
            self._line.send(Frame.SIBLING, answer)
        else:
            self._line.send_with_descriptor(Frame.SIBLING, answer, descriptor)

    def _member(self, payload: bytes) -> None:
        head = from_json(payload)
        self._receiver.begin(str(head["name"]), str(head["media_type"]), str(head["modified"]))

    def _picture(self, payload: bytes) -> None:
        length = int.from_bytes(payload[:2], "little")
        head = from_json(payload[2 : 2 + length])
        self._receiver.picture(str(head["role"]), str(head["media_type"]), payload[2 + length :])


class _MoreReadersNeeded(Exception):  # noqa: N818 (a question, not a fault)
    """The worker knows too few readers for this file."""


ERRORS: dict[str, type[errors.ConsiliumError]] = {
    kind.__name__: kind for kind in (UnreadableError, BoundExceededError, errors.PasswordNeededError)
}


def _error(failure: dict[str, Any]) -> errors.ConsiliumError:
    kind = ERRORS.get(failure["error"], UnreadableError)
    return kind(str(failure["code"]), **failure["args"])


class Pool:
    """Workers for any number of threads. Each thread has one that knows the first reader; the few that know all
    readers, and may recognize text, which takes memory, are shared. A dead one is replaced when it is next needed."""

    def __init__(self) -> None:
        self._zygote = Zygote()
        self._local = threading.local()
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self._shared: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(SHARED):
            self._shared.put(None)

    def ready(self) -> bool:
        """Whether a file can be read without waiting for workers to start. Raises StoreError."""
        return self._zygote.ready()

    def read(self, job: Job, receiver: Receiver) -> Answer:
        """Read a file. Raises UnreadableError or a subclass; what the receiver raises."""
        try:
            return self.worker().read(job, receiver)
        except _MoreReadersNeeded:
            with self._borrowed() as worker:
                return worker.read(job, receiver)

    def picture(self, job: Job, receiver: Receiver) -> None:
        """Have a picture made of a file, which the receiver gets. Raises as `read`."""
        try:
            self.worker().picture(job, receiver)
        except _MoreReadersNeeded:
            with self._borrowed() as worker:
                worker.picture(job, receiver)

    def worker(self) -> Worker:
        """This thread's worker, which knows the first reader."""
        worker: Worker | None = getattr(self._local, "worker", None)
        if worker is None or worker.dead:
            worker = self._local.worker = self._start(FIRST)
        return worker

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[Worker]:
        """A shared worker that knows all readers; waits for one."""
        worker = self._shared.get()
        try:
            if worker is None or worker.dead:
                worker = self._start(ALL)
            yield worker
        finally:
            self._shared.put(worker)

    def _start(self, readers: bytes) -> Worker:
        worker = self._zygote.worker(readers)
        with self._lock:
            self._workers = [one for one in self._workers if not one.dead] + [worker]
        return worker

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            for worker in self._workers:
                worker.kill()
        self._zygote.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
