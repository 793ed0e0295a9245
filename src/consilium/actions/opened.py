"""A case that somebody may work with: its row, its keys and its store, after the audit line was written."""

from __future__ import annotations

import contextlib
import fcntl
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connection, transaction

from consilium.actions import audit
from consilium.casebook import queries
from consilium.casebook.documents import CaseDocument
from consilium.casebook.models import Case, Grant
from consilium.domain.errors import BusyError
from consilium.domain.identity import CaseIdentity
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.sorting.fromothers import FromOthers
from consilium.domain.viewer import EVERYTHING, OPERATOR, Viewer
from consilium.vault.blobs import PackReader
from consilium.vault.casekey import CaseKey, derive
from consilium.vault.columns import ColumnSealer
from consilium.vault.keys import KeyRing
from consilium.vault.stores import PackStore


@dataclass(frozen=True)
class Installation:
    """What an act needs of the installation beside the tables."""

    home: Path
    keys: KeyRing
    store: PackStore

    def lookup(self, text: str) -> bytes:
        """A keyed hash by which the tables can find a text that they do not know, in any case of letters."""
        key = derive(self.keys.audit_seed(), b"consilium case name v1")
        return hmac.digest(key, text.casefold().encode("utf-8", "surrogateescape"), "sha256")


def name_key(installation: Installation, viewer: Viewer, name: str) -> bytes:
    """The keyed hash of a case's name: each person's names are their own, so that none tells of another's case."""
    return installation.lookup(name if viewer == OPERATOR else f"{viewer.id} {name}")


@dataclass(frozen=True)
class OpenCase:
    """An opened case. Making one needs a grant and leaves an audit line."""

    row: Case
    key: CaseKey
    store: PackStore
    viewer: Viewer
    document: CaseDocument
    home: Path

    @property
    def id(self) -> UUID:
        return self.row.id

    @cached_property
    def _sealer(self) -> ColumnSealer:
        return ColumnSealer(self.key)

    @cached_property
    def reader(self) -> PackReader:
        """Reads the case's stored bytes."""
        return PackReader(self.store, self.key)

    @cached_property
    def told(self) -> dict[str, FromOthers]:
        """What other papers tell of a paper, by the id of its file."""
        return {one.file: one.told for one in self.document.from_others}

    def seal(self, table: str, row: UUID, plain: bytes, revision: int = 0) -> bytes:
        """A document sealed to its row and revision."""
        return self._sealer.seal(table, row.hex, "sealed", revision, plain)

    def open(self, table: str, row: UUID, sealed: bytes | memoryview, revision: int = 0) -> bytes:
        """The document of a row. Raises IntegrityError."""
        return self._sealer.open(table, row.hex, "sealed", revision, bytes(sealed))

    def fresh(self) -> OpenCase:
        """The case as it stands now, locked until the transaction ends: for acts that change its document."""
        row = Case.objects.select_for_update().get(id=self.id)
        plain = self.open("case", row.id, row.sealed, row.revision)
        return replace(self, row=row, document=build(CaseDocument, from_json(plain)))

    def with_document(self, document: CaseDocument) -> OpenCase:
        """Keep a changed document, in the row too."""
        self.row.revision += 1
        self.row.sealed = self.seal("case", self.id, to_json(document), self.row.revision)
        self.row.save(update_fields=["sealed", "revision"])
        return replace(self, document=document)


def now() -> datetime:
    """The clock, for acts."""
    return datetime.now(UTC)  # noqa: TID251 (acts are where time comes in)


def case_named(installation: Installation, viewer: Viewer, name: str, act: str) -> OpenCase | None:
    """The viewer's case of that name, opened, or None."""
    row = queries.case_named(viewer, name_key(installation, viewer, name), now())
    return None if row is None else opened(installation, viewer, row, act)


def opened(installation: Installation, viewer: Viewer, row: Case, act: str, since: datetime | None = None) -> OpenCase:
    """A row that the viewer was given, opened under an audit line that is committed first.

    With `since`, a line of the same act that stands since then is enough.
    """
    with transaction.atomic():
        if since is None or audit.recorded(viewer, act, row.id, since) is None:
            audit.record(viewer, act, row.id, now())
    key = installation.keys.case_key(row.id.hex)
    plain = ColumnSealer(key).open("case", row.id.hex, "sealed", row.revision, bytes(row.sealed))
    return OpenCase(row, key, installation.store, viewer, build(CaseDocument, from_json(plain)), installation.home)


def create_case(installation: Installation, viewer: Viewer, document: CaseDocument) -> OpenCase:
    """A new case, which its maker owns."""
    case_id = uuid4()
    key = installation.keys.create_case_key(case_id.hex)
    sealed = ColumnSealer(key).seal("case", case_id.hex, "sealed", 0, to_json(document))
    found_by = name_key(installation, viewer, document.name)
    with transaction.atomic():
        row = Case.objects.create(id=case_id, created=now(), name_key=found_by, sealed=sealed)
        Grant.objects.create(case=row, viewer=viewer.id, role=EVERYTHING, since=now())
        audit.record(viewer, "case.created", case_id, now())
    return OpenCase(row, key, installation.store, viewer, document, installation.home)


@contextlib.contextmanager
def working_alone(case: OpenCase) -> Iterator[None]:
    """Keep everybody else off the case while it is written. Raises BusyError.

    A lock on a file of the home keeps off other processes of this machine, a lock of the database server those of
    other machines; both end with the process that holds them.
    """
    folder = case.home / "locks"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / f"{case.id.hex}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not _server_lock("pg_try_advisory_lock", case.id):
            raise BusyError("errors.case_busy")
        yield
        _server_lock("pg_advisory_unlock", case.id)
    except BlockingIOError:
        raise BusyError("errors.case_busy") from None
    finally:
        os.close(descriptor)


def _server_lock(function: str, case_id: UUID) -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        number = int.from_bytes(case_id.bytes[:8], "big", signed=True)
        cursor.execute(f"SELECT {function}(%s)", [number])
        return bool(cursor.fetchone()[0])


def identity_of(case: OpenCase) -> CaseIdentity | None:
    """The child of the case as far as known."""
    plain = case.document.identity
    return None if plain is None else CaseIdentity.from_plain(dict(plain))  # type: ignore[arg-type]
