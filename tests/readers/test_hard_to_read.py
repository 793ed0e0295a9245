"""A scan that was recognized with little sureness says so, as a photograph does."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from consilium.domain.records import Box, Line
from consilium.readers import pdf
from consilium.readers.recognition import hard_to_read
from tests.readers import documents as made

BOX = Box(0.1, 0.1, 0.9, 0.12)


@pytest.mark.parametrize(
    ("sure", "hard"),
    [((0.95, 0.9), False), ((0.9, 0.6), True), ((0.8, 0.8), False), ((None, None), False), ((), False)],
)
def test_unsure_lines_are_hard_to_read(sure: tuple[float | None, ...], hard: bool) -> None:
    assert hard_to_read(Line("Hemoglobin 9.8", BOX, confidence=one) for one in sure) is hard


@pytest.mark.parametrize(("share", "hard"), [(1.0, False), (0.4, False), (0.22, True)])
def test_a_scan_of_few_dots_says_that_it_is_hard_to_read(share: float, hard: bool) -> None:
    whole = Image.fromarray(made.paper())
    small = whole.resize((int(whole.width * share), int(whole.height * share)), Image.Resampling.BILINEAR)
    scan = np.asarray(small.resize(whole.size, Image.Resampling.BILINEAR))
    reading, _ = made.read(pdf, made.scanned_pdf(scan))
    assert ("documents.hard_to_read" in made.codes(reading)) is hard
