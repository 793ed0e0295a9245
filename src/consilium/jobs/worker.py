"""The worker: takes a job, has a child of its own do it, and watches over it.

A job is done in a forked child, so that whatever it does, runs out of memory or is killed, costs that attempt and
nothing else. The worker says meanwhile that the job is alive. There are no threads.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connections

from consilium.actions import access, downloads, queue, uploads
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.queue import CancelledError, Claim, FencedError
from consilium.domain.errors import ConsiliumError, NotFoundError, WorkerDiedError
from consilium.jobs.kinds import ACTS, KINDS, TOLD
from consilium.jobs.work import Work
from consilium.readers.pool import end_zygote, zygote

IDLE_SECONDS = 1.0
LOOK_SECONDS = 0.1
BEAT_SECONDS = 10.0
GRACE_SECONDS = 30.0
SOON = timedelta(seconds=70)  # a sender that pauses is waited for (docs/reference/dicomweb.md)
TIDY_SECONDS = 600.0
AFTER_TROUBLE_SECONDS = 5.0
PR_SET_PDEATHSIG = 1

Stop = Callable[[], bool]
Open = Callable[[], Installation]
Tidy = Callable[[Installation], object]


def run_worker(installation: Open, stop: Stop, *, until_empty: bool = False, tidy: Tidy | None = None) -> None:
    """Work until `stop()`; with `until_empty` only until nothing is due, nor will be in a minute.

    Raises as `installation` the first time. `tidy` is done now and then beside the jobs.

    `installation` is called once here and once in each child, which has no open file or connection of ours.
    """
    home = installation().home
    tidied = 0.0
    while not stop():
        try:
            if time.monotonic() - tidied > TIDY_SECONDS or not tidied:
                uploads.expire(home)
                downloads.sweep(home)
                if tidy is not None:
                    tidy(installation())
                tidied = time.monotonic()
            taken = queue.claim(tuple(KINDS))
        except (DatabaseError, InterfaceError):  # a server that restarts, a lock that lasted too long
            connections.close_all()
            _wait(AFTER_TROUBLE_SECONDS, stop)
            continue
        if taken is not None:
            _supervise(taken, installation, stop)
        elif until_empty and not queue.soon(tuple(KINDS), SOON):
            return
        else:
            _wait(IDLE_SECONDS, stop)


def work_off(claim: Claim, installation: Installation) -> None:
    """Do a job in this process, to its end. Raises FencedError where somebody else took it meanwhile."""
    case: OpenCase | None = None
    try:
        with queue.fenced(claim.id, claim.fence):
            case = _case(claim, installation)
            work = Work(claim, installation, case, queue.payload_of(case, claim))
            result = KINDS[claim.kind](work)
            queue.finished(claim, case, result)
    except FencedError:
        raise
    except CancelledError:
        queue.cancelled(claim)
    except Exception as error:  # noqa: BLE001 (whatever it is, the job says so, and a permanent one is not repeated)
        queue.failed(claim, error, case)


def start_child(home: Path | None = None) -> subprocess.Popen[bytes]:
    """A worker as a child of this process, which ends when this process does. End it sooner with `terminate()`."""
    command = [sys.executable, "-m", "consilium.config.command", "work", "--parent", str(os.getpid())]
    command += [] if home is None else ["--home", str(home)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def _case(claim: Claim, installation: Installation) -> OpenCase:
    """The case, for whom asked for the job, if that person may still see it."""
    if claim.case is None:
        raise NotFoundError("errors.no_case")
    return access.case_for(installation, claim.viewer, claim.case, ACTS[claim.kind], TOLD.get(claim.kind, ""))


def _supervise(claim: Claim, installation: Open, stop: Stop) -> None:
    connections.close_all()
    zygote()  # once for all jobs: what it has loaded is there for the next one
    child = os.fork()
    if child == 0:
        _be_the_child(claim, installation)
    status = _watch(claim, child, stop)
    if os.WIFSIGNALED(status):
        end_zygote()  # the workers of a child that could not end them itself
    if status:
        with contextlib.suppress(FencedError):
            queue.failed(claim, WorkerDiedError())


def _be_the_child(claim: Claim, installation: Open) -> None:
    """Never returns."""
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _die_with_parent()
        work_off(claim, installation())
        status = 0
    except (FencedError, ConsiliumError):
        status = 1
    finally:
        os._exit(status)


def _die_with_parent() -> None:
    """On Linux. Elsewhere a child that outlives its worker is fenced off."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _watch(claim: Claim, child: int, stop: Stop) -> int:
    """Stay with the child until it ends; its status, 0 where its end needs no word."""
    beaten, told_to_stop = time.monotonic(), 0.0
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        if stop():
            return _end(child, lambda: queue.give_back(claim))
        if told_to_stop and time.monotonic() - told_to_stop > GRACE_SECONDS:
            return _end(child, lambda: queue.cancelled(claim))
        if time.monotonic() - beaten >= BEAT_SECONDS:
            beaten = time.monotonic()
            try:
                if not _beat(claim):
                    told_to_stop = told_to_stop or time.monotonic()
            except FencedError:
                return _end(child, lambda: None)
        time.sleep(LOOK_SECONDS)


def _beat(claim: Claim) -> bool:
    """False where the job is to be stopped. A beat that the database did not take is made up by the next."""
    try:
        return queue.beat(claim)
    except (DatabaseError, InterfaceError):
        connections.close_all()
        return True


def _end(child: int, say: Callable[[], None]) -> int:
    """Kill the child (what it committed stays, the rest never was), then say so."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    end_zygote()
    with contextlib.suppress(FencedError, DatabaseError):
        say()
    return 0


def _wait(seconds: float, stop: Stop) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stop():
        time.sleep(LOOK_SECONDS)
