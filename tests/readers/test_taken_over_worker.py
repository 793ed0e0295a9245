"""A worker that a hostile file has taken over: whatever it sends costs its one file and nothing else."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading

import pytest

from consilium.actions.inspect import Seen
from consilium.domain.errors import UnreadableError
from consilium.domain.plain import to_json
from consilium.readers.contract import Bounds, MemorySource
from consilium.readers.pool import Job, Worker
from consilium.readers.wire import HEADER, MAX_FRAME, RANGE, Frame, Line, packed


def frame(kind: int, payload: bytes = b"", length: int | None = None) -> bytes:
    return HEADER.pack(kind, len(payload) if length is None else length) + payload


INDEX = {"reader": "text", "format": "text"}
SENT = {
    "no frame": b"\xff" * 64,
    "half a frame": HEADER.pack(Frame.RESULT, 100) + b"{",
    "nothing": b"",
    "a frame of its parent": frame(Frame.JOBS, b"{}"),
    "an endless frame": frame(Frame.RESULT, b"", MAX_FRAME + 1),
    "a result that is no JSON": frame(Frame.RESULT, b"\x00"),
    "a result that is a list": frame(Frame.RESULT, b"[]"),
    "a result that is a number": frame(Frame.RESULT, b"7"),
    "an index of the wrong kinds": frame(Frame.RESULT, packed(to_json({"reader": 1, "format": []}), b"", b"{}", b"")),
    "a category of its own": frame(Frame.RESULT, packed(to_json({**INDEX, "category": "x"}), b"", b"{}", b"")),
    "a name that is endless": frame(Frame.RESULT, packed(to_json({**INDEX, "reader": "x" * 99}), b"", b"{}", b"")),
    "parts of other lengths": frame(Frame.RESULT, packed(to_json({**INDEX, "parts": [7, 7]}), b"", b"{}", b"xx")),
    "a part that is cut off": frame(Frame.RESULT, packed(to_json(INDEX), b"", b"{}", b"xx")[:-1]),
    "too few parts": frame(Frame.RESULT, packed(to_json(INDEX))),
    "a failure without words": frame(Frame.FAILED, b"{}"),
    "a failure of its own class": frame(Frame.FAILED, to_json({"error": "SystemExit", "code": "x", "args": [1]})),
    "a range of another file": frame(Frame.RANGE, RANGE.pack(7, 0, 10)),
    "a range that is none": frame(Frame.RANGE, b"\x01"),
    "a sibling that is no name": frame(Frame.ASK_SIBLING, b"[]"),
    "a sibling far away": frame(Frame.ASK_SIBLING, to_json({"relative": "\0"})),
    "a member without a name": frame(Frame.MEMBER, b"{}"),
    "a member that is a list": frame(Frame.MEMBER, b"[1]"),
    "a picture without a head": frame(Frame.PICTURE, b"\xff\xff"),
    "a picture that is a number": frame(Frame.PICTURE, b"\x01\x007"),
}


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT.keys())
def test_whatever_it_sends_costs_its_one_file(sent: bytes) -> None:
    ours, theirs = socket.socketpair()
    stand_in = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    def answer() -> None:
        theirs.sendall(frame(Frame.READY, b"{}"))
        theirs.recv(1 << 16)
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)

    thread = threading.Thread(target=answer)
    thread.start()
    worker = Worker(Line(ours), stand_in.pid)
    job = Job(MemorySource(b"x"), "a", "a", bounds=Bounds(seconds=5))
    with pytest.raises(UnreadableError):
        worker.read(job, Seen("/nowhere/a"))
    thread.join()
    theirs.close()
    assert worker.dead
    assert stand_in.wait(timeout=10) == -9
    assert stand_in.stdin is not None
    stand_in.stdin.close()
