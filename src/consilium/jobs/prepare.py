"""`prepare`: what was sent, into the case, on the same way as the command `prepare` adds records."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.actions import audit, ingest, uploads
from consilium.actions.imaging import held
from consilium.actions.ingest.run import Progress
from consilium.actions.queue import CancelledError
from consilium.domain.circle import Act
from consilium.domain.records import Scalar
from consilium.jobs.work import Work

KIND = "prepare"
ACT = Act.ADD_RECORDS
READING, SORTING = "reading", "sorting"


def run(work: Work) -> Mapping[str, Scalar]:
    """Counts of what was added. Cancelled, it settles what was read until then and keeps the rest as sent."""

    def step(at: Progress) -> None:
        work.report(READING if at.files < at.files_in_all else SORTING, at.files, at.files_in_all)

    try:
        outcome = uploads.take_in(work.case, step, _passwords(work.payload))
    except CancelledError:
        ingest.ingest(work.case, ingest.Options(()))
        uploads.give_back(work.case)
        raise
    held.make_ready(outcome.case)
    audit.sign(work.installation.home, work.installation.keys)
    return {"added": outcome.added}


def _passwords(payload: Mapping[str, object]) -> tuple[str, ...]:
    given = payload.get("passwords")
    return tuple(str(one) for one in given) if isinstance(given, list | tuple) else ()
