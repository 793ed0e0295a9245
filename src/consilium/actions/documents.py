"""The sealed documents of an opened case, as values.

An input file's sealed document is one line of JSON (`file`, and with an answer `index` and `head`), a line feed, and
the answer's findings and body where they are small; larger ones are a blob (`domain.answers` says what they are).

A server of pages keeps what it opened for some minutes (`keep_opened`): then only what changed is opened anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from consilium.actions.opened import OpenCase
from consilium.actions.records.shelf import Shelf
from consilium.casebook.documents import FileDocument, NamingDocument
from consilium.casebook.models import Blob, InputFile, Naming
from consilium.domain.answers import Head, body_from_bytes, findings_from_bytes, page_from_bytes
from consilium.domain.findings import Finding
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.records import Page, Reading
from consilium.readers.pool import NOT_OURS
from consilium.vault.layout import BlobRef

T = TypeVar("T")
FINDING_BYTES = 4_000  # in memory, about
HEAVIER = 6  # a value in memory against its packed bytes, about
_KEPT: list[Shelf[Any]] = []


def keep_opened(bound: int) -> None:
    """Keep what is opened of files from now on, up to about `bound` bytes: in a process that shows pages."""
    _KEPT[:] = [Shelf(bound, lambda kept: kept[1])]


def once(
    case: OpenCase, row: InputFile, what: str, make: Callable[[], T], weigh: Callable[[T], int] | None = None
) -> T:
    """What `make` gives of a file's row, made once while the row's sealed bytes stay the same, where things are kept.

    `weigh` says about how many bytes it takes in memory; else it is taken to grow with the sealed bytes.
    """
    if not _KEPT:
        return make()
    key = (case.id, row.id, what, hashlib.blake2b(bytes(row.sealed), digest_size=16).digest())

    def made() -> tuple[T, int]:
        value = make()
        return value, HEAVIER * len(row.sealed) if weigh is None else weigh(value)

    value: T = _KEPT[0].get(key, made)[0]
    return value


@dataclass(frozen=True)
class FileRead:
    """An input file's sealed document with the head of the reader's answer, None without one."""

    document: FileDocument
    head: Head | None = None


def ref_of(blob: Blob) -> BlobRef:
    """Where a blob lies."""
    return BlobRef(blob.pack_id, blob.offset, blob.length)


def file_document(case: OpenCase, row: InputFile) -> FileDocument:
    """The document alone."""
    return build(FileDocument, opened_row(case, row)[0]["file"])


def file_read(case: OpenCase, row: InputFile) -> FileRead:
    """The document and the answer's head, with what other papers of the case tell of it. Raises IntegrityError."""
    read = once(case, row, "head", lambda: file_as_read(case, row))
    told = case.told.get(str(row.id))
    if told is None or read.head is None:
        return read
    return replace(read, head=replace(read.head, sorted=told.over(read.head.sorted)))


def file_as_read(case: OpenCase, row: InputFile) -> FileRead:
    """The document and the answer's head as the reader left it. Raises IntegrityError."""
    plain, _ = opened_row(case, row)
    head = plain.get("head")
    return FileRead(build(FileDocument, plain["file"]), None if head is None else build(Head, head))


def reading_of(case: OpenCase, row: InputFile) -> Reading | None:
    """All that was read from a file: text with its places, facts. None without an answer, or where a worker that a
    hostile file took over sent something else. Raises as `file_read`, and StoreError."""
    body = _body(case, row)
    try:
        return None if body is None else body_from_bytes(body)
    except NOT_OURS:
        return None


def page_of(case: OpenCase, row: InputFile, number: int) -> Page | None:
    """One page of what was read from a file, None where there is none. Raises as `reading_of`."""
    body = _body(case, row)
    try:
        return None if body is None else page_from_bytes(body, number)
    except NOT_OURS:
        return None


def _body(case: OpenCase, row: InputFile) -> bytes | None:
    """The answer's body, None without an answer."""
    plain, stored = opened_row(case, row)
    if "index" not in plain:
        return None
    first, length = plain["index"]["parts"]
    return stored[first:] if row.answer is None else case.reader.read_range(ref_of(row.answer), first, length)


def findings_in(case: OpenCase, row: InputFile) -> tuple[Finding, ...]:
    """What the file says, by the rules; nothing where `reading_of` gives None. Raises as that."""
    weigh = lambda found: FINDING_BYTES * (1 + len(found))  # noqa: E731
    return once(case, row, "findings", lambda: _findings_in(case, row), weigh)


def _findings_in(case: OpenCase, row: InputFile) -> tuple[Finding, ...]:
    plain, stored = opened_row(case, row)
    first = plain["index"]["parts"][0] if "index" in plain else 0
    if not first:
        return ()
    whole = stored if row.answer is None else case.reader.read_range(ref_of(row.answer), 0, first)
    try:
        return findings_from_bytes(whole[:first])
    except NOT_OURS:
        return ()


def naming_document(case: OpenCase, row: Naming) -> NamingDocument:
    """The people that a file names, and why they are or are not the child."""
    return build(NamingDocument, from_json(case.open("naming", row.id, row.sealed, row.revision)))


def keep_naming(case: OpenCase, row: Naming, document: NamingDocument) -> None:
    """Seal a changed naming into its row; the caller saves the row."""
    row.revision += 1
    row.sealed = case.seal("naming", row.id, to_json(document), row.revision)


def opened_row(case: OpenCase, row: InputFile) -> tuple[dict[str, Any], bytes]:
    """The JSON of an input file's sealed document and what follows it. Raises IntegrityError."""
    plain, _, stored = case.open("inputfile", row.id, row.sealed).partition(b"\n")
    return from_json(plain), stored


def sealed_row(case: OpenCase, row: UUID, plain: bytes, stored: bytes) -> bytes:
    """A sealed document of JSON without line feeds and what follows it."""
    return case.seal("inputfile", row, plain + b"\n" + stored)
