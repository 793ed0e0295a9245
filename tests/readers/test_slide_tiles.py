"""The index of a slide's tiles: what passes through is marked so and no more, from few bytes, whatever is claimed."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib

import numpy as np
import pytest
import tifffile
from PIL import Image

from consilium.domain.errors import UnreadableError
from consilium.domain.slides import Form, Index, from_bytes, stacked
from consilium.readers import dicom, slide
from consilium.readers.contract import Collected, Context, MemorySource, Source, Wanted
from consilium.readers.slide.tiff import Tiff
from tests import slides_made


class Counted:
    """A source that counts what is read of it."""

    def __init__(self, data: bytes) -> None:
        self.data, self.size, self.read = data, len(data), 0

    def read_at(self, offset: int, length: int) -> bytes:
        found = self.data[offset : offset + length]
        self.read += len(found)
        return found

    def fileno(self) -> int | None:
        return None


def index(source: Source, reader: object = slide) -> Index:
    outlet = Collected()
    reader.picture(source, Context(outlet, source.size, wanted=Wanted("tiles")))  # type: ignore[attr-defined]
    return from_bytes(zlib.decompress(outlet.pictures[0][2]))


def tiff(**options: object) -> bytes:
    out = io.BytesIO()
    options = {"tile": (64, 64), "compression": "jpeg", "metadata": None, **options}
    with tifffile.TiffWriter(out) as file:
        for step in (1, 2):
            file.write(slides_made.tissue(512, 512)[::step, ::step], subfiletype=step - 1, **options)
    return out.getvalue()


def test_a_large_jpeg_is_cut_at_its_restart_markers_into_the_very_same_pixels() -> None:
    data = slides_made.ndpi(1024, 752, 8, sampling=2)
    level = index(MemorySource(data)).levels[0]
    assert (level.form, level.tile_width, level.tile_height) == (Form.STACKED, 128, 512)
    offset, length = next(Tiff(MemorySource(data)).directories[0].segments())
    whole = np.asarray(Image.open(io.BytesIO(data[offset : offset + length])).convert("RGB"), int)
    for row in range(level.rows):
        for column in range(level.columns):
            made = stacked(level, [data[at : at + long] for at, long in level.pieces(column, row)])
            ours = np.asarray(Image.open(io.BytesIO(made)).convert("RGB"), int)
            x, y = column * 128, row * 512
            theirs = whole[y : y + 512, x : x + 128]
            # Colours of half the size are blended with the neighbour's at the seams; within there is no difference.
            apart = np.abs(ours[: theirs.shape[0], : theirs.shape[1]] - theirs)
            assert apart[2:-2, 2:-2].max() == 0


def test_intervals_that_are_stated_wrongly_are_not_believed() -> None:
    data = bytearray(slides_made.ndpi())
    directory = Tiff(MemorySource(bytes(data))).directories[0]
    starts = directory.entries[65426]
    for wrong in (7, 1 << 30):
        struct.pack_into("<I", data, starts.offset + 4 * 192, wrong)
        level = index(MemorySource(bytes(data))).levels[0]
        assert level.form is not Form.STACKED


def test_an_interval_without_its_marker_is_damage() -> None:
    data = slides_made.ndpi()
    level = index(MemorySource(data)).levels[0]
    pieces = [data[at : at + long] for at, long in level.pieces(0, 0)]
    with pytest.raises(UnreadableError):
        stacked(level, [*pieces[:3], pieces[3][:-1], *pieces[4:]])


@pytest.mark.parametrize(
    ("options", "form"),
    [
        ({}, Form.STORED),
        ({"photometric": "rgb", "compressionargs": {"outcolorspace": "rgb"}}, Form.STORED),
        ({"compression": "lzw"}, Form.RENDERED),
        ({"compression": "deflate"}, Form.RENDERED),
        ({"compression": None}, Form.RENDERED),
        ({"compression": "webp"}, Form.RENDERED),
    ],
)
def test_only_what_a_browser_shows_rightly_passes_through(options: dict[str, object], form: Form) -> None:
    assert {level.form for level in index(MemorySource(tiff(**options))).levels} == {form}


def test_tiles_that_are_no_jpeg_of_the_stated_size_are_rendered() -> None:
    data = bytearray(tiff())
    offset, length = Tiff(MemorySource(bytes(data))).directories[0].segment(0)
    frame = data.index(b"\xff\xc0", offset, offset + length)
    struct.pack_into(">H", data, frame + 5, 32)
    assert index(MemorySource(bytes(data))).levels[0].form is Form.RENDERED


@pytest.mark.parametrize("options", [{}, {"compression": "lzw"}, {"compression": "deflate"}, {"compression": "webp"}])
def test_a_rendered_box_shows_the_place_that_was_asked_for(options: dict[str, object]) -> None:
    data = tiff(**options)
    place = index(MemorySource(data)).levels[1].place
    outlet = Collected()
    context = Context(outlet, len(data), wanted=Wanted("tile", asked=f"{place},100,30,120,90"))
    slide.picture(MemorySource(data), context)
    shown = np.asarray(Image.open(io.BytesIO(outlet.pictures[0][2])).convert("RGB"), int)
    assert np.abs(shown - slides_made.tissue(512, 512)[::2, ::2][30:120, 100:220]).mean() < 6


@pytest.mark.parametrize(
    "asked", ["", "x", "0,0,0,64", "999,0,0,64,64", "0,-1,0,64,64", "0,0,0,9000,9000", "0,0,0,0,1"]
)
def test_a_box_that_makes_no_sense_is_refused(asked: str) -> None:
    data = tiff(compression="lzw")
    with pytest.raises(UnreadableError):
        slide.picture(MemorySource(data), Context(Collected(), len(data), wanted=Wanted("tile", asked=asked)))


def test_the_index_costs_the_directories_and_not_the_slide() -> None:
    source = Counted(tiff() + bytes(4 << 20))
    assert index(source).levels[0].count == 64
    assert source.read < 400_000


def test_a_slide_that_claims_too_many_tiles_allocates_little() -> None:
    data = bytearray(tiff())
    directory = Tiff(MemorySource(bytes(data))).directories[0]
    first = struct.unpack_from("<I", data, 4)[0]
    for number in range(struct.unpack_from("<H", data, first)[0]):
        place = first + 2 + 12 * number
        if struct.unpack_from("<H", data, place)[0] in (324, 325):
            struct.pack_into("<I", data, place + 4, 0xFFFFFFF)
    assert directory.tiled
    tracemalloc.start()
    try:
        found = index(MemorySource(bytes(data)))
    except UnreadableError:
        found = None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found is None or found.levels[0].count <= 64
    assert peak < 32 << 20


@pytest.mark.parametrize("options", [{"fragments": 3}, {"sparse": True}, {"extended": True}, {"native": True}])
def test_frames_of_a_dicom_slide_are_found_wherever_they_stand(options: dict[str, bool]) -> None:
    data = slides_made.wsi(**options)  # type: ignore[arg-type]
    level = index(MemorySource(data), dicom).levels[0]
    wanted = {"fragments": Form.FRAMED, "native": Form.RENDERED}.get(next(iter(options)), Form.STORED)
    assert (level.form, level.columns, level.rows) == (wanted, 5, 4)
    empty = sum(level.pieces(column, row) == ((0, 0),) for row in range(4) for column in range(5))
    assert empty == (6 if "sparse" in options else 0)


def test_a_long_list_of_places_is_found_in_its_bytes() -> None:
    """A sequence too long to be built is searched as bytes: the places are the same."""
    from consilium.readers.dicom import slides

    data = slides_made.wsi(2048, 2048, 64, sparse=True)
    found = list(slides._POSITION.finditer(data))
    assert len(found) > 600
    assert struct.unpack("<i", found[0][1])[0] == 65
    level = index(MemorySource(data), dicom).levels[0]
    assert level.pieces(1, 0)[0][1] > 0


@pytest.mark.parametrize("place", range(0, 4000, 97))
def test_damage_in_a_dicom_slide_is_an_index_or_refused(place: int) -> None:
    data = bytearray(slides_made.wsi(sparse=True))
    data[place : place + 4] = b"\xff\xff\xff\x7f"
    try:
        found = index(MemorySource(bytes(data)), dicom)
    except UnreadableError:
        return
    assert found.size == len(data)
