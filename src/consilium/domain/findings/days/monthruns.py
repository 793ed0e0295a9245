"""Months that begin a run and leave the year to its end: `marzo a agosto de 2024`, `Jul-Sep 2025`, `between March and
August 2024`."""

from __future__ import annotations

import re

from consilium.domain.datetext import MONTHS

__all__ = ["month_before"]

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_BEFORE = re.compile(
    rf"(?:(?P<between>\b(?:between|entre)\s)|(?<![\w/.,-])(?<!\d\s)(?<!\d de ))(?P<m>{_NAMES})\.?\s?"
    r"(?:(?P<and>and|y|e)|-|–|—|to|through|thru|until|a|al|hasta)\s?(?:el\s)?$",
    re.IGNORECASE,
)
_REACH = 32


def month_before(text: str, start: int) -> tuple[int, int, int] | None:
    """The month that runs up to the one at `start`: its number, and its place in the text; None where there is none."""
    found = _BEFORE.search(text, max(0, start - _REACH), start)
    if found is None or (found["and"] and not found["between"]):
        return None
    return MONTHS[found["m"].lower()], found.start("m"), found.end("m")
