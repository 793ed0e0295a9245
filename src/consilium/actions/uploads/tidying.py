"""What was given up on the way: uploads past their time, and staging files without a row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from uuid import UUID

from django.db import transaction

from consilium.actions import audit
from consilium.actions.opened import now
from consilium.actions.uploads.rows import folder
from consilium.casebook.models import Upload as Row
from consilium.domain.uploads import UploadState
from consilium.domain.viewer import Viewer
from consilium.vault import staging

CLOCK = Viewer("clock")


def expire(home: Path) -> int:
    """Remove uploads past their time and staging files that no row knows; how many uploads.

    A file whose bytes all came, but that was never handed in, goes too: nobody asked for it within the days.
    """
    found = list(staging.staged(folder(home)))
    with transaction.atomic():
        past = Row.objects.filter(expires__lte=now()).exclude(state=UploadState.HANDED)
        cases: Counter[UUID] = Counter(past.select_for_update().values_list("case_id", flat=True))
        past.delete()
        for case, count in cases.items():
            audit.record(CLOCK, "uploads.expired", case, now(), files=count)
    known = {upload.hex for upload in Row.objects.values_list("id", flat=True)}
    staging.sweep(found, known)
    return cases.total()
