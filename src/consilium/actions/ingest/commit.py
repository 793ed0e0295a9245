"""What came of tasks into the tables, many at a time: bytes durable first, then the rows that name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from consilium.actions.documents import file_document
from consilium.actions.ingest.packs import Packs
from consilium.actions.ingest.store import Contents, Kept
from consilium.actions.ingest.tasks import Done, Root
from consilium.actions.opened import OpenCase
from consilium.casebook.bulk import insert
from consilium.casebook.models import Blob, InputFile, Naming, Pack, Picture, Run
from consilium.vault.layout import BlobRef

OF_THE_INDEX = ("reader", "format", "category", "litter")


class Ledger:
    """Writes a run's results. Used by one thread."""

    def __init__(self, case: OpenCase, run: Run, packs: Packs) -> None:
        self._case, self._run, self._packs = case, run, packs
        self._packs_named = set(Pack.objects.filter(case=case.row).values_list("name", flat=True))
        self._namings = {bytes(key): row for key, row in Naming.objects.filter(case=case.row).values_list("key", "id")}
        self._blobs = {bytes(name) for name in Blob.objects.filter(case=case.row).values_list("name", flat=True)}

    def commit(self, batch: Sequence[Done]) -> None:
        """Make a batch durable. Raises StoreError; then none of the batch is in the tables."""
        self._packs.sync()
        finished = [root for root in map(self._settled, batch) if root is not None]
        with transaction.atomic():
            self._write_blobs(batch)
            self._write_namings(batch)
            insert(InputFile, [self._file(done) for done in batch])
            Picture.objects.bulk_create(_pictures(batch))
            InputFile.objects.filter(id__in=[root.id for root in finished]).update(complete=True)

    def _settled(self, done: Done) -> Root | None:
        """Count the task off its root; the root when nothing of it is left to do."""
        root = done.task.root
        root.pending += len(done.members) - 1
        return root if root.pending == 0 and done.task.parent is not None else None

    def _write_blobs(self, batch: Sequence[Done]) -> None:
        fresh = {kept.name: kept for kept in _all_kept(batch) if kept.name not in self._blobs}
        new_packs = {kept.ref.pack for kept in fresh.values()} - self._packs_named
        Pack.objects.bulk_create([Pack(name=name, case=self._case.row, run=self._run) for name in sorted(new_packs)])
        insert(Blob, [self._blob(kept) for kept in fresh.values()])
        self._packs_named |= new_packs
        self._blobs |= fresh.keys()

    def _blob(self, kept: Kept) -> dict[str, Any]:
        ref = kept.ref
        return {
            "id": kept.blob,
            "case_id": self._case.id,
            "name": kept.name,
            "pack_id": ref.pack,
            "offset": ref.offset,
            "length": ref.length,
        }

    def _write_namings(self, batch: Sequence[Done]) -> None:
        fresh: dict[bytes, Naming] = {}
        for done in batch:
            if done.naming is not None and done.naming[0] not in self._namings:
                key, plain = done.naming
                row = uuid4()
                sealed = self._case.seal("naming", row, b'{"people":' + plain + b"}")
                fresh[key] = Naming(id=row, case=self._case.row, key=key, sealed=sealed)
                self._namings[key] = row
        Naming.objects.bulk_create(fresh.values())

    def _file(self, done: Done) -> dict[str, Any]:
        task, index = done.task, done.answer.index if done.answer else None
        row = {
            "id": task.id,
            "case_id": self._case.id,
            "run_id": self._run.id,
            "parent_id": task.parent,
            "root": task.root.id,
            "fingerprint": task.fingerprint,
            "complete": not done.again and (task.parent is not None or task.root.pending == 0),
            "ended": done.ended,
            "locked": done.locked,
            "indexed": not (index and index.pages),
            "size": done.size,
            "content_id": done.kept.blob if done.kept else None,
            "naming_id": self._namings[done.naming[0]] if done.naming else None,
            "series_key": done.series_key,
            "answer_id": done.answer_kept.blob if done.answer_kept else None,
            "sealed": done.sealed,
        }
        return row if index is None else row | {name: getattr(index, name) for name in OF_THE_INDEX}


def _all_kept(batch: Sequence[Done]) -> Iterable[Kept]:
    for done in batch:
        yield from (kept for kept in (done.kept, done.answer_kept) if kept is not None)
        yield from (picture.kept for picture in done.pictures)
        # A member that its archive holds twice is stored by the first; both tasks name it later.
        yield from (member.kept for member in done.members if member.kept is not None)


def _pictures(batch: Sequence[Done]) -> list[Picture]:
    return [
        Picture(file_id=done.task.id, role=role, media_type=made.media_type, blob_id=made.kept.blob)
        for done in batch
        for role, made in {made.role: made for made in done.pictures}.items()
    ]


def load_contents(case: OpenCase) -> Contents:
    """The contents that the case has already."""
    contents = Contents(case.key)
    for name, blob, pack, offset, length in Blob.objects.filter(case=case.row).values_list(
        "name", "id", "pack_id", "offset", "length"
    ):
        contents.known[bytes(name)] = (blob, BlobRef(pack, offset, length))
    claimed = InputFile.objects.filter(case=case.row, content__isnull=False).exclude(ended="duplicate")
    contents.claimed.update(bytes(name) for name in claimed.values_list("content__name", flat=True))
    return contents


def known_fingerprints(case: OpenCase) -> set[bytes]:
    """The files at the top that need not be read again."""
    rows = InputFile.objects.filter(case=case.row, parent__isnull=True, complete=True)
    return {bytes(key) for key in rows.values_list("fingerprint", flat=True)}


def forget_unfinished(case: OpenCase, given: set[str], unlock: bool) -> None:
    """Remove the rows of files that are to be read again, their members' too. Bytes stay.

    Those are, of the files at the locations `given` again, the ones that were not finished and, with `unlock`, those
    that needed a password. What is not given again stays listed as it ended (law 1).
    """
    again = Q(parent__isnull=True, complete=False)
    if unlock:
        again |= Q(locked=True)
    unfinished = InputFile.objects.filter(again, case=case.row).values_list("root", flat=True)
    tops = InputFile.objects.filter(case=case.row, id__in=list(unfinished))
    roots: list[UUID] = [row.id for row in tops if file_document(case, row).location in given]
    InputFile.objects.filter(case=case.row, root__in=roots).delete()


def sweep(case: OpenCase) -> int:
    """Remove packs that a crash left without a row. Only while working alone."""
    named = set(Pack.objects.filter(case=case.row).values_list("name", flat=True))
    unnamed = [name for name in case.store.names(case.key.case_id) if name not in named]
    for name in unnamed:
        case.store.remove(name)
    return len(unnamed)
