"""The originals into the packet, byte for byte; SHA-256 as the bytes go by, and of the rest from the vault."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from uuid import UUID

from consilium.actions.documents import reading_of
from consilium.actions.opened import OpenCase
from consilium.actions.records.gather import Everything, rows
from consilium.actions.records.view import Layout
from consilium.domain.records import Remark
from consilium.knowledge.catalog import Catalog
from consilium.vault.layout import BlobRef
from consilium.writers import disc

IMAGING = "imaging"
THREADS = 2
WAITING = 64


class Originals:
    """Stored bytes on their way out. `sha256` is in hex by content, complete when `finish` has returned."""

    def __init__(self, case: OpenCase, folder: Path) -> None:
        self._case, self._folder = case, folder
        self._threads = ThreadPoolExecutor(THREADS)
        self._waiting: deque[Future[None]] = deque()
        self.sha256: dict[UUID, str] = {}

    def write(self, everything: Everything, made: Layout, words: Catalog) -> tuple[Remark, ...]:
        """Everything that `made` places, and the media set; what was mended on it.

        `made.places` is completed with the places of the images. Raises OSError, IntegrityError, StoreError.
        """
        try:
            remarks = self._images(made, words)
            for one in everything.files:
                if one.ref is not None and one.content is not None and one.id in made.places and not one.is_image:
                    self._save(made.places[one.id], self._through(one.content, one.ref))
            self._finish()
            rest = {one.content: one.ref for one in everything.files if one.ref and one.content not in self.sha256}
            for content, ref in rest.items():
                if content is not None:
                    self._add(partial(_consume, self._through(content, ref)))
            self._finish()
        finally:
            self._threads.shutdown(cancel_futures=True)
        return remarks

    def _images(self, made: Layout, words: Catalog) -> tuple[Remark, ...]:
        """Write the media set, and enter each image's place."""
        if not made.images:
            return ()
        media = disc.MediaSet(readme=words.text("folders.readme"))
        order: list[UUID] = []
        for path, chunks in media.files(self._entries({one.id for one in made.images}, order)):
            if path not in ("README.TXT", "DICOMDIR"):
                made.places[order[-1]] = f"{IMAGING}/{path}"
            self._save(f"{IMAGING}/{path}", chunks)
        return media.remarks

    def _entries(self, ids: set[UUID], order: list[UUID]) -> Iterator[disc.Entry]:
        for row in rows(self._case):
            if row.id in ids and row.content is not None:
                reading = reading_of(self._case, row)
                ref = BlobRef(row.content.pack_id, row.content.offset, row.content.length)
                order.append(row.id)
                yield disc.Entry(reading.facts if reading else {}, partial(self._through, row.content.id, ref))

    def _through(self, content: UUID, ref: BlobRef) -> Iterator[bytes]:
        """The stored bytes, hashed as they go by (before a media set gives them another header)."""
        digest = hashlib.sha256()
        for piece in self._case.reader.stream(ref):
            digest.update(piece)
            yield piece
        self.sha256[content] = digest.hexdigest()

    def _save(self, name: str, chunks: Iterable[bytes]) -> None:
        self._add(partial(_write, self._folder / name, chunks))

    def _add(self, work: partial[None]) -> None:
        while len(self._waiting) >= WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._threads.submit(work))

    def _finish(self) -> None:
        while self._waiting:
            self._waiting.popleft().result()


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb", buffering=1 << 20) as out:
        out.writelines(chunks)


def _consume(chunks: Iterable[bytes]) -> None:
    deque(chunks, maxlen=0)
