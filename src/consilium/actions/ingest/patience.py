"""How long a reader is waited for. On a machine that has other work to do, many a file fails only by time, or for want
of memory in a reader that has read others before: it is kept until everything else is done, and then read once more,
alone and with more time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consilium.actions.ingest.tasks import Task
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers.answer import Answer
from consilium.readers.caged import TOO_SLOW
from consilium.readers.contract import TOO_MUCH_MEMORY, Bounds

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


def failed_by_load(answer: Answer | UnreadableError | None) -> bool:
    """Whether nothing was wrong with a file but the time, or the memory of a reader that had read others before."""
    return isinstance(answer, BoundExceededError) and answer.code in (TOO_SLOW, TOO_MUCH_MEMORY)


def told(answer: Answer | UnreadableError, task: Task) -> Answer | UnreadableError:
    """What came of a file as its family is told: of one that failed by time at both tries, that there were two."""
    if task.once_more and isinstance(answer, UnreadableError) and answer.code == TOO_SLOW:
        return BoundExceededError(TWICE, **answer.args_for_text)
    return answer
