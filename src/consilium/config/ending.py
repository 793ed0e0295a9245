"""A process of the server ends with the one that started it, however that ended: nothing goes on alone."""

from __future__ import annotations

import os
import signal
import threading
import time

LOOK_SECONDS = 0.5
GRACE_SECONDS = 5.0


def end_with(parent: int) -> None:
    """Look now and then whether `parent` still is this process's parent; else ask it to end, then end it."""
    threading.Thread(target=_watch, args=(parent,), name="ending", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
