"""One run: walk, skip what is known, work the rest off in lanes, commit as it comes, settle whose each record is."""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import transaction

from consilium.actions import audit, search
from consilium.actions.ingest import commit
from consilium.actions.ingest.lane import Lanes
from consilium.actions.ingest.packs import Packs
from consilium.actions.ingest.patience import Patience
from consilium.actions.ingest.reading import Processor, Surroundings, fingerprint
from consilium.actions.ingest.settle import settle
from consilium.actions.ingest.tasks import Done, Root, Task
from consilium.actions.ingest.walk import Found, walk
from consilium.actions.opened import OpenCase, now, working_alone
from consilium.casebook.models import Run
from consilium.readers.pool import Pool

BATCH = 256
BATCH_BYTES = 96 << 20
BATCH_SECONDS = 2.0


@dataclass(frozen=True)
class Progress:
    """How far a run is, in files and bytes; members of archives add to the totals as they are found."""

    files: int = 0
    files_in_all: int = 0
    bytes: int = 0
    bytes_in_all: int = 0


@dataclass(frozen=True)
class Options:
    """How to run. `lanes` is the number of files read at a time, `leave_out` what of ours may lie in the inputs.

    `sent` are files that were sent to us (`staged`), read beside the inputs.
    """

    inputs: Sequence[str]
    lanes: int = 4
    passwords: tuple[str, ...] = ()
    leave_out: Collection[str] = ()
    progress: Callable[[Progress], None] = lambda _: None
    sent: Sequence[Found] = ()
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True)
class Outcome:
    """What a run did: files that it read, files that it knew already."""

    added: int
    known: int
    case: OpenCase = field(repr=False)


def ingest(case: OpenCase, options: Options) -> Outcome:
    """Add everything in the inputs to the case. Raises InputError, BusyError, StoreError.

    Whatever ends it, what was committed stays, and the next run over the same inputs carries on.
    """
    with working_alone(case):
        found = [*walk(options.inputs, options.leave_out), *options.sent]
        commit.sweep(case)
        commit.forget_unfinished(case, {one.location for one in found}, unlock=bool(options.passwords))
        fresh = _fresh(case, found)
        run = Run.objects.create(case=case.row, started=now())
        added = 0
        try:
            if fresh:
                added = _work(case, run, fresh, options)
        finally:
            _end(case, run, added)
        settled = settle(case)
        search.update(settled)
        return Outcome(added, len(found) - len(fresh), settled)


def _fresh(case: OpenCase, found: Sequence[Found]) -> list[Task]:
    """A task for every file that the case does not know yet."""
    seen = commit.known_fingerprints(case)
    tasks = []
    for one in found:
        key = fingerprint(case, one)
        if key in seen:
            continue
        seen.add(key)
        row = uuid4()
        name = one.path.rstrip("/").rpartition("/")[2]
        tasks.append(Task(one.path, name, key, Root(row, one.size), found=one, id=row))
    return tasks


def _work(case: OpenCase, run: Run, tasks: list[Task], options: Options) -> int:
    packs = Packs(case.store, case.key)
    with Pool() as pool:
        shared = Surroundings(case, pool, packs, commit.load_contents(case), options.passwords, options.patience)
        lanes = Lanes(options.lanes, lambda: Processor(shared))
        ledger = commit.Ledger(case, run, packs)
        count = 0
        gc.freeze()  # what is loaded by now is no garbage; looking for some in it would hold up all lanes
        try:
            lanes.add(tasks)
            for batch in _batches(_results(lanes, tasks, options.progress)):
                ledger.commit(batch)
                count += len(batch)
        finally:
            gc.unfreeze()
            lanes.close()
            packs.close()
    return count


def _results(lanes: Lanes, tasks: list[Task], progress: Callable[[Progress], None]) -> Iterator[Done | None]:
    """Results as they come, members' too, until nothing is left; None where none came for a while. What failed by time
    only comes at the end: each of those is read once more when everything else is done, one after another."""
    late: deque[Task] = deque()
    left, files, size = len(tasks), 0, 0
    files_in_all, bytes_in_all = left, sum(task.root.size for task in tasks)
    while left:
        if left == len(late):
            lanes.add_once_more(late.popleft())
        done = lanes.next_done(BATCH_SECONDS)
        if done is not None and done.late:
            late.append(done.task)
        elif done is not None:
            yield done
            if done.members:
                lanes.add_first(done.members)
            left += len(done.members) - 1
            files, size = files + 1, size + (done.size if done.task.parent is None else 0)
            files_in_all += len(done.members)
            progress(Progress(files, files_in_all, size, bytes_in_all))
        else:
            yield None


def _batches(results: Iterator[Done | None]) -> Iterator[list[Done]]:
    """Results in batches: many small ones, few large ones, none kept waiting for long."""
    batch: list[Done] = []
    size, begun = 0, time.monotonic()
    for done in results:
        if done is not None:
            batch.append(done)
            size += done.size
        if batch and (len(batch) >= BATCH or size >= BATCH_BYTES or time.monotonic() - begun > BATCH_SECONDS):
            yield batch
            batch, size, begun = [], 0, time.monotonic()
    if batch:
        yield batch


def _end(case: OpenCase, run: Run, added: int) -> None:
    run.ended = now()
    with transaction.atomic():
        run.save(update_fields=["ended"])
        audit.record(case.viewer, "records.added", case.id, now(), files=added)
