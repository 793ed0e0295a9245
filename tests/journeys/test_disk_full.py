"""A disk that fills mid-way: one clear line, and what was stored until then verifies.

The limit is RLIMIT_FSIZE, which makes the system refuse a write to a real file as a full disk does (EFBIG for ENOSPC).
"""

from __future__ import annotations

import resource
from pathlib import Path

from tests.command import consilium, prepared
from tests.papers import ct_slice, letter, write

LIMIT = 1_500_000


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


def test_a_disk_that_fills_leaves_a_case_that_verifies(tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {f"IM{n:05d}": ct_slice(n) for n in range(1200)} | {"a.txt": letter()})
    full = consilium(tmp_path / "home", "prepare", folder, "--out", tmp_path / "packet", preexec_fn=limited)
    assert full.returncode == 3
    assert full.stderr.strip().splitlines()[-1].startswith("Error:")
    assert "Traceback" not in full.stderr
    assert not (tmp_path / "packet").exists()
    assert consilium(tmp_path / "home", "verify").returncode == 0
    manifest = prepared(tmp_path / "home", folder, "--out", tmp_path / "packet")
    assert manifest["counts"]["files_found"] == 1201
    assert manifest["counts"]["read"] == 1201
