"""Tasks from start to end, in one thread: stored, then read by this thread's caged worker, then sealed."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from consilium.actions.ingest.intake import Intake
from consilium.actions.ingest.packs import Packs
from consilium.actions.ingest.patience import Patience, failed_by_load, told
from consilium.actions.ingest.sealing import Sealing
from consilium.actions.ingest.store import Contents, Kept, Storing
from consilium.actions.ingest.tasks import Done, Task
from consilium.actions.ingest.walk import Found, Sent, closed, stamp_of
from consilium.actions.opened import OpenCase
from consilium.domain.errors import IntegrityError, PasswordNeededError, UnreadableError
from consilium.domain.records import Ended, Remark
from consilium.readers.answer import Answer
from consilium.readers.contract import FileSource, Source
from consilium.readers.pool import Job, Pool


@dataclass(frozen=True)
class Surroundings:
    """What every thread of a run shares."""

    case: OpenCase
    pool: Pool
    packs: Packs
    contents: Contents
    passwords: tuple[str, ...] = ()
    patience: Patience = field(default_factory=Patience)


@dataclass
class Stored:
    """A file whose bytes are in the vault. `done` is there already where nothing is left to be read."""

    task: Task
    source: Source | None = None
    descriptor: int | None = None
    done: Done | None = None

    def let_go(self) -> None:
        """Close the file, if it is held open."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.source = self.descriptor = None


class Processor:
    """One thread's hands. Storing and reading are two steps, so that files can be stored while workers still start."""

    def __init__(self, shared: Surroundings) -> None:
        self._shared = shared
        self._storing = Storing(shared.contents, shared.packs.writer)
        self._sealing = Sealing(shared.case, self._storing)

    def ready(self) -> bool:
        """Whether files can be read yet without waiting."""
        return self._shared.pool.ready()

    def store(self, task: Task, hold: bool = True) -> Stored:
        """The first step. Raises StoreError only: whatever is wrong with the file is in the answer.

        A file that is not held open until it is read is opened again for that.
        """
        if task.found is None:
            return self._to_read(task, self._member(task))
        stored = self._found(task, task.found)
        if stored.done is not None or not hold:
            stored.let_go()
        return stored

    def read(self, stored: Sequence[Stored]) -> Iterator[Done | Stored]:
        """The second step, for some files: read in the cage, and what came of them sealed. A file for which this
        thread's worker knows too few readers comes back as it is, for `read_slowly`. Raises StoreError only."""
        with contextlib.ExitStack() as held:
            for one in stored:
                held.callback(one.let_go)
            underway = [self._begun(one, held) for one in stored if one.done is None]
            answers = self._shared.pool.read_all([(one.job, one.intake) for one in underway])
            held.enter_context(contextlib.closing(answers))
            came = zip(underway, answers, strict=True)
            for one in stored:
                yield self._sealing.sealed(one.done) if one.done else self._what_came(one, *next(came))

    def _what_came(self, stored: Stored, underway: _Underway, answer: Answer | UnreadableError | None) -> Done | Stored:
        if answer is not None:
            return self._sealing.sealed(underway.done(answer))
        stored.let_go()
        return replace(stored)  # another thread may have it: this one is let go of again

    def read_slowly(self, stored: Stored) -> Done:
        """The second step with a worker that knows all readers. Waits for one. Raises StoreError only."""
        with contextlib.ExitStack() as held:
            held.callback(stored.let_go)
            one = self._begun(stored, held)
            return self._sealing.sealed(one.done(self._shared.pool.read_with_all_readers(one.job, one.intake)))

    def _begun(self, stored: Stored, held: contextlib.ExitStack) -> _Underway:
        task = stored.task
        if task.kept is None:
            raise ValueError("a file is stored before it is read")
        intake = Intake(task, self._storing, self._shared.case.key, self._shared.packs)
        held.callback(intake.close)
        source = self._source(stored, task.kept)
        bounds = self._shared.patience.bounds(task)
        job = Job(source, task.path, task.name, passwords=self._shared.passwords, bounds=bounds)
        return _Underway(task, job, intake)

    def _found(self, task: Task, found: Found) -> Stored:
        if found.sent is not None:
            return self._sent(task, found, found.sent)
        try:
            descriptor = _opened(found)
        except UnreadableError as error:
            return _unreadable(task, found, error.remark)
        try:
            stored = self._stored(task, found, descriptor)
        except UnreadableError as error:
            stored = _unreadable(task, found, error.remark)
        except BaseException:
            os.close(descriptor)
            raise
        stored.descriptor = descriptor
        return stored

    def _stored(self, task: Task, found: Found, descriptor: int) -> Stored:
        source = FileSource(descriptor)
        kept = self._storing.file(source)
        if stamp_of(os.fstat(descriptor)) != found.stamp:
            raise UnreadableError("errors.changed_while_reading")
        return self._to_read(replace(task, kept=kept), source)

    def _source(self, stored: Stored, kept: Kept) -> Source:
        """The bytes to read: the file again, or what was stored of it where it is gone or another since."""
        found = stored.task.found
        if stored.source is None and found is not None:
            with contextlib.suppress(UnreadableError):
                stored.descriptor = _opened(found)
                stored.source = FileSource(stored.descriptor)
                if stamp_of(os.fstat(stored.descriptor)) == found.stamp:
                    return stored.source
            stored.let_go()
        return stored.source or self._shared.packs.source(kept.ref)

    def _sent(self, task: Task, found: Found, sent: Sent) -> Stored:
        """A file that was sent: from where it lies sealed into the vault, and read from there as a member is."""
        stream = self._storing.stream()
        try:
            for piece in sent.pieces():
                stream.write(piece)
        except IntegrityError:
            reason = Remark("uploads.damaged")
            return Stored(task, done=Done(task, Ended.UNREADABLE, found.size, reasons=(reason,)))
        task = replace(task, kept=stream.end())
        return self._to_read(task, self._member(task))

    def _member(self, task: Task) -> Source:
        if task.kept is None:
            raise ValueError("a member is stored before it is read")
        return self._shared.packs.source(task.kept.ref)

    def _to_read(self, task: Task, source: Source) -> Stored:
        kept = task.kept
        if kept is None or source.size == 0:
            done = Done(task, Ended.UNREADABLE, 0, kept=kept, reasons=(Remark("errors.empty_file"),))
            return Stored(task, done=done)
        if not self._shared.contents.claim(kept.name):
            return Stored(task, done=Done(task, Ended.DUPLICATE, source.size, kept=kept))
        return Stored(task, source)


@dataclass(frozen=True)
class _Underway:
    """A file that is being read, and who receives what its reader hands on."""

    task: Task
    job: Job
    intake: Intake

    def done(self, answer: Answer | UnreadableError) -> Done:
        """What came of it. Of a first try that failed by load, nothing is kept: there will be a second."""
        late = failed_by_load(answer) and not self.task.once_more
        if late:
            self.intake.forget()
        answer = told(answer, self.task)
        done = Done(self.task, Ended.UNREADABLE, self.job.source.size, self.task.kept, remarks=_cut_off(self.task))
        if isinstance(answer, UnreadableError):
            done.reasons, done.locked = (answer.remark,), isinstance(answer, PasswordNeededError)
        else:
            done.ended, done.answer, done.locked = Ended.READ, answer, answer.index.locked
            done.answer_kept = self.intake.body_kept()
        done.members, done.pictures, done.late = self.intake.members, self.intake.pictures, late
        return done


def _opened(found: Found) -> int:
    """A descriptor of the file. Raises UnreadableError."""
    if found.problem is not None:
        raise UnreadableError(found.problem.code, **found.problem.args)
    try:
        return os.open(found.location, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        problem = closed("errors.cannot_open", error)
        raise UnreadableError(problem.code, **problem.args) from error


def _unreadable(task: Task, found: Found, reason: Remark) -> Stored:
    return Stored(task, done=Done(task, Ended.UNREADABLE, found.size, reasons=(reason,), again=True))


def _cut_off(task: Task) -> tuple[Remark, ...]:
    return (Remark("errors.member_cut_off"),) if task.cut_off else ()


def fingerprint(case: OpenCase, found: Found) -> bytes:
    """The keyed hash by which a file at the top is known again without being read."""
    text = "\0".join([found.location, *map(str, found.stamp)])
    return case.key.fingerprint(hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest())
