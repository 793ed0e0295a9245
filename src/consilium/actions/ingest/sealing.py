"""What came of a file, sealed: the row's document and the keyed hashes that the tables know it by."""

from __future__ import annotations

from functools import lru_cache

from consilium.actions.documents import sealed_row
from consilium.actions.ingest.store import Storing
from consilium.actions.ingest.tasks import Done
from consilium.actions.opened import OpenCase
from consilium.casebook.documents import FileDocument
from consilium.domain.plain import to_json
from consilium.readers.answer import Answer

IN_ROW = 32 * 1024


class Sealing:
    """Seals what came of files. Used by one thread."""

    def __init__(self, case: OpenCase, storing: Storing) -> None:
        self._case, self._storing = case, storing
        self._fingerprint = lru_cache(maxsize=256)(case.key.fingerprint)  # a disc's slices have few names and series

    def sealed(self, done: Done) -> Done:
        """The same with its row's sealed document and keyed hashes; a large answer goes into the vault."""
        task, answer = done.task, done.answer
        digest = done.kept.digest if done.kept else ""
        location = task.found.location if task.found else ""
        document = FileDocument(task.path, digest, task.modified, location, done.reasons, done.remarks)
        plain, stored = b'{"file":' + to_json(document), b""
        if answer is not None:
            plain += b',"index":' + to_json(answer.index) + b',"head":' + answer.head_plain
            if len(answer.stored) <= IN_ROW:
                stored = answer.stored
            else:
                done.answer_kept = self._storing.put(answer.stored)
            done.naming = (self._fingerprint(answer.naming), answer.naming) if answer.naming else None
            done.series_key = self._series(answer)
        done.sealed = sealed_row(self._case, task.id, plain + b"}", stored)
        return done

    def _series(self, answer: Answer) -> bytes | None:
        uid = answer.index.series_uid.encode("utf-8", "surrogateescape")
        return self._fingerprint(b"series\0" + uid) if uid else None
