"""Every kind of job, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consilium.domain.records import Scalar
from consilium.jobs import packet, prepare
from consilium.jobs.work import Work

KINDS: Mapping[str, Callable[[Work], Mapping[str, Scalar]]] = {one.KIND: one.run for one in (prepare, packet)}
# What whoever asks for the job must be allowed to do in the case.
ACTS: Mapping[str, str] = {one.KIND: one.ACT for one in (prepare, packet)}
