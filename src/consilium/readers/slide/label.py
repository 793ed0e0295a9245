"""What stands on a slide's label: barcodes, and its printed words, which can be a name."""

from __future__ import annotations

import numpy as np
import zxingcpp
from PIL import Image

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Page, Remark
from consilium.readers import recognition

LABEL_LONGEST = 1600
TEXT_BOUND = 500


def barcodes(picture: Image.Image) -> list[str]:
    """The texts of the barcodes in a picture, in the order found, each once."""
    try:
        found = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    except (ValueError, TypeError, RuntimeError):
        return []
    texts = (code.text.strip()[:TEXT_BOUND] for code in found if code.valid)
    return list(dict.fromkeys(text for text in texts if text))


def words(picture: Image.Image, languages: tuple[str, ...]) -> tuple[Page | None, Remark | None]:
    """The label's words as a page, and what a person should know about them.

    A label that could not be read at all is said too: a name may stand on it.
    """
    try:
        found = recognition.recognize(np.asarray(picture.convert("RGB")), languages)
    except UnreadableError as error:
        return None, error.remark
    if not found.lines:
        return None, Remark("slide.label_without_words")
    page = Page(1, found.lines, float(found.width), float(found.height), "ocr", found.turned)
    return page, Remark("slide.label_read", {"lines": len(found.lines)})
