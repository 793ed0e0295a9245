"""What `consilium serve` becomes: the processes at the public port, that of the pages, and the worker (0018).

This one opens nothing and answers nothing: it starts the others, starts one anew that dies, and ends them all.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from consilium.config import fronts
from consilium.readers.pool import end_zygote

THREADS = 16  # of each: most of them wait for the pages or for a slow line; they are started as they are needed
LONGEST = 70  # bytes of a folder's path: a socket's has 104 at most on some systems
PAGES, WORKER = "consilium.config.pages", ("consilium.config.command", "work", "--parent")


def main(address: str, port: int) -> None:
    """Serve until stopped; whatever ends this process ends the others."""
    os.umask(0o077)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)  # until the server has its own
    parent = str(os.getpid())
    above = tempfile.gettempdir()
    above = above if len(above) < LONGEST else "/tmp"
    with tempfile.TemporaryDirectory(prefix="consilium-", dir=above, ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "pages"
        pages, worker = _start(PAGES, str(place), parent), _start(*WORKER, parent)
        try:
            threading.Thread(target=_end_without, args=(pages,), daemon=True).start()
            _serve(address, port, place)
            failed = pages.poll() is not None
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the end of the pages is ours from here on
            for process in (pages, worker):
                process.terminate()
            for process in (pages, worker):
                process.wait()
    sys.exit(int(failed))


def _stop(*_: object) -> None:
    sys.exit(0)


def _start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", *words], stdin=subprocess.DEVNULL)


def _serve(address: str, port: int, place: Path) -> None:
    fronts.preload(place)
    server = Granian("", address=address, port=port, interface=Interfaces.WSGI, workers=fronts.processes(),
                     blocking_threads=THREADS, http=HTTPModes.http1, websockets=False, log_enabled=False,
                     respawn_failed_workers=True)  # fmt: skip
    gc.collect()
    gc.freeze()  # what is loaded stays shared with those that are forked
    try:
        server.serve(target_loader=partial(fronts.load, place, os.getpid()), wrap_loader=False)
    finally:
        end_zygote()


def _end_without(pages: subprocess.Popen[bytes]) -> None:
    """Without pages there is nothing to serve: whoever looks after this process is to see that it ended."""
    pages.wait()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
