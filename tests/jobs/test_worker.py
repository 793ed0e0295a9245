"""The worker as a process: it does what was asked for, survives what it does, and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from tests.command import PROGRAM
from tests.jobs.conftest import Outside
from tests.papers import ct_slice, letter, write

DONE = {"state": "done", "phase": "", "done": 0, "total": 0, "reason": ""}


def sent(outside: Outside, folder: Path, count: int = 1) -> int:
    """Send some letters and hand them in."""
    files = {f"letters/{n}.txt": letter(words=f"letter {n}") for n in range(count)}
    write(folder, {name: text for name, text in files.items()})
    for name in files:
        upload = outside.ask("create", name, (folder / name).stat().st_size)
        outside.ask("append", upload, 0, folder / name)
    return int(outside.ask("hand_in")["files"])


def test_an_unknown_kind_is_left_alone(outside: Outside) -> None:
    outside.ask("ask", "unknown", "1")
    worker = outside.worker("--once")
    assert worker.wait(timeout=60) == 0
    assert outside.ask("job")["state"] == "waiting"


def test_a_worker_adds_what_was_sent_and_says_how_far_it_is(outside: Outside, tmp_path: Path) -> None:
    assert sent(outside, tmp_path / "records", 3) == 3
    worker = outside.worker("--once")
    assert worker.wait(timeout=120) == 0
    told = outside.ask("job")
    assert told == {"state": "done", "phase": "sorting", "done": 3, "total": 3, "reason": ""}
    assert set(outside.ask("files").values()) == {"read"}
    assert [path for path in (outside.home / "uploads").rglob("*") if path.is_file()] == []


def test_a_killed_worker_takes_its_child_along_and_another_takes_the_job_over(outside: Outside, tmp_path: Path) -> None:
    sent(outside, tmp_path / "records", 3)
    worker = outside.worker()
    outside.until(lambda one: one["state"] == "running")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert outside.ask("job")["state"] == "running"  # nobody said otherwise
    second = outside.worker("--once")
    assert second.wait(timeout=60) == 0
    assert outside.ask("job")["state"] == "running"  # the lease has not lapsed
    assert outside.ask("lapse") == 1
    third = outside.worker("--once")
    assert third.wait(timeout=120) == 0
    assert outside.ask("job") | {"phase": "", "done": 0, "total": 0} == DONE
    assert set(outside.ask("files").values()) == {"read"}


def test_a_job_whose_process_is_killed_is_tried_again_without_waiting_for_the_lease(
    outside: Outside, tmp_path: Path
) -> None:
    sent(outside, tmp_path / "records", 3)
    worker = outside.worker()
    outside.until(lambda one: one["state"] == "running")
    (child,) = (pid for pid in children(worker.pid) if words_of(pid) == words_of(worker.pid))  # not the zygote
    os.kill(child, signal.SIGKILL)
    told = outside.until(lambda one: one["state"] == "waiting", 20)
    assert told["reason"] == "jobs.worker_died"
    assert worker.poll() is None
    outside.until(lambda one: one["state"] == "done")
    stop(worker)


def test_a_worker_that_is_told_to_end_gives_its_job_back(outside: Outside, tmp_path: Path) -> None:
    sent(outside, tmp_path / "records", 3)
    worker = outside.worker()
    outside.until(lambda one: one["state"] == "running")
    stop(worker)
    assert outside.ask("job")["state"] == "waiting"
    assert outside.worker("--once").wait(timeout=120) == 0
    assert outside.ask("job") | {"phase": "", "done": 0, "total": 0} == DONE


def test_a_worker_ends_with_the_server_that_started_it(outside: Outside) -> None:
    program = (
        "import os, sys, time\n"
        "from consilium.jobs.worker import start_child\n"
        "print(start_child().pid, flush=True)\n"
        "time.sleep(5)\n"
        "os._exit(0)\n"
    )
    variables = outside.variables | {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}
    variables["DJANGO_SETTINGS_MODULE"] = "consilium.config.settings"
    program = "import django\ndjango.setup()\n" + program
    command = [PROGRAM[0], "-c", program]
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as one:
        assert one.stdout is not None
        child = int(one.stdout.readline())
    end = time.monotonic() + 30
    while is_alive(child) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_alive(child)


def test_a_job_that_is_cancelled_while_it_runs_stops_and_what_was_sent_can_be_given_up(
    outside: Outside, tmp_path: Path
) -> None:
    disc = write(tmp_path / "disc", {f"IM{n:04d}": ct_slice(n) for n in range(3000)})
    import zipfile

    with zipfile.ZipFile(tmp_path / "disc.zip", "w") as archive:
        for path in sorted(disc.iterdir()):
            archive.write(path, path.name)
    upload = outside.ask("create", "disc.zip", (tmp_path / "disc.zip").stat().st_size)
    outside.ask("append", upload, 0, tmp_path / "disc.zip")
    outside.ask("hand_in")
    worker = outside.worker()
    outside.until(lambda one: one["state"] == "running")
    assert outside.ask("cancel")
    told = outside.until(lambda one: one["state"] not in ("running", "waiting"), 40)
    assert told["state"] in ("cancelled", "done")
    stop(worker)
    if told["state"] == "cancelled":
        assert outside.ask("hand_in")["files"] == 1


def test_four_workers_do_each_job_once(outside: Outside, tmp_path: Path) -> None:
    sent(outside, tmp_path / "records", 2)
    workers = [outside.worker("--once") for _ in range(4)]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0, 0, 0]
    assert outside.ask("job") | {"phase": "", "done": 0, "total": 0} == DONE
    assert len(outside.ask("files")) == 2


def words_of(pid: int) -> bytes:
    """What a process was started with; one that is forked has its parent's."""
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in listed.split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def stop(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0
