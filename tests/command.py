"""The installed command, run as a person runs it: a process of its own with a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = [sys.executable, "-m", "consilium.config.command"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The process's own variables less ours, with this home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONSILIUM_", "DJANGO_"))}
    return kept | {"CONSILIUM_HOME": str(home), "LANG": "C.UTF-8"} | more


def consilium(home: Path, *words: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run to the end."""
    command = [*PROGRAM, *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env=environment(home), **more
    )


def prepared(home: Path, *words: object) -> dict[str, Any]:
    """`consilium prepare ... --json`: the manifest."""
    done = consilium(home, "prepare", *words, "--json")
    assert done.returncode in (0, 1), done.stderr
    manifest: dict[str, Any] = json.loads(done.stdout)
    return manifest
