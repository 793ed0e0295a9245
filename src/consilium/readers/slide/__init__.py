"""Whole-slide images: SVS, NDPI, SCN, BIF, Philips and OME-TIFF, other tiled pyramids, and MIRAX (MRXS).

`facts`: {"vendor", "width", "height", "levels": [{"width", "height", "tile_width", "tile_height", "compression",
"downsample"}], "mpp_x", "mpp_y" (micrometres a pixel), "objective_power", "stain", "barcode", "barcodes": those read
from the label and macro, "scan_date", "associated": [names]}; None or "" where the slide does not state it.
The label's words are recognized into page 1 (origin "ocr"): a name on it is checked like any other. What the file
states as its title stands on a page of its own. `label`, `macro` and `thumbnail` go out as pictures, and `tiles`, which
is none: where each tile lies (`domain.slides`), made once.
Level 0 is never decoded: pictures come from the associated images and the smallest level that is large enough.
A plain TIFF is not read here. The parts of a MIRAX slide end as `mrxs-part`.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace

from PIL import Image

from consilium.domain.deidentification import Cleaned
from consilium.domain.errors import UnreadableError
from consilium.domain.records import Box, Citation, Json, Line, Page, Reading, Remark, Stated
from consilium.knowledge.deidentification import deidentification
from consilium.readers.contract import Context, Probe, Source
from consilium.readers.indexed import INDEX_TYPE, TILE, TILES, packed_index
from consilium.readers.jpegparts import encoded as tile_bytes
from consilium.readers.slide import deidentified, label, mirax, mirax_tiles, rendering, tiff, tiles, vendors
from consilium.readers.slide.pixels import PIXELS_BOUND, encoded, from_jpeg, picture_of, reduced
from consilium.readers.slide.statements import Slide
from consilium.readers.slide.tiff import Directory, Tiff

FORMATS = (
    "svs", "ndpi", "scn", "bif", "philips-tiff", "ome-tiff", "pyramidal-tiff", "mrxs", "mrxs-part",
)  # fmt: skip
THUMBNAIL_LONGEST = 1024
PICTURE_LONGEST = 2048
THUMBNAIL_ENOUGH = 512
_UNREADABLE = {
    "label": "slide.label_unreadable",
    "macro": "slide.macro_unreadable",
    "thumbnail": "slide.thumbnail_unreadable",
}
_NAMED = (".svs", ".ndpi", ".scn", ".bif")


def sniff(probe: Probe) -> str | None:
    """The slide's format by its tags; a name decides only where the tags are cut off, and for `.mrxs`."""
    name, head = probe.name.lower(), probe.head
    if not tiff.is_tiff(head):
        if name.endswith(".mrxs") and head[:3] == b"\xff\xd8\xff":
            return "mrxs"
        return "mrxs-part" if mirax.part_sort(head, probe.name) else None
    try:
        slide = vendors.slide_of(Tiff(probe.source))
    except UnreadableError:
        return name.rpartition(".")[2] if name.endswith(_NAMED) else None
    return slide.format if slide else None


def read(source: Source, context: Context) -> Reading:
    """What the slide states, and its label. Raises UnreadableError where its directory is cut off or damaged."""
    head = source.read_at(0, 64 * 1024)
    if tiff.is_tiff(head):
        return _read_tiff(source, context)
    name = context.path.replace("\\", "/").rpartition("/")[2]
    if sort := mirax.part_sort(head, name):
        return Reading(format="mrxs-part", facts={"part": sort}, remarks=(Remark("slide.mirax_part"),))
    return _read_mirax(context)


def picture(source: Source, context: Context) -> None:
    """The thumbnail; `tiles`, the index of all tiles; or `tile`, a box that has to be rendered (`rendering`).

    Raises UnreadableError where none can be made within the bounds.
    """
    if context.wanted.role == TILES:
        context.picture(TILES, INDEX_TYPE, _index(source, context))
    elif context.wanted.role == TILE:
        context.picture(TILE, "image/jpeg", _tile(source, context))
    else:
        _thumbnail_of(source, context)


def _index(source: Source, context: Context) -> bytes:
    if not tiff.is_tiff(source.read_at(0, 16)):
        return packed_index(mirax_tiles.index_of(mirax.Mirax.beside(context), source.size))
    return packed_index(tiles.index_of(_slide_of(Tiff(source))))


def _tile(source: Source, context: Context) -> bytes:
    place, box = rendering.asked_for(context.wanted.asked)
    if not tiff.is_tiff(source.read_at(0, 16)):
        return tile_bytes(mirax_tiles.rendered(mirax.Mirax.beside(context), place, box))
    return tile_bytes(rendering.rendered(tiles.directory_at(Tiff(source), place), box))


def _slide_of(file: Tiff) -> Slide:
    slide = vendors.slide_of(file)
    if slide is None:
        raise UnreadableError("slide.damaged")
    return slide


def _thumbnail_of(source: Source, context: Context) -> None:
    if not tiff.is_tiff(source.read_at(0, 16)):
        data = mirax.Mirax.beside(context).pictures().get("thumbnail")
        found = from_jpeg(data or source.read_at(0, mirax.PICTURE_BOUND))
    else:
        found = _thumbnail(_slide_of(Tiff(source)))
    context.picture("thumbnail", "image/jpeg", encoded(reduced(found, THUMBNAIL_LONGEST)))


def _thumbnail(slide: Slide) -> Image.Image:
    """The slide's own thumbnail, else the smallest level that is large enough, else a smaller one."""
    levels = [level.directory for level in slide.levels if level.directory is not None]
    small = [one for one in reversed(levels) if one.width * one.height <= PIXELS_BOUND]
    enough = [one for one in small if max(one.width, one.height) >= THUMBNAIL_ENOUGH]
    own = slide.associated.get("thumbnail")
    chosen = [*([own] if own else []), *enough[:1], *reversed(small)]
    for candidate in chosen:
        try:
            return picture_of(candidate)
        except UnreadableError:
            continue
    raise UnreadableError("slide.no_thumbnail")


def _read_tiff(source: Source, context: Context) -> Reading:
    file = Tiff(source)
    slide = _slide_of(file)
    with contextlib.suppress(UnreadableError):  # said when somebody wants to look at it
        context.picture(TILES, INDEX_TYPE, packed_index(tiles.index_of(slide)))
    remarks = [*_cut_off(slide, source.size)]
    if file.damaged:
        remarks.append(Remark("slide.directories_damaged", {"read": len(file.directories)}))
    pictures: dict[str, Image.Image] = {}
    for name in ("label", "macro"):
        if name in slide.associated:
            _decoded(name, slide.associated[name], pictures, remarks)
    try:
        pictures["thumbnail"] = _thumbnail(slide)
    except UnreadableError:
        remarks.append(Remark(_UNREADABLE["thumbnail"]))
    return _reading(slide, pictures, remarks, context)


def _decoded(name: str, directory: Directory, pictures: dict[str, Image.Image], remarks: list[Remark]) -> None:
    try:
        pictures[name] = picture_of(directory)
    except UnreadableError:
        remarks.append(Remark(_UNREADABLE[name]))


def _cut_off(slide: Slide, size: int) -> list[Remark]:
    """Levels whose pixels lie past the file's end."""
    lost = [level for level in slide.levels if level.directory is not None and level.directory.end() > size]
    if not lost:
        return []
    missing = max(level.directory.end() for level in lost if level.directory is not None) - size
    args = {"levels": len(lost), "of": len(slide.levels), "megabytes": max(1, round(missing / 1e6))}
    return [Remark("slide.cut_off", args)]


def _read_mirax(context: Context) -> Reading:
    opened = mirax.Mirax.beside(context)
    slide = opened.slide()
    with contextlib.suppress(UnreadableError):  # said when somebody wants to look at it
        context.picture(TILES, INDEX_TYPE, packed_index(mirax_tiles.index_of(opened, context.source_size)))
    remarks: list[Remark] = []
    if not opened.ini:
        remarks.append(Remark("slide.mirax_folder_missing", {"folder": opened.folder}))
    pictures: dict[str, Image.Image] = {}
    names: list[str] = []
    try:
        for name, data in opened.pictures().items():
            names.append(name)
            pictures[name] = from_jpeg(data)
    except UnreadableError as error:
        remarks.append(error.remark)
    return _reading(slide, pictures, remarks, context, names)


def _reading(
    slide: Slide,
    pictures: dict[str, Image.Image],
    remarks: list[Remark],
    context: Context,
    names: list[str] | None = None,
) -> Reading:
    for name, found in pictures.items():
        longest = THUMBNAIL_LONGEST if name == "thumbnail" else PICTURE_LONGEST
        context.picture(name, "image/jpeg", encoded(reduced(found, longest)))
    facts = slide.facts()
    if names is not None:
        facts["associated"] = [*sorted(names)]
    facts["barcodes"] = _barcodes(slide, pictures)
    pages = _pages(slide, pictures, remarks, context)
    kinds = [Stated("whole slide image", Citation(place="format"))]
    if slide.stain:
        kinds.append(Stated(slide.stain, Citation(quote=slide.stain, place="stain")))
    return Reading(
        format=slide.format,
        title=slide.title,
        dates=(slide.scanned,) if slide.scanned else (),
        kinds=tuple(kinds),
        pages=pages,
        facts=facts,
        remarks=tuple(remarks),
    )


def _barcodes(slide: Slide, pictures: dict[str, Image.Image]) -> list[Json]:
    """Those in the label and the macro image, after the one that the file states."""
    read = [code for name in ("label", "macro") if name in pictures for code in label.barcodes(pictures[name])]
    return list(dict.fromkeys(code for code in [slide.barcode, *read] if code))


def _pages(slide: Slide, pictures: dict[str, Image.Image], remarks: list[Remark], context: Context) -> tuple[Page, ...]:
    """The label's words, and what the file says of itself where that can name somebody."""
    pages: list[Page] = []
    source = pictures.get("label") or pictures.get("macro")
    if source is not None:
        page, remark = label.words(reduced(source, label.LABEL_LONGEST), context.languages)
        pages += [page] if page else []
        remarks += [remark] if remark else []
    nowhere = Box(0.0, 0.0, 0.0, 0.0)
    lines = tuple(Line(f"{key}: {value[:500]}", nowhere) for key, value in slide.said if value)
    if lines:
        pages.append(replace(Page(len(pages) + 1, lines), origin="typed"))
    return tuple(pages)


def deidentify(source: Source, context: Context) -> Cleaned:
    """The slide without label, macro and words, as a member. Raises UnreadableError where it may not leave."""
    if not tiff.is_tiff(source.read_at(0, 16)):
        raise UnreadableError("deidentification.slide_format")
    return deidentified.make_nameless(source, context, deidentification().tiff)
