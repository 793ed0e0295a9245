"""What was sent to us, for a run to read as if it lay in a folder: its bytes come from where they are sealed.

Nothing is ever written in the clear on the way: a file's chunks are opened in memory one after another, go into the
vault, and the caged worker reads them from there, as it reads the members of archives.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol
from uuid import UUID

from consilium.actions.documents import file_document, ref_of
from consilium.actions.ingest.commit import known_fingerprints
from consilium.actions.ingest.reading import fingerprint
from consilium.actions.ingest.walk import Found
from consilium.actions.opened import OpenCase
from consilium.casebook.models import InputFile
from consilium.readers.contract import Source

PLACE = "upload:"
BLOCK = 1 << 20


class Bytes(Source, Protocol):
    """A source that can be read from start to end too."""

    def pieces(self) -> Iterator[bytes]: ...


@dataclass(frozen=True)
class SentFile:
    """A file that was sent. `others` are those that were sent with it, by path."""

    id: UUID
    path: str
    size: int
    source: Callable[[], Bytes] = field(repr=False)
    others: Mapping[str, SentFile] = field(default_factory=dict, repr=False)

    def pieces(self) -> Iterator[bytes]:
        """All bytes in order. Raises IntegrityError, StoreError."""
        return self.source().pieces()

    def neighbour(self, relative: str) -> Source | None:
        """A file that was sent with this one, by path relative to its folder."""
        found = self.others.get(posixpath.join(posixpath.dirname(self.path), relative))
        return None if found is None else found.source()


class Kept:
    """A file's bytes in the vault."""

    def __init__(self, source: Source) -> None:
        self.size, self.read_at, self.fileno = source.size, source.read_at, source.fileno

    def pieces(self) -> Iterator[bytes]:
        for offset in range(0, self.size, BLOCK):
            yield self.read_at(offset, BLOCK)


def found_of(one: SentFile) -> Found:
    """As `walk` would have found it."""
    return Found(one.path, _place(one.id), one.size, sent=one)


def taken(case: OpenCase, uploads: Iterable[UUID]) -> list[UUID]:
    """Those that the case has, read to the end."""
    known = known_fingerprints(case)
    return [one for one in uploads if fingerprint(case, Found("", _place(one))) in known]


def locked(case: OpenCase) -> list[Found]:
    """Sent files that needed a password, to be read again from the vault."""
    roots = InputFile.objects.filter(case=case.row, locked=True).values_list("root", flat=True)
    found = []
    for row in InputFile.objects.filter(case=case.row, id__in=set(roots)).select_related("content"):
        document = file_document(case, row)
        if document.location.startswith(PLACE) and row.content is not None:
            upload = UUID(document.location.removeprefix(PLACE))
            again = partial(Kept, case.reader.source(ref_of(row.content)))
            found.append(found_of(SentFile(upload, document.path, row.size, again)))
    return found


def _place(upload: UUID) -> str:
    return PLACE + upload.hex
