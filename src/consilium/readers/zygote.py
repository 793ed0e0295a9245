"""The small process that workers are forked from, so that a new one costs milliseconds and inherits no secrets.

It parses nothing. It holds one socket to the program; each byte on it brings the socket of a worker to be.
It ends when the program does, and its workers with it (PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys

from consilium.knowledge.rules import rules
from consilium.readers import registry, worker
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
    registry.load([FIRST])
    _ = rules().sorting
    _keep()
    orders.sendall(LOADED)
    while True:
        message, descriptors, _, _ = socket.recv_fds(orders, 1, 1)
        if not message or not descriptors:
            return
        if message == ALL:
            _load_all()
        pid = os.fork()
        if pid == 0:
            orders.close()
            _work(descriptors[0], memory)
        os.close(descriptors[0])
        orders.sendall(PID.pack(pid))


def _load_all() -> None:
    from consilium.readers import findings  # loads the rules for text: see there

    registry.load_all()
    findings.preload()
    _keep()


def _keep() -> None:
    """What is loaded now stays. Nobody looks for garbage in it again: workers would spend most of their time so."""
    gc.collect()
    gc.freeze()


def _work(descriptor: int, memory: int) -> None:
    try:
        worker.serve(socket.socket(fileno=descriptor), memory)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
