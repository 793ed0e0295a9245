"""Photographs of paper: turned, skewed, unevenly lit, faxed, and read all the same."""

from __future__ import annotations

import io
import os

import numpy as np
import pytest
from PIL import Image

from consilium.domain.dates import PartialDate
from consilium.domain.records import DateRole
from consilium.readers import photo, recognition
from consilium.readers.contract import Collected, Context, MemorySource
from tests.readers import documents as made


@pytest.mark.parametrize(("turns", "turned"), [(0, 0), (1, 90), (2, 180), (3, 270)])
def test_a_photograph_turned_by_quarters_and_skewed_is_read(turns: int, turned: int) -> None:
    picture = made.photographed(made.paper(made.REPORT[:3]), skew=6, turns=turns)
    reading, _ = made.read(photo, made.encoded(picture, "JPEG", quality=80))
    page = reading.pages[0]
    assert "Muestra Ejemplo, Sofía Núñez" in page.text
    assert "14/05/2011" in page.text
    assert turned + 4 < page.turned < turned + 9
    assert page.width > page.height


@pytest.mark.parametrize("skew", [-14, 14])
def test_a_strong_skew_is_undone_and_boxes_stay_where_the_words_are_seen(skew: int) -> None:
    picture = made.photographed(made.paper(made.REPORT[:3]), skew=skew)
    page = made.read(photo, made.encoded(picture, "PNG"))[0].pages[0]
    line = next(line for line in page.lines if "Sofía Núñez" in line.text)
    first, last = line.words[0][1], line.words[-1][1]
    # Skewed to the left (counterclockwise), a line rises toward its end on the picture as it was taken.
    assert (first.top > last.top) == (skew > 0)
    assert all(0 <= side <= 1 for _, box in line.words for side in (box.left, box.top, box.right, box.bottom))


def test_exif_orientation_comes_first_and_the_camera_date_is_weak() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2024:03:05 10:11:12"
    stored = Image.fromarray(np.ascontiguousarray(np.rot90(made.paper(made.REPORT[:3]))))
    reading, _ = made.read(photo, made.encoded(stored, "JPEG", quality=90, exif=exif))
    assert "Sofía Núñez" in reading.text
    assert reading.pages[0].turned == 0.0
    assert [(date.role, date.value) for date in reading.dates] == [(DateRole.OTHER, PartialDate(2024, 3, 5))]


def test_a_fax_of_two_pages_with_flat_pixels_is_read() -> None:
    sheet = made.faxed(made.paper(made.REPORT[:3], 200))
    data = made.encoded(sheet, "TIFF", save_all=True, append_images=[sheet], compression="group4", dpi=(204, 98))
    reading, _ = made.read(photo, data)
    assert made.sniff(photo, data) == "tiff"
    assert [page.number for page in reading.pages] == [1, 2]
    assert all("Fecha de nacimiento: 14/05/2011" in page.text for page in reading.pages)


def test_small_print_is_looked_at_again() -> None:
    sheet = made.paper(tuple(line * 2 for line in made.REPORT[1:4]), 100)
    reading, _ = made.read(photo, made.encoded(sheet, "PNG"))
    assert reading.text.count("14/05/2011") == 2


def test_english_is_told_from_spanish() -> None:
    lines = (
        "Pathology report",
        "The lymph node shows classic Hodgkin lymphoma.",
        "No evidence of bone marrow disease.",
    )
    reading, _ = made.read(photo, made.encoded(made.paper(lines), "PNG"))
    assert reading.language == "en"
    assert "No evidence of bone marrow disease." in reading.text


def test_recognition_works_in_a_forked_child_after_preloading() -> None:
    recognition.preload()
    sheet = made.paper(made.REPORT[:2])
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        text = "\n".join(line.text for line in recognition.recognize(sheet).lines)
        os.write(sending, text.encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as answer:
        assert "Sofía Núñez" in answer.read().decode()
    assert os.waitpid(child, 0)[1] == 0


def test_a_thumbnail_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = made.encoded(Image.new("RGB", (800, 400)), "JPEG", exif=exif)
    outlet = Collected()
    photo.picture(MemorySource(data), Context(outlet, len(data)))
    assert Image.open(io.BytesIO(outlet.pictures[0][2])).size == (128, 256)
