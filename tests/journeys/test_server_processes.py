"""`consilium serve` is several processes at one port: what one of them knows, forgets or loses is nobody's harm."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import sqlite3
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from consilium.actions.imaging.remembered import SECONDS
from consilium.config.fronts import processes
from tests.command import consilium
from tests.journeys.running_server import Running, children, lives, memory, running, until, words_of
from tests.readers.dicom_files import ct_slice, part10
from tests.visitor import entered

MANY = 40  # connections, so that each process at the port gets some
UPLOAD = 40_000_000
GUESSES, AT_ONCE = 4_000, 100
FLAT = 12 << 20  # a kilobyte kept of each guess would be as much


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("processes")
    (folder / "disc").mkdir()
    (folder / "disc" / "1.dcm").write_bytes(part10(ct_slice(1, side=32)))
    words = ("prepare", folder / "disc", "--case", "Lucía", "--out", folder / "packet")
    assert consilium(folder / "home", *words).returncode in (0, 1)
    return folder / "home"


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Running]:
    with running(home) as made:
        yield made


def opened_lines(home: Path) -> int:
    with contextlib.closing(sqlite3.connect(home / "casebook.sqlite3")) as tables:
        bodies = [bytes(body) for (body,) in tables.execute("SELECT body FROM casebook_auditevent")]
    return sum(b'"case.see"' in body for body in bodies)


def test_one_process_for_each_processor(served: Running) -> None:
    assert len(served.fronts()) == processes()


def test_many_looks_at_all_processes_leave_one_line(served: Running) -> None:
    served.ask(served.images)
    before = opened_lines(served.site.home)
    assert {served.ask(served.images)[0] for _ in range(MANY)} == {200}
    assert opened_lines(served.site.home) == before


def test_pages_and_images_come_by_the_same_connection(served: Running) -> None:
    line = served.line()
    for path in ("/cases/", served.images, f"/case/{served.case}/", served.images):
        line.request("GET", path, headers={"Cookie": served.cookies})
        answer = line.getresponse()
        assert answer.status in (200, 302), path
        answer.read()
    line.close()


def test_every_process_forgets_who_signed_out_within_a_second(served: Running) -> None:
    other = entered(served.site)
    asked = Running(served.site, served.process, other, served.case)
    old = asked.cookies
    assert {asked.ask(served.images)[0] for _ in range(MANY)} == {200}
    assert other.fill("/sign/logout/")[0] == 302
    other.close()
    time.sleep(SECONDS + 0.1)
    assert {served.ask(served.images, Cookie=old)[0] for _ in range(MANY)} == {401}


def test_a_killed_process_is_started_anew_and_the_others_answer_meanwhile(served: Running) -> None:
    killed = min(served.fronts())
    os.kill(killed, signal.SIGKILL)
    until(lambda: not lives(killed), "not killed")
    for _ in range(MANY):
        with contextlib.suppress(OSError, http.client.HTTPException):  # what waited at the killed one is lost
            assert served.ask(served.images)[0] == 200
    until(lambda: len(served.fronts()) == processes(), "not started anew")
    until(lambda: all(_answers(served) for _ in range(MANY)), "does not answer")


def _answers(served: Running) -> bool:
    try:
        return served.ask(served.images)[0] == 200 and served.ask("/cases/")[0] in (200, 302)
    except OSError:
        return False


def test_killed_pages_are_started_anew(served: Running) -> None:
    outer = next(pid for pid in children(served.process.pid) if b"consilium.config.pages" in words_of(pid))
    (pages,) = {pid for pid in children(outer) if words_of(pid) == words_of(outer)}
    os.kill(pages, signal.SIGKILL)
    assert served.ask(served.images)[0] == 200
    until(lambda: served.ask("/cases/")[0] in (200, 302), "pages do not come back")


def test_the_port_is_ours_alone(served: Running) -> None:
    port = served.site.address.rpartition(":")[2]
    told = consilium(served.site.home, "serve", "--port", port)
    assert told.returncode == 3
    assert "in use" in told.stderr


def test_an_upload_that_breaks_off_is_gone_on_with(served: Running) -> None:
    _, page = served.ask(f"/case/{served.case}/records/add/")
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.decode())
    headers = {"Tus-Resumable": "1.0.0", "X-CSRFToken": token[1] if token else "", "Referer": served.site.address}
    line = served.line()
    name = b64encode(b"large.bin").decode()
    line.request("POST", f"/case/{served.case}/records/add/files/", b"", {
        **headers, "Cookie": served.cookies, "Upload-Length": str(UPLOAD), "Upload-Metadata": f"filename {name}",
    })  # fmt: skip
    made = line.getresponse()
    made.read()
    line.close()
    assert made.status == 201
    place = re.sub(r"^https?://[^/]+", "", made.headers["Location"])
    patch = {**headers, "Content-Type": "application/offset+octet-stream"}
    sent = _half(served, place, patch)
    until(lambda: 0 < _offset(served, place, headers) <= sent, "nothing of it counts")

    def gone_on_with() -> bool:
        came = _offset(served, place, headers)  # on a busy machine more of the first half may still be counted: 409
        status, _ = served.ask(place, "PATCH", bytes(UPLOAD - came), **patch, **{"Upload-Offset": str(came)})
        assert status in (204, 409)
        return status == 204

    until(gone_on_with, "the rest is not taken")
    assert _offset(served, place, headers) == UPLOAD


def _half(served: Running, place: str, headers: dict[str, str]) -> int:
    """Half of an upload, then the line is cut; how many bytes were sent."""
    said = {**headers, "Cookie": served.cookies, "Host": served.site.address.partition("//")[2],
            "Upload-Offset": "0", "Content-Length": str(UPLOAD)}  # fmt: skip
    head = f"PATCH {place} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in said.items()) + "\r\n"
    with socket.create_connection(("127.0.0.1", int(served.site.address.rpartition(":")[2]))) as line:
        line.sendall(head.encode() + bytes(UPLOAD // 2))
    return UPLOAD // 2


def _offset(served: Running, place: str, headers: dict[str, str]) -> int:
    line = served.line()
    line.request("HEAD", place, headers={**headers, "Cookie": served.cookies})
    answer = line.getresponse()
    answer.read()
    line.close()
    return int(answer.headers.get("Upload-Offset") or -1)


def test_guesses_without_end_leave_the_memory_flat(served: Running) -> None:
    _guess(served, 0)  # what is loaded once
    before = memory(served.below())
    for begun in range(1, 4):
        _guess(served, begun * GUESSES)
    assert memory(served.below()) - before < FLAT
    assert served.ask(served.images)[0] == 200


def _guess(served: Running, begun: int) -> None:
    """UIDs, frames and tiles that are not there, each another one, at each process; many at once on a line."""
    host, case = served.site.address.partition("//")[2], served.case
    for first in range(begun, begun + GUESSES, AT_ONCE):
        asked = "".join(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {served.cookies}\r\n\r\n"
            for at in range(first, first + AT_ONCE)
            for path in (f"/dicomweb/studies/1.2.{at}/series/1.2.{at}/instances/1.2.{at}/frames/{at}",
                         f"/tiles/case/{case}/{UUID(int=at)}/0/{at}_{at}.jpg")[at % 2 : at % 2 + 1]
        )  # fmt: skip
        with socket.create_connection(("127.0.0.1", int(host.rpartition(":")[2])), 60) as line:
            line.sendall(asked.encode())
            found = b""
            while found.count(b"HTTP/1.1 404") < AT_ONCE:
                piece = line.recv(1 << 16)
                assert piece, found[-500:]
                found += piece


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_however_the_server_ends_nothing_goes_on_alone(how: signal.Signals, home: Path) -> None:
    with running(home) as made:
        all_of_it = made.below()
        assert len(all_of_it) > processes() + 2
        made.process.send_signal(how)
        made.process.wait(30)
        until(lambda: not any(map(lives, all_of_it)), f"left after {how.name}")
