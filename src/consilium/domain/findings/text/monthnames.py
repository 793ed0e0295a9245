"""Short names of months inside a date, which are no words of another kind: `05/abr/2024` names no ABR (hearing)."""

from __future__ import annotations

import re

from consilium.domain.phrases import fold

_MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
     "ene", "abr", "ago", "set", "dic")
)  # fmt: skip
_DAY_BEFORE = re.compile(r"\d{1,2}(?:\s?[/.-]\s?|\s(?:de\s)?)$", re.IGNORECASE)
_YEAR_AFTER = re.compile(r"\.?(?:\s?[/.-]\s?|\s(?:de(?:l)?\s)?)(?:\d{4}|\d{2})(?!\w)", re.IGNORECASE)


def is_month(text: str, start: int, end: int) -> bool:
    """Whether `start` to `end` is a month's short name with a day before it or, in small letters, a year behind it."""
    said = text[start:end]
    if fold(said) not in _MONTHS:
        return False
    day = _DAY_BEFORE.search(text, max(0, start - 8), start) is not None
    year = _YEAR_AFTER.match(text, end) is not None
    return (day and (year or not said.isupper())) or (year and not said.isupper())
