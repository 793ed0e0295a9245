"""Creating uploads, adding bytes to them, and giving them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from consilium.actions.opened import OpenCase, now
from consilium.actions.uploads.counting import forget, let_in
from consilium.actions.uploads.receiving import Receiving
from consilium.actions.uploads.rows import Upload, row_of, sealed_row, staging, view
from consilium.casebook.documents import UploadDocument
from consilium.casebook.models import Upload as Row
from consilium.domain.errors import ConsiliumError, UploadRefusedError
from consilium.domain.tus import Checksum
from consilium.domain.uploads import Limits, UploadState, path_of

__all__ = ["Upload", "append", "create", "one", "terminate", "waiting"]


def create(
    case: OpenCase, length: int, metadata: Mapping[str, str], *, raw: str = "", limits: Limits | None = None
) -> Upload:
    """Begin an upload of `length` bytes. Raises UploadRefusedError (quota, disk, no such batch), StoreError.

    `metadata` is decoded: `relativePath` or `filename`, and `batch`, the id of the drop that it belongs to (any UUID
    that the page has made; without one the file is a batch of its own). `raw` is the header, given back as it was.
    """
    limits = limits or Limits()
    let_in(case, length, limits)
    upload_id = uuid4()
    document = UploadDocument(path_of(metadata), length, 0, raw)
    row = Row(id=upload_id, case=case.row, viewer=case.viewer.id, length=length, made=now())
    row.batch = _batch(metadata) or upload_id
    row.state = UploadState.RECEIVING if length else UploadState.COMPLETE
    row.expires = now() + timedelta(days=limits.days)
    row.sealed = sealed_row(case, upload_id, 0, document, b"")
    row.save(force_insert=True)
    return view(case, row)


def append(
    case: OpenCase,
    upload_id: UUID,
    offset: int,
    pieces: Iterable[bytes],
    checksum: Checksum | None = None,
    *,
    limits: Limits | None = None,
) -> Upload:
    """Add bytes at `offset`; the upload as it stands then. What it says is durable.

    Where `pieces` breaks off with an error, what came before is kept and the error goes on; with a checksum nothing of
    the request counts until all of it came and fits. Raises NotFoundError, UploadRefusedError (other offset, wrong
    checksum, more bytes than were announced, expired), BusyError (somebody else is sending), StoreError (disk full).
    """
    row = row_of(case, upload_id)
    if row.expires <= now():
        raise UploadRefusedError("uploads.gone")
    if row.state == UploadState.HANDED:
        raise UploadRefusedError("uploads.finished")
    receiving = Receiving(case, row, offset, checksum, timedelta(days=(limits or Limits()).days))
    with receiving:
        try:
            for piece in pieces:
                receiving.take(piece)
        except ConsiliumError:
            raise
        except Exception:
            receiving.broken_off()
            raise
        receiving.end()
    return view(case, receiving.row)


def one(case: OpenCase, upload_id: UUID) -> Upload:
    """How an upload stands. Raises NotFoundError, UploadRefusedError (expired), IntegrityError."""
    row = row_of(case, upload_id)
    if row.state != UploadState.HANDED and row.expires <= now():
        raise UploadRefusedError("uploads.gone")
    return view(case, row)


def waiting(case: OpenCase, batch: UUID | None = None) -> list[Upload]:
    """What is on its way, of one batch or all, in the order in which it was begun: to be gone on with."""
    rows = Row.objects.filter(case=case.row).order_by("made", "id")
    return [view(case, row) for row in (rows if batch is None else rows.filter(batch=batch))]


def terminate(case: OpenCase, upload_id: UUID) -> None:
    """Give an upload up. Raises NotFoundError, UploadRefusedError (the case is taking it in)."""
    row = row_of(case, upload_id)
    deleted, _ = Row.objects.filter(id=row.id).exclude(state=UploadState.HANDED).delete()
    if not deleted:
        raise UploadRefusedError("uploads.finished")
    staging(case, row.id).remove()
    forget(case.id)


def _batch(metadata: Mapping[str, str]) -> UUID | None:
    """Raises UploadRefusedError for a batch that is no UUID."""
    given = metadata.get("batch")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise UploadRefusedError("uploads.header", name="Upload-Metadata") from None
