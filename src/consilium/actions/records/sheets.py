"""One record as a person reads it: its pages' words and pictures, its original. Pictures are made in the cage.

A picture costs 100 ms and more, so the last ones stay in this process's memory, and so do the words of the last pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from consilium.actions import audit
from consilium.actions.cage import CAGE
from consilium.actions.documents import page_of, ref_of
from consilium.actions.opened import OpenCase, now
from consilium.actions.records.gather import Everything, Gathered
from consilium.actions.records.shelf import Shelf
from consilium.casebook.models import InputFile, Picture
from consilium.domain.errors import NotFoundError, StoreError, UnreadableError
from consilium.domain.findings.text.untold import untold
from consilium.domain.records import Page
from consilium.knowledge.findings import section_words
from consilium.readers.contract import Wanted
from consilium.readers.pool import Job, Taken
from consilium.writers.names import extension, safe_part

SIDE = 1_200
PAGED = ("pdf", "photo")
PICTURED = ("pdf", "photo", "slide")
IMAGES = ("dicom", "dicom-sc")  # formats of the reader `dicom` that are pictures
THUMBNAIL = "thumbnail"
_PICTURES: Shelf[bytes] = Shelf(48 << 20, len)
_PAGES: Shelf[Page] = Shelf(40_000, lambda page: 1 + len(page.lines))


@dataclass(frozen=True)
class Original:
    """The bytes as they came in. `name` is safe for any system; `pieces` are to be read once."""

    name: str
    size: int
    pieces: Iterator[bytes]


def file_of(everything: Everything, file: UUID) -> Gathered:
    """One file of the case. Raises NotFoundError: of another case it looks the same as of none."""
    found = everything.by_id.get(file)
    if found is None:
        raise NotFoundError("errors.not_found")
    return found


def page(case: OpenCase, one: Gathered, number: int) -> Page:
    """The words of a page; none where nothing was read from it. Raises NotFoundError where there is no such page."""
    if not 1 <= number <= max(one.pages, 1):
        raise NotFoundError("errors.not_found")
    return _PAGES.get((case.id, one.id, number), lambda: _read(case, one, number))


def left_out(
    case: OpenCase, one: Gathered, number: int, quotes: Iterable[str], most: int
) -> tuple[tuple[str, ...], int]:
    """The sentences of a page from which no statement was taken, `most` of them, and how many more there are. `quotes`
    are the words of all statements of the page. Raises NotFoundError where there is no such page."""
    return untold(page(case, one, number), quotes, section_words(), most)


def get_ready() -> None:
    """Have the cage start, so that it is there when the first picture is asked for; does not wait for it."""
    CAGE.pool()


def has_pictures(one: Gathered) -> bool:
    """Whether each page can be shown as it looks."""
    return one.reader in PAGED and one.ref is not None and one.pages > 0


def picture(case: OpenCase, one: Gathered, number: int) -> bytes:
    """A page as JPEG bytes, upright as it is read. Raises NotFoundError where there is none, StoreError."""
    if not has_pictures(one):
        raise NotFoundError("errors.not_found")
    quarters = round(page(case, one, number).turned / 90.0) % 4
    wanted = Wanted("page", number, quarters, SIDE)
    return _found(_PICTURES.get((case.id, one.content, number, quarters), lambda: _made(case, one, wanted)))


def has_thumbnail(one: Gathered) -> bool:
    """Whether a small picture can be made of it."""
    return one.ref is not None and (one.reader in PICTURED or one.format in IMAGES)


def thumbnail(case: OpenCase, one: Gathered) -> bytes:
    """A small picture of a scan, a slide or a first page, PNG or JPEG. Raises NotFoundError, StoreError."""
    if not has_thumbnail(one):
        raise NotFoundError("errors.not_found")
    return _found(_PICTURES.get((case.id, one.content, THUMBNAIL), lambda: _kept_or_made(case, one)))


def original(case: OpenCase, one: Gathered) -> Original:
    """The stored bytes of a file. Leaves an audit line. Raises NotFoundError where nothing could be kept of it."""
    if one.ref is None:
        raise NotFoundError("errors.not_found")
    with transaction.atomic():
        audit.record(case.viewer, "record.downloaded", case.id, now(), size=one.size)
    found = one.path.rpartition("!/")[2].rpartition("/")[2]
    stem = safe_part(found.rpartition(".")[0] or found)
    return Original(f"{stem}.{extension(one.format, one.path)}", one.ref.length, case.reader.stream(one.ref))


def _read(case: OpenCase, one: Gathered, number: int) -> Page:
    row = InputFile.objects.select_related("answer").get(case=case.row, id=one.id)
    return page_of(case, row, number) or Page(number)


def _found(data: bytes) -> bytes:
    if not data:
        raise NotFoundError("errors.not_found")
    return data


def _kept_or_made(case: OpenCase, one: Gathered) -> bytes:
    kept = Picture.objects.filter(file_id=one.id, file__case=case.row, role=THUMBNAIL).select_related("blob").first()
    return case.reader.read(ref_of(kept.blob)) if kept else _made(case, one, Wanted())


def _made(case: OpenCase, one: Gathered, wanted: Wanted) -> bytes:
    """The picture, b"" where none can be made: the words are shown then."""
    assert one.ref is not None
    taken = Taken(wanted.role)
    job = Job(case.reader.source(one.ref), one.path, one.path, op="picture", reader=one.reader, wanted=wanted)
    try:
        CAGE.picture(job, taken)
    except UnreadableError:
        return b""
    except StoreError:
        CAGE.close()  # its workers can't be started any more: the next picture begins with new ones
        raise
    return taken.bytes
