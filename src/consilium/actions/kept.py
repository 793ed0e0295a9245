"""Bytes that the program made itself (pictures, index segments) into the vault, outside of an ingest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from consilium.actions.opened import OpenCase
from consilium.casebook.models import Blob, Pack, Run
from consilium.vault.content import digest_of
from consilium.vault.packs import PackWriter


@dataclass
class NewBlobs:
    """Blobs that are durable and have no rows yet: `named` in order of the data, `rows` those to be created."""

    pack: str
    named: list[UUID]
    rows: list[Blob]

    def create(self, case: OpenCase) -> None:
        """The rows, in the caller's transaction."""
        if self.rows:
            run = Run.objects.filter(case=case.row).latest("started")
            Pack.objects.create(name=self.pack, case=case.row, run=run)
            Blob.objects.bulk_create(self.rows)


def keep(case: OpenCase, contents: Iterable[bytes]) -> NewBlobs:
    """Make contents durable in a pack of their own; what the case has already is named, not stored again."""
    writer = PackWriter.begin(case.store, case.key)
    known = {bytes(name): blob for name, blob in Blob.objects.filter(case=case.row).values_list("name", "id")}
    made = NewBlobs(writer.name, [], [])
    for data in contents:
        digest = digest_of(data)
        name = case.key.blob_name(digest)
        if name not in known:
            ref = writer.put(data, digest)
            known[name] = uuid4()
            place = {"pack_id": ref.pack, "offset": ref.offset, "length": ref.length}
            made.rows.append(Blob(id=known[name], case=case.row, name=name, **place))
        made.named.append(known[name])
    writer.close()
    return made
