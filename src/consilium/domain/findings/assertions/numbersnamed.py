"""`no.` that shortens `number` and denies nothing: `EUA no. 4`, `biopsy no. 2`."""

from __future__ import annotations

import re
from dataclasses import replace

from consilium.domain.findings.paper import Clause

_NUMBERED = re.compile(
    r"(?<=[\w)]\s)[Nn]o\.(?=\s?\d{1,2}(?:\s?[),;]|\.?$|\.\s|\s(?:of|de|del|on|el|in|en|today|hoy|was|fue|under|bajo)\b))"
)
_REACH = 14


def without_numbers(clause: Clause, end: int) -> Clause:
    """The clause without such a `no.` right behind what ends at `end`."""
    if "no." not in clause.folded or _NUMBERED.search(clause.text, end, end + _REACH) is None:
        return clause
    return replace(clause, text=_NUMBERED.sub(lambda found: "#" * len(found[0]), clause.text))
