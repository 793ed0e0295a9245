"""The pictures of cited pages are turned as the pages were read: the boxes of citations lie on their words.

Proved by recognizing the picture again: it is upright, and each line stands where its box says.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from consilium.actions import clinical
from consilium.actions.clinical import pages
from consilium.actions.clinical.pages import SIDE, pictures
from consilium.actions.documents import reading_of
from consilium.casebook.models import InputFile
from consilium.domain.phrases import fold
from consilium.domain.records import Box, Line
from consilium.domain.summary import Reference
from consilium.readers import recognition
from tests.actions.conftest import Add
from tests.papers import write
from tests.readers import documents as made

LINES = made.REPORT[:4]


def turned_by_the_viewer(data: bytes) -> bytes:
    """A typed PDF whose page is to be shown turned (ISO 32000-1 7.7.3.3, Rotate)."""
    document = pikepdf.open(io.BytesIO(data))
    document.pages[0].rotate(90, relative=True)
    return made.saved(document)


def overlap(one: Box, other: Box) -> float:
    """What two boxes share, of what they cover together."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(0.0, width) * max(0.0, height)
    areas = [(box.right - box.left) * (box.bottom - box.top) for box in (one, other)]
    return shared / (sum(areas) - shared)


def fits(lines: tuple[Line, ...], shown: bytes) -> list[float]:
    """For each line that the picture shows too, how well its box fits there."""
    seen = recognition.recognize(np.asarray(Image.open(io.BytesIO(shown)).convert("RGB"), np.uint8))
    assert seen.turned < 8 or seen.turned > 352  # upright, a skew aside
    at = {fold(line.text).replace(" ", ""): line.box for line in seen.lines}
    texts = [(fold(line.text).replace(" ", ""), line.box) for line in lines]
    return [overlap(box, at[text]) for text, box in texts if text in at]


def papers() -> dict[str, bytes | str]:
    return {
        "photo.jpg": made.encoded(made.photographed(made.paper(LINES), skew=2, turns=1), "JPEG", quality=90),
        "upside down.jpg": made.encoded(made.photographed(made.paper(LINES), turns=2), "JPEG", quality=90),
        "scan.pdf": made.scanned_pdf(np.ascontiguousarray(np.rot90(made.paper(LINES)))),
        "typed on its side.pdf": turned_by_the_viewer(made.report_pdf(LINES)),
    }


def test_boxes_lie_on_their_words_on_pictures_of_sideways_photographs_and_scans(
    add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = add(write(tmp_path / "records", papers()), case="c").case
    filled = clinical.filled(case, "en")
    assert sorted(filled.quarters.values()) == [1, 1, 2, 3]
    numbers = {one.path: number for number, one in filled.files.items()}
    assert set(numbers) == {"photo.jpg", "upside down.jpg", "scan.pdf", "typed on its side.pdf"}
    made_of = pictures(case, filled, [Reference(number, 1) for number in numbers.values()])
    for path, number in numbers.items():
        shown = made_of[number, 1]
        assert SIDE * 0.9 < max(Image.open(io.BytesIO(shown)).size) <= SIDE, path
        row = InputFile.objects.get(id=filled.files[number].id)
        reading = reading_of(case, row)
        assert reading is not None
        found = fits(reading.pages[0].lines, shown)
        assert len(found) >= 2, path
        assert min(found) > 0.5, (path, found)
    # Pages that are not there and records without any have none; nor has a page beyond the bound.
    number = numbers["typed on its side.pdf"]
    asked = [Reference(number, 99), Reference("R99", 1), Reference(number, 1)]
    assert set(pictures(case, filled, asked)) == {(number, 1)}
    monkeypatch.setattr(pages, "MOST_BYTES", 100)
    assert pictures(case, filled, asked) == {}
