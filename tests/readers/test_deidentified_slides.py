"""Slides made nameless: label and macro wiped out byte for byte, words gone, tissue as it was."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import openslide
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from consilium.domain.errors import UnreadableError
from consilium.readers import slide
from consilium.readers.contract import Collected, Context, MemorySource
from consilium.readers.slide.tiff import Tiff
from tests.readers.dicom_files import ct_slice
from tests.readers.nameless import made, part10, refusal
from tests.readers.sentinels import WORD
from tests.readers.test_slide import APERIO, SCN, label_picture, ndpi, pyramid, svs, tissue

WSI = "1.2.840.10008.5.1.4.1.1.77.1.6"
DESCRIBED = APERIO + f"|User = {WORD}|ScanScope ID = {WORD}|Filename = {WORD}"


def spots(data: bytes, word: str) -> list[tuple[int, int]]:
    """Where the bytes of the images stand whose description says `word`: offsets and counts."""
    found: list[tuple[int, int]] = []
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        for page in file.pages:
            if word in str(page.description):
                found += zip(page.dataoffsets, page.databytecounts, strict=True)
    return found


def levels(path: Path) -> list[np.ndarray]:
    with openslide.OpenSlide(path) as opened:
        sizes = opened.level_dimensions
        return [np.asarray(opened.read_region((0, 0), level, size)) for level, size in enumerate(sizes)]


def associated(path: Path) -> set[str]:
    with openslide.OpenSlide(path) as opened:
        return set(opened.associated_images)


@pytest.fixture
def aperio() -> bytes:
    return svs(label=label_picture(f"{WORD} Mia", "S24-100"), description=DESCRIBED)


def test_label_and_macro_of_an_aperio_slide_are_wiped_out_and_the_tissue_is_as_it_was(
    aperio: bytes, tmp_path: Path
) -> None:
    done, clean = made(aperio, reader=slide)
    before, after = tmp_path / "before.svs", tmp_path / "after.svs"
    before.write_bytes(aperio)
    after.write_bytes(clean)
    assert len(clean) == len(aperio)
    for word in ("label", "macro"):
        places = spots(aperio, word)
        assert places
        for at, count in places:
            assert count > 100
            assert not any(clean[at : at + count])
    assert associated(before) >= {"label", "macro"}
    assert associated(after) == set()
    for one, other in zip(levels(before), levels(after), strict=True):
        assert np.array_equal(one, other)
    assert {one.keyword for one in done.changes} >= {"(label)", "(macro)", "TIFF 270"}


def test_of_the_description_the_measures_stay(aperio: bytes, tmp_path: Path) -> None:
    _, clean = made(aperio, reader=slide)
    assert WORD.encode() not in clean
    assert b"S24-100" not in clean
    assert b"03/09/24" not in clean
    place = tmp_path / "after.svs"
    place.write_bytes(clean)
    with openslide.OpenSlide(place) as opened:
        assert opened.properties["openslide.mpp-x"] == "0.25280000000000002"
        assert opened.properties["aperio.AppMag"] == "40"
        assert opened.properties["openslide.vendor"] == "aperio"


def test_bytes_that_nothing_refers_to_go(aperio: bytes) -> None:
    _, clean = made(aperio + WORD.encode() * 3, reader=slide)
    assert WORD.encode() not in clean


@pytest.mark.parametrize("big", [False, True])
def test_any_makers_pyramid_loses_its_words(big: bool, tmp_path: Path) -> None:
    raw = pyramid(big=big, compression="jpeg", description=WORD, software=WORD, extratags=[(65000, "s", 0, WORD, True)])
    assert WORD.encode() in raw
    _, clean = made(raw, reader=slide)
    before, after = tmp_path / "before.tif", tmp_path / "after.tif"
    before.write_bytes(raw)
    after.write_bytes(clean)
    assert WORD.encode() not in clean
    for one, other in zip(levels(before), levels(after), strict=True):
        assert np.array_equal(one, other)


def ome(more: tuple[np.ndarray, ...] = ()) -> bytes:
    """A slide with its levels below the first directory, a label, and words wherever the format has room for them."""
    out = io.BytesIO()
    said = {"axes": "YXS", "PhysicalSizeX": 0.5, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 0.25,
            "PhysicalSizeYUnit": "µm", "Name": f"{WORD} Mia", "Description": WORD}  # fmt: skip
    with tifffile.TiffWriter(out, ome=True) as file:
        file.write(tissue(1024), subifds=2, tile=(256, 256), compression="jpeg", metadata=said, software=WORD)
        for size in (512, 256):
            file.write(tissue(size), subfiletype=1, tile=(256, 256), compression="jpeg")
        for plane in more:
            file.write(plane, tile=(256, 256), compression="jpeg", metadata={"axes": "YXS", "Name": "other"})
        label = label_picture(f"{WORD} Mia", "S24-100")
        file.write(label, metadata={"axes": "YXS", "Name": "label image"}, photometric="rgb")
    return out.getvalue()


def test_an_ome_slide_loses_its_words_and_its_label_and_keeps_its_levels_and_measures() -> None:
    raw = ome()
    with tifffile.TiffFile(io.BytesIO(raw)) as file:
        offset, count = file.pages[1].dataoffsets[0], file.pages[1].databytecounts[0]
    done, clean = made(raw, reader=slide)
    assert len(clean) == len(raw)
    assert WORD.encode() not in clean
    assert b"Mia" not in clean
    assert not any(clean[offset : offset + count])
    assert [one.code for one in done.remarks] == ["deidentification.slide_pictures"]
    with tifffile.TiffFile(io.BytesIO(raw)) as before, tifffile.TiffFile(io.BytesIO(clean)) as after:
        assert after.is_ome
        assert len(after.pages) == 1
        for one, other in zip(before.series[0].levels, after.series[0].levels, strict=True):
            assert np.array_equal(one.asarray(), other.asarray())
    reading = slide.read(MemorySource(clean), Context(Collected(), len(clean)))
    assert (reading.format, reading.facts["mpp_x"], reading.facts["mpp_y"]) == ("ome-tiff", 0.5, 0.25)
    assert [one["width"] for one in reading.facts["levels"]] == [1024, 512, 256]  # type: ignore[union-attr, call-overload, index]


def test_an_ome_slide_of_several_planes_is_refused() -> None:
    assert refusal(ome((tissue(1024),)), reader=slide) == "deidentification.slide_format"


def test_the_macro_image_of_a_hamamatsu_slide_is_wiped_out() -> None:
    raw = ndpi()
    _, clean = made(raw, reader=slide)
    left = Tiff(MemorySource(clean)).directories
    assert [one.width for one in left] == [512, 256]
    was = Tiff(MemorySource(raw)).directories
    at, count = next(iter(was[2].segments()))
    assert any(raw[at : at + count])
    assert not any(clean[at : at + count])
    for one, other in zip(was, left, strict=False):
        spot = next(iter(one.segments()))
        assert spot == next(iter(other.segments()))
        assert raw[spot[0] : sum(spot)] == clean[spot[0] : sum(spot)]


def test_a_slide_whose_label_shares_bytes_with_the_tissue_is_refused(aperio: bytes) -> None:
    data = bytearray(aperio)
    with tifffile.TiffFile(io.BytesIO(aperio)) as file:
        tissue_at = file.pages[0].dataoffsets[0]
        page = next(page for page in file.pages if "label" in str(page.description))
        tag = page.tags["StripOffsets"]
    struct.pack_into("<I", data, tag.valueoffset, tissue_at)
    assert refusal(bytes(data), reader=slide) == "deidentification.slide_damaged"


def test_a_kind_of_slide_that_cannot_be_cleaned_is_refused() -> None:
    out = io.BytesIO()
    with tifffile.TiffWriter(out, bigtiff=True) as file:
        for number, size in enumerate((256, 1024, 256)):
            text = SCN if not number else None
            file.write(tissue(size), tile=(128, 128), compression="jpeg", description=text, metadata=None)
    assert refusal(out.getvalue(), reader=slide) == "deidentification.slide_format"
    assert refusal(b"\xff\xd8\xff an mrxs", reader=slide) == "deidentification.slide_format"


def test_a_slide_that_is_cut_off_is_refused() -> None:
    data = pyramid(compression="jpeg")
    cut = data[: len(data) - 2000]
    assert refusal(cut, reader=slide).startswith(("deidentification.slide", "slide."))


@settings(max_examples=40)
@given(st.data())
def test_changed_bytes_never_bring_the_label_back(data: st.DataObject) -> None:
    raw = bytearray(svs(256, label=label_picture("Mia"), description=DESCRIBED))
    stored = [bytes(raw[at : at + count]) for at, count in spots(bytes(raw), "label")]
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(8, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        _, clean = made(bytes(raw), reader=slide)
    except UnreadableError:
        return
    except Exception as error:
        raise AssertionError("a damaged slide ends in one clear refusal") from error
    assert all(one not in clean for one in stored)


@pytest.mark.parametrize("kind", ["LABEL", "OVERVIEW"])
def test_a_dicom_slides_label_and_overview_are_refused(kind: str) -> None:
    data: Dataset = ct_slice()
    data.SOPClassUID, data.ImageType = WSI, ["ORIGINAL", "PRIMARY", kind, "NONE"]
    assert refusal(part10(data)) == "deidentification.slide_label"


def test_a_dicom_slides_tissue_leaves_without_its_barcode() -> None:
    data: Dataset = ct_slice()
    data.SOPClassUID, data.ImageType = WSI, ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    data.BarcodeValue, data.LabelText, data.ContainerIdentifier = WORD, WORD, WORD
    _, clean = made(part10(data))
    assert WORD.encode() not in clean
