"""How long a person waits before anything is read: `python -m bench.start [--rounds N]`

Times a command that does nothing (`consilium --version`), the first paper of a program (its workers load all readers
and the rules for findings), and the first paper of the next pool of workers in the same program.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from functools import partial

from bench.measure import seconds, spread, table
from consilium.actions.inspect import Seen
from consilium.readers.contract import MemorySource
from consilium.readers.pool import Job, Pool, end_zygote

COMMAND = [sys.executable, "-m", "consilium.config.command", "--version"]
LETTER = b"Discharge summary\nDate: 2024-03-05\nDiagnosis: Wilms tumor, left kidney.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    command = partial(subprocess.run, COMMAND, check=True, capture_output=True)
    rows = [
        (
            "a command that does nothing",
            _times(rounds, command),
        ),
        ("the first paper of a program", _times(rounds, _first_paper, before=end_zygote)),
        ("the first paper of its next pool", _times(rounds, _first_paper)),
    ]
    table(f"Seconds until something is there, median of {rounds} (least to most)", rows)


def _times(rounds: int, work: Callable[[], object], before: Callable[[], object] = lambda: None) -> str:
    taken = []
    for _ in range(rounds):
        before()
        taken.append(seconds(work))
    return spread(taken)


def _first_paper() -> None:
    with Pool() as pool:
        pool.read(Job(MemorySource(LETTER), "letter.txt", "letter.txt"), Seen(""))


if __name__ == "__main__":
    main()
