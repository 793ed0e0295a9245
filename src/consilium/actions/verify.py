"""Every stored byte read again and compared with what came in: originals, readers' answers and pictures alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from consilium.actions import documents
from consilium.actions.opened import Installation, OpenCase, now, opened
from consilium.casebook import queries
from consilium.casebook.models import Blob, InputFile
from consilium.domain.errors import IntegrityError, NotFoundError
from consilium.domain.records import Remark
from consilium.domain.viewer import Viewer
from consilium.vault import verify as vault

THREADS = 2


@dataclass(frozen=True)
class Checked:
    """One stored content: whole when `problem` is None. `path` of the file it belongs to, as it was found."""

    path: str
    problem: Remark | None = None


def cases(installation: Installation, viewer: Viewer, name: str | None) -> list[OpenCase]:
    """The viewer's cases, or the one of that name. Raises NotFoundError when a named one does not exist."""
    rows = queries.cases_for(viewer, now())
    if name is not None:
        rows = rows.filter(name_key=installation.lookup(name))
        if not rows:
            raise NotFoundError("errors.no_case_named", name=name)
    return [opened(installation, viewer, row, "case.verified") for row in rows.order_by("created")]


def verify(case: OpenCase) -> Iterator[Checked]:
    """Check every sealed row of a file against the content that it names, and every content against its name."""
    paths: dict[UUID | None, str] = {}
    for row in InputFile.objects.filter(case=case.row).select_related("content").iterator(chunk_size=500):
        try:
            path = _path(case, row)
        except IntegrityError as error:
            yield Checked(str(row.id), error.remark)
            continue
        paths.setdefault(row.content_id, path)
        paths.setdefault(row.answer_id, path)
    blobs = list(Blob.objects.filter(case=case.row).order_by("pack_id", "offset"))
    expected = ((documents.ref_of(blob), bytes(blob.name)) for blob in blobs)
    for blob, checked in zip(blobs, vault.verify(case.reader, expected, THREADS), strict=True):
        yield Checked(paths.get(blob.id, str(blob.id)), checked.remark)


def _path(case: OpenCase, row: InputFile) -> str:
    """The file's path. Raises IntegrityError where the row was changed or names another content than it sealed."""
    document = documents.file_document(case, row)
    if row.content is not None and case.key.blob_name(bytes.fromhex(document.digest)) != bytes(row.content.name):
        raise IntegrityError("errors.integrity")
    return document.path
