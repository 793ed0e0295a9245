"""A size that is the distance to a margin, and none of the tumor: `margen más cercano a 3 mm`."""

from __future__ import annotations

import re

from consilium.domain.findings.imaging.sizes import Size
from consilium.domain.findings.text.spans import Span, broken

_MARGINS = re.compile(r"\b(?:margins?|margen(?:es)?|m[aá]rgenes)\b", re.IGNORECASE)
# A place of the body, and no edge of what was taken out: `lesión a 12 cm del margen anal`.
_BODY = re.compile(r"\s(?:anal|anorrectal|costal|pupilar|palpebral|gingival|hep[aá]tico)\b", re.IGNORECASE)
_MARGIN_REACH = 32
_AWAY = re.compile(r",\s(?:a|at|closest|m[aá]s cercano|by)\s(?:\w{1,10}\s)?$", re.IGNORECASE)  # `negativo, a 2 mm`
_OF_MARGIN = re.compile(r"\s(?:from|to|of|del?|al|a)\b", re.IGNORECASE)


def of_body(text: str, end: int) -> bool:
    """Whether the margin that ends there is a place of the body, and no edge of what was taken out."""
    return _BODY.match(text, end) is not None


def margin_of(text: str, size: Size) -> Span[str] | None:
    """`margen más cercano a 3 mm`, `1.4 cm from the closest margin`: what is measured is the margin."""
    before = list(_MARGINS.finditer(text, max(0, size.start - _MARGIN_REACH), size.start))
    led = _OF_MARGIN.match(text, size.end) if not before else None
    after = _MARGINS.search(text, size.end, size.end + _MARGIN_REACH) if led else None
    found = before[-1] if before else after
    if found is None or broken(text, *sorted((found.end(), size.start))):
        return None
    if "," in text[found.end() : size.start] and not _AWAY.search(text, found.end(), size.start):
        return None
    return Span("distance" if of_body(text, found.end()) else "margin", found.start(), found.end())
