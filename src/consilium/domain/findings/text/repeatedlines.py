"""Heads and feet that the pages of a paper repeat, and lines that number its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from consilium.domain.layout import placed
from consilium.domain.phrases import fold
from consilium.domain.records import Line, Page

_PAGE_NUMBER = re.compile(r"\b(?:page|pagina|pag|p|hoja|sheet)\W{0,3}\d{1,4}\s*(?:/|of|de)\s*\d{1,4}\b")
_DIGITS = re.compile(r"\d+")


def repeated_lines(pages: Sequence[Page]) -> frozenset[int]:
    """The ids of lines that most pages repeat at the same height, numbers aside, and of page numbers."""
    numbered = {id(line) for page in pages for line in page.lines if _numbers_page(line)}
    if len(pages) < 2:
        return frozenset(numbered)
    keys = [(page, line, _repeat_key(line)) for page in pages for line in page.lines if placed(line) and _at_edge(line)]
    counts = Counter(key for _, group in groupby(keys, lambda one: one[0].number) for key in {one[2] for one in group})
    enough = max(2, len(pages) - 1 if len(pages) < 4 else (len(pages) * 3) // 5)
    return frozenset(numbered | {id(line) for _, line, key in keys if counts[key] >= enough})


def _repeat_key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", fold(line.text)), round(line.box.top / 0.02)


def _at_edge(line: Line) -> bool:
    return line.box.top < 0.22 or line.box.bottom > 0.88


def _numbers_page(line: Line) -> bool:
    return (
        len(line.text) < 120
        and (not placed(line) or line.box.top > 0.88 or line.box.bottom < 0.1)
        and bool(_PAGE_NUMBER.search(fold(line.text)))
    )
