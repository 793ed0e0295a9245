"""What was sent, into the case: handed in by a person, taken in by the job `prepare` on the way of all records."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Least

from consilium.actions import audit, ingest, queue
from consilium.actions.ingest.run import Progress
from consilium.actions.ingest.staged import SentFile, found_of, locked, taken
from consilium.actions.opened import OpenCase, now
from consilium.actions.queue import JobView
from consilium.actions.uploads.rows import opened_row, staging
from consilium.casebook.models import Job as JobRow
from consilium.casebook.models import Upload as Row
from consilium.domain.jobs import JobState
from consilium.domain.uploads import Limits, UploadState
from consilium.vault.staging import StagedSource

PREPARE = "prepare"
AT_A_TIME = 500
PAUSE, LONGEST_PAUSE = timedelta(seconds=3), timedelta(seconds=60)


@dataclass(frozen=True)
class Handed:
    """What was handed in: files and bytes, how many of the batch still miss bytes, and the job that takes them in."""

    files: int
    bytes: int
    missing: int
    job: JobView | None


def hand_in(case: OpenCase, batch: UUID | None = None, passwords: Sequence[str] = ()) -> Handed:
    """Give the case every upload of the batch (without one, of all) whose bytes all came.

    Those that still miss bytes stay, to be gone on with and handed in later. Handing in what was handed in already
    does nothing. With passwords, sent files that were locked are read again.
    """
    with transaction.atomic():
        rows = Row.objects.filter(case=case.row)
        rows = rows if batch is None else rows.filter(batch=batch)
        complete = list(rows.filter(state=UploadState.COMPLETE).select_for_update())
        Row.objects.filter(id__in=[row.id for row in complete]).update(state=UploadState.HANDED)
        missing = rows.filter(state=UploadState.RECEIVING).count()
        size = sum(row.length for row in complete)
        job = None
        if passwords or rows.filter(state=UploadState.HANDED).exists():
            job = queue.enqueue(case, PREPARE, {"passwords": list(passwords)})
        if complete:
            tell(case, len(complete), size)
    return Handed(len(complete), size, missing, job)


def hand_on(case: OpenCase) -> None:
    """See that the job takes in what came as handed in already (`Arriving`), in the transaction of its rows.

    A machine sends many requests one after another: the job begins once it pauses.
    """
    waiting = JobRow.objects.filter(case=case.row, kind=PREPARE, state=JobState.WAITING, viewer=case.viewer.id)
    due = Least(Value(now() + PAUSE, DateTimeField()), F("made") + LONGEST_PAUSE)
    if not waiting.update(due=due):
        queue.enqueue(case, PREPARE)
        waiting.update(due=due)


def tell(case: OpenCase, files: int, size: int) -> None:
    """The audit line of what was handed in, in the caller's transaction."""
    audit.record(case.viewer, "records.sent", case.id, now(), files=files, bytes=size)


def take_in(
    case: OpenCase, progress: Callable[[Progress], None] = lambda _: None, passwords: Sequence[str] = ()
) -> ingest.Outcome:
    """Add every upload that was handed in to the case, as `ingest` does; what it took in is then removed.

    Also what is handed in meanwhile. Raises as `ingest`. Whatever ends it, the next call carries on.
    """
    options = ingest.Options((), lanes=_lanes(), passwords=tuple(passwords), progress=progress)
    sent = locked(case) if passwords else []
    tried: set[UUID] = set()
    added = 0
    while True:
        # Once even where nothing is left to be taken in: a run that was cut off is settled by the next.
        rows = _handed(case, tried)
        tried |= {row.id for row in rows}
        sent += [found_of(one) for one in _sent(case, rows)]
        outcome = ingest.ingest(case, replace(options, sent=sent))
        case, sent, added = outcome.case, [], added + outcome.added
        _remove_taken(case)
        if not _handed(case, tried):
            return replace(outcome, added=added)


def give_back(case: OpenCase) -> int:
    """What was handed in and is not in the case yet may be given up or handed in again; how many."""
    rows = Row.objects.filter(case=case.row, state=UploadState.HANDED)
    return rows.update(state=UploadState.COMPLETE, expires=now() + timedelta(days=Limits().days))


def _handed(case: OpenCase, tried: set[UUID]) -> list[Row]:
    rows = Row.objects.filter(case=case.row, state=UploadState.HANDED).exclude(id__in=tried)
    return list(rows.order_by("made", "id"))


def _sent(case: OpenCase, rows: Sequence[Row]) -> list[SentFile]:
    others: dict[str, SentFile] = {}
    files = []
    for row in rows:
        document, tail = opened_row(case, row)
        source: Callable[[], StagedSource] = partial(staging(case, row.id).source, row.length, tail)
        one = SentFile(row.id, document.path, row.length, source, others)
        others[one.path] = one
        files.append(one)
    return files


def _remove_taken(case: OpenCase) -> None:
    """Rows first: a file without a row is swept later, a row without its file would be a loss."""
    rows = list(Row.objects.filter(case=case.row, state=UploadState.HANDED).values_list("id", flat=True))
    done = taken(case, rows)
    for first in range(0, len(done), AT_A_TIME):
        Row.objects.filter(id__in=done[first : first + AT_A_TIME]).delete()
    for upload in done:
        staging(case, upload).remove()


def _lanes() -> int:
    return 1 + (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
