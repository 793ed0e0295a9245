"""What the benchmarks share: rounds, medians, the memory of a process with its children, and the table."""

from __future__ import annotations

import contextlib
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes, in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def spread(values: Sequence[float]) -> str:
    """Median with the least and the most, in seconds."""
    return f"{statistics.median(values):7.2f}  ({min(values):.2f} to {max(values):.2f})"


def resident(pid: int) -> int:
    """Proportional resident memory of a process and all below it, in bytes (proc(5), smaps_rollup)."""
    total = 0
    for one in [pid, *_below(pid)]:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def _below(pid: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            children += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text().split())
    return children + [below for child in children for below in _below(child)]


@contextlib.contextmanager
def most_memory(pid: int) -> Iterator[list[int]]:
    """Sample the memory ten times a second; the list's one entry is the most that was seen, in bytes."""
    most, stop = [0], threading.Event()

    def sample() -> None:
        while not stop.wait(0.1):
            most[0] = max(most[0], resident(pid))

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        stop.set()
        thread.join()


def table(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print one table."""
    width = max(len(name) for name, _ in rows)
    print(f"\n{title}")
    for name, value in rows:
        print(f"  {name:<{width}}  {value}")
