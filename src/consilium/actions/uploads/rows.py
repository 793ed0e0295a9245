"""An upload's row: its sealed document, the bytes after the last whole chunk, and its staging file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from consilium.actions.opened import OpenCase
from consilium.casebook.documents import UploadDocument
from consilium.casebook.models import Upload as Row
from consilium.domain.errors import IntegrityError, NotFoundError
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.uploads import UploadState
from consilium.vault.staging import Staging

TABLE = "upload"
FOLDER = "uploads"


@dataclass(frozen=True)
class Upload:
    """One file on its way. `offset` bytes of `length` are durable; `metadata` is the header as it was sent."""

    id: UUID
    batch: UUID
    path: str
    length: int
    offset: int
    state: UploadState
    metadata: str
    made: datetime
    expires: datetime


def folder(home: Path) -> Path:
    """Where staging files lie."""
    return home / FOLDER


def staging(case: OpenCase, upload_id: UUID) -> Staging:
    """The staging file of an upload."""
    return Staging(folder(case.home), case.key, upload_id.bytes)


def row_of(case: OpenCase, upload_id: UUID) -> Row:
    """The row. Raises NotFoundError, for another case's upload too."""
    row = Row.objects.filter(id=upload_id, case=case.row).first()
    if row is None:
        raise NotFoundError("uploads.unknown")
    return row


def opened_row(case: OpenCase, row: Row) -> tuple[UploadDocument, bytes]:
    """The document and the bytes after the last whole chunk. Raises IntegrityError where the row was changed."""
    plain, _, tail = case.open(TABLE, row.id, row.sealed, row.revision).partition(b"\n")
    document = build(UploadDocument, from_json(plain))
    if (document.length, document.offset) != (row.length, row.offset):
        raise IntegrityError("vault.column_changed", table=TABLE, column="offset")
    return document, tail


def sealed_row(case: OpenCase, row: UUID, revision: int, document: UploadDocument, tail: bytes) -> bytes:
    """What `opened_row` opens."""
    return case.seal(TABLE, row, to_json(document) + b"\n" + tail, revision)


def view(case: OpenCase, row: Row) -> Upload:
    """A row as a value. Raises IntegrityError."""
    document, _ = opened_row(case, row)
    return Upload(
        id=row.id,
        batch=row.batch,
        path=document.path,
        length=row.length,
        offset=row.offset,
        state=UploadState(row.state),
        metadata=document.metadata,
        made=row.made,
        expires=row.expires,
    )
