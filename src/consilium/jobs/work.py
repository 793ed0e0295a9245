"""What a kind of job is given: the case, opened for whom it works, and how to say how far it is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from consilium.actions import queue
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.queue import Claim

SECONDS_BETWEEN = 0.5


@dataclass
class Work:
    """One job in hand."""

    claim: Claim
    installation: Installation
    case: OpenCase
    payload: Mapping[str, object]
    _said: tuple[str, float] = field(default=("", 0.0), repr=False)

    def report(self, phase: str, done: int, total: int) -> None:
        """Say how far it is: a kind and two counts, a few times a second at most.

        Raises CancelledError where somebody cancelled it, FencedError where somebody else works on it by now.
        """
        told, at = self._said
        if phase == told and done < total and time.monotonic() - at < SECONDS_BETWEEN:
            return
        self._said = (phase, time.monotonic())
        queue.report(self.claim, phase, done, total)
