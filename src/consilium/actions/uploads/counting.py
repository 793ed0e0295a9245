"""How much room there is for files, counted anew every two seconds only: a folder of ten thousand small files asks ten
thousand times, and each count would look at all of them.

In between, what this process itself lets in is added. Before anything is refused, it is counted anew.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db.models import F, Sum

from consilium.actions.opened import OpenCase
from consilium.actions.uploads.rows import folder
from consilium.casebook.models import Blob
from consilium.casebook.models import Upload as Row
from consilium.domain.errors import UploadRefusedError
from consilium.domain.uploads import Limits, Room, must_fit
from consilium.vault.staging import free_bytes

COUNTED_SECONDS = 2.0
MOST_KEPT = 64


@dataclass
class _Counts:
    """By case: the home, when it was counted, and the bytes that the case holds and that all uploads still need."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    kept: dict[UUID, tuple[Path, float, int, int]] = field(default_factory=dict)


_COUNTS = _Counts()


def let_in(case: OpenCase, length: int, limits: Limits) -> None:
    """Let a file of this length in. Raises UploadRefusedError (quota, disk), StoreError."""
    try:
        must_fit(length, room(case), limits)
    except UploadRefusedError:
        forget(case.id)
        must_fit(length, room(case), limits)
    _add(case, length)


def room(case: OpenCase) -> Room:
    """What the case holds, what all uploads still need, and what is free."""
    with _COUNTS.lock:
        known = _COUNTS.kept.get(case.id)
    if known is None or time.monotonic() - known[1] > COUNTED_SECONDS:
        known = (case.home, time.monotonic(), *_counted(case))
        with _COUNTS.lock:
            _COUNTS.kept[case.id] = known
            for oldest in list(_COUNTS.kept)[:-MOST_KEPT]:
                del _COUNTS.kept[oldest]
    return Room(known[2], known[3], free_bytes(folder(case.home)))


def forget(case_id: UUID) -> None:
    """Count anew next time: something was given up."""
    with _COUNTS.lock:
        _COUNTS.kept.pop(case_id, None)


def _counted(case: OpenCase) -> tuple[int, int]:
    stored = Blob.objects.filter(case=case.row).aggregate(all=Sum("length"))["all"] or 0
    promised = Row.objects.filter(case=case.row).aggregate(all=Sum("length"))["all"] or 0
    owed = Row.objects.aggregate(all=Sum(2 * F("length") - F("offset")))["all"] or 0
    return stored + promised, owed


def _add(case: OpenCase, length: int) -> None:
    with _COUNTS.lock:
        for known, (home, at, held, owed) in _COUNTS.kept.items():
            if home == case.home:  # one disk for all cases of a home
                _COUNTS.kept[known] = (home, at, held + (length if known == case.id else 0), owed + 2 * length)
