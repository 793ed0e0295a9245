"""Requests handed on to the pages' process over its socket: what they are there, and what comes back."""

from __future__ import annotations

import io
import socketserver
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler

import pytest

from consilium.web import behind
from consilium.web.behind import HandedOn

LARGE = 3 * behind.AT_ONCE + 7


class _Requests(WSGIRequestHandler):
    """One request of a line over a socket, which has no address."""

    def handle(self) -> None:
        self.client_address = ("", 0)
        self.raw_requestline = self.rfile.readline(1 << 16)
        if self.raw_requestline and self.parse_request():
            handler = ServerHandler(self.rfile, self.wfile, io.StringIO(), self.get_environ(), multithread=True)
            handler.http_version = "1.1"
            handler.request_handler = self  # type: ignore[attr-defined]
            handler.run(self.server.pages)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Nothing."""


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, place: str, pages: Any) -> None:
        super().__init__(place, _Requests)
        self.pages = pages
        self.base_environ = {"SERVER_NAME": "localhost", "SERVER_PORT": "0", "REMOTE_ADDR": "", "SCRIPT_NAME": ""}


class Pages:
    """Pages of these tests: they tell what they were asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.came: list[int] = []
        self.read = threading.Event()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked.append(dict(environ))
        path = environ["PATH_INFO"]
        if path == "/large":
            start("200 OK", [("Content-Type", "a/b"), ("Content-Length", str(LARGE))])
            return iter([b"x" * LARGE])
        if path == "/cut":
            start("200 OK", [("Content-Type", "a/b"), ("Content-Length", str(LARGE))])
            return iter([b"x" * (LARGE - 1)])
        if path == "/refused":
            start("413 Too Large", [("Content-Length", "2")])
            return [b"no"]
        length = int(environ.get("CONTENT_LENGTH") or 0)
        came = len(environ["wsgi.input"].read(length))
        self.came.append(came)
        self.read.set()
        start("201 Made", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Content-Length", "4")])
        return [b"here"]


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def handed(pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HandedOn]:
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with _Server("pages", behind.behind(pages)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield HandedOn(Path("pages"))
        server.shutdown()


def ask(handed: HandedOn, method: str = "GET", path: str = "/page", body: Any = None, **more: str) -> Any:
    """Status, headers, body."""
    got: list[Any] = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "REMOTE_ADDR": "192.0.2.7",
               "HTTP_HOST": "localhost:8000", "wsgi.input": body or io.BytesIO(), **more}  # fmt: skip
    answer = handed(environ, lambda status, headers: got.extend((status, headers)))  # type: ignore[arg-type, return-value]
    return got[0], got[1], b"".join(answer)


def test_a_request_comes_as_it_was_asked_with_the_address_that_the_front_saw(handed: HandedOn, pages: Pages) -> None:
    path, query = "/a b/%2F/é/../..;x/?".encode().decode("latin-1"), "q=%20&r=a+b'é".encode().decode("latin-1")
    ask(handed, path=path, QUERY_STRING=query, HTTP_ACCEPT_LANGUAGE="es", CONTENT_TYPE="a/b; c=d")
    (asked,) = pages.asked
    assert asked["PATH_INFO"] == path
    assert asked["QUERY_STRING"] == query.replace("é".encode().decode("latin-1"), "%C3%A9")
    assert (asked["HTTP_HOST"], asked["HTTP_ACCEPT_LANGUAGE"]) == ("localhost:8000", "es")
    assert asked["CONTENT_TYPE"] == "a/b; c=d"
    assert asked["REMOTE_ADDR"] == "192.0.2.7"


def test_who_asks_can_not_say_from_where(handed: HandedOn, pages: Pages) -> None:
    ask(handed, HTTP_X_CONSILIUM_ASKER="127.0.0.1", HTTP_X_FORWARDED_FOR="127.0.0.1", HTTP_PROXY="x", HTTP_TE="y")
    (asked,) = pages.asked
    assert asked["REMOTE_ADDR"] == "192.0.2.7"
    assert asked["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"  # as it came: who trusts a proxy's reads its last address
    assert not {behind.ASKER, "HTTP_PROXY", "HTTP_TE"} & set(asked)


def test_the_answer_comes_back_whole_without_what_is_of_the_line(handed: HandedOn) -> None:
    status, headers, body = ask(handed)
    assert (status, body) == ("201 Made", b"here")
    assert [value for name, value in headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert not {"server", "date"} & {name.lower() for name, _ in headers}  # the front's own stand there


def test_a_large_body_goes_through_in_pieces(handed: HandedOn, pages: Pages) -> None:
    assert ask(handed, "POST", body=io.BytesIO(bytes(LARGE)), CONTENT_LENGTH=str(LARGE))[0] == "201 Made"
    assert pages.came == [LARGE]


def test_a_body_that_breaks_off_breaks_off_there(handed: HandedOn, pages: Pages) -> None:
    status, _, body = ask(handed, "PATCH", body=io.BytesIO(bytes(LARGE - 9)), CONTENT_LENGTH=str(LARGE))
    assert status.startswith("503")
    assert body
    assert pages.read.wait(10)
    assert pages.came == [LARGE - 9]


def test_a_refusal_before_everything_came_is_told(handed: HandedOn) -> None:
    status, _, body = ask(handed, "POST", "/refused", io.BytesIO(bytes(30 << 20)), CONTENT_LENGTH=str(30 << 20))
    assert (status, body) == ("413 Too Large", b"no")


def test_a_large_answer_comes_in_pieces_and_one_that_is_cut_off_is_cut_off(handed: HandedOn) -> None:
    _, headers, body = ask(handed, path="/large")
    assert dict(headers)["Content-Length"] == str(len(body)) == str(LARGE)
    with pytest.raises(ConnectionAbortedError):
        ask(handed, path="/cut")


def test_a_head_has_no_body(handed: HandedOn) -> None:
    _, headers, body = ask(handed, "HEAD", "/large")
    assert (dict(headers)["Content-Length"], body) == (str(LARGE), b"")


def test_without_pages_it_is_said_in_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(behind, "STARTING_SECONDS", 0.0)
    monkeypatch.chdir(tmp_path)
    said = {
        language: ask(HandedOn(Path("none")), path="/of/a/child", HTTP_ACCEPT_LANGUAGE=language)
        for language in ("en", "es")
    }
    assert {status[:3] for status, _, _ in said.values()} == {"503"}
    assert said["en"][2] != said["es"][2]
    assert "child" not in capsys.readouterr().err
