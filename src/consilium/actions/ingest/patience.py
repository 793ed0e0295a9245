"""How long a reader is waited for. On a machine that has other work to do, many a file fails only by time: it is kept
until everything else is done, and then read once more, alone and with more time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consilium.actions.ingest.tasks import Task
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers.answer import Answer
from consilium.readers.caged import TOO_SLOW
from consilium.readers.contract import Bounds

TWICE = "errors.too_slow_twice"
MORE = 4  # times as long, at the second try


@dataclass(frozen=True)
class Patience:
    """The seconds without a sign of life that a reader is allowed: at the first try, and at the second and last."""

    first: float = Bounds.seconds
    second: float = MORE * Bounds.seconds

    def bounds(self, task: Task) -> Bounds:
        """What the task may cost."""
        return replace(Bounds(), seconds=self.second if task.once_more else self.first)


def failed_by_time(answer: Answer | UnreadableError | None) -> bool:
    """Whether nothing but the time was wrong with a file."""
    return isinstance(answer, BoundExceededError) and answer.code == TOO_SLOW


def told(answer: Answer | UnreadableError, task: Task) -> Answer | UnreadableError:
    """What came of a file as its family is told: of one that failed by time at both tries, that there were two."""
    if task.once_more and isinstance(answer, UnreadableError) and failed_by_time(answer):
        return BoundExceededError(TWICE, **answer.args_for_text)
    return answer
