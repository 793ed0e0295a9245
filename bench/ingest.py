"""How fast records come in: `python -m bench.ingest [--slices 2000] [--rounds 3] [--more]`

On CT slices of half a megabyte, in the same rounds: what the machine itself needs (cp -r, then sync, then sha256sum),
Orthanc 1.10 (four parallel POST /instances, the best way into it) where it is installed, and `prepare`'s own ingest
from the first byte to the committed case, in a process of its own: hashed, recognized, identity checked, sealed, stored
with fsync, indexed, metadata kept. Then the second run over the same folder, memory, and with `--more` the cost per
file from 1,000 to 50,000 files and the throughput of OCR, PDF text and C-CDA.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import slices, throughput
from bench.measure import Most, most_of, seconds, spread, table

ONE_RUN = [sys.executable, "-m", "bench.one_ingest"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slices", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--more", action="store_true", help="also cost per file, OCR, PDF text and C-CDA")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consilium-bench-") as scratch:
        _images(Path(scratch), arguments.slices, arguments.rounds)
        if arguments.more:
            _flatness(Path(scratch))
            throughput.main()


def _images(scratch: Path, count: int, rounds: int) -> None:
    disc = scratch / "disc"
    slices.make(disc, count)
    files = sorted(path for path in disc.rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in files)
    limits, orthanc, first, second, whole = [], [], [], [], []
    for number in range(rounds):
        limits.append(_copy_sync_hash(disc, scratch / f"copy{number}"))
        if shutil.which("Orthanc"):
            orthanc.append(_orthanc(files, scratch / f"orthanc{number}"))
        one, two = _ours(disc, scratch / f"home{number}")
        first.append(one.seconds), second.append(two.seconds), whole.append(one.whole)
    most = _sampled(disc, scratch / "sampled")
    rows = [
        ("cp -r, sync, sha256sum one after another, s", spread(limits)),
        ("Orthanc, four parallel POST /instances, s", spread(orthanc) if orthanc else "not installed"),
        ("consilium, first run, s", spread(first)),
        ("consilium, first run with the program's own start, s", spread(whole)),
        ("consilium, second run, s", spread(second)),
        ("first run / limit", f"{_ratio(first, limits):7.2f}"),
        ("Orthanc / first run", f"{_ratio(orthanc, first):7.2f}" if orthanc else "not installed"),
        ("second run / first run", f"{_ratio(second, first):7.2f}"),
        ("consilium, files a second", f"{count / statistics.median(first):7.0f}"),
        ("consilium, processor time with its start and workers, s", f"{most.work:7.2f}"),
        ("consilium, most memory with its workers, MB", f"{most.memory / 1e6:7.0f}"),
    ]
    table(f"{count} CT slices, {size / 1e9:.2f} GB, {rounds} rounds: median (least to most)", rows)


def _warm(folder: Path) -> None:
    """Have all files in the page cache: some systems take back what was not read for a while."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()


def _ratio(above: list[float], below: list[float]) -> float:
    """Median of the ratios round by round, since machines drift."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def _copy_sync_hash(disc: Path, copy: Path) -> float:
    def work() -> None:
        subprocess.run(["cp", "-r", str(disc), str(copy)], check=True)
        subprocess.run(["sync"], check=True)
        subprocess.run(["sh", "-c", f"find '{disc}' -type f -print0 | xargs -0 sha256sum >/dev/null"], check=True)

    _warm(disc)
    took = seconds(work)
    shutil.rmtree(copy)
    return took


@dataclass(frozen=True)
class Run:
    """One run: seconds of the ingest, and of the whole process."""

    seconds: float
    whole: float


def _ours(disc: Path, home: Path) -> tuple[Run, Run]:
    """The first and the second run."""
    _warm(disc)
    first, second = _run(disc, home), _run(disc, home)
    shutil.rmtree(home)
    return first, second


def _run(folder: Path, home: Path) -> Run:
    begun = time.perf_counter()
    printed = subprocess.run([*ONE_RUN, str(folder)], stdout=subprocess.PIPE, env=_environment(home), check=True).stdout
    return Run(float(json.loads(printed)["seconds"]), time.perf_counter() - begun)


def _sampled(folder: Path, home: Path) -> Most:
    """What a first run takes at most. Its time does not count."""
    process = subprocess.Popen([*ONE_RUN, str(folder)], stdout=subprocess.DEVNULL, env=_environment(home))
    with most_of(process.pid) as most:
        process.wait()
    shutil.rmtree(home)
    return most


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "CONSILIUM_HOME": str(home)}


def _flatness(scratch: Path) -> None:
    rows = []
    for count in (1_000, 10_000, 50_000):
        folder = scratch / f"small{count}"
        slices.make(folder, count, rows=32)
        took, _ = _ours(folder, scratch / f"home-{count}")
        most = _sampled(folder, scratch / f"home-{count}")
        memory = f"at most {most.memory / 1e6:.0f} MB"
        rows.append((f"{count:,} files", f"{1000 * took.seconds / count:.3f} ms a file, {memory}"))
        shutil.rmtree(folder)
    table("cost per file (CT headers with 2 KB of pixels)", rows)


def _orthanc(files: list[Path], place: Path) -> float:
    for path in files:
        path.read_bytes()
    with _running_orthanc(place) as port:
        return seconds(lambda: _post_all(files, port))


def _post_all(files: list[Path], port: int) -> None:
    def post(mine: list[Path]) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port)
        for path in mine:
            line.request("POST", "/instances", path.read_bytes())
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"Orthanc answered {answer.status}")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(post, [files[number::4] for number in range(4)]))


@contextmanager
def _running_orthanc(place: Path) -> Iterator[int]:
    place.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "StorageDirectory": str(place / "storage"),
        "IndexDirectory": str(place / "storage"),
        "HttpPort": port,
        "DicomServerEnabled": False,
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": False,
    }
    (place / "orthanc.json").write_text(json.dumps(settings))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([shutil.which("Orthanc") or "Orthanc", str(place / "orthanc.json")], **quiet)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(place)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("Orthanc did not start")


if __name__ == "__main__":
    main()
