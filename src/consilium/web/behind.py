"""Between the processes that stand at the public port and the one process of the pages: requests handed on (0018).

A front's process asks over a socket in a folder that only this user may enter. Bodies go through in pieces both ways:
what a browser sends is written on as it comes, and a line that breaks here breaks there, so that an upload knows what
came. Who asked is told in a header of our own, which from outside is never taken over.
"""

from __future__ import annotations

import contextlib
import socket
import string
import sys
import time
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication

from consilium.knowledge.catalog import catalog
from consilium.web.imaging.front import language_of

ASKER = "HTTP_X_CONSILIUM_ASKER"
# Of one line and not of the request (RFC 9110 7.6.1), or ours to say. HTTP_PROXY is a variable of the system's.
OF_THE_LINE = frozenset({
    ASKER, "HTTP_CONNECTION", "HTTP_KEEP_ALIVE", "HTTP_PROXY", "HTTP_PROXY_CONNECTION", "HTTP_TE", "HTTP_TRAILER",
    "HTTP_TRANSFER_ENCODING", "HTTP_UPGRADE", "HTTP_EXPECT", "HTTP_CONTENT_LENGTH",
})  # fmt: skip
NOT_TOLD = frozenset({"connection", "keep-alive", "transfer-encoding", "server", "date"})
PATH_SAFE = "/:@!$&'()*+,;=~"
AT_ONCE = 1 << 20  # an answer up to this is taken whole, so that a slow line keeps no thread of the pages
PIECE = 1 << 18
BODILESS = (204, 304)
STARTING_SECONDS, LOOK_SECONDS = 20.0, 0.05


class HandedOn:
    """A WSGI application: the pages, asked where they listen."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        line = _Line(self._place)
        try:
            answer = _asked(line, environ)
        except (OSError, HTTPException) as error:
            line.close()
            return _away(environ, start, error)
        except BaseException:
            line.close()
            raise
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in NOT_TOLD]
        start(f"{answer.status} {answer.reason}", headers)
        return _body(line, answer, environ["REQUEST_METHOD"])


def behind(pages: WSGIApplication) -> WSGIApplication:
    """The pages as fronts ask them: the address of who asked is the one that the front saw."""

    def application(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        environ["REMOTE_ADDR"] = environ.pop(ASKER, "")
        return pages(environ, start)

    return application


def await_pages(place: Path) -> None:
    """Return once the pages listen, however long they take to begin."""
    while True:
        with contextlib.suppress(OSError):
            _connected(place).close()
            return


class _Line(HTTPConnection):
    """A line over a socket of this machine."""

    def __init__(self, place: Path) -> None:
        super().__init__("localhost")
        self._place = place

    def connect(self) -> None:
        self.sock = _connected(self._place)


def _connected(place: Path) -> socket.socket:
    """A line to the pages; waits for a process that is just starting."""
    until = time.monotonic() + STARTING_SECONDS
    while True:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.connect(str(place))
        except OSError:
            line.close()
            if time.monotonic() > until:
                raise
            time.sleep(LOOK_SECONDS)
        else:
            return line


def _away(environ: dict[str, Any], start: StartResponse, error: Exception) -> Iterable[bytes]:
    """What is said where the pages do not answer: they are being started again, or whoever asked went away."""
    print(f"consilium: {environ['REQUEST_METHOD']} pages 503 {type(error).__name__}", file=sys.stderr, flush=True)
    said = f"{catalog(language_of(environ)).text('errorpages.failed_said')}\n".encode()
    start("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"),
                                      ("Content-Length", str(len(said))), ("Retry-After", "2")])  # fmt: skip
    return [said]


def _asked(line: HTTPConnection, environ: dict[str, Any]) -> HTTPResponse:
    """The answer's beginning. Raises OSError, HTTPException."""
    target, query = quote(_bytes(environ["PATH_INFO"]), PATH_SAFE), environ.get("QUERY_STRING", "")
    if query:
        target += f"?{quote(_bytes(query), string.punctuation)}"
    line.putrequest(environ["REQUEST_METHOD"], target, skip_host=True, skip_accept_encoding=True)
    for name, value in environ.items():
        if name.startswith("HTTP_") and name not in OF_THE_LINE:
            line.putheader(name[5:].replace("_", "-"), _bytes(value))
    line.putheader("X-Consilium-Asker", environ.get("REMOTE_ADDR", ""))
    line.putheader("Connection", "close")
    if environ.get("CONTENT_TYPE"):
        line.putheader("Content-Type", _bytes(environ["CONTENT_TYPE"]))
    length = environ.get("CONTENT_LENGTH")
    if length:
        line.putheader("Content-Length", length)
    chunked = not length and "HTTP_TRANSFER_ENCODING" in environ
    if chunked:
        line.putheader("Transfer-Encoding", "chunked")
    line.endheaders()
    if length or chunked:
        _send(line, environ["wsgi.input"], int(length) if length else None)
    return line.getresponse()


def _bytes(text: str) -> bytes:
    """A text of WSGI as it was on the line (PEP 3333: each character is a byte)."""
    return text.encode("latin-1", "replace")


def _send(line: HTTPConnection, body: Any, length: int | None) -> None:
    """The body in pieces. Raises OSError where its line breaks before the end."""
    left = length
    try:
        while left is None or left > 0:
            piece = body.read(PIECE if left is None else min(PIECE, left))
            if not piece:
                break
            line.send(piece if left is not None else b"%x\r\n%b\r\n" % (len(piece), piece))
            left = None if left is None else left - len(piece)
        if left is None:
            line.send(b"0\r\n\r\n")
    except (BrokenPipeError, ConnectionResetError):
        return  # answered before everything came: what it says is on the line
    if left:
        raise ConnectionAbortedError


def _body(line: HTTPConnection, answer: HTTPResponse, method: str) -> Iterable[bytes]:
    length = answer.length  # what is still to come, None where that is not known
    if method == "HEAD" or answer.status in BODILESS:
        line.close()
        return []
    if length is None or length > AT_ONCE:
        return _pieces(line, answer)
    try:
        return [answer.read()]
    finally:
        line.close()


def _pieces(line: HTTPConnection, answer: HTTPResponse) -> Iterator[bytes]:
    """The body as it comes. Raises where it ends before its length: the browser is to see that too."""
    try:
        while piece := answer.read1(PIECE):
            yield piece
        if answer.length:
            raise ConnectionAbortedError
    finally:
        line.close()
