"""Tumors that a look at the eyes tells by their numbers: `T1 (posterior pole): 5.1 x 4.0 mm`, `el T2 es ecuatorial`.

On a picture of magnets `T1` and `T2` are how it was made, so only looks at eyes are read so.
"""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span

ASLEEP = "examination under anesthesia"
_NUMBERED = re.compile(
    r"(?<![\w/])(?:T|tumou?r\s|lesi[oó]n\s|lesion\s)#?(?:[1-9]|1\d)(?![\w/.]|\sweight)",
    re.IGNORECASE,
)
_MOST = 12


def numbered_tumors(clause: Clause, modality: str) -> list[Span[str]]:
    """The tumors with a number of a clause on a look at the eyes, each as a mass."""
    if modality != ASLEEP:
        return []
    return [Span("mass", one.start(), one.end()) for one in list(_NUMBERED.finditer(clause.text))[:_MOST]]
