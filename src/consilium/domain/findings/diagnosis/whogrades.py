"""Grades of tumors of the nervous system that stand before WHO's name, and the edition of WHO's classification that a
grade is by: `grade II (WHO 2016)`, `Grado 2 del SNC, OMS 2021`, `CNS WHO grade 3 (2021)`. Those of two
editions are two."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GRADE = re.compile(
    r"\b(?:grade|grado)\s(?P<value>IV|I{1,3}|[1-4])(?![\w/])(?:\s(?:of the CNS|CNS|del SNC|SNC))?\s?"
    r"(?:[(,]\s?|by the |by |per |de la |seg[uú]n la |seg[uú]n |of the )?(?:CNS\s)?(?:WHO|OMS)\b",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>20(?:07|16|21))(?!\d)"
_BEHIND = re.compile(
    rf"(?:\s?(?:CNS|SNC|del SNC))?[\s,(]{{0,3}}(?:(?:by the |per |de la |seg[uú]n la "
    rf"|seg[uú]n )?(?:CNS\s)?(?:WHO|OMS)\b(?:\s?(?:CNS5|classification"
    rf"|clasificaci[oó]n|criteria|criterios))?[\s,(]{{0,3}}(?:of |de )?)?{_YEAR}(?![-/.]\d)",
    re.IGNORECASE,
)
_AHEAD = re.compile(rf"\b(?:WHO|OMS)\s(?:CNS\s)?\(?{_YEAR}\)?[\s:,]{{0,3}}(?:CNS\s)?$", re.IGNORECASE)
_WITHIN = re.compile(_YEAR)


def grades_before_who(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Each grade with where its words begin, where it begins and where it ends."""
    for found in _GRADE.finditer(text):
        yield found["value"], found.start(), found.start("value"), found.end("value")


def edition_of(text: str, low: int, end: int) -> str:
    """The year of the classification that a grade at `text[low:end]` is by; "" where none is told."""
    found = _BEHIND.match(text, end) or _WITHIN.search(text, low, end) or _AHEAD.search(text, max(0, low - 24), low)
    return found["year"] if found is not None else ""
