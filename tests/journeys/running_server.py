"""A server in processes of its own that a test looks into: which there are, what they hold, who asks at the port."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.command import PROGRAM, environment
from tests.site import Site, _await, free_port
from tests.visitor import Visitor, readable

WAITED = 20.0


@dataclass
class Running:
    """A served home with one case of one image."""

    site: Site
    process: subprocess.Popen[bytes]
    visitor: Visitor
    case: str

    @property
    def images(self) -> str:
        return f"/dicomweb/case/{self.case}/studies"

    def line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", int(self.site.address.rpartition(":")[2]), timeout=60)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """By a connection of its own: any of the processes may answer."""
        line = self.line()
        try:
            line.request(method, path, body, {"Cookie": self.cookies, **headers})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    @property
    def cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.visitor.cookies.items())

    def below(self) -> set[int]:
        """All processes of the server."""
        return below(self.process.pid)

    def fronts(self) -> set[int]:
        """The processes at the port: children of the server that are it again."""
        ours = words_of(self.process.pid)
        return {pid for pid in children(self.process.pid) if words_of(pid) == ours}


def children(pid: int) -> set[int]:
    found: set[int] = set()
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            found |= set(map(int, Path(f"/proc/{pid}/task/{task}/children").read_text().split()))
    return found


def below(pid: int) -> set[int]:
    found = children(pid)
    return found.union(*map(below, found)) if found else found


def words_of(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def lives(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def until(holds: Callable[[], object], what: str) -> None:
    end = time.monotonic() + WAITED
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@contextlib.contextmanager
def running(home: Path) -> Iterator[Running]:
    port = free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*PROGRAM, "serve", "--port", str(port)], env=environment(home), **quiet)
    visitor = Visitor(Site(home, f"http://127.0.0.1:{port}"))
    try:
        _await(port, process)
        visitor.fill("/enter/", code=visitor.site.code())
        status, page, headers = visitor.ask("/cases/")
        found = re.search(r"/case/([0-9a-f-]{36})/", readable(page, headers) + (headers.get("Location") or ""))
        assert found, status
        made = Running(visitor.site, process, visitor, found[1])
        until(lambda: made.ask(made.images)[0] == 200, "images are not ready")
        yield made
    finally:
        visitor.close()
        process.terminate()
        process.wait(30)


def memory(pids: set[int]) -> int:
    """Bytes of memory that these processes have to themselves, all together."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            found = re.findall(r"^Private_\w+:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
            total += sum(map(int, found)) << 10
    return total
