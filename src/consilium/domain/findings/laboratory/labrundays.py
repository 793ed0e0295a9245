"""The day of each value of a run in which the days stand before the values: `AFP: 05/03 790.200 → 26/03 112.000`."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.paper import Clause, Paper

_ARROW = r"(?:[→➔➜⇒⟶]|-{1,2}>|=>|>>)"
_RUN = re.compile(rf"{_ARROW}\s?\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?\s?:?\s[<>]?\d")
_DAY = re.compile(r"(?<![\d/.,-])(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})(?:[/.-](?P<year>(?:20)?\d\d))?\s?:?\s[<>]?\s?$")
_REACH = 20


def day_in_run(clause: Clause, paper: Paper, start: int, end: int, value: str) -> PartialDate | None:
    """The day straight before the last `value` within `start` to `end`, in such a run; one without its year is the last
    such day before the paper's own."""
    if paper.date is None or not paper.date.year or _RUN.search(clause.text) is None:
        return None
    at = clause.text.rfind(value.lstrip("<>= "), start, end)
    found = _DAY.search(clause.text, max(0, at - _REACH), at) if at > 0 else None
    if found is None:
        return None
    one, two = int(found["one"]), int(found["two"])
    day, month = (two, one) if (two > 12 or (paper.date_order == "mdy" and one <= 12)) else (one, two)
    if month > 12 or not (paper.date_order or max(one, two) > 12):
        return None
    year = int(found["year"]) % 100 + 2000 if found["year"] else paper.date.year
    later = not found["year"] and paper.date.month and (month, day) > (paper.date.month, paper.date.day or 31)
    try:
        return PartialDate(year - bool(later), month, day)
    except ValueError:
        return None
