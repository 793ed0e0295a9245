"""What each of the processes at the public port loads: images and slides answered there, the rest handed on (0018)."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from pathlib import Path
from wsgiref.types import WSGIApplication

from consilium.config import opening
from consilium.config.ending import end_with
from consilium.domain.errors import StoreError
from consilium.readers.pool import zygote

MOST = 4
START_SECONDS = 10.0


def processes() -> int:
    """One for each processor that this program may use, four at most."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, here)


def preload(place: Path) -> None:
    """Import what all of them need, once, before they are forked: they share that memory, and one zygote of workers.
    Returns once pages listen, who see to the tables."""
    of_all = zygote() if multiprocessing.get_start_method() == "fork" else None  # it loads meanwhile
    opening.set_up()
    import consilium.web.imaging.routes  # noqa: F401
    from consilium.web.behind import await_pages

    await_pages(place)
    if of_all is not None:
        with contextlib.suppress(StoreError):  # whoever wants a picture tries again, and says so
            of_all.ready(START_SECONDS)


def load(place: Path, parent: int) -> WSGIApplication:
    """In a process of its own: the front, which asks the pages at `place` for what is not its own."""
    end_with(parent)
    installation = opening.opened(tables=False)
    from consilium.actions.imaging.remembered import Remembered
    from consilium.web.behind import HandedOn
    from consilium.web.imaging.front import Front
    from consilium.web.imaging.routes import ROUTES

    return Front(HandedOn(place), ROUTES, Remembered(installation))
