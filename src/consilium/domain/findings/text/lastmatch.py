"""The nearest words of a sort before a place."""

from __future__ import annotations

import re


def last_match(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The last match of a pattern in `text[start:end]`; None where there is none. Linear in the text."""
    found = None
    for each in pattern.finditer(text, start, len(text) if end is None else end):
        found = each
    return found
