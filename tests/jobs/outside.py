"""Acts on an installation from a process of their own, as the server does them: python -m tests.jobs.outside VERB ...

Prints one line of JSON, or nothing while it is killed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import django

from consilium.config import sqlite
from consilium.config.environment import Environment

BLOCK = 256 * 1024


def main(verb: str, *words: str) -> None:
    sqlite.use_newest()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consilium.config.settings")
    django.setup()
    print(json.dumps(globals()[verb](*words)), flush=True)


def case() -> Any:
    from consilium.actions.cases import case_to_fill
    from consilium.config.ready import Ready
    from consilium.domain.viewer import OPERATOR

    return case_to_fill(Ready(Environment.load()).installation(), OPERATOR, "sent", None)


def create(path: str, length: str) -> str:
    from consilium.actions import uploads
    from consilium.domain.uploads import Limits

    made = uploads.create(case(), int(length), {"relativePath": path}, limits=Limits(quota=0, reserve=0))
    return str(made.id)


def append(upload: str, offset: str, source: str, wait: str = "0") -> dict[str, Any]:
    """From a file, block by block, with a pause after each."""
    from consilium.actions import uploads
    from consilium.domain.errors import ConsiliumError

    def pieces() -> Iterator[bytes]:
        with Path(source).open("rb") as file:
            file.seek(int(offset))
            while piece := file.read(BLOCK):
                yield piece
                time.sleep(float(wait))

    opened = case()
    try:
        return {"offset": uploads.append(opened, UUID(upload), int(offset), pieces()).offset}
    except ConsiliumError as error:
        return {"code": error.code}


def offset(upload: str) -> int:
    from consilium.actions import uploads

    return uploads.one(case(), UUID(upload)).offset


def durable(upload: str) -> str:
    """The bytes that count, hashed."""
    import hashlib

    from consilium.actions.uploads.rows import opened_row, row_of, staging

    opened = case()
    document, tail = opened_row(opened, row_of(opened, UUID(upload)))
    digest = hashlib.sha256()
    for piece in staging(opened, UUID(upload)).source(document.offset, tail).pieces():
        digest.update(piece)
    return digest.hexdigest()


def hand_in() -> dict[str, Any]:
    from consilium.actions import uploads

    handed = uploads.hand_in(case())
    return {"files": handed.files, "job": str(handed.job.id) if handed.job else ""}


def ask(kind: str, part: str) -> str:
    from consilium.actions import queue

    return str(queue.enqueue(case(), kind, part=part).id)


def job() -> dict[str, Any]:
    from consilium.actions import queue

    one = queue.jobs(case())[0]
    reason = " ".join([one.reason.code, *map(str, one.reason.args.values())]) if one.reason else ""
    return {"state": one.state, "phase": one.phase, "done": one.done, "total": one.total, "reason": reason}


def cancel() -> bool:
    from consilium.actions import queue

    opened = case()
    return queue.cancel(opened, queue.jobs(opened)[0].id).stopping


def lapse() -> int:
    """Let every lease lapse, as if its time had passed."""
    from datetime import timedelta

    from django.db.models import F

    from consilium.casebook.models import Job

    past = timedelta(seconds=600)
    return Job.objects.update(lease=F("lease") - past, due=F("due") - past)


def files() -> dict[str, str]:
    from consilium.actions.documents import file_document
    from consilium.casebook.models import InputFile

    opened = case()
    return {file_document(opened, row).path: row.ended for row in InputFile.objects.filter(case=opened.row)}


if __name__ == "__main__":
    main(*sys.argv[1:])
