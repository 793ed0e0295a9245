"""The queue: asked for once, taken by one, given to another after a crash, and nobody writes who was thought dead."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError as TakenError
from django.db import connection, connections, transaction

from consilium.actions import queue
from consilium.actions.opened import Installation, OpenCase, create_case, now
from consilium.actions.queue import CancelledError, Claim, FencedError
from consilium.casebook.documents import CaseDocument
from consilium.casebook.models import Job, Judgement
from consilium.domain.errors import BusyError, InputError, NotFoundError, StoreError
from consilium.domain.jobs import MOST_ATTEMPTS, JobState
from consilium.domain.viewer import OPERATOR, Viewer

KINDS = ("prepare",)


@pytest.fixture
def case(installation: Installation) -> OpenCase:
    return create_case(installation, OPERATOR, CaseDocument("case"))


def taken() -> Claim:
    found = queue.claim(KINDS)
    assert found is not None
    return found


def time_passes(seconds: int = 61) -> None:
    """The lease and the waits lie that much further back."""
    past = timedelta(seconds=seconds)
    for row in Job.objects.all():
        row.due -= past
        row.lease = row.lease - past if row.lease else None
        row.save(update_fields=["due", "lease"])


def write(case: OpenCase) -> None:
    Judgement.objects.create(case=case.row, key=b"k" * 32, made=now(), sealed=b"")


def rolled_back(act: Callable[[], object]) -> None:
    """An act in a transaction, or in a savepoint of one, that does not come about."""
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        act()
        raise ZeroDivisionError


def test_nothing_is_taken_where_nothing_is_due(case: OpenCase) -> None:
    assert queue.claim(KINDS) is None
    queue.enqueue(case, "other")
    assert queue.claim(KINDS) is None


def test_a_job_that_is_asked_for_twice_is_one_job(case: OpenCase) -> None:
    first = queue.enqueue(case, "prepare", {"a": 1, "b": 2})
    second = queue.enqueue(case, "prepare", {"b": 3, "a": 0})
    assert first.id == second.id
    claim = taken()
    assert queue.payload_of(case, claim) == {"a": 1, "b": 3}
    assert queue.claim(KINDS) is None


def test_the_database_itself_keeps_a_second_active_job_out(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    row = Job.objects.get()
    row.pk = None
    with pytest.raises(TakenError), transaction.atomic():
        Job.objects.create(
            case=case.row, kind="prepare", key=row.key, viewer="v", state="running", made=now(), due=now()
        )


def test_a_job_goes_with_the_transaction_that_asked_for_it(case: OpenCase) -> None:
    rolled_back(lambda: queue.enqueue(case, "prepare"))
    assert queue.claim(KINDS) is None


def test_what_is_asked_for_while_it_runs_is_done_once_more(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    claim = taken()
    again = queue.enqueue(case, "prepare")
    assert again.id == claim.id
    assert queue.claim(KINDS) is None
    queue.finished(claim, case)
    assert queue.job(case, claim.id).state is JobState.WAITING
    second = taken()
    assert second.fence > claim.fence
    queue.finished(second, case, {"added": 3})
    found = queue.job(case, claim.id)
    assert (found.state, found.result) == (JobState.DONE, {"added": 3})
    assert queue.enqueue(case, "prepare").id != claim.id


def test_a_lease_that_is_kept_up_is_not_taken_over_and_one_that_lapsed_is(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    first = taken()
    time_passes(50)
    assert queue.beat(first)
    time_passes(50)
    assert queue.claim(KINDS) is None
    time_passes(50)
    second = taken()
    assert (second.id, second.attempt) == (first.id, 2)
    assert second.fence == first.fence + 1


def test_who_was_thought_dead_can_not_say_or_write_anything_any_more(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    first = taken()
    time_passes()
    second = taken()
    for act in (
        lambda: queue.beat(first),
        lambda: queue.report(first, "reading", 1, 2),
        lambda: queue.finished(first, case),
        lambda: queue.failed(first, StoreError(), case),
        lambda: queue.cancelled(first),
        lambda: queue.give_back(first),
        lambda: queue.payload_of(case, first),
    ):
        with pytest.raises(FencedError):
            act()
    with queue.fenced(first.id, first.fence):
        with pytest.raises(FencedError):
            write(case)
        with pytest.raises(FencedError), transaction.atomic():
            write(case)
        with pytest.raises(FencedError):
            case.with_document(case.document)
    assert Judgement.objects.count() == 0
    with queue.fenced(second.id, second.fence):
        write(case)
        with transaction.atomic():
            write(case)
            write(case)
    assert Judgement.objects.count() == 3


def test_the_fence_holds_from_one_transaction_to_the_next_and_after_a_rollback(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    first = taken()
    with queue.fenced(first.id, first.fence):
        rolled_back(lambda: write(case))
        write(case)
        Job.objects.update(fence=first.fence + 1)  # as somebody who took it over would
        with pytest.raises(FencedError), transaction.atomic():
            write(case)
        with pytest.raises(FencedError):
            write(case)
    assert Judgement.objects.count() == 1


def test_a_write_in_a_savepoint_that_is_rolled_back_does_not_count_as_checked(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    first = taken()
    with queue.fenced(first.id, first.fence), transaction.atomic():
        rolled_back(lambda: write(case))
        with connection.execute_wrapper(count := Counter()):
            write(case)
    assert count.selects == 1


class Counter:
    """Counts what is asked of the table of jobs."""

    selects = 0

    def __call__(self, execute: object, sql: str, params: object, many: bool, context: object) -> object:
        self.selects += "SELECT" in sql and "casebook_job" in sql
        return execute(sql, params, many, context)  # type: ignore[operator]


def test_a_permanent_error_ends_the_job_with_its_reason(case: OpenCase) -> None:
    queue.enqueue(case, "prepare", {"passwords": ["geheim"]})
    claim = taken()
    queue.failed(claim, InputError("errors.no_such_input", path="x"), case)
    found = queue.job(case, claim.id)
    assert found.state is JobState.FAILED
    assert found.reason is not None
    assert (found.reason.code, found.reason.args) == ("errors.no_such_input", {"path": "x"})
    time_passes(10_000)
    assert queue.claim(KINDS) is None


def test_an_error_that_may_pass_waits_longer_each_time_and_ends_in_the_end(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        claim = taken()
        assert claim.attempt == attempt
        queue.failed(claim, StoreError(), case)
        assert queue.claim(KINDS) is None
        time_passes(1000)
    assert queue.job(case, claim.id).state is JobState.FAILED


def test_a_busy_case_is_asked_again_and_costs_no_attempt(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    for _ in range(MOST_ATTEMPTS + 3):
        claim = taken()
        assert claim.attempt == 1
        queue.failed(claim, BusyError("errors.case_busy"), case)
        assert queue.claim(KINDS) is None
        time_passes(11)


def test_a_job_that_takes_its_workers_with_it_is_given_up(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    for _ in range(MOST_ATTEMPTS):
        claim = taken()
        time_passes()
    assert queue.claim(KINDS) is None
    found = queue.job(case, claim.id)
    assert found.state is JobState.FAILED
    assert found.reason is not None
    assert found.reason.code == "jobs.worker_died"


def test_a_job_that_waits_is_cancelled_at_once_and_one_that_runs_is_told(case: OpenCase) -> None:
    waiting = queue.enqueue(case, "prepare")
    assert queue.cancel(case, waiting.id).state is JobState.CANCELLED
    running = queue.enqueue(case, "prepare")
    claim = taken()
    assert queue.cancel(case, running.id).stopping
    assert not queue.beat(claim)
    with pytest.raises(CancelledError):
        queue.report(claim, "reading", 1, 2)
    queue.cancelled(claim)
    assert queue.job(case, running.id).state is JobState.CANCELLED
    assert queue.cancel(case, running.id).state is JobState.CANCELLED


def test_a_job_whose_worker_has_to_end_waits_for_another(case: OpenCase) -> None:
    queue.enqueue(case, "prepare")
    queue.give_back(taken())
    assert taken().attempt == 1


def test_how_far_it_is_can_be_seen(case: OpenCase) -> None:
    view = queue.enqueue(case, "prepare")
    claim = taken()
    queue.report(claim, "reading", 3, 10)
    found = queue.job(case, view.id)
    assert (found.state, found.phase, found.done, found.total) == (JobState.RUNNING, "reading", 3, 10)
    assert [one.id for one in queue.jobs(case, active=True)] == [view.id]


def test_another_cases_job_is_not_found(case: OpenCase, installation: Installation) -> None:
    view = queue.enqueue(case, "prepare")
    other = create_case(installation, Viewer("ana"), CaseDocument("other"))
    for call in (queue.job, queue.cancel):
        with pytest.raises(NotFoundError):
            call(other, view.id)
    assert queue.jobs(other) == []


def test_what_a_job_is_given_is_sealed_and_goes_when_it_ends(case: OpenCase) -> None:
    queue.enqueue(case, "prepare", {"passwords": ["Wombatpassword"]})
    claim = taken()
    assert b"Wombat" not in bytes(Job.objects.get().sealed or b"")
    queue.finished(claim, case)
    row = Job.objects.get()
    assert b"Wombat" not in case.open("job", row.id, row.sealed or b"", row.revision)
    assert "Wombat" not in repr(vars(row))


def test_many_workers_at_once_take_each_job_once(case: OpenCase, installation: Installation) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one connection; tests/jobs has it with processes")
    for number in range(12):
        queue.enqueue(case, "prepare", part=str(number))
    found: list[Claim] = []

    def work() -> None:
        while (claim := queue.claim(KINDS)) is not None:
            found.append(claim)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len({claim.id for claim in found}) == 12


def test_two_who_ask_at_once_get_the_same_job(case: OpenCase) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one connection; tests/jobs has it with processes")
    ids = []

    def ask() -> None:
        ids.append(queue.enqueue(case, "prepare").id)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 8
    assert len(set(ids)) == 1


def test_a_job_can_not_be_taken_between_the_check_and_the_commit(case: OpenCase) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    queue.enqueue(case, "prepare")
    first = taken()
    time_passes()
    others: list[Claim | None] = []

    def take_over() -> None:
        others.append(queue.claim(KINDS))
        connections.close_all()

    with queue.fenced(first.id, first.fence), transaction.atomic():
        write(case)
        thread = threading.Thread(target=take_over)
        thread.start()
        thread.join()
    assert others == [None]
    assert Judgement.objects.count() == 1
