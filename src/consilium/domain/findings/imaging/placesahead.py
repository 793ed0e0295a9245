"""The place of its own that stands before the second size of one sentence: `masas parietal derecha de 29 mm y frontal
izquierda de 58 mm`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.imaging.sizes import Size
from consilium.domain.findings.text.spans import Span

_NEXT = re.compile(
    r"\s?(?:\([^()]{0,20}\)\s?)?(?:,|,?\sy|,?\sand|\+)\s(?:(?:otr[oa]|una?|another|the other|a|an)\s)?"
    r"(?P<place>(?:en (?:el|la) |in the )?[^\W\d_][^.;:,\d]{3,44}?)\s(?:de|of|que mide|measuring)\s$",
    re.IGNORECASE,
)


def part_ahead(text: str, sizes: Sequence[Size], subject: Span[str], size: Size) -> str:
    """The words for where a thing of this `size` is, between the size before it and its own; "" where none are."""
    ends = [one.end for one in sizes if subject.end <= one.start and one.end <= size.start]
    found = _NEXT.match(text[ends[-1] : size.start]) if ends else None
    return found["place"] if found is not None else ""
