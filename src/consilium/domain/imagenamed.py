"""The image that a report points at: "series 4, image 61", "serie 4, imagen 61", "Se 4 Im 61", "(4:61)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SERIES = r"(?:series|serie|ser|se)\.?\s*(?:no\.?|n[ºo°]\.?|#|number|n[uú]mero)?\s*"
_IMAGE = r"(?:images?|im[aá]gen(?:es)?|img|ima|im|slice|corte)\.?\s*(?:no\.?|n[ºo°]\.?|#|number|n[uú]mero)?\s*"
_BETWEEN = r"\s{0,2}[,;:/-]?\s{0,2}(?:and|y)?\s{0,2}"
_BOTH = re.compile(rf"\b{_SERIES}(\d{{1,4}}){_BETWEEN}{_IMAGE}(\d{{1,5}})\b", re.IGNORECASE)
_TURNED = re.compile(
    rf"\b{_IMAGE}(\d{{1,5}}){_BETWEEN}(?:of |de la |de |on |in |en la |en )?{_SERIES}(\d{{1,4}})\b", re.IGNORECASE
)
_SHORT = re.compile(r"[(\[]\s?(\d{1,3})[:/](\d{1,4})\s?[)\]]")


@dataclass(frozen=True, slots=True)
class ImageNamed:
    """A series by its number (0020,0011) and an image by its number in it (0020,0013); `text` is how it was said."""

    series: int
    image: int
    text: str


def images_named(text: str, *, short: bool = False) -> tuple[ImageNamed, ...]:
    """The images that a text points at, in order, each once. `short` takes `(4:61)` too, a score elsewhere."""
    found = sorted(_found(text, short), key=lambda one: one[0])
    return tuple(dict.fromkeys(named for _, named in found))


def _found(text: str, short: bool) -> Iterator[tuple[int, ImageNamed]]:
    ends = [(0, 0)]
    for hit in _BOTH.finditer(text):
        ends.append(hit.span())
        yield hit.start(), ImageNamed(int(hit[1]), int(hit[2]), hit[0])
    for hit in _TURNED.finditer(text):
        if all(hit.end() <= start or hit.start() >= end for start, end in ends):
            yield hit.start(), ImageNamed(int(hit[2]), int(hit[1]), hit[0])
    for hit in _SHORT.finditer(text) if short else ():
        yield hit.start(), ImageNamed(int(hit[1]), int(hit[2]), hit[0])
