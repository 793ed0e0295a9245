"""Whole-slide images: what a scanner states comes out, what is cut off is said, and nothing large is ever decoded."""

from __future__ import annotations

import io
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import openslide
import pytest
import tifffile
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from consilium.domain.dates import PartialDate
from consilium.domain.errors import UnreadableError
from consilium.domain.records import DateRole, Reading
from consilium.readers import slide
from consilium.readers.contract import Collected, Context, MemorySource, Probe
from consilium.readers.slide.tiff import Tiff

APERIO = (
    "Aperio Image Library v12.0.15\r\n{0}x{0} [0,0 {0}x{0}] (256x256) JPEG/RGB Q=70|AppMag = 40|MPP = 0.2528|"
    "Date = 03/09/24|Time = 10:00:00|Title = S24-100|Stain = H&E|Barcode ID = S24-100;A1"
)


def tissue(size: int) -> np.ndarray:
    """A pink disc on white, in RGB."""
    y, x = np.mgrid[0:size, 0:size] / size - 0.5
    inside = (x**2 + y**2 < 0.16)[..., None]
    return np.where(inside, np.array([200, 90, 160]), np.array([245, 245, 245])).astype(np.uint8)


def label_picture(name: str = "", barcode: str = "") -> np.ndarray:
    picture = Image.new("RGB", (600, 500), "white")
    if name:
        font = ImageFont.load_default(44)
        ImageDraw.Draw(picture).text((30, 30), name, "black", font)
    if barcode:
        code = zxingcpp.create_barcode(barcode, zxingcpp.BarcodeFormat.QRCode)
        drawn = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=8)))
        picture.paste(drawn.convert("RGB").resize((220, 220), Image.Resampling.NEAREST), (190, 250))
    return np.asarray(picture)


def svs(size: int = 1024, label: np.ndarray | None = None, description: str = APERIO) -> bytes:
    """An Aperio slide: three levels, a thumbnail, a label and a macro image."""
    out = io.BytesIO()
    text = description.format(size)
    with tifffile.TiffWriter(out) as file:
        file.write(tissue(size), tile=(256, 256), compression="jpeg", description=text, metadata=None)
        file.write(tissue(256), compression="jpeg", description=text, metadata=None, rowsperstrip=256)
        for part in (2, 4):
            file.write(tissue(size // part), tile=(256, 256), compression="jpeg", description=text, metadata=None)
        if label is not None:
            words = "Aperio Image Library v12.0.15\r\nlabel 600x500"
            file.write(label, compression="lzw", description=words, metadata=None, subfiletype=1, rowsperstrip=500)
        words = "Aperio Image Library v12.0.15\r\nmacro 256x256"
        file.write(tissue(256), compression="jpeg", description=words, metadata=None, subfiletype=9, rowsperstrip=256)
    return out.getvalue()


def pyramid(**options: object) -> bytes:
    out = io.BytesIO()
    with tifffile.TiffWriter(out, bigtiff=bool(options.pop("big", False))) as file:
        for number, size in enumerate((1024, 512, 256)):
            file.write(tissue(size), tile=(128, 128), subfiletype=int(number > 0), metadata=None, **options)
    return out.getvalue()


def kind_of(data: bytes, name: str = "") -> str | None:
    return slide.sniff(Probe(MemorySource(data), name))


def read(data: bytes, path: str = "x.svs", siblings: dict[str, bytes] | None = None) -> tuple[Reading, Collected]:
    outlet = Collected(siblings=siblings or {})
    return slide.read(MemorySource(data), Context(outlet, len(data), path=path)), outlet


def codes(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.remarks}


# Damage and hostility


@pytest.mark.parametrize(
    "data", [b"", b"II*\0", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08\0\1", b"II+\0\x08\0\0\0", b"hola"]
)
def test_bytes_without_a_directory_are_no_slide(data: bytes) -> None:
    assert kind_of(data) is None


def test_a_slide_cut_off_before_its_directory_is_unreadable_and_known_by_its_name() -> None:
    """Aperio writes the directories behind the pixels, so an interrupted copy has none."""
    head = b"II*\0" + struct.pack("<I", 900_000) + b"\xff" * 5000
    assert kind_of(head, "S24-100.svs") == "svs"
    with pytest.raises(UnreadableError) as caught:
        read(head)
    assert caught.value.code == "slide.cut_off_whole"


def test_a_slide_whose_pixels_are_cut_off_says_how_many_levels_and_megabytes() -> None:
    whole = svs()
    place = max(one.end() for one in Tiff(MemorySource(whole)).directories[:1])
    reading, _ = read(whole[: place - 2000])
    assert {"slide.cut_off", "slide.directories_damaged"} <= codes(reading)
    said = next(remark for remark in reading.remarks if remark.code == "slide.cut_off")
    assert said.args == {"levels": 1, "of": 1, "megabytes": 1}


def test_a_loop_of_directories_ends() -> None:
    data = bytearray(pyramid())
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    second = struct.unpack_from("<I", data, first + 2 + 12 * entries)[0]
    following = struct.unpack_from("<H", data, second)[0]
    struct.pack_into("<I", data, second + 2 + 12 * following, first)
    reading, _ = read(bytes(data))
    assert [level["width"] for level in reading.facts["levels"]] == [1024, 512]  # type: ignore[union-attr, call-overload, index]
    assert "slide.directories_damaged" in codes(reading)


@pytest.mark.parametrize("count", [0xFFFFFFFF, 1 << 30])
def test_absurd_counts_of_values_allocate_nothing(count: int) -> None:
    data = bytearray(pyramid())
    first = struct.unpack_from("<I", data, 4)[0]
    for number in range(struct.unpack_from("<H", data, first)[0]):
        struct.pack_into("<I", data, first + 2 + 12 * number + 4, count)
    tracemalloc.start()
    kind_of(bytes(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20


def test_an_absurd_number_of_entries_is_refused() -> None:
    data = bytearray(pyramid())
    struct.pack_into("<H", data, struct.unpack_from("<I", data, 4)[0], 0xFFFF)
    assert kind_of(bytes(data)) is None
    with pytest.raises(UnreadableError):
        read(bytes(data))


def test_a_slide_that_claims_a_billion_pixels_a_side_is_never_decoded() -> None:
    data = bytearray(svs())
    for directory in tags_of(bytes(data)):
        for tag, place in directory.items():
            if tag in (256, 257):
                struct.pack_into("<HHII", data, place, tag, 4, 1, 1 << 30)
    reading, outlet = read(bytes(data))
    assert reading.facts["width"] == 1 << 30
    assert {role for role, _, _ in outlet.pictures} <= {"tiles"}
    assert {"slide.macro_unreadable", "slide.thumbnail_unreadable"} <= codes(reading)
    with pytest.raises(UnreadableError):
        slide.picture(MemorySource(bytes(data)), Context(outlet, len(data)))


def tags_of(data: bytes) -> list[dict[int, int]]:
    """For each directory of a classic little-endian TIFF the places of its entries by tag."""
    found, place = [], struct.unpack_from("<I", data, 4)[0]
    while place:
        count = struct.unpack_from("<H", data, place)[0]
        places = [place + 2 + 12 * number for number in range(count)]
        found.append({struct.unpack_from("<H", data, one)[0]: one for one in places})
        place = struct.unpack_from("<I", data, place + 2 + 12 * count)[0]
    return found


def test_a_tile_that_is_larger_inside_than_it_says_is_refused() -> None:
    huge = io.BytesIO()
    Image.new("RGB", (8000, 8000)).save(huge, "JPEG")
    data = bytearray(svs())
    thumbnail = tags_of(bytes(data))[1]
    offset = len(data)
    struct.pack_into("<I", data, thumbnail[273] + 8, offset)
    struct.pack_into("<HHII", data, thumbnail[279], 279, 4, 1, huge.tell())
    outlet = Collected()
    whole = bytes(data) + huge.getvalue()
    slide.picture(MemorySource(whole), Context(outlet, len(whole)))
    assert max(Image.open(io.BytesIO(outlet.pictures[0][2])).size) <= slide.THUMBNAIL_LONGEST


def ending(data: bytes) -> str:
    """ "" where a thumbnail is made, else the error's code."""
    outlet = Collected()
    try:
        slide.picture(MemorySource(data), Context(outlet, len(data)))
    except UnreadableError as error:
        return error.code
    return "" if outlet.pictures else "nothing"


def test_changed_bytes_end_in_a_picture_or_one_clear_error() -> None:
    whole = svs(512)
    endings = set()
    for directory in tags_of(whole)[:3]:
        for place in directory.values():
            for at in range(0, 12, 3):
                data = whole[: place + at] + b"\xff" + whole[place + at + 1 :]
                kind_of(data)
                endings.add(ending(data))
    assert endings <= {"", "slide.no_thumbnail", "slide.damaged", "slide.cut_off_whole"}
    assert "" in endings


def test_memory_does_not_grow_with_the_slide() -> None:
    """Level 0 of 8,192 pixels a side, of which a decoder would make 200 MB."""
    out = io.BytesIO()
    tile = tissue(256)
    with tifffile.TiffWriter(out) as file:
        for size in (8192, 2048, 512):
            tiles = (tile for _ in range((size // 256) ** 2))
            file.write(
                tiles, shape=(size, size, 3), dtype=np.uint8, tile=(256, 256), compression="jpeg", metadata=None,
                photometric="rgb",
            )  # fmt: skip
    data = out.getvalue()
    tracemalloc.start()
    read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 << 20


# What is no slide


def test_plain_tiffs_are_left_to_the_reader_of_photographs() -> None:
    fax, tiled = io.BytesIO(), io.BytesIO()
    with tifffile.TiffWriter(fax) as file:
        for _ in range(3):
            file.write(tissue(300), metadata=None)
    tifffile.imwrite(tiled, tissue(1024), tile=(256, 256))
    assert kind_of(fax.getvalue(), "informe.tif") is None
    assert kind_of(tiled.getvalue(), "foto.tif") is None


def test_several_tiled_pages_of_one_size_are_no_pyramid() -> None:
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as file:
        for _ in range(3):
            file.write(tissue(512), tile=(128, 128), metadata=None)
    assert kind_of(out.getvalue()) is None


# What slides state


def test_an_aperio_slide_states_its_size_magnification_stain_and_day() -> None:
    reading, outlet = read(svs(label=label_picture()))
    assert reading.format == "svs"
    facts = reading.facts
    assert (facts["vendor"], facts["width"], facts["height"]) == ("aperio", 1024, 1024)
    assert (facts["mpp_x"], facts["objective_power"], facts["stain"]) == (0.2528, 40.0, "H&E")
    assert [level["downsample"] for level in facts["levels"]] == [1.0, 2.0, 4.0]  # type: ignore[union-attr, call-overload, index]
    assert facts["levels"][0]["compression"] == "jpeg"  # type: ignore[index, call-overload]
    assert facts["associated"] == ["label", "macro", "thumbnail"]
    assert facts["barcodes"] == ["S24-100;A1"]
    (day,) = reading.dates
    assert (day.role, day.value, day.citation.quote) == (DateRole.OTHER, PartialDate(2024, 3, 9), "03/09/24")
    assert [kind.value for kind in reading.kinds] == ["whole slide image", "H&E"]
    assert sorted(role for role, _, _ in outlet.pictures) == ["label", "macro", "thumbnail", "tiles"]
    assert not reading.people


def test_a_name_on_the_label_is_recognized_and_stands_on_a_page() -> None:
    reading, _ = read(svs(label=label_picture("MUESTRA, ANA\nS24-100 A1", "S24-100;A1")))
    page = reading.pages[0]
    assert page.origin == "ocr"
    assert "MUESTRA" in page.text
    assert "slide.label_read" in codes(reading)
    assert all(line.confidence is not None for line in page.lines)


def test_a_barcode_on_the_label_is_read() -> None:
    reading, _ = read(svs(label=label_picture(barcode="S24-777;B2"), description=APERIO.split("|Barcode")[0]))
    assert reading.facts["barcode"] == ""
    assert reading.facts["barcodes"] == ["S24-777;B2"]


def test_a_label_without_words_is_said_for_a_person_to_look_at() -> None:
    reading, _ = read(svs(label=label_picture()))
    assert "slide.label_without_words" in codes(reading)


def test_the_title_that_the_file_states_is_there_to_be_checked() -> None:
    reading, _ = read(svs(description=APERIO.replace("S24-100|", "Muestra Ana|")))
    assert reading.title == "Muestra Ana"
    assert "Title: Muestra Ana" in reading.text


@pytest.mark.parametrize("big", [False, True])
def test_a_tiled_pyramid_of_any_maker_is_a_slide(big: bool) -> None:
    data = pyramid(big=big, compression="deflate", resolution=(40000, 40000), resolutionunit="CENTIMETER")
    assert kind_of(data) == "pyramidal-tiff"
    reading, _ = read(data)
    assert (reading.facts["vendor"], reading.facts["mpp_x"]) == ("", 0.25)
    assert reading.facts["objective_power"] is None


def test_a_print_resolution_is_no_size_of_pixels() -> None:
    assert read(pyramid(resolution=(72, 72), resolutionunit="INCH"))[0].facts["mpp_x"] is None


def test_an_ome_tiff_with_its_levels_in_sub_directories() -> None:
    out = io.BytesIO()
    metadata = {
        "axes": "YXS", "PhysicalSizeX": 0.5, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 0.5,
        "PhysicalSizeYUnit": "µm", "AcquisitionDate": "2024-03-09T10:00:00", "Name": "S24-100",
    }  # fmt: skip
    with tifffile.TiffWriter(out, ome=True) as file:
        file.write(tissue(1024), subifds=2, tile=(256, 256), metadata=metadata)
        for size in (512, 256):
            file.write(tissue(size), subfiletype=1, tile=(256, 256))
    assert kind_of(out.getvalue()) == "ome-tiff"
    reading, _ = read(out.getvalue())
    assert (reading.facts["mpp_x"], reading.title) == (0.5, "S24-100")
    assert [level["width"] for level in reading.facts["levels"]] == [1024, 512, 256]  # type: ignore[union-attr, call-overload, index]
    assert reading.dates[0].value == PartialDate(2024, 3, 9)


SCN = """<?xml version="1.0"?><scn xmlns="http://www.leica-microsystems.com/scn/2010/10/01">
<collection name="Muestra" sizeX="26000000" sizeY="26000000"><barcode>UzI0LTEwMA==</barcode>
<image name="macro"><pixels><dimension sizeX="256" sizeY="256" r="0" ifd="0"/></pixels>
<view sizeX="26000000" sizeY="26000000" offsetX="0" offsetY="0"/></image>
<image name="main"><creationDate>2024-03-09T10:00:00.00Z</creationDate>
<pixels><dimension sizeX="1024" sizeY="1024" r="0" ifd="1"/><dimension sizeX="256" sizeY="256" r="1" ifd="2"/></pixels>
<view sizeX="512000" sizeY="512000" offsetX="1" offsetY="1"/>
<scanSettings><objectiveSettings><objective>20</objective></objectiveSettings></scanSettings></image>
</collection></scn>"""


def test_a_leica_slide_states_its_barcode_and_keeps_its_macro_image_apart() -> None:
    out = io.BytesIO()
    with tifffile.TiffWriter(out, bigtiff=True) as file:
        for number, size in enumerate((256, 1024, 256)):
            text = SCN if not number else None
            file.write(tissue(size), tile=(128, 128), compression="jpeg", description=text, metadata=None)
    assert kind_of(out.getvalue()) == "scn"
    facts = read(out.getvalue())[0].facts
    assert (facts["width"], facts["mpp_x"], facts["objective_power"]) == (1024, 0.5, 20.0)
    assert (facts["barcode"], facts["associated"], facts["scan_date"]) == ("S24-100", ["macro"], "2024-03-09")


def ndpi() -> bytes:
    """Directories with 64-bit links behind their entries, and the upper halves of values behind those."""
    pictures = []
    for size in (512, 256, 128):
        out = io.BytesIO()
        Image.fromarray(tissue(size)).save(out, "JPEG")
        pictures.append((size, out.getvalue()))
    data = bytearray(b"II*\0" + b"\0" * 12)
    link = 4
    for (size, jpeg), lens in zip(pictures, (40.0, 10.0, -1.0), strict=True):
        place = len(data)
        data += jpeg + b"\0" * (len(jpeg) % 2)
        struct.pack_into("<I", data, link, len(data))
        entries = [
            (256, 4, size), (257, 4, size), (259, 3, 7), (262, 3, 6), (273, 4, place), (277, 3, 3), (278, 4, size),
            (279, 4, len(jpeg)), (65420, 4, 1),
        ]  # fmt: skip
        body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
        body += struct.pack("<HHIf", 65421, 11, 1, lens)
        count = len(entries) + 1
        data += struct.pack("<H", count) + body
        link = len(data)
        data += b"\0" * 8 + b"\0" * 4 * count
    return bytes(data)


def test_a_hamamatsu_slide_tells_levels_from_its_macro_image_by_the_lens() -> None:
    data = ndpi()
    assert kind_of(data) == "ndpi"
    reading, outlet = read(data)
    assert [level["width"] for level in reading.facts["levels"]] == [512, 256]  # type: ignore[union-attr, call-overload, index]
    assert reading.facts["objective_power"] == 40.0
    assert reading.facts["associated"] == ["macro"]
    assert {role for role, _, _ in outlet.pictures} == {"macro", "thumbnail", "tiles"}


@pytest.mark.parametrize("compression", ["jpeg", "lzw", "deflate", None])
def test_thumbnails_are_what_openslide_shows(compression: str | None, tmp_path: Path) -> None:
    data = pyramid(compression=compression)
    place = tmp_path / "x.tif"
    place.write_bytes(data)
    outlet = Collected()
    slide.picture(MemorySource(data), Context(outlet, len(data)))
    ((role, media_type, jpeg),) = outlet.pictures
    assert (role, media_type) == ("thumbnail", "image/jpeg")
    ours = np.asarray(Image.open(io.BytesIO(jpeg)), float)
    with openslide.OpenSlide(place) as other:
        theirs = np.asarray(other.get_thumbnail((512, 512)).convert("RGB"), float)
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).mean() < 3


def test_samples_of_openslide_read_as_openslide_reads_them(shared_data: Path) -> None:
    for place in (shared_data / "wsi").glob("*small.svs"):
        reading, outlet = read(place.read_bytes())
        with openslide.OpenSlide(place) as other:
            assert (reading.facts["width"], reading.facts["height"]) == other.dimensions
            assert reading.facts["mpp_x"] == float(other.properties[openslide.PROPERTY_NAME_MPP_X])
        assert reading.facts["scan_date"] == "2009-12-29"
        assert [role for role, _, _ in outlet.pictures] == ["tiles", "thumbnail"]
    data = (shared_data / "wsi" / "unreadable.svs").read_bytes()
    assert codes(read(data)[0]) == {"slide.thumbnail_unreadable"}
    assert kind_of((shared_data / "wsi" / "unopenable.tiff").read_bytes()) is None
