"""How fast images leave and come by DICOMweb: `python -m bench.imaging [--slices 2000] [--rounds 3] [--seconds 4]`

CT slices of half a megabyte, in series of 500. In each round, one after another on the same files: Orthanc with its
DICOMweb plugin, then `consilium serve` as it is installed, with its access check and decryption. Requests by wrk over
loopback, whole series by curl, STOW-RS by four connections with batches of 50. The last column is the ratio that is
wanted; a ratio is the median of those of the rounds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import slices
from bench.measure import table

PLUGINS = ("/usr/share/orthanc/plugins/libOrthancDicomWeb.so", "/usr/lib/orthanc/libOrthancDicomWeb.so")
CONSILIUM = [sys.executable, "-m", "consilium.config.command"]
STUDY = f"{slices.ROOT}.6666"
SERIES = f"{slices.ROOT}.88880000000"
FRAMES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
FILES = 'multipart/related; type="application/dicom"; transfer-syntax=*'
CONNECTIONS, TOGETHER, LENGTH = 4, 50, 500
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
BOUND = b"7MA4YWxkTrZu0gWc7MA4YWxkTrZu0gW"


@dataclass(frozen=True)
class Server:
    """One DICOMweb service: its port, the path of its root, what opens it for reading and for sending."""

    port: int
    root: str
    headers: tuple[tuple[str, str], ...] = ()
    sending: tuple[tuple[str, str], ...] = ()

    def url(self, below: str) -> str:
        return f"http://127.0.0.1:{self.port}{self.root}{below}"


@dataclass(frozen=True)
class Work:
    """One line of the table: what is asked, and whether time (p50, s) or requests a second count."""

    name: str
    wanted: float
    paths: Callable[[int], list[str]]
    accept: str = "*/*"
    connections: int = 1
    rate: bool = False


@dataclass
class Lines:
    """Figures by line, a value a round."""

    ours: dict[str, list[float]] = field(default_factory=dict)
    orthanc: dict[str, list[float]] = field(default_factory=dict)


def _instance(number: int) -> str:
    series, uid = f"{slices.ROOT}.8888{number // LENGTH:07d}", f"{slices.ROOT}.7777{number:07d}"
    return f"/studies/{STUDY}/series/{series}/instances/{uid}"


def _each(after: str) -> Callable[[int], list[str]]:
    return lambda count: [_instance(number) + after for number in range(count)]


def _one(path: str) -> Callable[[int], list[str]]:
    return lambda _: [path]


WORKS = (
    Work("QIDO studies, p50", 5, _one("/studies")),
    Work("QIDO instances of a series of 500, p50", 50, _one(f"/studies/{STUDY}/series/{SERIES}/instances")),
    Work("series metadata, 500, p50", 50, _one(f"/studies/{STUDY}/series/{SERIES}/metadata"), "application/dicom+json"),
    Work("frames, 4 connections", 4, _each("/frames/1"), FRAMES, CONNECTIONS, rate=True),
    Work("one instance, 4 connections", 3, _each(""), FILES, CONNECTIONS, rate=True),
    Work("rendered JPEG, cold, 4 connections", 2, _each("/rendered?quality=COLD"), "image/jpeg", CONNECTIONS,
         rate=True),
    Work("rendered JPEG, warm, 4 connections", 5, lambda _: [_instance(at) + "/rendered" for at in range(16)],
         "image/jpeg", CONNECTIONS, rate=True),
)  # fmt: skip
WHOLE, STOW = "whole series of 500, s", "STOW-RS, 4 connections, batches of 50"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slices", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--only", default="", help="only lines with this in their name, and ours alone")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consilium-bench-") as scratch:
        _measure(Path(scratch), arguments)


def _measure(scratch: Path, arguments: argparse.Namespace) -> None:
    disc = scratch / "disc"
    slices.make(disc, arguments.slices, length=LENGTH)
    files = sorted(path for path in disc.rglob("*") if path.is_file())
    lines = Lines()
    with _running_orthanc(scratch / "orthanc") as theirs, _running_ours(scratch / "home", disc) as ours:
        if not arguments.only:
            _send(theirs, files)
        for place in (scratch / "orthanc", scratch / "home"):
            _read(place)
        for _ in range(arguments.rounds):
            for found, server in ((lines.orthanc, theirs), (lines.ours, ours)):
                if found is lines.orthanc and arguments.only:
                    continue
                _round(found, server, scratch, arguments)
    for number in range(arguments.rounds):
        if arguments.only in STOW:
            _sending(lines, scratch / f"round{number}", files)
    _tell(lines, arguments)


def _round(found: dict[str, list[float]], server: Server, scratch: Path, arguments: argparse.Namespace) -> None:
    for work in WORKS:
        if arguments.only in work.name:
            p50, rate = _wrk(server, work, scratch, arguments)
            found.setdefault(work.name, []).append(rate if work.rate else p50)
    if arguments.only in WHOLE:
        found.setdefault(WHOLE, []).append(statistics.median(_whole(server) for _ in range(3)))


def _read(folder: Path) -> None:
    """Have all files in the page cache."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()


def _wrk(server: Server, work: Work, scratch: Path, arguments: argparse.Namespace) -> tuple[float, float]:
    """Half of the answers come within so many seconds, and how many a second. Raises RuntimeError for errors."""
    paths = [f"{server.root}{path}" for path in work.paths(arguments.slices)]
    headers = {"Accept": work.accept, **dict(server.headers)}
    script = scratch / "paths.lua"
    listed = ",\n".join(json.dumps(path) for path in paths)
    script.write_text(
        f"local paths = {{{listed}}}\nlocal at = math.random(#paths)\nlocal cold = {int(time.time()) % 97}\n"
        "request = function()\n  at = at % #paths + 1\n  if at == 1 then cold = cold + 1 end\n"
        '  return wrk.format("GET", (paths[at]:gsub("COLD", tostring(cold % 99 + 1))))\nend\n'
    )
    command = ["wrk", "-t1", f"-c{work.connections}", f"-d{arguments.seconds}", "--latency", "-s", str(script)]
    command += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    warming = ["wrk", "-t1", f"-c{work.connections}", "-d1", *command[4:], server.url("")]
    subprocess.run(warming, check=True, **QUIET)
    said = subprocess.run([*command, server.url("")], stdout=subprocess.PIPE, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{work.name}: {said}")
    latency, rate = re.search(r"50%\s+([\d.]+)(us|ms|s)", said), re.search(r"Requests/sec:\s+([\d.]+)", said)
    if latency is None or rate is None:
        raise RuntimeError(said)
    return float(latency[1]) * {"us": 1e-6, "ms": 1e-3, "s": 1.0}[latency[2]], float(rate[1])


def _whole(server: Server) -> float:
    """Seconds until all of a series came."""
    command = [
        "curl",
        "-s",
        "-o",
        os.devnull,
        "-w",
        "%{time_total} %{http_code} %{size_download}",
        "-H",
        f"Accept: {FILES}",
    ]
    command += [part for name, value in server.headers for part in ("-H", f"{name}: {value}")]
    command.append(server.url(f"/studies/{STUDY}/series/{SERIES}"))
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    if said[1] != "200" or int(said[2]) < 1 << 20:
        raise RuntimeError(" ".join(said))
    return float(said[0])


def _send(server: Server, files: Sequence[Path]) -> float:
    """Files a second by STOW-RS, after a first batch of each connection as a warm-up. What is sent is made before: the
    client's own work would count for both servers."""
    head = b"--" + BOUND + b"\r\nContent-Type: application/dicom\r\n\r\n"
    groups = [files[at : at + TOGETHER] for at in range(0, len(files), TOGETHER)]
    batches = [
        (len(group), b"".join(head + path.read_bytes() + b"\r\n" for path in group) + b"--" + BOUND + b"--\r\n")
        for group in groups
    ]
    ready = threading.Barrier(CONNECTIONS + 1)
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        posting = [threads.submit(_post, server, batches[number::CONNECTIONS], ready) for number in range(CONNECTIONS)]
        ready.wait(60)
        begun = time.perf_counter()
        for one in posting:
            one.result()
    return sum(count for count, _ in batches[CONNECTIONS:]) / (time.perf_counter() - begun)


def _post(server: Server, batches: Sequence[tuple[int, bytes]], ready: threading.Barrier) -> None:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    line.connect()
    line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    typed = f'multipart/related; type="application/dicom"; boundary={BOUND.decode()}'
    for number, (count, body) in enumerate(batches):
        if number == 1:
            ready.wait(60)
        line.request("POST", f"{server.root}/studies", body, {"Content-Type": typed, **dict(server.sending)})
        answer = line.getresponse()
        data = answer.read()
        if answer.status != 200 or data.count(b'"00081155"') != count:
            raise RuntimeError(f"{answer.status} {data[:200]!r}")
    if len(batches) < 2:
        ready.wait(60)


def _sending(lines: Lines, place: Path, files: Sequence[Path]) -> None:
    place.mkdir()
    with _running_orthanc(place / "orthanc") as theirs:
        lines.orthanc.setdefault(STOW, []).append(_send(theirs, files))
    one = place / "one"
    one.mkdir()
    shutil.copy(files[0], one)
    with _running_ours(place / "home", one) as ours:
        lines.ours.setdefault(STOW, []).append(_send(ours, files))
    shutil.rmtree(place)


@contextmanager
def _running_ours(home: Path, disc: Path) -> Iterator[Server]:
    """A case with the files, its images made ready, served; opened by a session and by a sending key."""
    environment = {**os.environ, "CONSILIUM_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "bench.one_ingest", str(disc)], env=environment, check=True, **QUIET)
    port = _free_port()
    process = subprocess.Popen([*CONSILIUM, "serve", "--port", str(port)], env=environment, **QUIET)
    try:
        _wait_for(port)
        code = _said([*CONSILIUM, "enter"], environment)
        key = _said([*CONSILIUM, "sending-key", "--for", "bench"], environment)
        cookie, case = _signed_in(port, code)
        sending = (("Authorization", f"Bearer {key}"),)
        reading = (("Cookie", cookie), ("Accept-Encoding", "gzip"))  # what makes Orthanc slower makes ours faster
        server = Server(port, f"/dicomweb/case/{case}", reading, sending)
        _until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


def _said(command: Sequence[str], environment: dict[str, str]) -> str:
    return subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
    ).stdout.strip()


def _signed_in(port: int, code: str) -> tuple[str, str]:
    """The session's cookie, and the id of the one case."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/enter/")
    answer = line.getresponse()
    cookies, page = _cookies(answer), answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise RuntimeError("no form")
    form = f"csrfmiddlewaretoken={token[1]}&code={code}"
    headers = {"Cookie": "; ".join(cookies), "Content-Type": "application/x-www-form-urlencoded",
               "Referer": f"http://127.0.0.1:{port}/enter/"}  # fmt: skip
    line.request("POST", "/enter/", form, headers)
    answer = line.getresponse()
    answer.read()
    session = next(one for one in _cookies(answer) if one.startswith("consilium_session="))
    line.request("GET", "/cases/", headers={"Cookie": session})
    answer = line.getresponse()
    seen = answer.headers.get("Location", "") + answer.read().decode()
    found = re.search(r"/case/([0-9a-f-]{36})/", seen)
    if found is None:
        raise RuntimeError("no case")
    return session, found[1]


def _cookies(answer: http.client.HTTPResponse) -> list[str]:
    return [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or ()]


def _until_ready(server: Server) -> None:
    """Wait for the job that makes images ready."""
    for _ in range(600):
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        line.request("GET", f"{server.root}/studies", headers=dict(server.headers))
        if line.getresponse().status == 200:
            return
        time.sleep(0.2)
    raise RuntimeError("images are not ready")


@contextmanager
def _running_orthanc(place: Path) -> Iterator[Server]:
    place.mkdir(parents=True)
    port = _free_port()
    settings = {
        "StorageDirectory": str(place / "storage"),
        "IndexDirectory": str(place / "storage"),
        "HttpPort": port,
        "DicomServerEnabled": False,
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": False,
        "Plugins": [next(path for path in PLUGINS if Path(path).exists())],
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
    }
    (place / "orthanc.json").write_text(json.dumps(settings))
    program = shutil.which("Orthanc") or "/usr/sbin/Orthanc"
    process = subprocess.Popen([program, str(place / "orthanc.json")], **QUIET)
    try:
        _wait_for(port)
        yield Server(port, "/dicom-web")
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(place, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def _tell(lines: Lines, arguments: argparse.Namespace) -> None:
    rows = []
    rates = {work.name for work in WORKS if work.rate} | {STOW}
    wanted = {work.name: work.wanted for work in WORKS} | {WHOLE: 1, STOW: 2}
    for name, ours in lines.ours.items():
        theirs = lines.orthanc.get(name, [])
        rows.append((name, _figures(name in rates, ours, theirs, wanted[name])))
    table(f"{arguments.slices} CT slices, {arguments.rounds} rounds, {os.cpu_count()} processors: ours, Orthanc, times "
          "better (wanted)", rows)  # fmt: skip


def _figures(rate: bool, ours: Sequence[float], theirs: Sequence[float], wanted: float) -> str:
    def said(value: float) -> str:
        return f"{value:8.0f} /s" if rate else f"{1000 * value:8.2f} ms"

    if not theirs:
        return said(statistics.median(ours))
    ratio = statistics.median((a / b if rate else b / a) for a, b in zip(ours, theirs, strict=True))
    return f"{said(statistics.median(ours))}  {said(statistics.median(theirs))}  {ratio:7.1f} ({wanted:g})"


if __name__ == "__main__":
    main()
