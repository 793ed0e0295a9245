"""Words written into pictures: found in many prints and sizes, painted over in what is stored, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    JPEG2000,
    MPEG2MPML,
    ComputedRadiographyImageStorage,
    ExplicitVRLittleEndian,
    JPEGBaseline8Bit,
    RLELossless,
    SecondaryCaptureImageStorage,
    UltrasoundImageStorage,
    UltrasoundMultiFrameImageStorage,
)

from consilium.domain.deidentification import Deed
from consilium.readers import recognition
from consilium.readers.recognition.everywhere import written
from tests.readers.dicom_files import ROOT, ct_slice
from tests.readers.nameless import dataset, made, part10, refusal

FONTS = Path(__file__).resolve().parents[2] / "demo" / "fonts"
PRINTS = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "Caveat-Regular.ttf", "device")
NAME = "ROSSI^MIA"
Picture = NDArray[np.uint8]


@pytest.fixture(scope="module", autouse=True)
def _models() -> None:
    if recognition.missing():
        pytest.skip("the recognition models are not installed")
    recognition.preload()


def ultrasound(height: int = 480, width: int = 640, seed: int = 5) -> Picture:
    """A fan of speckle on black, as a probe shows it."""
    chance = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    far, angle = np.hypot(x - width / 2, y + height * 0.1), np.arctan2(x - width / 2, y + height * 0.1)
    fan = (np.abs(angle) < 0.7) & (far < height) & (far > height * 0.15)
    speckle = cv2.GaussianBlur(chance.gamma(1.2, 45, (height, width)).astype(np.float32), (0, 0), 1.2)
    return np.clip(np.where(fan, speckle, 0), 0, 200).astype(np.uint8)


@dataclass(frozen=True)
class Planted:
    """A text in a picture: its print, its height in pixels, its grey, and the box that it takes."""

    text: str
    font: str
    size: int
    grey: int
    box: tuple[int, int, int, int]


def plant(picture: Picture, text: str, font: str, size: int, grey: int, at: tuple[int, int]) -> tuple[Picture, Planted]:
    if font == "device":  # strokes of one width, as devices draw
        scale = size / 22
        (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, 1)
        out = cv2.putText(
            picture.copy(), text, (at[0], at[1] + height), cv2.FONT_HERSHEY_SIMPLEX, scale, grey, 1, cv2.LINE_AA
        )
        return np.asarray(out, np.uint8), Planted(text, font, size, grey, (*at, at[0] + width, at[1] + height))
    image = Image.fromarray(picture)
    print_ = ImageFont.truetype(str(FONTS / font), size)
    draw = ImageDraw.Draw(image)
    box = draw.textbbox(at, text, font=print_)
    draw.text(at, text, font=print_, fill=grey)
    return np.asarray(image), Planted(text, font, size, grey, tuple(int(value) for value in box))  # type: ignore[arg-type]


def covered(masked: NDArray[np.bool_], planted: Planted) -> bool:
    left, top, right, bottom = planted.box
    return float(masked[top:bottom, left:right].mean()) > 0.9


def test_words_in_many_prints_sizes_and_greys_are_found() -> None:
    texts = (NAME, "Mia Rossi", "DOB 03/12/2015", "MRN 0048812", "General Hospital")
    found = count = 0
    for number, (font, size) in enumerate((font, size) for font in PRINTS for size in (12, 20, 40)):
        picture = ultrasound(seed=number) if number % 2 else np.full((480, 640), 20, np.uint8)
        marks = []
        for row, grey in enumerate((255, 160)):
            picture, mark = plant(picture, texts[(number + row) % 5], font, size, grey, (8 + 40 * row, 10 + 380 * row))
            marks.append(mark)
        masked = np.zeros(picture.shape, bool)
        for place in written(picture):
            masked[place.box[1] : place.box[3], place.box[0] : place.box[2]] = True
        assert masked.mean() < 0.35
        found += sum(covered(masked, mark) for mark in marks)
        count += len(marks)
    assert found >= 0.96 * count, f"{found} of {count}"


def test_a_picture_without_words_is_left_as_it_is() -> None:
    assert written(ultrasound()) == []


def capture(pixels: Picture, sop_class: str = SecondaryCaptureImageStorage, **more: object) -> Dataset:
    data = Dataset()
    data.SOPClassUID, data.SOPInstanceUID = sop_class, f"{ROOT}6"
    data.StudyInstanceUID, data.SeriesInstanceUID = f"{ROOT}1", f"{ROOT}2"
    data.Modality, data.PatientName = "OT", "Rossi^Mia"
    colour = pixels.ndim >= 3 and pixels.shape[-1] == 3
    rows, columns = pixels.shape[-3:-1] if colour else pixels.shape[-2:]
    data.Rows, data.Columns, data.SamplesPerPixel = rows, columns, 3 if colour else 1
    data.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        data.PlanarConfiguration = 0
    bits = pixels.dtype.itemsize * 8
    data.BitsAllocated = data.BitsStored = bits
    data.HighBit, data.PixelRepresentation = bits - 1, 0
    data.PixelData = pixels.tobytes() + b"\0" * (pixels.nbytes % 2)
    for keyword, value in more.items():
        setattr(data, keyword, value)
    return data


def words_left(picture: Picture) -> list[str]:
    return [place.text for place in written(picture)]


def test_a_name_in_a_screen_capture_is_painted_over_and_the_rest_is_as_it_was() -> None:
    before, mark = plant(ultrasound(), NAME, PRINTS[0], 20, 255, (10, 10))
    done, clean = made(part10(capture(before)))
    read = dataset(clean)
    after = read.pixel_array
    left, top, right, bottom = mark.box
    assert after[top:bottom, left:right].max() == 0
    assert np.array_equal(after[100:], before[100:])
    assert read.BurnedInAnnotation == "NO"
    assert done.masked >= 1
    assert done.searched == 1
    assert ("PixelData", Deed.MASKED) in {(one.keyword, one.deed) for one in done.changes}
    assert words_left(after) == []


def test_a_colour_picture_is_painted_over_too() -> None:
    grey, _ = plant(ultrasound(), NAME, PRINTS[1], 24, 255, (300, 20))
    colour = np.stack([grey, grey, np.minimum(grey, 128)], axis=-1)
    _, clean = made(part10(capture(colour, UltrasoundImageStorage, BurnedInAnnotation="NO")))
    read = dataset(clean)
    assert read.PhotometricInterpretation == "RGB"
    assert words_left(read.pixel_array) == []


@pytest.mark.parametrize("syntax", [RLELossless, JPEGBaseline8Bit, JPEG2000])
def test_a_compressed_picture_with_words_is_written_anew_uncompressed(syntax: str) -> None:
    grey, _ = plant(ultrasound(), NAME, PRINTS[0], 24, 255, (10, 10))
    data = capture(grey, UltrasoundImageStorage)
    if syntax == RLELossless:
        data.file_meta = None
        raw = dataset(part10(capture(grey, UltrasoundImageStorage)))
        raw.compress(RLELossless, generate_instance_uid=False)
        source = part10(raw, RLELossless)
    else:
        form = ".jpg" if syntax == JPEGBaseline8Bit else ".jp2"
        options = [] if form == ".jpg" else [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 500]
        stream = cv2.imencode(form, grey, options)[1].tobytes()
        data.PixelData = encapsulate([stream])
        data["PixelData"].is_undefined_length = True
        source = part10(data, syntax)
    _, clean = made(source)
    read = dataset(clean)
    assert read.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    assert read.pixel_array.shape == grey.shape
    assert words_left(read.pixel_array) == []


def test_a_compressed_picture_without_words_leaves_as_it_is_stored_without_its_comments() -> None:
    grey = ultrasound()
    stream = cv2.imencode(".jpg", grey)[1].tobytes()
    comment = b"\xff\xfe\x00\x0bMia Rossi"
    data = capture(grey, UltrasoundImageStorage)
    data.PixelData = encapsulate([stream[:2] + comment + stream[2:]])
    data["PixelData"].is_undefined_length = True
    _, clean = made(part10(data, JPEGBaseline8Bit))
    read = dataset(clean)
    assert read.file_meta.TransferSyntaxUID == JPEGBaseline8Bit
    assert b"Mia" not in clean
    assert np.array_equal(read.pixel_array, dataset(part10(data, JPEGBaseline8Bit)).pixel_array)


def test_words_that_show_only_outside_of_the_window_are_found() -> None:
    tissue = ultrasound().astype(np.uint16) // 4
    marked, _ = plant(np.zeros(tissue.shape, np.uint8), NAME, PRINTS[0], 24, 255, (10, 10))
    pixels = np.where(marked > 128, np.uint16(4000), tissue).astype(np.uint16)
    data = capture(pixels, WindowCenter=30, WindowWidth=60, BitsStored=12, HighBit=11)  # type: ignore[arg-type]
    done, clean = made(part10(data))
    assert done.masked >= 1
    read = dataset(clean)
    assert read.pixel_array.max() < 4000
    assert (read.BitsAllocated, read.BitsStored) == (16, 12)


def test_a_name_in_one_frame_of_many_is_painted_over_in_all() -> None:
    frames = np.stack([ultrasound(240, 320, seed) for seed in range(5)])
    frames[3], _ = plant(frames[3], NAME, PRINTS[0], 28, 255, (10, 10))
    data = capture(frames, UltrasoundMultiFrameImageStorage, NumberOfFrames=5)
    done, clean = made(part10(data))
    after = dataset(clean).pixel_array
    assert done.searched == 5
    assert after.shape == frames.shape
    assert all(words_left(frame) == [] for frame in after)
    assert np.array_equal(after[:, 100:], frames[:, 100:])


def test_the_side_of_the_body_stays_readable() -> None:
    picture, _ = plant(np.full((600, 500), 30, np.uint8), "L", PRINTS[1], 60, 255, (400, 40))
    data = capture(picture, ComputedRadiographyImageStorage)
    _, clean = made(part10(data))
    assert np.array_equal(dataset(clean).pixel_array, picture)


def test_inverted_grey_is_painted_in_its_own_black() -> None:
    picture, mark = plant(ultrasound(), NAME, PRINTS[0], 24, 255, (10, 10))
    data = capture((255 - picture).astype(np.uint8), PhotometricInterpretation="MONOCHROME1")
    after = dataset(made(part10(data))[1]).pixel_array
    left, top, right, bottom = mark.box
    assert after[top:bottom, left:right].min() == 255


def test_words_that_are_stated_and_not_found_keep_the_file_here() -> None:
    data = ct_slice(side=64)
    data.BurnedInAnnotation = "YES"
    assert refusal(part10(data)) == "deidentification.stated_not_found"


def test_a_picture_that_cannot_be_opened_cannot_be_searched() -> None:
    data = capture(ultrasound(), UltrasoundImageStorage)
    data.PixelData = encapsulate([b"\xff\xd8\xff\xe0 this is no picture "])
    data["PixelData"].is_undefined_length = True
    assert refusal(part10(data, JPEGBaseline8Bit)) == "deidentification.cannot_look"


def test_a_video_is_refused() -> None:
    data = capture(ultrasound(), UltrasoundMultiFrameImageStorage)
    data.PixelData = encapsulate([b"\0\0\1\xb3 a video"])
    data["PixelData"].is_undefined_length = True
    assert refusal(part10(data, MPEG2MPML)) == "deidentification.video"


def test_an_overlay_in_unused_bits_of_the_pixels_is_gone() -> None:
    data = ct_slice(side=32)
    data.PixelRepresentation, data.BitsStored, data.HighBit = 0, 12, 11
    values = np.full((32, 32), 700, np.uint16)
    values[4:8] |= 0x8000
    data.PixelData = values.tobytes()
    data.add_new(0x60000010, "US", 32)
    data.add_new(0x60000102, "US", 15)
    _, clean = made(part10(data))
    assert np.frombuffer(dataset(clean).PixelData, np.uint16).max() == 700


def test_plain_slices_are_searched_where_a_person_asks_for_it() -> None:
    data = ct_slice(side=64)
    assert made(part10(data))[0].searched == 0
    assert made(part10(data), every_image=True)[0].searched == 1
