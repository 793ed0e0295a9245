"""Asking for a job, and seeing how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError as TakenError
from django.db import transaction

from consilium.actions.opened import OpenCase, now
from consilium.casebook.documents import JobDocument
from consilium.casebook.models import Job
from consilium.domain.errors import BusyError, NotFoundError
from consilium.domain.jobs import ACTIVE, JobState
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.records import Remark, Scalar

TABLE = "job"
TRIES = 5


@dataclass(frozen=True)
class JobView:
    """How a job stands: `done` of `total` things in a phase (0 of 0 where nothing is known yet).

    `reason` says why it failed, or what the last attempt failed of while it waits for the next. `result` has counts
    and kinds. `stopping` is True from the moment that it was cancelled until it has stopped.
    """

    id: UUID
    kind: str
    state: JobState
    phase: str
    done: int
    total: int
    made: datetime
    ended: datetime | None
    stopping: bool
    reason: Remark | None
    result: Mapping[str, Scalar]


def enqueue(case: OpenCase, kind: str, payload: Mapping[str, object] | None = None, part: str = "") -> JobView:
    """Ask for a job of this kind over the case, in the caller's transaction.

    There is one active job of a kind and `part` (an id or a kind, never a name). Where it waits already, it takes what
    the new payload gives besides; where it runs, it runs once more afterwards.
    """
    given = dict(payload or {})
    key = ":".join(filter(None, (kind, case.id.hex, part)))
    for _ in range(TRIES):
        with transaction.atomic():
            row = _active(key)
            if row is None:
                row = _made(case, kind, key, given)
            else:
                _join(case, row, given)
        if row is not None:
            return view(case, row)
    raise BusyError("errors.busy")


def cancel(case: OpenCase, job_id: UUID) -> JobView:
    """Cancel a job: at once while it waits, soon while it runs. One that has ended stays as it is.

    Raises NotFoundError.
    """
    with transaction.atomic():
        row = Job.objects.select_for_update().filter(id=job_id, case=case.row).first()
        if row is None:
            raise NotFoundError("errors.not_found")
        if row.state == JobState.WAITING:
            row.state, row.ended = JobState.CANCELLED, now()
        elif row.state == JobState.RUNNING:
            row.stopping, row.again = True, False
        row.save(update_fields=["state", "ended", "stopping", "again"])
    return view(case, row)


def job(case: OpenCase, job_id: UUID) -> JobView:
    """One job of the case. Raises NotFoundError."""
    row = Job.objects.filter(id=job_id, case=case.row).first()
    if row is None:
        raise NotFoundError("errors.not_found")
    return view(case, row)


def jobs(case: OpenCase, kind: str = "", active: bool = False) -> list[JobView]:
    """The case's jobs, the latest first; of one kind, or only those that wait or run."""
    rows = Job.objects.filter(case=case.row).order_by("-made", "-id")
    rows = rows.filter(kind=kind) if kind else rows
    return [view(case, row) for row in (rows.filter(state__in=ACTIVE) if active else rows)[:100]]


def document(case: OpenCase, row: Job) -> JobDocument:
    """What is sealed in a job's row. Raises IntegrityError."""
    if row.sealed is None:
        return JobDocument()
    return build(JobDocument, from_json(case.open(TABLE, row.id, row.sealed, row.revision)))


def keep_document(case: OpenCase, row: Job, kept: JobDocument) -> None:
    """Seal a changed document into the row; the caller saves `sealed` and `revision`."""
    row.revision += 1
    row.sealed = case.seal(TABLE, row.id, to_json(kept), row.revision)


def view(case: OpenCase, row: Job) -> JobView:
    """A row as a value."""
    kept = document(case, row)
    reason = kept.reason if kept.reason and kept.reason.code == row.reason else None
    return JobView(
        id=row.id,
        kind=row.kind,
        state=JobState(row.state),
        phase=row.phase,
        done=row.done,
        total=row.total,
        made=row.made,
        ended=row.ended,
        stopping=row.stopping,
        reason=reason or (Remark(row.reason) if row.reason else None),
        result=kept.result,
    )


def _active(key: str) -> Job | None:
    return Job.objects.select_for_update().filter(key=key, state__in=ACTIVE).first()


def _made(case: OpenCase, kind: str, key: str, given: dict[str, object]) -> Job | None:
    """The new row; None where another transaction was faster."""
    row = Job(id=uuid4(), case=case.row, kind=kind, key=key, viewer=case.viewer.id, state=JobState.WAITING)
    row.made = row.due = now()
    keep_document(case, row, JobDocument(given))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except TakenError:
        return None
    return row


def _join(case: OpenCase, row: Job, given: dict[str, object]) -> None:
    """Let the job that there is do this too. Who asked last is whom it works for."""
    kept = document(case, row)
    payload = {**kept.payload, **{name: value for name, value in given.items() if value}}
    keep_document(case, row, replace(kept, payload=payload))
    row.viewer = case.viewer.id
    if row.state == JobState.WAITING:
        row.due = min(row.due, now())
    else:
        row.again, row.stopping = True, False
    row.save(update_fields=["viewer", "due", "again", "stopping", "revision", "sealed"])
