"""Who may look at a case's images, asked once and remembered for a second.

A viewer fetches thousands of frames and tiles; each of them asks here, and most are answered from memory. What was
granted is asked again after `SECONDS`, so a right that is taken back ends within that time. The audit line that a case
was opened is written when it is opened here and again every `OPENED_SECONDS`, always before anything of it is read,
unless one of another process (images leave by several, 0018) stands since then.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from consilium.actions import access, audit
from consilium.actions.opened import Installation, OpenCase, now
from consilium.casebook import queries
from consilium.domain.circle import Act
from consilium.domain.errors import DeniedError
from consilium.domain.viewer import Viewer

SECONDS = 1.0
OPENED_SECONDS = 900.0
MOST = 256


@dataclass(frozen=True)
class _Kept:
    case: OpenCase
    opened: float
    asked: float


class Remembered:
    """The opened cases of those who look at images, in one process. Safe for use by several threads."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, UUID, str], _Kept] = {}
        self._listed: dict[str, tuple[float, tuple[UUID, ...]]] = {}

    def case(self, viewer: Viewer, case_id: UUID, act: Act = Act.SEE) -> OpenCase:
        """The case, opened for an act. Raises as `access.case_for`."""
        key, moment = (viewer.id, case_id, str(act)), time.monotonic()
        kept = self._kept.get(key)
        if kept is not None and moment - kept.asked < SECONDS:
            return kept.case
        return self._asked(key, viewer, kept, moment)

    def _asked(self, key: tuple[str, UUID, str], viewer: Viewer, kept: _Kept | None, moment: float) -> OpenCase:
        try:
            if kept is None or moment - kept.opened > OPENED_SECONDS:
                case, age = self._opened(viewer, key)
                opened = moment - age
            else:
                case, opened = self._still(kept.case, viewer, key), kept.opened
        except BaseException:
            with self._lock:
                self._kept.pop(key, None)
            raise
        with self._lock:
            while len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept.pop(key, None)
            self._kept[key] = _Kept(case, opened, moment)
        return case

    def _opened(self, viewer: Viewer, key: tuple[str, UUID, str]) -> tuple[OpenCase, float]:
        """The case, and how many seconds ago its audit line was written, here or by another process."""
        at = now()
        since = at - timedelta(seconds=OPENED_SECONDS)
        case = access.case_for(self.installation, viewer, key[1], Act(key[2]), since=since)
        with transaction.atomic():
            written = audit.recorded(viewer, f"case.{key[2]}", key[1], since)
        return case, max(0.0, (at - (written or at)).total_seconds())

    def _still(self, case: OpenCase, viewer: Viewer, key: tuple[str, UUID, str]) -> OpenCase:
        """The case, if its viewer may still do that. The document is as it was when it was opened unless it changed."""
        row = queries.case_for(viewer, key[1], now())
        if row.revision != case.row.revision:
            case = access.case_for(self.installation, viewer, key[1], Act(key[2]))
        if not access.decide(case, key[2]).value:
            raise DeniedError("errors.denied")
        return case

    def cases(self, viewer: Viewer, act: Act = Act.SEE) -> tuple[OpenCase, ...]:
        """All cases in which the viewer may do that, the newest first."""
        moment = time.monotonic()
        asked, ids = self._listed.get(viewer.id, (-SECONDS, ()))
        if moment - asked >= SECONDS:
            ids = tuple(queries.cases_for(viewer, now()).order_by("-created").values_list("id", flat=True))
            with self._lock:
                while len(self._listed) >= MOST:
                    del self._listed[next(iter(self._listed))]
                self._listed[viewer.id] = (moment, ids)
        found = []
        for case_id in ids:
            try:
                found.append(self.case(viewer, case_id, act))
            except DeniedError:
                continue
        return tuple(found)

    def forget(self) -> None:
        """Ask again from now on."""
        with self._lock:
            self._kept.clear()
            self._listed.clear()
