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
from consilium.readers.pool import Zygote

MOST = 4
START_SECONDS = 10.0


def processes() -> int:
    """One for each processor that this program may use, four at most."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, here)


def preload(place: Path) -> Zygote | None:
    """Import what all of them need, once, before they are forked: they share that memory, and one zygote of workers,
    which they are given where processes are forked. Returns once pages listen, who see to the tables."""
    forked = multiprocessing.get_start_method() == "fork"
    zygote = Zygote() if forked else None  # it loads meanwhile
    opening.set_up()
    import consilium.web.imaging.routes  # noqa: F401
    from consilium.web.behind import await_pages

    await_pages(place)
    if zygote is not None:
        with contextlib.suppress(StoreError):  # whoever wants a picture tries again, and says so
            zygote.ready(START_SECONDS)
    return zygote


def load(place: Path, parent: int, zygote: Zygote | None) -> WSGIApplication:
    """In a process of its own: the front, which asks the pages at `place` for what is not its own."""
    end_with(parent)
    installation = opening.opened(tables=False)
    from consilium.actions.cage import CAGE
    from consilium.actions.imaging.remembered import Remembered
    from consilium.web.behind import HandedOn
    from consilium.web.imaging.front import Front
    from consilium.web.imaging.routes import ROUTES

    if zygote is not None:
        CAGE.share(zygote)
    return Front(HandedOn(place), ROUTES, Remembered(installation))
