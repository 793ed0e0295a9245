"""Whole files that come one after another in one request: a machine sends hundreds of images so.

They take the way of all uploads, but a batch of them becomes durable at once: bytes first, then one transaction with
their rows. A file that breaks off is given up, what came whole before it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from uuid import UUID, uuid4

from django.db import transaction

from consilium.actions.opened import OpenCase, now
from consilium.actions.uploads.counting import room
from consilium.actions.uploads.receiving import IN_ROW
from consilium.actions.uploads.rows import sealed_row, staging
from consilium.casebook.bulk import insert
from consilium.casebook.documents import UploadDocument
from consilium.casebook.models import Upload as Row
from consilium.domain.uploads import Limits, UploadState, must_fit
from consilium.vault.layout import CHUNK
from consilium.vault.staging import StagingWriter, sync_names

BUFFER = 16 * CHUNK
# Most of the time its threads wait for the disk, which takes many at once. They begin with the first file.
_WRITING = ThreadPoolExecutor(8, thread_name_prefix="writing")


class Arriving:
    """The files of one request. Use as a context manager; `commit` makes durable what came since the last one."""

    def __init__(self, case: OpenCase, limits: Limits | None = None, state: UploadState = UploadState.COMPLETE) -> None:
        """`state` is that of what came whole: `HANDED` where nobody hands it in later (`handing.hand_on`)."""
        self.batch: UUID = uuid4()
        self._state = state
        self._case, self._limits = case, limits or Limits()
        self._rows: list[dict[str, object]] = []
        self._bytes = 0
        self._writers: list[StagingWriter] = []
        self._last: Path | None = None
        self.came = self.came_bytes = 0  # files that are durable
        # Files stay open, and so locked, until their rows are there: nobody sweeps them meanwhile.
        self._open = ExitStack()

    def fits(self, length: int) -> None:
        """Raises UploadRefusedError where so many bytes more than came do not fit."""
        must_fit(self._bytes + length, room(self._case), self._limits)

    def take(self, path: str, pieces: Iterator[bytes | memoryview]) -> int:
        """One file; its length. Where `pieces` breaks off with an error, nothing of it counts. Raises StoreError."""
        upload = uuid4()
        buffer = bytearray()
        length, slot = 0, 0
        place = staging(self._case, upload)
        writer = None
        try:
            for piece in pieces:
                length += len(piece)
                if not buffer and len(piece) >= CHUNK:  # straight from where it is
                    writer = writer or self._open.enter_context(place.write())
                    whole = len(piece) // CHUNK * CHUNK
                    with memoryview(piece) as view:
                        slot += writer.put(slot, view[:whole])
                        buffer += view[whole:]
                    continue
                buffer += piece
                if len(buffer) >= BUFFER:
                    writer = writer or self._open.enter_context(place.write())
                    slot += _put_whole(writer, slot, buffer)
            if len(buffer) > IN_ROW:
                writer = writer or self._open.enter_context(place.write())
                slot += _put_whole(writer, slot, buffer)
                if buffer:
                    with memoryview(buffer) as view:
                        writer.put_last(slot, view)
                    buffer.clear()
        except BaseException:
            place.remove()
            raise
        if writer is not None:
            self._writers.append(writer)
        self._count(upload, path, length, writer, bytes(buffer))
        return length

    def take_whole(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Files that are in memory, each with its path; written side by side. Raises StoreError: then none counts."""
        uploads = [uuid4() for _ in files]
        large = [(upload, data) for upload, (_, data) in zip(uploads, files, strict=True) if len(data) > IN_ROW]
        places = [staging(self._case, upload) for upload, _ in large]
        writers: dict[UUID, StagingWriter] = {}
        written: list[Future[None]] = []
        before = len(self._rows), self._bytes
        try:
            for (upload, data), place in zip(large, places, strict=True):
                writers[upload] = self._open.enter_context(place.write())
                written.append(writers[upload].put_whole(memoryview(data), _WRITING))
            for upload, (path, data) in zip(uploads, files, strict=True):  # while they are written
                self._count(upload, path, len(data), writers.get(upload), b"" if upload in writers else data)
            for one in written:
                one.result()
        except BaseException:
            wait(written)
            self._rows[before[0] :], self._bytes = [], before[1]
            for place in places:
                place.remove()
            raise

    def _count(self, upload: UUID, path: str, length: int, writer: StagingWriter | None, tail: bytes) -> None:
        if writer is not None:
            self._last = writer.path
        self._rows.append(self._row(upload, UploadDocument(path, length, length), tail))
        self._bytes += length

    def _row(self, upload: UUID, document: UploadDocument, tail: bytes) -> dict[str, object]:
        made = now()
        return {
            "id": upload,
            "case_id": self._case.id,
            "batch": self.batch,
            "viewer": self._case.viewer.id,
            "state": self._state,
            "length": document.length,
            "offset": document.length,
            "made": made,
            "expires": made + timedelta(days=self._limits.days),
            "revision": 0,
            "sealed": sealed_row(self._case, upload, 0, document, tail),
        }

    def commit(self, then: Callable[[], object] | None = None) -> None:
        """Make everything durable that came whole; `then` is done in the same transaction as its rows.

        Where that raises, nothing of it counts and `give_up` removes it.
        """
        if self._last is not None:
            # Side by side: the file system's journal then takes many at once.
            list(_WRITING.map(StagingWriter.sync_bytes, self._writers))
            sync_names(self._last)
        came = self.came, self.came_bytes
        if self._rows or then is not None:
            try:
                with transaction.atomic():
                    insert(Row, self._rows)
                    self.came, self.came_bytes = came[0] + len(self._rows), came[1] + self._bytes
                    if then is not None:
                        then()
            except BaseException:
                self.came, self.came_bytes = came  # nothing of it is there: `give_up` still knows what came
                raise
        self._rows, self._bytes = [], 0
        self._let_go()

    def _let_go(self) -> None:
        self._open.close()
        self._open, self._writers, self._last = ExitStack(), [], None

    def give_up(self) -> None:
        """Nothing since the last commit counts."""
        rows, self._rows, self._bytes = self._rows, [], 0
        for row in rows:
            staging(self._case, UUID(str(row["id"]))).remove()
        self._let_go()

    def __enter__(self) -> Arriving:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()


def _put_whole(writer: StagingWriter, slot: int, buffer: bytearray) -> int:
    """Write the buffer's whole chunks and take them out of it; how many."""
    whole = len(buffer) // CHUNK * CHUNK
    with memoryview(buffer) as view:
        count = writer.put(slot, view[:whole])
    del buffer[:whole]
    return count
