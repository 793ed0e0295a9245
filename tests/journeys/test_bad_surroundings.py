"""Bad surroundings: what can't be opened, what changes while it is read, what can't be written, who stops the command.

Each costs what it has to and is said in one line; no process and no traceback is left behind.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import hostile
from tests.command import PROGRAM, consilium, environment
from tests.papers import ct_slice, letter, write

# The superuser opens everything, unless it gives these up (capabilities(7)).
ORDINARY = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def test_a_folder_and_a_file_that_may_not_be_opened_are_listed_with_what_to_do(tmp_path: Path) -> None:
    drop = ORDINARY if os.getuid() == 0 else []
    if drop and shutil.which(drop[0]) is None:
        pytest.skip("the superuser can't give up its rights here (no setpriv)")
    folder = write(tmp_path / "records", {"closed/a.txt": letter(), "b.txt": letter(words="closed"), "c.txt": letter()})
    (folder / "b.txt").chmod(0)
    (folder / "closed").chmod(0)
    words = [*drop, *PROGRAM, "prepare", str(folder), "--out", str(tmp_path / "packet"), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment(tmp_path / "home"))
    (folder / "closed").chmod(0o700)
    assert done.returncode == 1, done.stderr
    reasons = {one["path"]: hostile.troubles(one) for one in json.loads(done.stdout)["files"]}
    assert reasons == {"closed/": {"errors.folder_closed"}, "b.txt": {"errors.cannot_open"}, "c.txt": set()}


def test_a_file_that_grows_while_it_is_read_is_read_again_by_the_next_run(tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"a.txt": letter(), "growing.txt": letter(words="grows")})
    with open(folder / "growing.txt", "ab") as file:
        file.truncate(300 << 20)
        process = subprocess.Popen(
            [*PROGRAM, "prepare", str(folder), "--out", str(tmp_path / "packet")],
            stderr=subprocess.PIPE,
            env=environment(tmp_path / "home"),
        )
        while process.poll() is None:
            file.write(b"more\n")
            file.flush()
            time.sleep(0.005)
        _, told = process.communicate()
    assert b"Traceback" not in told
    assert process.returncode == 1, told
    assert b"changed while it was read" in told
    (folder / "growing.txt").write_text(letter(words="done"))
    assert consilium(tmp_path / "home", "prepare", folder, "--out", tmp_path / "packet").returncode == 0


def test_a_place_that_can_not_take_the_packet_is_said_in_one_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"a.txt": letter()})
    write(tmp_path, {"a file": b"x", "a folder of others/x": b"x"})
    for place in ("a file", "a file/below", "a folder of others"):
        done = consilium(tmp_path / "home", "prepare", folder, "--out", tmp_path / place)
        assert done.returncode == 3, place
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert done.stderr.startswith("Error:")
    assert (tmp_path / "a file").read_bytes() == b"x"
    assert (tmp_path / "a folder of others/x").read_bytes() == b"x"


def test_standard_output_that_is_closed_is_no_traceback(tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {f"{number}.bin": b"\x01\x02%d" % number for number in range(400)})
    process = subprocess.Popen(
        [*PROGRAM, "prepare", str(folder), "--out", str(tmp_path / "packet"), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path / "home"),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=120)
    assert b"Traceback" not in told
    assert b"Exception ignored" not in told
    assert (tmp_path / "packet" / "manifest.json").is_file(), told


def test_an_input_that_is_not_there_stops_before_anything_is_written(tmp_path: Path) -> None:
    done = consilium(tmp_path / "home", "prepare", tmp_path / "no\x1b[31msuch", "--out", tmp_path / "packet")
    assert done.returncode == 3
    assert done.stderr.startswith("Error:")
    assert "\x1b" not in done.stderr
    assert not (tmp_path / "packet").exists()


def test_inspect_says_one_clear_thing_of_what_is_no_file(tmp_path: Path) -> None:
    write(tmp_path, {"empty.txt": b"", "a.txt": letter(), "folder/x": b"x", "page.html": hostile.scripted_page()})
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/etc/shadow-that-is-not")
    names = ["empty.txt", "a.txt", "folder", "page.html", "pipe", "link", "absent"]
    done = consilium(tmp_path / "home", "inspect", *(tmp_path / name for name in names))
    assert done.returncode == 1
    assert done.stderr == ""
    lines = {
        line.partition(": ")[0].rpartition("/")[2]: line.partition(": ")[2]
        for line in done.stdout.splitlines()
        if line.startswith("/")
    }
    assert set(lines) == set(names)
    assert lines["empty.txt"].endswith("The file is empty.")
    for name in ("folder", "pipe"):
        assert "no ordinary file" in lines[name]


def test_folders_nest_deeper_than_calls_may(tmp_path: Path) -> None:
    deepest = tmp_path / "records"
    deepest.mkdir()
    for _ in range(1200):
        deepest /= "d"
        deepest.mkdir()
    (deepest / "a.txt").write_text(letter())
    done = consilium(tmp_path / "home", "prepare", tmp_path / "records", "--out", tmp_path / "packet", "--json")
    (deepest / "a.txt").unlink()
    for _ in range(1200):  # Python 3.11's rmtree recurses, and pytest removes old folders with it
        deepest.rmdir()
        deepest = deepest.parent
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["read"] == 1


def test_the_packet_and_the_home_are_no_input_even_inside_the_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"a.txt": letter()})
    for _ in range(2):
        done = consilium(folder / "home", "prepare", ".", "--out", "packet", "--json", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert [one["path"] for one in json.loads(done.stdout)["files"]] == ["a.txt"]


# Processes


def below(pid: int) -> set[int]:
    """The processes below one, at any depth (proc(5))."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = {int(child) for child in task.read_text().split()}
        except OSError:
            continue
        found |= children.union(*(below(child) for child in children))
    return found


def state(pid: int) -> str:
    """R, S, Z and so on; "" for a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


@pytest.fixture
def working(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], set[int]]]:
    """A command in the middle of its work, and the processes below it: the zygote and the workers."""
    files: dict[str, bytes | str] = {
        f"{number}.html": hostile.scripted_page() + b"<p>%d" % number for number in range(400)
    }
    write(tmp_path / "records", files | {f"IM{number}": ct_slice(number) for number in range(400)})
    process = subprocess.Popen(
        [*PROGRAM, "prepare", str(tmp_path / "records"), "--out", str(tmp_path / "packet"), "--jobs", "2"],
        stderr=subprocess.DEVNULL,
        env=environment(tmp_path / "home"),
    )
    children: set[int] = set()
    deadline = time.monotonic() + 60
    while len(children) < 3 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
        children = below(process.pid)
    yield process, children
    process.kill()
    process.wait()


@pytest.mark.parametrize("how", [None, signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_process_outlives_the_command(
    working: tuple[subprocess.Popen[bytes], set[int]], how: signal.Signals | None
) -> None:
    process, children = working
    assert len(children) >= 3
    assert {pid for pid in children if state(pid) == "Z"} == set()
    if how is not None:
        process.send_signal(how)
    process.wait(timeout=120)
    deadline = time.monotonic() + 20
    while (left := {pid for pid in children if state(pid) not in ("", "Z")}) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == set()
