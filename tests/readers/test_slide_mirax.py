"""MIRAX slides: a folder of parts that openslide itself opens, and what is said when parts are missing."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import openslide
import pytest
from PIL import Image

from consilium.domain.dates import PartialDate
from consilium.domain.errors import UnreadableError
from consilium.domain.records import Reading
from consilium.readers import slide
from consilium.readers.contract import Collected, Context, MemorySource, Probe, Wanted

SLIDE_ID = "0123456789ABCDEF0123456789ABCDEF"

INI = f"""\ufeff[GENERAL]
SLIDE_VERSION = 01.02
SLIDE_ID = {SLIDE_ID}
SLIDE_NAME = Muestra Ana
SLIDE_CREATIONDATETIME = {{date}}
IMAGENUMBER_X = 4
IMAGENUMBER_Y = 2
OBJECTIVE_MAGNIFICATION = 20
CameraImageDivisionsPerSide = 2
[HIERARCHICAL]
HIER_COUNT = 1
NONHIER_COUNT = 2
INDEXFILE = Index.dat
HIER_0_NAME = Slide zoom level
HIER_0_COUNT = 2
HIER_0_VAL_0_SECTION = LEVEL_0
HIER_0_VAL_1_SECTION = LEVEL_1
NONHIER_0_NAME = Something else
NONHIER_0_COUNT = 1
NONHIER_0_VAL_0 = Nothing
NONHIER_1_NAME = Scan data layer
NONHIER_1_COUNT = 3
NONHIER_1_VAL_0 = ScanDataLayer_SlideThumbnail
NONHIER_1_VAL_0_SECTION = MACRO
NONHIER_1_VAL_1 = ScanDataLayer_SlideBarcode
NONHIER_1_VAL_1_SECTION = LABEL
NONHIER_1_VAL_2 = ScanDataLayer_SlidePreview
NONHIER_1_VAL_2_SECTION = PREVIEW
[MACRO]
THUMBNAIL_IMAGE_TYPE = JPEG
[LABEL]
BARCODE_IMAGE_TYPE = JPEG
[PREVIEW]
PREVIEW_IMAGE_TYPE = JPEG
[DATAFILE]
FILE_COUNT = 1
FILE_0 = Data0000.dat
[LEVEL_0]
IMAGE_CONCAT_FACTOR = 0
OVERLAP_X = 16
OVERLAP_Y = 0
MICROMETER_PER_PIXEL_X = 0.25
MICROMETER_PER_PIXEL_Y = 0.25
IMAGE_FILL_COLOR_BGR = 16777215
DIGITIZER_WIDTH = 64
DIGITIZER_HEIGHT = 64
IMAGE_FORMAT = JPEG
[LEVEL_1]
IMAGE_CONCAT_FACTOR = 1
OVERLAP_X = 8
OVERLAP_Y = 0
MICROMETER_PER_PIXEL_X = 0.5
MICROMETER_PER_PIXEL_Y = 0.5
IMAGE_FILL_COLOR_BGR = 16777215
DIGITIZER_WIDTH = 64
DIGITIZER_HEIGHT = 64
IMAGE_FORMAT = JPEG
"""


def jpeg(width: int, height: int, shade: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.full((height, width, 3), shade, np.uint8)).save(out, "JPEG")
    return out.getvalue()


class Index:
    """Index.dat being written: pages of records linked by offsets (openslide.org/formats/mirax)."""

    def __init__(self) -> None:
        self.data = bytearray(f"01.02{SLIDE_ID}".encode() + b"\0" * 8)

    def ints(self, *values: int) -> int:
        place = len(self.data)
        self.data += struct.pack(f"<{len(values)}i", *values)
        return place

    def record(self, *items: int, each: int) -> int:
        page = self.ints(len(items) // each, 0, *items)
        return self.ints(0, page)


def mirax(date: str = "25/03/2024 10:00:00") -> dict[str, bytes]:
    """The files of one slide by name, with its eight photographs, label, macro and preview."""
    data = bytearray(f"01.02{SLIDE_ID}  0".encode())
    index = Index()

    def stored(picture: bytes) -> tuple[int, int]:
        data.extend(picture)
        return len(data) - len(picture), len(picture)

    levels = []
    for images in (range(8), (0, 2)):
        items: list[int] = []
        for number in images:
            items += [number, *stored(jpeg(64, 64, 100 + number)), 0]
        levels.append(index.record(*items, each=4))
    others = [index.record(0, 0, *stored(b"nothing"), 0, each=5)]
    for size, shade in ((300, 90), (200, 220), (256, 150)):
        others.append(index.record(0, 0, *stored(jpeg(size, size, shade)), 0, each=5))
    start = 5 + len(SLIDE_ID)
    struct.pack_into("<2i", index.data, start, index.ints(*levels), index.ints(*others))
    folder = {
        "Slidedat.ini": INI.format(date=date).encode(),
        "Index.dat": bytes(index.data),
        "Data0000.dat": bytes(data),
    }
    return {"x.mrxs": jpeg(40, 40, 128), **{f"x/{name}": content for name, content in folder.items()}}


def read(files: dict[str, bytes]) -> tuple[Reading, Collected]:
    outlet = Collected(siblings={name: data for name, data in files.items() if "/" in name})
    data = files["x.mrxs"]
    return slide.read(MemorySource(data), Context(outlet, len(data), path="disc.zip!/slides/x.mrxs")), outlet


def codes(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.remarks}


def shown(outlet: Collected) -> dict[str, bytes]:
    """The pictures by role, without the index of the tiles."""
    return {role: data for role, _, data in outlet.pictures if role != "tiles"}


def tile(files: dict[str, bytes], asked: str) -> np.ndarray:
    """A box of a level ("level,x,y,width,height") as it is rendered."""
    outlet = Collected(siblings=files)
    context = Context(outlet, 1, path="x.mrxs", wanted=Wanted("tile", asked=asked))
    slide.picture(MemorySource(files["x.mrxs"]), context)
    return np.asarray(Image.open(io.BytesIO(shown(outlet)["tile"])).convert("RGB"), int)


def test_a_box_of_a_level_shows_what_openslide_shows_there(tmp_path: Path) -> None:
    """Photographs overlap by 16 pixels between the camera's positions, of two by two photographs each."""
    files = mirax()
    (tmp_path / "x").mkdir()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with openslide.OpenSlide(tmp_path / "x.mrxs") as other:
        for level, x, y, width, height in (
            (0, 0, 0, 240, 128),
            (0, 100, 30, 80, 60),
            (1, 0, 0, 120, 64),
            (1, 40, 10, 50, 50),
        ):
            step = int(other.level_downsamples[level])
            region = other.read_region((x * step, y * step), level, (width, height))
            theirs = np.asarray(
                Image.alpha_composite(Image.new("RGBA", region.size, "white"), region).convert("RGB"), int
            )
            assert np.abs(tile(files, f"{level},{x},{y},{width},{height}") - theirs).max() < 4
        assert tile(files, "0,1000,1000,64,64").min() > 250


def test_forged_lists_of_photographs_are_refused_or_white_and_end() -> None:
    files = mirax()
    index = files["x/Index.dat"]
    for place in range(5 + len(SLIDE_ID), len(index), 4):
        for value in (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", struct.pack("<i", place)):
            changed = {**files, "x/Index.dat": index[:place] + value + index[place + 4 :]}
            try:
                assert tile(changed, "0,0,0,64,64").shape == (64, 64, 3)
            except UnreadableError:
                continue
    for wrong in ("9,0,0,64,64", "0,-1,0,64,64", "0,0,0,0,64", "0,0,0,99999,64", "x", ""):
        with pytest.raises(UnreadableError):
            tile(files, wrong)


def test_without_its_folder_only_the_preview_of_a_slide_is_here() -> None:
    reading, _ = read({"x.mrxs": jpeg(40, 40, 128)})
    assert reading.format == "mrxs"
    assert codes(reading) == {"slide.mirax_folder_missing"}
    assert reading.facts["width"] is None
    outlet = Collected()
    slide.picture(MemorySource(jpeg(40, 40, 128)), Context(outlet, 1, path="x.mrxs"))
    assert outlet.pictures[0][0] == "thumbnail"


@pytest.mark.parametrize("part", ["Index.dat", "Data0000.dat"])
def test_a_missing_part_costs_the_pictures_and_is_said(part: str) -> None:
    files = mirax()
    del files[f"x/{part}"]
    reading, outlet = read(files)
    assert reading.facts["objective_power"] == 20.0
    assert not shown(outlet)
    if part == "Index.dat":
        assert "slide.mirax_part_missing" in codes(reading)


def test_forged_offsets_and_counts_give_no_picture_and_end() -> None:
    files = mirax()
    start = 5 + len(SLIDE_ID)
    for place in range(start, len(files["x/Index.dat"]), 4):
        for value in (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff"):
            index = files["x/Index.dat"]
            changed = {**files, "x/Index.dat": index[:place] + value + index[place + 4 :]}
            opened = slide.mirax.Mirax.beside(Context(Collected(siblings=changed), 1, path="x.mrxs"))
            assert set(opened.pictures()) <= {"label", "macro", "thumbnail"}
    endless = files["x/Slidedat.ini"].replace(b"NONHIER_COUNT = 2", b"NONHIER_COUNT = 999999999")
    read({**files, "x/Slidedat.ini": endless.replace(b"HIER_0_COUNT = 2", b"HIER_0_COUNT = 999999999")})


def test_a_data_file_named_elsewhere_is_not_reached_for() -> None:
    files = mirax()
    files["x/Slidedat.ini"] = files["x/Slidedat.ini"].replace(b"FILE_0 = Data0000.dat", b"FILE_0 = ../../secret")
    files["x/../../secret"] = files["x/Data0000.dat"]
    outlet = read(files)[1]
    assert not shown(outlet)
    with pytest.raises(UnreadableError):
        tile(files, "0,0,0,64,64")


def test_a_slide_states_what_openslide_finds_in_it(tmp_path: Path) -> None:
    files = mirax()
    (tmp_path / "x").mkdir()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    reading, outlet = read(files)
    facts = reading.facts
    with openslide.OpenSlide(tmp_path / "x.mrxs") as other:
        assert (facts["width"], facts["height"]) == other.dimensions
        assert [(one["width"], one["height"]) for one in facts["levels"]] == list(other.level_dimensions)  # type: ignore[union-attr, call-overload, index]
        assert facts["mpp_x"] == float(other.properties[openslide.PROPERTY_NAME_MPP_X])
        assert facts["objective_power"] == float(other.properties[openslide.PROPERTY_NAME_OBJECTIVE_POWER])
        assert facts["associated"] == sorted(other.associated_images)
        for role, data in shown(outlet).items():
            assert Image.open(io.BytesIO(data)).size == other.associated_images[role].size
    assert reading.title == "Muestra Ana"
    assert "Muestra Ana" in reading.text


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("25/03/2024 10:00:00", PartialDate(2024, 3, 25)),
        ("03/25/2024 10:00:00", PartialDate(2024, 3, 25)),
        ("03/04/2024 10:00:00", PartialDate(2024)),
        ("2024-03-04", PartialDate(2024, 3, 4)),
    ],
)
def test_a_day_that_can_be_two_days_is_known_to_the_year(written: str, known: PartialDate) -> None:
    assert read(mirax(written))[0].dates[0].value == known


def test_a_date_that_is_none_is_left_out() -> None:
    assert not read(mirax("99/99/2024"))[0].dates


def test_the_parts_end_as_parts_of_a_slide_whatever_their_names() -> None:
    files = mirax()
    for name, given in (("x/Slidedat.ini", "a.ini"), ("x/Index.dat", "b"), ("x/Data0000.dat", "Data0000.dat")):
        source = MemorySource(files[name])
        assert slide.sniff(Probe(source, given)) == "mrxs-part"
        reading = slide.read(source, Context(Collected(), source.size, path=f"x/{given}"))
        assert reading.format == "mrxs-part"
        assert codes(reading) == {"slide.mirax_part"}
    assert slide.sniff(Probe(MemorySource(files["x.mrxs"]), "x.mrxs")) == "mrxs"
    assert slide.sniff(Probe(MemorySource(files["x.mrxs"]), "foto.jpg")) is None
    assert slide.sniff(Probe(MemorySource(b"[GENERAL]\nlanguage=es\n"), "viewer.ini")) is None
