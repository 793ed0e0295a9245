"""How long a caged child may say nothing: a child that the system gives no processor is not stuck.

Time is looked at in short parts. A part in which the child worked counts for as long as it worked; one in which it did
nothing at all (it hangs, it was stopped), or of which the system tells nothing, counts whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable

LOOK_SECONDS = 5.0
MOST_TIMES = 4  # so many times its own seconds by the clock on the wall, and no longer, however little it could work
HARDLY = 0.01  # of a part: who worked less than that did not wait for the processor


class Silence:
    """One silence of a child, which may last for `seconds` of its work. `worked` tells how long it worked in all until
    now, in seconds, or None where that is not known."""

    def __init__(self, seconds: float, worked: Callable[[], float | None]) -> None:
        self._part = part(seconds)
        self._left, self._left_on_the_wall = seconds, seconds * MOST_TIMES
        self._worked = worked
        self._until_now: float | None = None

    def may_last(self) -> bool:
        """One more part has gone by in silence: whether to wait for another."""
        self._left -= self._counts()
        self._left_on_the_wall -= self._part
        return self._left > 0 and self._left_on_the_wall > 0

    def _counts(self) -> float:
        before, self._until_now = self._until_now, self._worked()
        if before is None or self._until_now is None or self._until_now - before < HARDLY * self._part:
            return self._part
        return min(self._part, self._until_now - before)


def part(seconds: float) -> float:
    """How long to wait until the next look, where `seconds` are allowed."""
    return min(seconds, LOOK_SECONDS)


def worked(pid: int) -> float | None:
    """The seconds for which the system had the process `pid` and its threads work; None where nobody tells.

    Linux: the clock of a process is its number inverted, three bits up, with CPUCLOCK_SCHED (2) below
    (clock_getcpuclockid(3), include/linux/posix-timers.h).
    """
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except (OSError, OverflowError):
        return None
