"""One task from start to end, in one thread: stored, then read by this thread's caged worker, then sealed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace

from consilium.actions.documents import sealed_row
from consilium.actions.ingest.intake import Intake
from consilium.actions.ingest.packs import Packs
from consilium.actions.ingest.store import Contents, Kept, Storing
from consilium.actions.ingest.tasks import Done, Task
from consilium.actions.ingest.walk import Found, closed, stamp_of
from consilium.actions.opened import OpenCase
from consilium.casebook.documents import FileDocument
from consilium.domain.errors import PasswordNeededError, UnreadableError
from consilium.domain.plain import to_json
from consilium.domain.records import Ended, Remark
from consilium.readers.answer import Answer
from consilium.readers.contract import FileSource, Source
from consilium.readers.pool import Job, Pool

IN_ROW = 32 * 1024


@dataclass(frozen=True)
class Surroundings:
    """What every thread of a run shares."""

    case: OpenCase
    pool: Pool
    packs: Packs
    contents: Contents
    passwords: tuple[str, ...] = ()


@dataclass
class Stored:
    """A file whose bytes are in the vault. `done` is there already where nothing is left to be read."""

    task: Task
    source: Source | None = None
    descriptor: int | None = None
    done: Done | None = None


class Processor:
    """One thread's hands. Storing and reading are two steps, so that files can be stored while workers still start."""

    def __init__(self, shared: Surroundings) -> None:
        self._shared = shared
        self._storing = Storing(shared.contents, shared.packs.writer)

    def ready(self) -> bool:
        """Whether files can be read yet without waiting."""
        return self._shared.pool.ready()

    def store(self, task: Task) -> Stored:
        """The first step. Raises StoreError only: whatever is wrong with the file is in the answer."""
        if task.found is None:
            return self._to_read(task, self._member(task))
        return self._found(task, task.found)

    def finish(self, stored: Stored) -> Done:
        """The second step: read in the cage, and seal what came of it. Raises StoreError only."""
        try:
            if stored.done is None and stored.source is not None and stored.task.kept is not None:
                stored.done = self._read(stored.task, stored.task.kept, stored.source)
        finally:
            if stored.descriptor is not None:
                os.close(stored.descriptor)
        if stored.done is None:
            raise ValueError("a file is stored before it is read")
        return self._sealed(stored.done)

    def _found(self, task: Task, found: Found) -> Stored:
        if found.problem is not None:
            return _unreadable(task, found, found.problem)
        try:
            descriptor = os.open(found.location, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError as error:
            return _unreadable(task, found, closed("errors.cannot_open", error))
        try:
            stored = self._opened(task, found, descriptor)
        except UnreadableError as error:
            stored = _unreadable(task, found, error.remark)
        except BaseException:
            os.close(descriptor)
            raise
        if stored.done is None:
            stored.descriptor = descriptor
        else:
            os.close(descriptor)
        return stored

    def _opened(self, task: Task, found: Found, descriptor: int) -> Stored:
        source = FileSource(descriptor)
        kept = self._storing.file(source)
        if stamp_of(os.fstat(descriptor)) != found.stamp:
            raise UnreadableError("errors.changed_while_reading")
        return self._to_read(replace(task, kept=kept), source)

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

    def _read(self, task: Task, kept: Kept, source: Source) -> Done:
        intake = Intake(task, self._storing, self._shared.case.key, self._shared.packs)
        done = Done(task, Ended.UNREADABLE, source.size, kept=kept, remarks=_cut_off(task))
        job = Job(source, task.path, task.name, passwords=self._shared.passwords)
        try:
            done.answer = self._shared.pool.read(job, intake)
            done.ended = Ended.READ
            done.locked = done.answer.index.locked
            done.answer_kept = intake.body_kept()
        except UnreadableError as error:
            done.reasons = (error.remark,)
            done.locked = isinstance(error, PasswordNeededError)
        finally:
            intake.close()
        done.members, done.pictures = intake.members, intake.pictures
        return done

    def _sealed(self, done: Done) -> Done:
        """The row's sealed document and keyed hashes; large answers go into the vault."""
        case, answer = self._shared.case, done.answer
        digest = done.kept.digest if done.kept else ""
        location = done.task.found.location if done.task.found else ""
        document = FileDocument(done.task.path, digest, done.task.modified, location, done.reasons, done.remarks)
        plain, stored = b'{"file":' + to_json(document), b""
        if answer is not None:
            plain += b',"index":' + to_json(answer.index) + b',"head":' + answer.head_plain
            if len(answer.stored) <= IN_ROW:
                stored = answer.stored
            else:
                done.answer_kept = self._storing.put(answer.stored)
            done.naming = (case.key.fingerprint(answer.naming), answer.naming) if answer.naming else None
            done.series_key = self._series(answer)
        done.sealed = sealed_row(case, done.task.id, plain + b"}", stored)
        return done

    def _series(self, answer: Answer) -> bytes | None:
        uid = answer.index.series_uid.encode("utf-8", "surrogateescape")
        return self._shared.case.key.fingerprint(b"series\0" + uid) if uid else None


def _unreadable(task: Task, found: Found, reason: Remark) -> Stored:
    return Stored(task, done=Done(task, Ended.UNREADABLE, found.size, reasons=(reason,), again=True))


def _cut_off(task: Task) -> tuple[Remark, ...]:
    return (Remark("errors.member_cut_off"),) if task.cut_off else ()


def fingerprint(case: OpenCase, found: Found) -> bytes:
    """The keyed hash by which a file at the top is known again without being read."""
    text = "\0".join([found.location, *map(str, found.stamp)])
    return case.key.fingerprint(hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest())
