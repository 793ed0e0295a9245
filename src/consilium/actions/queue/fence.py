"""A worker that was thought dead can't write.

While a job is worked on, every transaction that writes is checked, before its first write, against the number that the
job was taken with. On PostgreSQL the job's row stays locked from the check to the end of the transaction, and on SQLite
there is one writer at a time, so nobody can take the job between the check and the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from consilium.casebook.models import Job
from consilium.domain.jobs import JobState

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE")
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class FencedError(Exception):
    """Somebody else works on the job by now. Nothing may be written any more, not even that."""


@contextmanager
def fenced(job: UUID, fence: int) -> Iterator[None]:
    """Check everything that this thread writes. Raises FencedError from the statement that may not write."""
    with connection.execute_wrapper(_Fence(job, fence)):
        yield


class _Fence:
    """Stands before every statement. A transaction is checked once; again where what was checked is rolled back."""

    def __init__(self, job: UUID, fence: int) -> None:
        self._job, self._fence = job, fence
        self._checked: tuple[object, ...] = ()
        self._checking = False

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if self._checking or not sql.lstrip().upper().startswith(WRITES):
            return execute(sql, params, many, context)
        if not connection.in_atomic_block:
            with transaction.atomic():
                self._check()
                return execute(sql, params, many, context)
        place = _place()
        if not self._checked or place[: len(self._checked)] != self._checked:
            self._check()
            self._checked = place
        return execute(sql, params, many, context)

    def _check(self) -> None:
        self._checking = True
        try:
            ours = Job.objects.select_for_update().filter(id=self._job, fence=self._fence, state=JobState.RUNNING)
            if not ours.values_list("id", flat=True):
                raise FencedError
        finally:
            self._checking = False


def _place() -> tuple[object, ...]:
    """The transaction, known by its outermost block, and the savepoints in it: a lock lives as long as they do."""
    return (connection.atomic_blocks[0] if connection.atomic_blocks else object(), *connection.savepoint_ids)
