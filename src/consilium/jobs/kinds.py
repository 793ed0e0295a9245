"""Every kind of job, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consilium.domain.records import Scalar
from consilium.jobs import imaging, nameless, packet, paper, prepare
from consilium.jobs.work import Work

KINDS: Mapping[str, Callable[[Work], Mapping[str, Scalar]]] = {
    one.KIND: one.run for one in (prepare, packet, paper, imaging, nameless)
}
# What whoever asks for the job must be allowed to do in the case.
ACTS: Mapping[str, str] = {one.KIND: one.ACT for one in (prepare, packet, paper, imaging, nameless)}
# What the audit says of opening the case for it, where that is not the act.
TOLD: Mapping[str, str] = {one.KIND: one.TOLD for one in (paper, imaging)}
