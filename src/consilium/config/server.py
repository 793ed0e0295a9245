"""What `consilium serve` becomes: a server of pages, and beside it the worker that does what takes longer.

A process of its own, because Django's settings for pages differ from the command line's.
"""

from __future__ import annotations

import os
import subprocess
import sys

from granian import Granian
from granian.constants import Interfaces

THREADS = 8


def main(address: str, port: int) -> None:
    """Serve until stopped; the worker ends with the server."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "consilium.config.web"
    worker = subprocess.Popen(
        [sys.executable, "-m", "consilium.config.command", "work", "--parent", str(os.getpid())],
        stdin=subprocess.DEVNULL,
    )
    # One process: it holds the opened cases of those who look; its threads answer side by side.
    server = Granian("consilium.config.wsgi:application", address=address, port=port, interface=Interfaces.WSGI,
                     workers=1, blocking_threads=THREADS, websockets=False, log_enabled=False)  # fmt: skip
    try:
        server.serve()
    finally:
        worker.terminate()
        worker.wait()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
