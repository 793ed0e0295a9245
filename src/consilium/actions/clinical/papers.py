"""The clinical summary as a paper to print, fax or send: written by a job, ahead of being asked for where it can be.

It waits sealed in the home's folder `downloads` under a name that is made of all that it is made of: while nothing
changes it is found there, and what has changed finds nothing. A day later it is swept with the other downloads.
"""

from __future__ import annotations

import contextlib
from uuid import UUID

from django.db import transaction

from consilium.actions import audit, queue
from consilium.actions.downloads import FOLDER
from consilium.actions.opened import OpenCase, now
from consilium.actions.queue import JobView
from consilium.actions.records.shelf import Shelf
from consilium.actions.records.stamp import stamp
from consilium.actions.snapshot import snapshot
from consilium.domain.errors import BusyError, IntegrityError
from consilium.knowledge.catalog import catalog
from consilium.vault.layout import CHUNK
from consilium.vault.staging import SLOT, Staging
from consilium.writers import summary

PAPER = "paper"
LENGTH_BYTES = 8
_PAPERS: Shelf[bytes] = Shelf(16 << 20, len)


def ask_for(case: OpenCase, language: str) -> JobView:
    """Ask for summary.pdf in a language; one at a time of each."""
    return queue.enqueue(case, PAPER, {"language": language}, part=language)


def ask_ahead(case: OpenCase, language: str) -> None:
    """Ask for it where it is not written."""
    if written(case, language) is None:
        ask_for(case, language)


def fetch(case: OpenCase, language: str) -> bytes | None:
    """summary.pdf as the case stands now; None where it is still to be written. Leaves an audit line."""
    found = written(case, language)
    if found is not None:
        with transaction.atomic():
            audit.record(case.viewer, "summary.downloaded", case.id, now())
    return found


def written(case: OpenCase, language: str) -> bytes | None:
    """The paper as the case stands now, if it is there. Raises StoreError."""
    state = stamp(case, language)
    try:
        return _PAPERS.get((case.id, state), lambda: _opened(_staging(case, state)))
    except IntegrityError:  # not there, or not whole: it is written anew
        return None


def make(case: OpenCase, language: str) -> int:
    """Write it; its size. About a second and a half. Raises IntegrityError, StoreError."""
    made = snapshot(case, language)
    sealed = _staging(case, made.stamp)
    data = summary.pdf(made.pages, catalog(language), made.summary)
    framed = memoryview(len(data).to_bytes(LENGTH_BYTES, "big") + data)
    try:
        with contextlib.suppress(BusyError), sealed.write() as writer:  # busy: the same is being written
            slots = writer.put(0, framed[: len(framed) // CHUNK * CHUNK])
            writer.put_last(slots, framed[slots * CHUNK :])
            writer.sync()
    except BaseException:
        sealed.remove()
        raise
    return len(data)


def _staging(case: OpenCase, state: str) -> Staging:
    name = case.key.fingerprint(f"summary.pdf {state}".encode())[:16]
    return Staging(case.home / FOLDER, case.key, UUID(bytes=name).bytes)


def _opened(sealed: Staging) -> bytes:
    """The paper in a file. Raises IntegrityError where it is not there or not whole."""
    if not sealed.path.exists():
        raise IntegrityError("vault.cut_short")
    size = sealed.path.stat().st_size
    length = size - -(-size // SLOT) * (SLOT - CHUNK)
    framed = b"".join(sealed.source(length, b"").pieces())
    data = framed[LENGTH_BYTES:]
    if not data or int.from_bytes(framed[:LENGTH_BYTES], "big") != len(data):
        raise IntegrityError("vault.cut_short")
    return data
