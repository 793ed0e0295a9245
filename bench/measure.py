"""What the benchmarks share: rounds, medians, the memory of a process with its children, and the table."""

from __future__ import annotations

import contextlib
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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


def worked(pid: int) -> float:
    """Seconds that the processors spent on a process and all below it that live, in it or in the system for it."""
    ticks = 0
    for one in [pid, *_below(pid)]:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(") ")[2].split()
            ticks += int(fields[11]) + int(fields[12])  # utime, stime (proc(5))
    return ticks / os.sysconf("SC_CLK_TCK")


def _below(pid: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            children += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text().split())
    return children + [below for child in children for below in _below(child)]


@dataclass
class Most:
    """The most that was seen of a process and all below it: memory in bytes, processor time in seconds."""

    memory: int = 0
    work: float = 0.0


@contextlib.contextmanager
def most_of(pid: int) -> Iterator[Most]:
    """Sample ten times a second. It slows what is measured: not for runs whose time counts."""
    most, stop = Most(), threading.Event()

    def sample() -> None:
        while not stop.wait(0.1):
            most.memory = max(most.memory, resident(pid))
            most.work = max(most.work, worked(pid))

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
