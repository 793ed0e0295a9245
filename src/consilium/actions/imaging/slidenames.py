"""The pictures of a slide that carry names: its label, and the whole glass. For those who may see names; no tiles."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from consilium.actions.documents import reading_of, ref_of
from consilium.actions.imaging.slidelabels import role_of
from consilium.actions.imaging.slides import DICOM_FORMAT, Beside, beside_in_series, in_cage, kept_picture
from consilium.actions.opened import OpenCase
from consilium.casebook.models import InputFile
from consilium.domain.errors import NotFoundError
from consilium.readers.contract import Wanted

ROLES = ("label", "macro")
LARGEST = 64 << 20  # bytes of an instance that is looked into for its flavour
RENDERED, JPEG = "rendered", "image/jpeg"


def named_pictures(case: OpenCase, file: UUID) -> tuple[str, ...]:
    """Which of them there are of a slide."""
    kept = {role for role in ROLES if kept_picture(case, file, role) is not None}
    return tuple(sorted(kept | {role for role, _ in _instances(case, file)}))


def named_picture(case: OpenCase, file: UUID, role: str) -> tuple[bytes, str]:
    """One of them, and its type. Raises NotFoundError, UnreadableError, StoreError."""
    kept = kept_picture(case, file, role) if role in ROLES else None
    if kept is not None:
        return case.reader.read(ref_of(kept.blob)), kept.media_type
    for found, row in _instances(case, file):
        if found == role and row.content is not None:
            return in_cage(case, ref_of(row.content), row.reader, Wanted(RENDERED, asked="{}"), Beside()), JPEG
    raise NotFoundError("errors.not_found")


def _instances(case: OpenCase, file: UUID) -> Iterator[tuple[str, InputFile]]:
    """(role, instance) of the labels and overviews in the series of a DICOM slide."""
    row = InputFile.objects.select_related("content").filter(case=case.row, id=file, format=DICOM_FORMAT).first()
    for one in [] if row is None else [row, *beside_in_series(case, row)]:
        reading = reading_of(case, one) if one.size <= LARGEST else None
        instance = reading.facts.get("instance") if reading else None
        role = role_of(instance.get("image_type")) if isinstance(instance, dict) else ""
        if role:
            yield role, one
