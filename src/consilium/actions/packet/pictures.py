"""Thumbnails for the packet's pages: made in the cage once, kept in the vault, taken from there ever after."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from django.db import transaction

from consilium.actions.documents import ref_of
from consilium.actions.opened import OpenCase
from consilium.actions.packet.gather import Everything, Gathered
from consilium.casebook.models import Blob, Pack, Picture, Run
from consilium.domain import imaging
from consilium.domain.errors import UnreadableError
from consilium.domain.records import Ended
from consilium.readers.pool import Job, Pool, Taken
from consilium.vault.content import digest_of
from consilium.vault.packs import PackWriter

ROLE = "thumbnail"
READERS = ("dicom", "pdf", "photo", "slide")
MOST = 400
THREADS = 2


def thumbnails(case: OpenCase, everything: Everything) -> dict[UUID, bytes]:
    """PNG or JPEG bytes by file: the middle image of each series, first pages, slides."""
    wanted = {one.id: one for one in _shown(everything)}
    kept = Picture.objects.filter(file__case=case.row, role=ROLE).select_related("blob__pack")
    found = {row.file_id: case.reader.read(ref_of(row.blob)) for row in kept if row.file_id in wanted}
    missing = [one for one in wanted.values() if one.id not in found and one.ref is not None][:MOST]
    if missing:
        made = _make(case, missing)
        _keep(case, made)
        found |= {file: taken.bytes for file, taken in made.items()}
    return found


def _shown(everything: Everything) -> Iterable[Gathered]:
    for study in imaging.studies(everything.instances):
        for series in study.series:
            if (series.uid, series.middle) in everything.by_instance:
                yield everything.by_instance[series.uid, series.middle]
    yield from (one for one in everything.ended(Ended.READ) if one.is_document and one.reader in READERS)


def _make(case: OpenCase, files: list[Gathered]) -> dict[UUID, Taken]:
    with Pool() as pool, ThreadPoolExecutor(THREADS) as threads:
        taken = threads.map(lambda one: (one.id, _picture(case, pool, one)), files)
        return {file: made for file, made in taken if made.bytes}


def _picture(case: OpenCase, pool: Pool, one: Gathered) -> Taken:
    """The picture, empty where none can be made: a packet is not held up by it."""
    taken = Taken(ROLE)
    if one.ref is None:
        return taken
    job = Job(case.reader.source(one.ref), one.path, one.path, op="picture", reader=one.reader)
    try:
        pool.picture(job, taken)
    except UnreadableError:
        return Taken(ROLE)
    return taken


def _keep(case: OpenCase, made: dict[UUID, Taken]) -> None:
    """Into a pack of their own; the same picture of two files is one blob."""
    if not made:
        return
    writer = PackWriter.begin(case.store, case.key)
    known = {bytes(name): blob for name, blob in Blob.objects.filter(case=case.row).values_list("name", "id")}
    blobs, pictures = [], []
    for file, taken in made.items():
        digest = digest_of(taken.bytes)
        name = case.key.blob_name(digest)
        if name not in known:
            ref = writer.put(taken.bytes, digest)
            known[name] = uuid4()
            blobs.append(
                Blob(id=known[name], case=case.row, name=name, pack_id=ref.pack, offset=ref.offset, length=ref.length)
            )
        pictures.append(Picture(file_id=file, role=ROLE, media_type=taken.media_type, blob_id=known[name]))
    writer.close()
    with transaction.atomic():
        run = Run.objects.filter(case=case.row).latest("started")
        Pack.objects.create(name=writer.name, case=case.row, run=run)
        Blob.objects.bulk_create(blobs)
        Picture.objects.bulk_create(pictures)
