"""kill -9 at any moment loses nothing, and the next run carries on."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

from tests.command import PROGRAM, consilium, environment, prepared
from tests.papers import ct_slice, letter, write, zipped

KILLS = 6


def records(folder: Path) -> Path:
    files: dict[str, bytes | str] = {f"disc/IM{n:05d}": ct_slice(n) for n in range(400)}
    files |= {f"letters/{n}.txt": letter(words=f"letter {n}") for n in range(30)}
    files["disc.zip"] = zipped({f"DICOM/IM{n:05d}": ct_slice(n, study=2) for n in range(300)})
    return write(folder, files)


def ends(manifest: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {one["path"]: one["ended"] for one in manifest["files"]}


def test_a_killed_run_is_carried_on_and_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    folder = records(tmp_path / "records")
    undisturbed = ends(prepared(tmp_path / "calm", folder, "--out", tmp_path / "calm-packet"))
    moments = random.Random(5)
    words = ["prepare", str(folder), "--out", str(tmp_path / "packet"), "--json"]
    for _ in range(KILLS):
        process = subprocess.Popen(
            [*PROGRAM, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(tmp_path / "home")
        )
        time.sleep(moments.uniform(0.6, 3.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert ends(prepared(tmp_path / "home", folder, "--out", tmp_path / "packet")) == undisturbed
    checked = consilium(tmp_path / "home", "verify")
    assert checked.returncode == 0, checked.stdout


def _begun(home: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until the run stores something, however slowly the machine starts a program."""
    end = time.monotonic() + 60
    while not any(home.glob("packs/*")) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)


def test_ctrl_c_says_that_nothing_is_lost(tmp_path: Path) -> None:
    folder = records(tmp_path / "records")
    process = subprocess.Popen(
        [*PROGRAM, "prepare", str(folder), "--out", str(tmp_path / "packet")],
        stderr=subprocess.PIPE,
        env=environment(tmp_path / "home"),
    )
    _begun(tmp_path / "home", process)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode in (0, 1, 130)
    if process.returncode == 130:
        assert b"Run the same command again" in told
    assert consilium(tmp_path / "home", "verify").returncode == 0
