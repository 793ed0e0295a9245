"""The small process that workers are forked from, so that a new one costs milliseconds and inherits no secrets.

It parses nothing. It holds one socket to the program; each byte on it brings the socket of a worker to be.
It ends when the program does, and its workers with it (PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator

from consilium.readers.wire import LOADED, PID

FIRST = "dicom"
ALL = b"a"


def main(descriptor: int, memory: int) -> None:
    """Fork a caged worker for every socket that arrives on `descriptor`.

    The first workers know DICOM only, so that a disc of slices never waits for the other readers to be loaded; a
    worker with all of them is asked for when another file turns up.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    orders = socket.socket(fileno=descriptor)
    with _kept():
        _load_first()
    orders.sendall(LOADED)
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(orders, 1, 1)
        except ConnectionResetError:  # the program ended; the word above is never taken out of its socket
            return
        if not message or not descriptors:
            return
        if message == ALL:
            with _kept():
                _load_all()
        pid = os.fork()
        if pid == 0:
            orders.close()
            _work(descriptors[0], memory, only_first=message != ALL)
        os.close(descriptors[0])


@contextlib.contextmanager
def _kept() -> Iterator[None]:
    """What is loaded meanwhile stays for good, and nobody looks for garbage in it: workers would do little else."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def _load_first() -> None:
    from consilium.knowledge.rules import rules
    from consilium.readers import registry, worker

    registry.load([FIRST])
    _ = rules().sorting, worker.serve


def _load_all() -> None:
    from consilium.readers import findings, registry

    registry.load_all()
    findings.preload()


def _work(descriptor: int, memory: int, *, only_first: bool) -> None:
    try:
        from consilium.readers import registry, worker

        if only_first:
            registry.keep_only(FIRST)
        line = socket.socket(fileno=descriptor)
        line.sendall(PID.pack(os.getpid()))  # to who asked for it: several processes may give orders
        worker.serve(line, memory)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
