"""The child's birthday where no reader of people found it: behind its label, or under the head of its column.

`NAME   DOB   HOSP NO` over `Ana Sample   22/05/2018   0772415` is one line of heads and one of values, and whoever
reads people may not know the head of another column. A birthday is the day of no finding, so that it must be known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText, certain, dates_in, in_order
from consilium.domain.records import Page

_LABEL = re.compile(
    r"(?<![^\W_])(?:d\.?\s?[o0]\.?\s?b\.?|date of birth|birth ?date|birthday|born(?: on)?|f\.?\s?n\.?"
    r"|(?:f(?:ec(?:ha)?)?\.?\s?(?:de\s)?)?nac(?:imiento)?\.?|nacid[oa](?: el)?|naci[oó](?: el)?)(?![^\W\d_])",
    re.IGNORECASE,
)
# How far behind its label a birthday stands, how long the words between may be of, and how far under its head.
_REACH, _UNDER = 14, 2
# A line of heads has at least one more, and no figure.
_HEADS, _LEAST_HEADS = re.compile(r"[^\d:]{3,120}"), 2


def birthday_told(pages: Sequence[Page], order: str) -> PartialDate | None:
    """The only birthday that a paper's pages tell by a label or a column's head; None where they tell none or two."""
    days = {day for page in pages for day in _on(page, order)}
    return days.pop() if len(days) == 1 else None


def _on(page: Page, order: str) -> list[PartialDate]:
    found = []
    for at, line in enumerate(page.lines):
        label = _LABEL.search(line.text)
        if label is None:
            continue
        one = next((one for one in dates_in(line.text) if 0 <= one.start - label.end() <= _REACH), None)
        if one is None and _is_heads(line.text):
            one = _under([below.text for below in page.lines[at + 1 : at + 1 + _UNDER]])
        day = certain(in_order(one.values, order)) if one is not None else None
        if day is not None and day.day:
            found.append(day)
    return found


def _is_heads(text: str) -> bool:
    return _HEADS.fullmatch(text.strip()) is not None and len(text.split()) >= _LEAST_HEADS


def _under(lines: Sequence[str]) -> DateText | None:
    """The only day of the first line under the heads that holds one; a line of more days has other columns too."""
    for text in lines:
        days = list(dates_in(text))
        if days:
            return days[0] if len(days) == 1 else None
    return None
