"""A job's states, and what follows when an attempt ends badly. Times come in and go out as seconds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.errors import BusyError, ConsiliumError
from consilium.domain.records import Remark

MOST_ATTEMPTS = 5
FIRST_WAIT, LONGEST_WAIT = 5, 900
BUSY_WAIT = 10


class JobState(StrEnum):
    """Where a job stands. The first two are active: there is one active job of a key at most."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class After:
    """What follows an attempt that failed: the state, after how many seconds to try again, and whether it counts."""

    state: JobState
    wait: int
    counts: bool
    reason: Remark


def backoff(attempt: int) -> int:
    """Seconds to wait after attempt number `attempt` (from 1): 5, 20, 80, 320, 900."""
    return min(LONGEST_WAIT, FIRST_WAIT * int(4 ** min(attempt - 1, 8)))


def after(error: Exception, attempt: int) -> After:
    """A permanent error ends the job. A busy case is asked again and costs no attempt. Anything else may pass."""
    known = isinstance(error, ConsiliumError)
    reason = (
        error.remark if isinstance(error, ConsiliumError) else Remark("jobs.unexpected", {"kind": type(error).__name__})
    )
    if isinstance(error, BusyError):
        return After(JobState.WAITING, BUSY_WAIT, counts=False, reason=reason)
    if (known and getattr(error, "permanent", True)) or attempt >= MOST_ATTEMPTS:
        return After(JobState.FAILED, 0, counts=True, reason=reason)
    return After(JobState.WAITING, backoff(attempt), counts=True, reason=reason)
