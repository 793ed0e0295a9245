"""Pages of typed lines for sources that have no pages of their own (C-CDA, FHIR, HL7, tables)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consilium.domain.records import Box, Line, Page

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
LINES_PER_PAGE = 400


def unpaged(number: int, texts: Iterable[str], title: str = "", level: int = 0) -> Page:
    """One page of width 0 with a line for each text that is not blank, under a heading of that level where it has a
    title."""
    over = (Line(title, NOWHERE, level=level),) if title.strip() else ()
    return Page(number, (*over, *(Line(text, NOWHERE) for text in texts if text.strip())))


def paged(texts: Sequence[str], first: int = 1, per_page: int = LINES_PER_PAGE) -> tuple[Page, ...]:
    """Pages of at most `per_page` lines, numbered from `first`."""
    starts = range(0, len(texts), per_page)
    return tuple(unpaged(first + count, texts[start : start + per_page]) for count, start in enumerate(starts))
