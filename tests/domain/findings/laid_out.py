"""Papers for tests of findings, from lines as they would stand on a page: columns are kept where a page has places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text.clauses import clauses_of
from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.knowledge.findings.words import finding_words

LETTER = 0.0085
HEIGHT = 0.011
STEP = 0.018
NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


def page_of(lines: Sequence[str], *, placed: bool = True) -> Page:
    """A page of lines in letters of one width; without places, blanks in a row are one."""
    made = tuple(_line(text, at) if placed else Line(" ".join(text.split()), NOWHERE) for at, text in enumerate(lines))
    return Page(1, made, 612.0 if placed else 0.0, 792.0 if placed else 0.0)


def _line(text: str, at: int) -> Line:
    top = 0.05 + at * STEP
    words = tuple(
        (found[0], Box(0.06 + found.start() * LETTER, top, 0.06 + found.end() * LETTER, top + HEIGHT))
        for found in re.finditer(r"\S+", text)
    )
    if not words:
        return Line("", NOWHERE)
    box = Box(words[0][1].left, top, words[-1][1].right, top + HEIGHT)
    return Line(" ".join(word for word, _ in words), box, words)


def paper_from(said: Mapping[str, Any]) -> Paper:
    """The paper of a labelled entry: `text`, `placed`, `category`, `date`, `order`, `language`."""
    page = page_of(str(said["text"]).splitlines(), placed=bool(said.get("placed", True)))
    reading = Reading("pdf", pages=(page,))
    return Paper(
        reading,
        clauses_of(reading.pages, finding_words().sections),
        Category(said["category"]) if said.get("category") else None,
        PartialDate.from_iso(str(said["date"])) if said.get("date") else None,
        str(said.get("order", "")),
        str(said.get("language", "en")),
    )
