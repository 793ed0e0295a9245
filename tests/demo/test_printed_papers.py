"""Strangers' papers in print: the same words in every form, columns at their places, the same picture each time."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from bench.printed import printed

TEXT = """SYNTHETIC LABORATORY    Report of 04/03/2025
Test          Result    Unit
Hemoglobin    9.8       g/dL
| Marker | Percent |
| CD19   | 92      |
A line of prose is set as a line.
"""


@pytest.mark.parametrize("form", ["fax", "photo", "screenshot"])
def test_a_picture_is_made_alike_each_time(form: str) -> None:
    once = printed("stranger/01", TEXT, form)
    assert Image.open(io.BytesIO(once)).width > 1000
    assert printed("stranger/01", TEXT, form) == once


@pytest.mark.parametrize(("form", "worded"), [("pdf", True), ("scan", False)])
def test_a_typed_page_has_words_and_a_scanned_one_has_none(form: str, worded: bool) -> None:
    with pypdfium2.PdfDocument(printed("stranger/01", TEXT, form)) as made:
        words = made[0].get_textpage().get_text_bounded()
    for cell in ("Hemoglobin", "g/dL", "CD19", "92", "A line of prose is set as a line."):
        assert (cell in words) == worded


def test_a_column_stands_at_its_place_under_its_head() -> None:
    with pypdfium2.PdfDocument(printed("stranger/01", TEXT, "pdf")) as made:
        page = made[0].get_textpage()
        lefts = [page.get_charbox(page.search(word).get_next()[0])[0] for word in ("Result", "9.8")]
    assert lefts[0] == pytest.approx(lefts[1], abs=2)
