"""One request's bytes on their way into the staging file.

Whole chunks are sealed and written as they come; every few megabytes, and every few seconds, they are synced and the
row moves on. What the row says is therefore durable, and a killed server loses the rest of one such step at most.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from types import TracebackType

from django.db.models import QuerySet

from consilium.actions.opened import OpenCase, now
from consilium.actions.uploads.rows import opened_row, sealed_row, staging
from consilium.casebook.models import Upload as Row
from consilium.domain.errors import NotFoundError, StoreError, UploadRefusedError
from consilium.domain.tus import Checksum
from consilium.domain.uploads import UploadState
from consilium.vault.layout import CHUNK
from consilium.vault.staging import StagingWriter

STEP_BYTES = 16 << 20
STEP_SECONDS = 5.0
BUFFER = 1 << 20
IN_ROW = 4096


class Receiving:
    """The bytes of one request. Use as a context manager: it keeps other writers off the upload."""

    def __init__(self, case: OpenCase, row: Row, offset: int, checksum: Checksum | None, lifetime: timedelta) -> None:
        """Raises UploadRefusedError where the row's offset is another one."""
        if row.offset != offset:
            raise UploadRefusedError("uploads.offset", offset=row.offset)
        self.row = row
        self._case, self._checksum, self._lifetime = case, checksum, lifetime
        self._document, tail = opened_row(case, row)
        self._hasher = checksum.hasher() if checksum else None
        self._buffer = bytearray(tail)
        self._slot = offset // CHUNK
        self._came = offset
        self._step_at = time.monotonic()
        self._writer: StagingWriter | None = None
        self._open = ExitStack()

    def take(self, piece: bytes) -> None:
        """The next bytes. Raises UploadRefusedError, BusyError, StoreError."""
        if self._came + len(piece) > self.row.length:
            raise UploadRefusedError("uploads.too_much", length=self.row.length)
        if self._hasher is not None:
            self._hasher.update(piece)
        self._came += len(piece)
        self._buffer += piece
        if len(self._buffer) >= BUFFER:
            self._write()
        # With a checksum nothing counts before everything came.
        if self._hasher is None and self._is_time():
            self._step()

    def end(self) -> None:
        """Everything of the request came. Raises UploadRefusedError for a wrong checksum, then nothing counts."""
        if self._hasher is not None and self._checksum is not None and self._hasher.digest() != self._checksum.digest:
            raise UploadRefusedError("uploads.checksum")
        self._step()

    def ends_here(self) -> None:
        """The file ends with what came, whatever length was announced. Raises as `take`."""
        self.row.length = self._came
        self._document = replace(self._document, length=self._came)
        self._step(ends=True)

    def broken_off(self) -> None:
        """The line broke: what came counts, unless a checksum was to hold for all of it."""
        if self._hasher is None:
            self._step()

    def _is_time(self) -> bool:
        return self._came - self.row.offset >= STEP_BYTES or time.monotonic() - self._step_at >= STEP_SECONDS

    def _write(self) -> None:
        """Whole chunks into the file; what is left stays in the buffer."""
        whole = len(self._buffer) // CHUNK * CHUNK
        if not whole:
            return
        writer = self._writing()
        try:
            with memoryview(self._buffer) as view:
                self._slot += writer.put(self._slot, view[:whole])
        except StoreError as error:
            raise _full(error) from error
        del self._buffer[:whole]

    def _write_last(self) -> None:
        """The end of the file too, unless it is small: rows are opened all at once when the case takes them in."""
        if len(self._buffer) > IN_ROW:
            writer = self._writing()
            try:
                with memoryview(self._buffer) as view:
                    writer.put_last(self._slot, view)
            except StoreError as error:
                raise _full(error) from error
            self._buffer.clear()

    def _writing(self) -> StagingWriter:
        """The file, ours alone; somebody else may have gone on while we waited for our first whole chunk."""
        if self._writer is None:
            self._writer = self._open.enter_context(staging(self._case, self.row.id).write())
            if not self._same().exists():
                self._lost()
        return self._writer

    def _same(self) -> QuerySet[Row]:
        return Row.objects.filter(id=self.row.id, revision=self.row.revision, offset=self.row.offset)

    def _step(self, *, ends: bool = False) -> None:
        """Make durable what came, and say so in the row."""
        if self._came == self.row.offset and not ends:
            return
        self._write()
        if self._came == self.row.length:
            self._write_last()
        if self._writer is not None:
            try:
                self._writer.sync()
            except StoreError as error:
                raise _full(error) from error
        document = replace(self._document, offset=self._came)
        changed = {
            "offset": self._came,
            "length": self.row.length,
            "revision": self.row.revision + 1,
            "state": UploadState.COMPLETE if self._came == self.row.length else UploadState.RECEIVING,
            "expires": now() + self._lifetime,
            "sealed": sealed_row(self._case, self.row.id, self.row.revision + 1, document, bytes(self._buffer)),
        }
        if not self._same().update(**changed):
            self._lost()
        for name, value in changed.items():
            setattr(self.row, name, value)
        self._step_at = time.monotonic()

    def _lost(self) -> None:
        """The row is gone (given up in another tab), or another request went on with it."""
        row = Row.objects.filter(id=self.row.id).first()
        if row is None:
            staging(self._case, self.row.id).remove()
            raise NotFoundError("uploads.unknown")
        raise UploadRefusedError("uploads.offset", offset=row.offset)

    def __enter__(self) -> Receiving:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()


def _full(error: StoreError) -> StoreError:
    """A full disk in words for who is sending."""
    return StoreError("uploads.disk_full") if error.code == "vault.disk_full" else error
