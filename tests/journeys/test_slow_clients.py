"""Lines that take a whole series, or send one, at a trickle: others are answered meanwhile, and memory stays flat."""

from __future__ import annotations

import contextlib
import json
import secrets
import socket
import time
from collections.abc import Iterator

import pytest

from tests.command import consilium
from tests.journeys.running_server import Running, memory, running
from tests.readers.dicom_files import ROOT, ct_slice, part10

SLICES, SIDE = 30, 724  # a series of 31 MB
SLOW = 8  # lines at a time
SERIES = f"/studies/{ROOT}1/series/{ROOT}2"
FILES = 'multipart/related; type="application/dicom"; transfer-syntax=*'
PIECE = 4_096
# An answer that stood in memory for each slow line would be 248 MB.
MOST = 100 << 20
ASKED = 30


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("slow")
    (folder / "disc").mkdir()
    for at in range(1, SLICES + 1):
        (folder / "disc" / f"{at}.dcm").write_bytes(_noise(at))
    words = ("prepare", folder / "disc", "--case", "Lucía", "--out", folder / "packet")
    assert consilium(folder / "home", *words).returncode in (0, 1)
    with running(folder / "home") as made:
        yield made


def _noise(at: int) -> bytes:
    data = ct_slice(at, side=SIDE)
    data.PixelData = secrets.token_bytes(2 * SIDE * SIDE)
    return part10(data)


def _line(served: Running) -> socket.socket:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PIECE)
    line.settimeout(60)
    line.connect(("127.0.0.1", int(served.site.address.rpartition(":")[2])))
    return line


def _head(served: Running, request: str, **headers: str) -> bytes:
    said = {"Host": served.site.address.partition("//")[2], "Cookie": served.cookies, "Connection": "close", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in said.items())
    return f"{request} HTTP/1.1\r\n{lines}\r\n".encode()


def _others_are_answered(served: Running) -> None:
    """Each by a line of its own, so that all processes at the port are asked; none waits for the slow ones."""
    frame = f"{served.images[:-8]}{SERIES}/instances/{ROOT}3.1/frames/1"
    for _ in range(ASKED):
        assert served.ask(served.images)[0] == 200
        assert served.ask(frame)[0] == 200
        assert served.ask("/cases/")[0] in (200, 302)


def test_a_series_taken_at_a_trickle_holds_up_nobody_and_fills_no_memory(served: Running) -> None:
    asked = _head(served, f"GET {served.images[:-8]}{SERIES}", Accept=FILES)
    _others_are_answered(served)
    before = memory(served.below())
    with contextlib.ExitStack() as lines:
        slow = [lines.enter_context(_line(served)) for _ in range(SLOW)]
        for line in slow:
            line.sendall(asked)
        for line in slow:
            assert line.recv(12) == b"HTTP/1.1 200"
        for _ in range(3):
            for line in slow:
                assert line.recv(PIECE)
            _others_are_answered(served)
            assert memory(served.below()) - before < MOST
        rest = _rest(slow[0])
    assert len(rest) > (SLICES - 1) * 2 * SIDE * SIDE
    assert rest.endswith(b"--\r\n"), "who is slow gets all of it"


def _rest(line: socket.socket) -> bytes:
    """What is still to come."""
    found = bytearray()
    while piece := line.recv(1 << 20):
        found += piece
    return bytes(found)


def test_images_sent_at_a_trickle_hold_up_nobody_and_fill_no_memory(served: Running) -> None:
    bodies = [_body(100 + at) for at in range(SLOW)]
    _others_are_answered(served)
    before = memory(served.below())
    with contextlib.ExitStack() as lines:
        slow = [lines.enter_context(_line(served)) for _ in range(SLOW)]
        for line, body in zip(slow, bodies, strict=True):
            line.sendall(_head(
                served, f"POST {served.images}", Origin=served.site.address, Content_Length=str(len(body)),
                Content_Type='multipart/related; type="application/dicom"; boundary=b',
            ))  # fmt: skip
        sent = 0
        for _ in range(3):
            for line, body in zip(slow, bodies, strict=True):
                line.sendall(body[sent : sent + PIECE])
            sent += PIECE
            time.sleep(0.1)
            _others_are_answered(served)
            assert memory(served.below()) - before < MOST
        for line in slow[2:]:  # most give up in the middle
            line.close()
        for line, body in zip(slow[:2], bodies, strict=False):
            line.sendall(body[sent:])
            assert _stored(line) == 1, "who is slow is stored all the same"
    _others_are_answered(served)


def _body(at: int) -> bytes:
    return b"--b\r\nContent-Type: application/dicom\r\n\r\n" + _noise(at) + b"\r\n--b--\r\n"


def _stored(line: socket.socket) -> int:
    """How many instances an answer says are stored."""
    found = _rest(line)
    assert found.startswith(b"HTTP/1.1 200"), found[:200]
    return len(json.loads(found.partition(b"\r\n\r\n")[2])["00081199"]["Value"])
