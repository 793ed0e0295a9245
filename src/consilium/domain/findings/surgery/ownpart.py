"""The words of a list that are one operation's own, where its side and place are looked for: `biopsia cervical izq (feb
2025), colocación de port` tells no side of the port, `omental biopsy; right ovary normal` no place of the biopsy."""

from __future__ import annotations

import re

# What ends an item: a semicolon, a sentence, a number of a list, a comma behind a day or a bracket.
_ENDS = re.compile(
    r";|\.\s(?=[^\W\d_]*[A-ZÁÉÍÓÚÑ])|\s\d{1,2}[).]\s|(?:\)|\d{4}|\d{1,2}[/.-]\d{2}),\s|\)\s(?:and|y|e)\s"
)
_SIDE = re.compile(
    r"\b(?:left|right|bilateral\w*|izquierd[oa]s?|derech[oa]s?|izq|der|dcha?|lt|rt)(?![\w-])", re.IGNORECASE
)


def own_part(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The bounds `first` to `last` around the operation at `start` to `end` without what belongs to other items."""
    marks = [hit for hit in _ENDS.finditer(text, first) if hit.end() <= last]
    first = max([first, *(hit.end() for hit in marks if hit.end() <= start)])
    hard = [hit for hit in marks if hit.start() >= end and ("," not in hit[0] or hit.end() >= last - 1)]
    last = min([last, *(hit.start() + 1 for hit in hard)])
    low, high = text.rfind(", ", first, start) + 1, text.find(", ", end, last)
    if low and _SIDE.search(text, low, high if high >= 0 else last):  # `línea radial derecha, port torácico izquierdo`
        return low, high if high >= 0 else last
    return first, last
