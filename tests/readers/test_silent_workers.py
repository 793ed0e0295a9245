"""How long a caged child may be silent: it is ended when it hangs or works too long, not while it waits its turn."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator

import pytest

from consilium.readers.silence import LOOK_SECONDS, MOST_TIMES, Silence, worked
from consilium.readers.wire import HEADER, Frame, Line

SECONDS = 120.0


def looks(worked: Callable[[int], float | None]) -> int:
    """After how many looks a silence of 120 seconds is over, of a child that worked as told by the n-th look."""
    number = iter(range(10_000))
    silence = Silence(SECONDS, lambda: worked(next(number)))
    count = 1
    while silence.may_last():
        count += 1
    return count


@pytest.mark.parametrize(
    "worked",
    [
        pytest.param(lambda _: None, id="nobody tells"),
        pytest.param(lambda _: 7.0, id="it does nothing: it hangs or was stopped"),
        pytest.param(lambda look: LOOK_SECONDS * look, id="it works all the time"),
        pytest.param(lambda look: 3 * LOOK_SECONDS * look, id="its threads work side by side"),
        pytest.param(lambda look: 0.001 * look, id="it does next to nothing"),
    ],
)
def test_a_child_that_had_its_time_is_ended_after_it(worked: Callable[[int], float | None]) -> None:
    assert looks(worked) == SECONDS / LOOK_SECONDS


def test_a_child_that_got_half_of_a_processor_has_twice_the_time() -> None:
    assert looks(lambda look: 0.5 * LOOK_SECONDS * look) == pytest.approx(2 * SECONDS / LOOK_SECONDS, abs=1)


def test_a_child_that_got_hardly_any_processor_is_ended_all_the_same() -> None:
    assert looks(lambda look: 0.02 * LOOK_SECONDS * look) == MOST_TIMES * SECONDS / LOOK_SECONDS


def test_a_child_that_stops_working_is_ended_from_then_on() -> None:
    begun = 10
    assert looks(lambda look: 0.5 * LOOK_SECONDS * min(look, begun)) == pytest.approx(
        begun + (SECONDS - 0.5 * LOOK_SECONDS * begun) / LOOK_SECONDS, abs=1
    )


def test_a_bound_shorter_than_one_look_holds_at_its_first_look() -> None:
    assert not Silence(0.5, lambda: 0.0).may_last()


def test_the_system_tells_how_long_this_process_worked_and_nothing_of_one_that_is_gone() -> None:
    before = worked(os.getpid())
    assert before is not None
    sum(range(1_000_000))
    assert (worked(os.getpid()) or 0) > before
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    assert worked(child) is None


@pytest.fixture
def ends() -> Iterator[tuple[Line, socket.socket]]:
    ours, theirs = socket.socketpair()
    line = Line(ours)
    line.allow(60.0, 0.001)
    yield line, theirs
    ours.close()
    theirs.close()


def test_a_frame_whose_parts_come_late_is_whole_after_all(ends: tuple[Line, socket.socket]) -> None:
    line, theirs = ends
    whole = HEADER.pack(Frame.DATA, 10) + b"0123456789" + HEADER.pack(Frame.ALIVE, 0)
    for piece in (whole[:3], whole[3:7], whole[7:11]):
        theirs.sendall(piece)
        with pytest.raises(TimeoutError):
            line.receive()
    theirs.sendall(whole[11:])
    assert line.receive() == (Frame.DATA, b"0123456789")
    assert line.receive() == (Frame.ALIVE, b"")
