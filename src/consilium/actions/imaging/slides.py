"""Slides: the index of a slide's tiles, made once in the cage and kept in the vault, and its tiles, mostly as stored.

A tile that can leave as it is stored costs its decryption; others are rendered in the cage and kept in this process for
some minutes. Neither grows with the slide, nor with tiles that are asked for and not there.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction

from consilium.actions.cage import CAGE
from consilium.actions.documents import file_read, ref_of
from consilium.actions.kept import keep
from consilium.actions.opened import OpenCase
from consilium.actions.records.shelf import Shelf
from consilium.casebook.models import InputFile, Picture
from consilium.domain.errors import NotFoundError, StoreError, UnreadableError
from consilium.domain.slides import Form, Index, Level, Piece, behind, from_bytes, joined, stacked
from consilium.readers.contract import Source, Wanted
from consilium.readers.indexed import INDEX_TYPE, TILE, TILES
from consilium.readers.pool import Job, Taken
from consilium.vault.layout import BlobRef

READER = "slide"
DICOM, DICOM_FORMAT = "dicom", "dicom-wsi"
MIRAX, PARTS_OF = "mrxs", ("mrxs-part",)
INSTANCES_BOUND = 256
INDEX_BOUND = 128 << 20  # bytes of an index, and of those of all slides that are looked at
SPAN_BOUND = 8 << 20
SPARSE = 16
_SLIDES: Shelf[Slide] = Shelf(INDEX_BOUND, lambda slide: slide.weight)
_RENDERED: Shelf[bytes] = Shelf(64 << 20, len)


@dataclass(frozen=True, slots=True)
class Beside:
    """The files that a slide of several files needs: its own path, and where the others lie by path from its folder."""

    path: str = ""
    files: Mapping[str, BlobRef] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """One file in which levels lie."""

    file: UUID
    content: UUID
    ref: BlobRef
    reader: str
    index: Index
    beside: Beside


Part = tuple[Stored, Level]


@dataclass(frozen=True)
class Slide:
    """A slide to look at: its levels, the largest first, each with the files that hold its tiles."""

    levels: tuple[tuple[Part, ...], ...]
    mpp_x: float | None
    mpp_y: float | None
    objective: float | None

    @property
    def id(self) -> str:
        """The same for every file that holds the same slide: the content of its largest level."""
        return self.levels[0][0][0].content.hex

    @property
    def sizes(self) -> tuple[Level, ...]:
        """The levels' sizes."""
        return tuple(parts[0][1] for parts in self.levels)

    @property
    def weight(self) -> int:
        """About how many bytes it takes in memory."""
        return 4096 + sum(len(one.offsets) + len(one.lengths) for parts in self.levels for _, one in parts)


def is_slide(row_format: str, reader: str) -> bool:
    """Whether a file of that format may be a slide that can be looked at."""
    return (reader == READER and row_format not in PARTS_OF) or row_format == DICOM_FORMAT


def slide_of(case: OpenCase, file: UUID) -> Slide:
    """The slide that a file is, or is a part of. Raises NotFoundError where it is none of this case, UnreadableError
    where no tile of it can be shown, StoreError."""
    return _SLIDES.get((case.id, file), lambda: _opened(case, file))


def tile(case: OpenCase, slide: Slide, level: int, column: int, row: int) -> bytes:
    """A tile as a JPEG. Raises NotFoundError beyond the slide, UnreadableError where it is damaged, StoreError."""
    if not 0 <= level < len(slide.levels):
        raise NotFoundError("errors.not_found")
    blank = b""
    for stored, one in slide.levels[level]:
        pieces = one.pieces(column, row)
        if any(length for _, length in pieces) or (one.form is Form.RENDERED and not one.count):
            return _out(case, stored, one, pieces, (column, row))
        blank = blank or one.blank
    if not blank:
        raise UnreadableError("slide.tile_damaged")
    return blank


# The index


def _opened(case: OpenCase, file: UUID) -> Slide:
    row = InputFile.objects.select_related("content").filter(case=case.row, id=file).first()
    if row is None or row.content is None or not is_slide(row.format, row.reader):
        raise NotFoundError("errors.not_found")
    stored = [_stored(case, row)] if row.reader == READER else _instances(case, row)
    if not stored:
        raise UnreadableError("slide.no_levels")
    by_size: dict[tuple[int, int, int, int], list[Part]] = {}
    for one in stored:
        for level in one.index.levels:
            size = (level.width, level.height, level.tile_width, level.tile_height)
            by_size.setdefault(size, []).append((one, level))
    levels = sorted(by_size.values(), key=lambda parts: -parts[0][1].width)
    base = levels[0][0][0].index
    objective = next((one.index.objective for one in stored if one.index.objective), None)
    slide = Slide(tuple(map(tuple, levels)), base.mpp_x, base.mpp_y, objective)
    if slide.weight > INDEX_BOUND:  # it would be opened anew for every tile
        raise UnreadableError("slide.too_many_tiles")
    return slide


def _instances(case: OpenCase, row: InputFile) -> list[Stored]:
    """The instances of the same series that are levels of one slide: those that belong with the first."""
    rows = [row, *beside_in_series(case, row)]
    found: list[Stored] = []
    for one in rows:
        try:
            stored = _stored(case, one)
        except UnreadableError:
            continue  # a label, an overview, or damaged: no level
        if not found or stored.index.series == found[0].index.series:
            found.append(stored)
    return found


def beside_in_series(case: OpenCase, row: InputFile) -> list[InputFile]:
    """The other instances of the series of a DICOM slide."""
    if row.series_key is None:
        return []
    beside = InputFile.objects.filter(
        case=case.row, format=DICOM_FORMAT, ended="read", series_key=bytes(row.series_key), content__isnull=False
    )
    return list(beside.exclude(id=row.id).select_related("content").order_by("id")[:INSTANCES_BOUND])


def _stored(case: OpenCase, row: InputFile) -> Stored:
    blob = row.content
    assert blob is not None
    ref = ref_of(blob)
    beside = _beside(case, row) if row.format == MIRAX else Beside()
    kept = kept_picture(case, row.id, TILES)
    packed = case.reader.read(ref_of(kept.blob)) if kept else _made(case, row, ref, beside)
    index = _unpacked(packed)
    if index.size != ref.length:
        raise UnreadableError("slide.tile_damaged")
    return Stored(row.id, blob.id, ref, row.reader, index, beside)


def _beside(case: OpenCase, row: InputFile) -> Beside:
    """What lies beside a MIRAX slide: the parts in the folder of its name."""
    path = file_read(case, row).document.path
    folder = path.rpartition("/")[0]
    above = f"{folder}/" if folder else ""
    files: dict[str, BlobRef] = {}
    for part in InputFile.objects.filter(case=case.row, format__in=PARTS_OF).select_related("content"):
        there = file_read(case, part).document.path
        if part.content is not None and there.startswith(above):
            files[there.removeprefix(above)] = ref_of(part.content)
    return Beside(path, files)


def kept_picture(case: OpenCase, file: UUID, role: str) -> Picture | None:
    """What was kept of a file under a role, None where there is nothing."""
    return Picture.objects.filter(file_id=file, file__case=case.row, role=role).select_related("blob").first()


def _unpacked(packed: bytes) -> Index:
    """Raises UnreadableError: a worker that a file took over can have made any bytes."""
    try:
        opener = zlib.decompressobj()
        plain = opener.decompress(packed, INDEX_BOUND)
        if not opener.eof:
            raise UnreadableError("slide.too_many_tiles")
        return from_bytes(plain)
    except (ValueError, zlib.error) as error:
        raise UnreadableError("slide.no_levels") from error


def _made(case: OpenCase, row: InputFile, ref: BlobRef, beside: Beside) -> bytes:
    """The index made now, and kept for the next time."""
    packed = in_cage(case, ref, row.reader, Wanted(TILES), beside)
    _unpacked(packed)
    kept = keep(case, [packed])
    try:
        with transaction.atomic():
            kept.create(case)
            Picture.objects.create(file=row, role=TILES, media_type=INDEX_TYPE, blob_id=kept.named[0])
    except IntegrityError:
        pass  # another process was first; what was stored here for nothing is swept
    return packed


class _Taken(Taken):
    """Receives a picture, and hands over what lies beside the slide."""

    def __init__(self, case: OpenCase, role: str, beside: Beside) -> None:
        super().__init__(role)
        self._case, self._beside = case, beside

    def sibling(self, relative: str) -> Source | None:
        ref = self._beside.files.get(relative)
        return None if ref is None else self._case.reader.source(ref)


def in_cage(case: OpenCase, ref: BlobRef, reader: str, wanted: Wanted, beside: Beside) -> bytes:
    """A picture made of a file by its reader. Raises UnreadableError, StoreError."""
    taken = _Taken(case, wanted.role, beside)
    job = Job(case.reader.source(ref), beside.path, "", op="picture", reader=reader, wanted=wanted)
    try:
        CAGE.picture(job, taken)
    except StoreError:
        CAGE.close()  # its workers can't be started any more: the next picture begins with new ones
        raise
    if not taken.bytes:
        raise UnreadableError("slide.no_levels")
    return taken.bytes


# The tiles


def _out(case: OpenCase, stored: Stored, level: Level, pieces: Sequence[Piece], at: tuple[int, int]) -> bytes:
    for piece in pieces:
        stored.index.within(piece)
    if level.form is Form.STORED:
        return behind(level, case.reader.read_range(stored.ref, *pieces[0]))
    if level.form is Form.FRAMED:
        return behind(level, joined(case.reader.read_range(stored.ref, *pieces[0])))
    if level.form is Form.STACKED:
        return stacked(level, list(_read(case, stored.ref, pieces)))
    key = (case.id, stored.content, level.place, level.width, *at)
    return _RENDERED.get(key, lambda: _rendered(case, stored, level, pieces[0], at))


def _read(case: OpenCase, ref: BlobRef, pieces: Sequence[Piece]) -> Iterator[bytes]:
    """The pieces' bytes: in one read where they lie close together."""
    begin = min(offset for offset, _ in pieces)
    span = max(offset + length for offset, length in pieces) - begin
    if span <= min(SPAN_BOUND, SPARSE * sum(length for _, length in pieces)):
        data = case.reader.read_range(ref, begin, span)
        yield from (data[offset - begin : offset - begin + length] for offset, length in pieces)
    else:
        yield from (case.reader.read_range(ref, offset, length) for offset, length in pieces)


def _rendered(case: OpenCase, stored: Stored, level: Level, piece: Piece, at: tuple[int, int]) -> bytes:
    if stored.reader == DICOM:
        asked = f"{piece[0]},{piece[1]}"
    else:
        x, y = at[0] * level.tile_width, at[1] * level.tile_height
        asked = f"{level.place},{x},{y},{level.tile_width},{level.tile_height}"
    return in_cage(case, stored.ref, stored.reader, Wanted(TILE, asked=asked), stored.beside)
