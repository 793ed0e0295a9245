"""PDF pages that are pictures: whether a page must be recognized, its picture, and which text to keep."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from consilium.readers.pdf.typed import Sheet, Word, unmapped_share

DOTS_PER_INCH = 200
MOST_PIXELS = 12_000_000
_MOST_OBJECTS = 3_000
_FEW_CHARS = 80
_MOSTLY_PICTURE = 0.5
_VOWELS = set("aeiouáéíóúüyAEIOUÁÉÍÓÚÜYàèìòùâêîôûäöãõåæø")


def needs_recognition(page: Any, sheet: Sheet, words: list[Word]) -> bool:
    """Whether a page's text layer is missing, garbage, or only the frame around a scan."""
    chars = sum(len(word.text) for word in words)
    covered = covered_by_pictures(page, sheet)
    if chars < _FEW_CHARS:
        return covered > 0.05 or (chars == 0 and pdfium.FPDFPage_CountObjects(page) > 0)
    if not sound(words) or unmapped_share(page) > 0.2:
        return True
    if covered < _MOSTLY_PICTURE:
        return False
    hidden = sum(len(word.text) for word in words if word.hidden)
    return hidden < 0.5 * chars and chars < 400


def covered_by_pictures(page: Any, sheet: Sheet) -> float:
    """The share of the page (0 to 1) that its largest picture covers."""
    largest = 0.0
    for count, thing in enumerate(page.get_objects(max_depth=4)):
        if count >= _MOST_OBJECTS:
            break
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            shown = thing if thing.level == 0 else thing.container
            box = sheet.box(*_bounds(shown))
            width, height = (
                min(1.0, high) - max(0.0, low) for low, high in ((box.left, box.right), (box.top, box.bottom))
            )
            largest = max(largest, max(0.0, width) * max(0.0, height))
    return min(1.0, largest)


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (pdfium.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def sound(words: list[Word]) -> bool:
    """Whether a text layer reads like language: letters with vowels among them, few signs without meaning.

    A font with a wrong or missing ToUnicode map gives shifted letters (`+RVSLWDO`) or private signs.
    """
    text = " ".join(word.text for word in words)[:20_000]
    dense = text.replace(" ", "")
    strange = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in dense)
    if strange > 0.1 * len(dense):
        return False
    latin = re.findall(r"[A-Za-zÀ-ÿ]{2,}", text)
    letters = "".join(latin)
    if len(letters) < 60 or len(letters) < 0.3 * len(dense):
        return not dense or sum(sign.isalnum() for sign in dense) >= 0.4 * len(dense)
    return 0.2 <= sum(letter in _VOWELS for letter in letters) / len(letters) <= 0.7


def picture_of(page: Any, sheet: Sheet, pixels: int = MOST_PIXELS) -> NDArray[np.uint8]:
    """A page at 200 dots an inch, `(height, width, 3)` RGB, smaller where that is more than `pixels`."""
    scale = DOTS_PER_INCH / 72
    area = sheet.width * sheet.height * scale * scale
    if area > pixels:
        scale *= math.sqrt(pixels / area)
    return rendered(page, scale)


def rendered(page: Any, scale: float) -> NDArray[np.uint8]:
    """A page in RGB, `scale` pixels to a point."""
    bitmap = page.render(scale=scale, rev_byteorder=True, limit_image_cache=True)
    try:
        return np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
