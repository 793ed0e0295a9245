"""A month that a text names without its day and year (`MRI in August`), in the year before the paper's own day."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.findings.paper import Paper

_NAMES = "|".join(sorted((name for name in MONTHS if len(name) > 3 or name == "may"), key=len, reverse=True))
_MONTH = re.compile(
    rf"\b(?:in|en|de|of|from|last|since|desde|this|el mes de)\s(?P<month>{_NAMES})\b(?!\s?(?:\d|de\s\d|of\s\d|,\s?\d))"
    # The end of a run tells the year: `July to November 2024`.
    rf"(?!\s?(?:[-–—]|to\s|through\s|until\s|and\s|al?\s|hasta\s|y\s)\s?(?:{_NAMES})\.?\s?(?:of\s|del?\s|,\s?)?\d)"
    r"(?<!\d\sde\s)",
    re.IGNORECASE,
)
_DAY_AHEAD = re.compile(r"\d{1,2}(?:st|nd|rd|th|º)?\s?$")


def month_said(text: str, start: int, end: int, paper: Paper) -> PartialDate | None:
    """The first such month in `text[start:end]`; None where the paper has no day, or a day stands before the month."""
    own = paper.date
    found = _MONTH.search(text, start, end) if own is not None and own.month else None
    if found is None or own is None or _DAY_AHEAD.search(text, 0, found.start()):
        return None
    month = MONTHS[found["month"].lower()]
    return PartialDate(own.year - (month > own.month), month)


_WORD = re.compile(r"\b[^\W\d_]{3,12}\b")


def month_named(text: str, paper: Paper) -> PartialDate | None:
    """The only month that some words name, with no preposition needed: of a bracket that tells when (`54 in Dec`)."""
    own = paper.date
    named = [MONTHS[word.lower()] for word in _WORD.findall(text) if word.lower() in MONTHS]
    if own is None or not own.month or len(named) != 1:
        return None
    return PartialDate(own.year - (named[0] > own.month), named[0])


def without_months(text: str) -> str:
    """A text without the names of months."""
    return _WORD.sub(lambda found: " " if found[0].lower() in MONTHS else found[0], text)
