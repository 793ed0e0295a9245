"""Thumbnails for the packet's pages: made in the cage once, kept in the vault, taken from there ever after."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import transaction

from consilium.actions.documents import ref_of
from consilium.actions.kept import keep
from consilium.actions.opened import OpenCase
from consilium.actions.records.gather import Everything, Gathered
from consilium.casebook.models import Picture
from consilium.domain import imaging
from consilium.domain.errors import UnreadableError
from consilium.domain.records import Ended
from consilium.readers.pool import Job, Pool, Taken

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
    kept = keep(case, [taken.bytes for taken in made.values()])
    pictures = [
        Picture(file_id=file, role=ROLE, media_type=taken.media_type, blob_id=blob)
        for (file, taken), blob in zip(made.items(), kept.named, strict=True)
    ]
    with transaction.atomic():
        kept.create(case)
        Picture.objects.bulk_create(pictures)
