"""An installation of its own for processes: SQLite in a folder, or a database of its own on the server under test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from tests.command import PROGRAM, environment

SERVER = os.environ.get("CONSILIUM_DATABASE_URL", "")


@dataclass(frozen=True)
class Outside:
    """Starts processes on one installation."""

    home: Path
    variables: dict[str, str]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, verb: str, *words: object, **more: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.jobs.outside", verb, *map(str, words)]
        root = Path(__file__).resolve().parents[2]
        path = os.pathsep.join([str(root / "src"), str(root)])
        variables = self.variables | {"PYTHONPATH": path}
        return subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True, cwd=root, **more)

    def ask(self, verb: str, *words: object, **more: Any) -> Any:
        process = self.start(verb, *words, **more)
        told, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return json.loads(told.splitlines()[-1])

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([*PROGRAM, "work", *options], env=self.variables, stderr=subprocess.DEVNULL)
        self.started.append(process)
        return process

    def end(self) -> None:
        """End the workers that a test left running."""
        for process in self.started:
            process.kill()
            process.wait()

    def until(self, right: Callable[[dict[str, Any]], bool], seconds: float = 90) -> dict[str, Any]:
        """How the latest job stands, as soon as it stands so."""
        end = time.monotonic() + seconds
        while not right(found := self.ask("job")):
            assert time.monotonic() < end, json.dumps(found)
            time.sleep(0.2)
        return dict(found)


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    home = tmp_path / "home"
    if not SERVER:
        made = Outside(home, environment(home))
        yield made
        made.end()
        return
    import psycopg

    name = f"consilium_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    url = urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    made = Outside(home, environment(home, CONSILIUM_DATABASE_URL=url))
    yield made
    made.end()
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
