"""The sealed documents of an opened case, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consilium.actions.opened import OpenCase
from consilium.casebook.documents import FileDocument, NamingDocument
from consilium.casebook.models import Blob, InputFile, Naming
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.records import Reading
from consilium.domain.sorting import Sorted
from consilium.vault.layout import BlobRef


@dataclass(frozen=True)
class FileRead:
    """An input file's sealed document with the reader's answer; `reading` and `sorted` are None without one."""

    document: FileDocument
    reading: Reading | None = None
    sorted: Sorted | None = None


def ref_of(blob: Blob) -> BlobRef:
    """Where a blob lies."""
    return BlobRef(blob.pack_id, blob.offset, blob.length)


def file_document(case: OpenCase, row: InputFile) -> FileDocument:
    """The document alone."""
    return build(FileDocument, _plain(case, row)["file"])


def file_read(case: OpenCase, row: InputFile) -> FileRead:
    """The document and the answer, wherever that lies. Raises IntegrityError, StoreError."""
    plain = _plain(case, row)
    answer = plain.get("answer")
    if answer is None and row.answer is not None:
        answer = from_json(case.reader.read(ref_of(row.answer)))
    document = build(FileDocument, plain["file"])
    if answer is None:
        return FileRead(document)
    return FileRead(document, build(Reading, answer["reading"]), build(Sorted, answer["sorted"]))


def naming_document(case: OpenCase, row: Naming) -> NamingDocument:
    """The people that a file names, and why they are or are not the child."""
    return build(NamingDocument, from_json(case.open("naming", row.id, row.sealed, row.revision)))


def keep_naming(case: OpenCase, row: Naming, document: NamingDocument) -> None:
    """Seal a changed naming into its row; the caller saves the row."""
    row.revision += 1
    row.sealed = case.seal("naming", row.id, to_json(document), row.revision)


def _plain(case: OpenCase, row: InputFile) -> dict[str, Any]:
    plain: dict[str, Any] = from_json(case.open("inputfile", row.id, row.sealed))
    return plain
