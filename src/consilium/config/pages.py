"""The process of the pages: one, as it holds the opened cases of those who look; fronts ask it over a socket (0018)."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path
from wsgiref.types import WSGIApplication

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from consilium.config.ending import end_with

THREADS = 16  # that may wait for slow lines; they are started as they are needed


def main(place: Path, parent: int) -> None:
    """Serve at the socket, in a folder of its own, until stopped or until `parent` ends."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "consilium.config.web"
    os.umask(0o077)
    end_with(parent)
    server = Granian("", uds=place, uds_permissions=0o600, interface=Interfaces.WSGI, workers=1,
                     blocking_threads=THREADS, http=HTTPModes.http1, websockets=False, log_enabled=False,
                     respawn_failed_workers=True)  # fmt: skip
    try:
        server.serve(target_loader=partial(load, os.getpid()), wrap_loader=False)
    finally:
        shutil.rmtree(place.parent, ignore_errors=True)  # a parent that was killed could not


def load(parent: int) -> WSGIApplication:
    """What the process that answers loads."""
    end_with(parent)
    from consilium.config.wsgi import application

    return application


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
