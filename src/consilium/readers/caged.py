"""One caged worker as the program sees it: hand over files, get an `Answer` for each, or an error that costs that file.

Files are handed over some at a time, since each message can cost two changes of process; they are read one after
another, and what one does to the worker costs that one.
"""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any, Protocol

from consilium.domain import errors
from consilium.domain.deidentification import Cleaned
from consilium.domain.errors import BoundExceededError, StoreError, UnreadableError
from consilium.domain.plain import build, from_json, to_json
from consilium.readers.answer import Answer
from consilium.readers.contract import Bounds, Source, Wanted
from consilium.readers.silence import Silence, part, worked
from consilium.readers.wire import RANGE, Closed, Frame, Line, hung_up

TOTAL_SECONDS = 3600.0
START_SECONDS = 60.0
TOO_SLOW = "errors.too_slow"
MOST_AT_ONCE = 32  # files in one message: each brings a descriptor
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


class Worker:
    """One caged child. Used by one thread at a time; `dead` after a crash, a timeout or a breach of the protocol."""

    def __init__(self, line: Line, pid: int) -> None:
        """`line` leads to the child `pid`, and is the worker's own from now on. Raises StoreError."""
        self._line, self._pid = line, pid
        self.dead = False
        self._line.allow(START_SECONDS)
        try:
            kind, payload = self._line.receive()
        except (Closed, TimeoutError) as error:
            raise StoreError("errors.no_workers") from error
        self.cage: dict[str, bool] = from_json(payload) if kind is Frame.READY else {}

    def read(self, job: Job, receiver: Receiver) -> Answer:
        """Read a file. Raises UnreadableError or a subclass; StoreError when the receiver can't store."""
        self.begin([job])
        return self.answer(job, receiver)

    def picture(self, job: Job, receiver: Receiver) -> None:
        """Have a picture made of a file, which the receiver gets. Raises as `read`."""
        self.begin([job])
        self._result(job, receiver)

    def deidentify(self, job: Job, receiver: Receiver) -> Cleaned:
        """Have a file made nameless: its bytes go to the receiver as one member. Raises as `read`."""
        self.begin([job])
        payload = self._result(job, receiver)
        try:
            return build(Cleaned, from_json(payload))
        except NOT_OURS as error:
            self.kill()
            raise UnreadableError("errors.reader_failed", kind=type(error).__name__) from error

    def begin(self, jobs: Sequence[Job]) -> None:
        """Hand over at most MOST_AT_ONCE files. `answer` is then to be called for each, in their order."""
        descriptors = [one for job in jobs if (one := job.source.fileno()) is not None]
        # A worker that is gone is found when its answer is waited for.
        with contextlib.suppress(Closed, TimeoutError):
            self._line.send(Frame.JOBS, to_json([_plain(job) for job in jobs]), descriptors=descriptors)

    def answer(self, job: Job, receiver: Receiver) -> Answer:
        """What came of the next file that was handed over. Raises as `read`."""
        payload = self._result(job, receiver)
        try:
            return Answer.of(payload)
        except NOT_OURS as error:
            self.kill()
            raise UnreadableError("errors.reader_failed", kind=type(error).__name__) from error

    @property
    def ended(self) -> bool:
        """Whether the child is gone while nobody asked it anything: with its zygote, or killed from outside."""
        if self.dead or not hung_up(self._line.sock):
            return self.dead
        self.kill()
        return True

    def kill(self) -> None:
        """End the child at once. (Only once: its number may be another process's afterwards.)"""
        if self.dead:
            return
        self.dead = True
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self._line.sock.close()

    def _result(self, job: Job, receiver: Receiver) -> bytes:
        conversation = _Conversation(self._line, self._pid, job, receiver)
        try:
            return conversation.result()
        except _Refused as refused:
            raise refused.error from None
        except MoreReadersNeeded:
            raise
        except (Closed, *NOT_OURS) as error:
            self.kill()
            raise UnreadableError("errors.reader_died") from error
        except TimeoutError as error:
            self.kill()
            raise BoundExceededError(TOO_SLOW, seconds=int(conversation.allowed)) from error
        except BaseException:  # the receiver failed (disk full, Ctrl-C): the conversation can't go on, the error can
            self.kill()
            raise


def _plain(job: Job) -> dict[str, object]:
    """A job as the worker is told of it."""
    return {
        "op": job.op,
        "reader": job.reader,
        "path": job.path,
        "name": job.name,
        "size": job.source.size,
        "bounds": _plain_bounds(job.bounds),
        "passwords": job.passwords,
        "languages": job.languages,
        "wanted": job.wanted,
        "has_fd": job.source.fileno() is not None,
    }


@cache
def _plain_bounds(bounds: Bounds) -> dict[str, object]:
    return asdict(bounds)


class _Refused(Exception):  # noqa: N818 (carries the worker's answer out of the frame loop)
    def __init__(self, error: errors.ConsiliumError) -> None:
        self.error = error


class _Conversation:
    """The frames of one job, until its result."""

    def __init__(self, line: Line, pid: int, job: Job, receiver: Receiver) -> None:
        self._line, self._pid, self._job, self._receiver = line, pid, job, receiver
        self._deadline = time.monotonic() + TOTAL_SECONDS
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
        while True:
            kind, payload = self._next()
            if kind is Frame.RESULT:
                return payload
            if kind is Frame.MORE:
                raise MoreReadersNeeded
            if kind is Frame.FAILED:
                raise _Refused(_error(from_json(payload)))
            self._handlers[kind](payload)

    @property
    def allowed(self) -> float:
        """Which of the two limits holds by now, in seconds: that of one silence, or of all in all."""
        return TOTAL_SECONDS if time.monotonic() >= self._deadline else self._job.bounds.seconds

    def _next(self) -> tuple[Frame, bytes]:
        """The next frame. Raises TimeoutError when the child was silent for too long, or works for too long."""
        seconds, silence = self._job.bounds.seconds, None
        self._line.allow(seconds, part(seconds))
        while time.monotonic() < self._deadline:
            try:
                return self._line.receive()
            except TimeoutError:
                silence = silence or Silence(seconds, lambda: worked(self._pid))
                if not silence.may_last():
                    raise
        raise TimeoutError

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
        self._line.send(Frame.SIBLING, answer, descriptors=[] if descriptor is None else [descriptor])

    def _member(self, payload: bytes) -> None:
        head = from_json(payload)
        self._receiver.begin(str(head["name"]), str(head["media_type"]), str(head["modified"]))

    def _picture(self, payload: bytes) -> None:
        length = int.from_bytes(payload[:2], "little")
        head = from_json(payload[2 : 2 + length])
        self._receiver.picture(str(head["role"]), str(head["media_type"]), payload[2 + length :])


class MoreReadersNeeded(Exception):  # noqa: N818 (a question, not a fault)
    """The worker knows too few readers for this file."""


ERRORS: dict[str, type[errors.ConsiliumError]] = {
    kind.__name__: kind for kind in (UnreadableError, BoundExceededError, errors.PasswordNeededError)
}


def _error(failure: dict[str, Any]) -> errors.ConsiliumError:
    kind = ERRORS.get(failure["error"], UnreadableError)
    return kind(str(failure["code"]), **failure["args"])
