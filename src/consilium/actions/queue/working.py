"""Taking a job, staying on it, and ending it. Each call is a transaction of its own, and each knows its fence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from consilium.actions.opened import OpenCase, now
from consilium.actions.queue.asking import document, keep_document
from consilium.actions.queue.fence import FencedError
from consilium.casebook.models import Job
from consilium.domain import jobs
from consilium.domain.jobs import MOST_ATTEMPTS, JobState
from consilium.domain.records import Scalar
from consilium.domain.viewer import Viewer

LEASE = timedelta(seconds=60)


class CancelledError(Exception):
    """The job is to stop: somebody cancelled it."""


@dataclass(frozen=True)
class Claim:
    """A job that was taken. Whoever takes it later gets a higher `fence`."""

    id: UUID
    kind: str
    case: UUID | None
    viewer: Viewer
    fence: int
    attempt: int


def claim(kinds: Collection[str]) -> Claim | None:
    """Take the job that is due first, or whose worker was not heard of for the lease; None where there is none."""
    due = Q(state=JobState.WAITING, due__lte=now()) | Q(state=JobState.RUNNING, lease__lt=now())
    waiting = Job.objects.filter(due, kind__in=kinds)
    while waiting.exists():  # asked without a lock first: idle workers keep nobody from writing
        with transaction.atomic():
            row = waiting.select_for_update(skip_locked=True).order_by("due", "made").first()
            if row is None:
                return None
            if _take(row):
                return Claim(row.id, row.kind, row.case_id, Viewer(row.viewer), row.fence, row.attempt)
    return None


def soon(kinds: Collection[str], within: timedelta) -> bool:
    """Whether a job that nobody tried yet is due within that time: one that waits, not one that failed."""
    return Job.objects.filter(state=JobState.WAITING, attempt=0, due__lte=now() + within, kind__in=kinds).exists()


def _take(row: Job) -> bool:
    """False where the job took its workers with it too often, or was to be stopped: then it has ended."""
    died = row.state == JobState.RUNNING
    row.fence += 1
    row.lease = now() + LEASE
    if died and (row.stopping or row.attempt >= MOST_ATTEMPTS):
        row.state = JobState.CANCELLED if row.stopping else JobState.FAILED
        row.reason = "" if row.stopping else "jobs.worker_died"
        row.ended = now()
        row.save(update_fields=["fence", "lease", "state", "reason", "ended"])
        return False
    row.state, row.attempt, row.started = JobState.RUNNING, row.attempt + 1, now()
    row.phase, row.done, row.total = "", 0, 0
    row.save(update_fields=["fence", "lease", "state", "attempt", "started", "phase", "done", "total"])
    return True


def _ours(claim: Claim) -> QuerySet[Job]:
    return Job.objects.filter(id=claim.id, fence=claim.fence, state=JobState.RUNNING)


def beat(claim: Claim) -> bool:
    """Say that the work goes on. False where the job is to be stopped. Raises FencedError where it is ours no more."""
    if not _ours(claim).update(lease=now() + LEASE):
        raise FencedError
    return not _ours(claim).filter(stopping=True).exists()


def report(claim: Claim, phase: str, done: int, total: int) -> None:
    """Say how far the work is: a kind and two counts. Raises CancelledError, FencedError."""
    if not _ours(claim).update(phase=phase, done=done, total=total, lease=now() + LEASE):
        raise FencedError
    if _ours(claim).filter(stopping=True).exists():
        raise CancelledError


def finished(claim: Claim, case: OpenCase | None = None, result: Mapping[str, Scalar] | None = None) -> None:
    """The work is done; with what came of it. Where it was asked for again meanwhile, it waits. Raises FencedError."""
    with transaction.atomic():
        row = _locked(claim)
        row.state = JobState.WAITING if row.again else JobState.DONE
        row.ended = None if row.again else now()
        row.due, row.attempt, row.again, row.reason = now(), 0, False, ""
        _keep(row, case, result=dict(result or {}))


def cancelled(claim: Claim) -> None:
    """The work was stopped because it was cancelled. Raises FencedError."""
    with transaction.atomic():
        row = _locked(claim)
        row.state = JobState.WAITING if row.again else JobState.CANCELLED
        row.ended = None if row.again else now()
        row.again, row.stopping, row.reason = False, False, ""
        _keep(row, None)


def give_back(claim: Claim) -> None:
    """The worker has to end: the job waits for another, and the attempt does not count. Raises FencedError."""
    with transaction.atomic():
        row = _locked(claim)
        row.state, row.due, row.attempt = JobState.WAITING, now(), max(0, row.attempt - 1)
        _keep(row, None)


def failed(claim: Claim, error: Exception, case: OpenCase | None = None) -> None:
    """The attempt failed: end, or wait for the next (`domain.jobs.after`). Raises FencedError."""
    following = jobs.after(error, claim.attempt)
    with transaction.atomic():
        row = _locked(claim)
        over = following.state is JobState.FAILED and not row.again
        row.state = JobState.FAILED if over else JobState.WAITING
        row.ended = now() if over else None
        row.due = now() + timedelta(seconds=following.wait)
        row.attempt = _attempts(row, following)
        row.reason = following.reason.code
        row.again = False
        if row.stopping and not over:
            row.state, row.ended = JobState.CANCELLED, now()
        _keep(row, case, reason=following.reason)


def payload_of(case: OpenCase, claim: Claim) -> Mapping[str, object]:
    """What the job was given. Raises FencedError, IntegrityError."""
    row = _ours(claim).first()
    if row is None:
        raise FencedError
    return document(case, row).payload


def _attempts(row: Job, following: jobs.After) -> int:
    """Asked for anew, a job begins to count anew."""
    if row.again:
        return 0
    return row.attempt if following.counts else row.attempt - 1


def _locked(claim: Claim) -> Job:
    row = _ours(claim).select_for_update().first()
    if row is None:
        raise FencedError
    return row


def _keep(row: Job, case: OpenCase | None, **changes: object) -> None:
    """Save the row, and with an opened case what is sealed in it. A payload with secrets goes when a job ends."""
    if case is not None:
        kept = replace(document(case, row), **changes)  # type: ignore[arg-type]
        keep_document(case, row, replace(kept, payload={}) if row.ended else kept)
    elif row.ended:
        row.sealed = None
    row.lease = None
    row.save()
