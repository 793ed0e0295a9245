"""The queue of jobs in the tables: asked for in the transaction that needs them, leased, fenced.

`asking` is for acts and pages (`enqueue`, `cancel`, `job`, `jobs`), `working` for workers (`claim`, `soon`, `beat`,
`report` and how an attempt ends). Another queue would have these same functions.
"""

from consilium.actions.queue.asking import JobView, cancel, enqueue, job, jobs
from consilium.actions.queue.fence import FencedError, fenced
from consilium.actions.queue.working import (
    CancelledError,
    Claim,
    beat,
    cancelled,
    claim,
    failed,
    finished,
    give_back,
    payload_of,
    report,
    soon,
)

__all__ = [
    "CancelledError",
    "Claim",
    "FencedError",
    "JobView",
    "beat",
    "cancel",
    "cancelled",
    "claim",
    "enqueue",
    "failed",
    "fenced",
    "finished",
    "give_back",
    "job",
    "jobs",
    "payload_of",
    "report",
    "soon",
]
