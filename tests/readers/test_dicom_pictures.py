"""Thumbnails: the right window, the right way round, bounded."""

from __future__ import annotations

import io
from pathlib import Path

import numpy
import pydicom
import pytest
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from consilium.domain.errors import UnreadableError
from consilium.readers import dicom
from consilium.readers.contract import Collected, Context, MemorySource
from tests.readers.dicom_files import ct_slice, part10, report

IN_WHEEL = Path(pydicom.__file__).parent / "data" / "test_files"
DEFLATED = "1.2.840.10008.1.2.1.99"


def shown(content: bytes) -> numpy.ndarray:
    """The thumbnail's pixels."""
    outlet = Collected()
    dicom.picture(MemorySource(content), Context(outlet, len(content)))
    ((role, media_type, png),) = outlet.pictures
    assert (role, media_type) == ("thumbnail", "image/png")
    return numpy.asarray(Image.open(io.BytesIO(png)))


def middle_and_corner(data: Dataset, syntax: str = "1.2.840.10008.1.2.1") -> tuple[int, int]:
    pixels = shown(part10(data, syntax))
    return int(pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]), int(pixels[0, 0])


def test_a_report_has_no_picture() -> None:
    with pytest.raises(UnreadableError) as caught:
        shown(part10(report()))
    assert caught.value.code == "dicom.picture_none"


def test_broken_compressed_pixels_make_no_picture() -> None:
    from pydicom.encaps import encapsulate

    data = ct_slice()
    data.PixelData = encapsulate([b"\xff\xd8\xff\xd9" * 20])
    with pytest.raises(UnreadableError) as caught:
        shown(part10(data, "1.2.840.10008.1.2.4.70"))
    assert caught.value.code == "dicom.picture_broken"


def test_pixels_that_are_cut_off_stay_dark() -> None:
    content = part10(ct_slice(side=64))
    pixels = shown(content[:-2000])
    assert pixels[32, 32] > 0
    assert pixels[63, 32] == 0


def test_tissue_is_gray_and_air_is_black_in_a_soft_tissue_window() -> None:
    middle, corner = middle_and_corner(ct_slice())
    assert 120 <= middle <= 136
    assert corner == 0


def test_a_ct_without_a_window_gets_the_usual_one() -> None:
    data = ct_slice()
    del data.WindowCenter, data.WindowWidth
    assert middle_and_corner(data) == middle_and_corner(ct_slice())


def test_monochrome1_is_turned_round() -> None:
    data = ct_slice()
    data.PhotometricInterpretation = "MONOCHROME1"
    middle, corner = middle_and_corner(data)
    assert corner == 255
    assert 119 <= middle <= 135


def test_padding_is_left_out() -> None:
    data = ct_slice()
    data.PixelPaddingValue = 0
    data.Modality = "MR"
    del data.WindowCenter, data.WindowWidth
    assert middle_and_corner(data)[1] == 0


def test_activity_is_dark_on_white() -> None:
    data = ct_slice()
    data.Modality, data.RescaleIntercept = "PT", 0
    middle, corner = middle_and_corner(data)
    assert (middle, corner) == (0, 255)


def test_a_lookup_table_is_used_where_no_window_is_stated() -> None:
    data = ct_slice()
    del data.WindowCenter, data.WindowWidth
    data.RescaleIntercept = 0
    table = Dataset()
    table.add_new(0x00283002, "SS", [2, 1063, 16])
    table.add_new(0x00283006, "US", [0, 65535])
    data.VOILUTSequence = Sequence([table])
    assert middle_and_corner(data) == (255, 0)


def test_the_middle_frame_is_shown() -> None:
    data = ct_slice()
    dark = bytes(len(data.PixelData))
    data.PixelData = dark + data.PixelData + dark
    data.NumberOfFrames = 3
    assert middle_and_corner(data)[0] > 100


def test_a_deflated_picture_is_shown() -> None:
    assert middle_and_corner(ct_slice(), DEFLATED) == middle_and_corner(ct_slice())


def test_a_large_picture_becomes_small() -> None:
    assert shown(part10(ct_slice(side=700))).shape == (256, 256)


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("SC_rgb_rle.dcm", (255, 0, 0)),
        ("SC_rgb_dcmtk_+eb+cy+np.dcm", (254, 0, 0)),
        ("SC_ybr_full_422_uncompressed.dcm", (254, 0, 0)),
        ("SC_rgb_jls_lossy_line.dcm", (255, 0, 0)),
    ],
)
def test_colours_come_out_right_from_every_coding(name: str, colour: tuple[int, int, int]) -> None:
    first = [int(value) for value in shown((IN_WHEEL / name).read_bytes())[0, 0]]
    assert all(abs(a - b) <= 6 for a, b in zip(first, colour, strict=True)), first


LOSSLESS = ("RLE", "jp2klossless", "jpeg_ls_lossless", "bigendian", "implicit")


@pytest.mark.parametrize("name", [f"MR_small_{coding}.dcm" for coding in LOSSLESS])
def test_every_lossless_coding_gives_the_same_picture(name: str) -> None:
    plain = shown((IN_WHEEL / "MR_small.dcm").read_bytes())
    assert numpy.array_equal(shown((IN_WHEEL / name).read_bytes()), plain)
