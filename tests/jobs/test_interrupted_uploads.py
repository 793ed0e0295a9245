"""A server killed in the middle of an upload: what it said was safe is safe, and the upload goes on from there."""

from __future__ import annotations

import hashlib
import random
import resource
import signal
import time
from pathlib import Path

import pytest

from tests.jobs.conftest import Outside
from tests.papers import letter, write

SIZE = 60_000_000


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "disc.iso"
    path.write_bytes(random.Random(1).randbytes(SIZE))
    return path


def sha256(path: Path, length: int) -> str:
    return hashlib.sha256(path.read_bytes()[:length]).hexdigest()


def test_a_killed_server_loses_the_tail_at_most_and_what_it_says_is_durable(outside: Outside, source: Path) -> None:
    upload = outside.ask("create", "disc.iso", SIZE)
    for _ in range(2):
        at = outside.ask("offset", upload)
        process = outside.start("append", upload, at, source, 0.03)
        part = next(iter((outside.home / "uploads").rglob("*.part")), None)
        begun = time.monotonic()
        while (part is None or part.stat().st_size < at + 20_000_000) and time.monotonic() - begun < 60:
            time.sleep(0.05)
            part = part or next(iter((outside.home / "uploads").rglob("*.part")), None)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert part is not None
        safe = outside.ask("offset", upload)
        assert at + 16_000_000 < safe < SIZE
        assert outside.ask("durable", upload) == sha256(source, safe)
    assert outside.ask("append", upload, safe, source) == {"offset": SIZE}
    assert outside.ask("durable", upload) == sha256(source, SIZE)


def test_a_disk_that_fills_says_so_and_the_upload_goes_on_when_there_is_room(outside: Outside, source: Path) -> None:
    limit = 30_000_000
    upload = outside.ask("create", "disc.iso", SIZE)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    told = outside.ask("append", upload, 0, source, preexec_fn=limited)
    assert told == {"code": "uploads.disk_full"}
    safe = outside.ask("offset", upload)
    assert 0 < safe < limit
    assert outside.ask("append", upload, safe, source) == {"offset": SIZE}
    assert outside.ask("durable", upload) == sha256(source, SIZE)


def test_many_gigabytes_take_no_more_memory_than_few(outside: Outside, tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(1_500_000_000)  # zeros that lie nowhere

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (400_000_000, 400_000_000))

    upload = outside.ask("create", "large", 1_500_000_000)
    assert outside.ask("append", upload, 0, path, preexec_fn=bounded) == {"offset": 1_500_000_000}


def test_two_processes_that_send_the_same_upload_do_not_mix(outside: Outside, source: Path) -> None:
    upload = outside.ask("create", "disc.iso", SIZE)
    first = outside.start("append", upload, 0, source, 0.1)  # so slow that it can be stopped on its way
    begun = time.monotonic()
    while not list((outside.home / "uploads").rglob("*.part")) and time.monotonic() - begun < 60:
        time.sleep(0.05)
    first.send_signal(signal.SIGSTOP)  # however long the other takes to start
    assert outside.ask("append", upload, 0, source) == {"code": "uploads.busy"}
    first.send_signal(signal.SIGCONT)
    assert str(SIZE) in first.communicate(timeout=120)[0]
    assert outside.ask("durable", upload) == sha256(source, SIZE)


def test_no_sentinel_is_readable_in_the_home_whatever_was_killed(outside: Outside, tmp_path: Path) -> None:
    text = letter(words="Quokkadiagnosis " * 100_000)
    records = write(tmp_path / "records", {"Wombatfile.txt": text})
    path = records / "Wombatfile.txt"
    upload = outside.ask("create", "Wombatfolder/Wombatfile.txt", path.stat().st_size)
    process = outside.start("append", upload, 0, path, 0.5)
    time.sleep(4)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    outside.ask("append", upload, outside.ask("offset", upload), path)
    outside.ask("hand_in")
    for seconds in (3, 0):
        worker = outside.worker("--once")
        if seconds:
            time.sleep(seconds)
            worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=120)
        outside.ask("lapse")
    assert outside.ask("files") == {"Wombatfolder/Wombatfile.txt": "read"}
    kept = {path: path.read_bytes() for path in outside.home.rglob("*") if path.is_file()}
    assert kept
    found = [path for path, data in kept.items() for word in (b"Quokka", b"Wombat", b"Muestra") if word in data]
    assert found == []
