"""Heads told by what stands under them: a first row of short names, over rows of figures and days.

`Cycle/day | Date | VNR given | CPM | ANC | Plt | Note`: few of its names are words of heads, though each has its column
of figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.text.headings import SectionWords
from consilium.domain.findings.text.rows import Row, aligned
from consilium.domain.phrases import words_of

_FEWEST_CELLS, _FEWEST_ROWS, _FEWEST_KNOWN, _LOOKED_AT = 4, 2, 2, 6
_LONGEST, _MOST_WORDS = 30, 4
# What no head has: a figure that stands alone or opens the cell, the end of a sentence, a label.
_NO_NAME = re.compile(r"^\W{0,2}\d|(?<![\w-])\d|[.:;]$|: ")


def heads_over_figures(row: Row, below: Sequence[Row], words: SectionWords) -> bool:
    """Whether a row is names only, some of them known as heads, and the rows under it are mostly figures."""
    texts = row.texts
    under = below[:_LOOKED_AT]
    if len(texts) < _FEWEST_CELLS or len(under) < _FEWEST_ROWS:
        return False
    if any(len(one) > _LONGEST or len(one.split()) > _MOST_WORDS or _NO_NAME.search(one) for one in texts):
        return False
    known = sum(any(hit.first == 0 for hit in words.columns.find(words_of(one)[:_MOST_WORDS])) for one in texts)
    return known >= _FEWEST_KNOWN and all(_is_figures(one) and aligned(row, one) for one in under)


def _is_figures(row: Row) -> bool:
    return sum(any(char.isdigit() for char in one) for one in row.texts) * 2 >= len(row.cells)
