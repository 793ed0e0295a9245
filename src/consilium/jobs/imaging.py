"""`imaging`: what viewers ask of the case's images, made ready after they came in (docs/reference/dicomweb.md)."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.actions.imaging import held, index
from consilium.domain.circle import Act
from consilium.domain.records import Scalar
from consilium.jobs.work import Work

KIND = held.KIND
ACT = Act.SEE
TOLD = "made_ahead"  # in the audit: the program looks, whoever asked


def run(work: Work) -> Mapping[str, Scalar]:
    """How many images were made ready."""
    present = index.groups(work.case)
    keys = index.stale(work.case, present)
    made = index.make(work.case, keys, present, lambda done, total: work.report("sorting", done, total))
    return {"images": made}
