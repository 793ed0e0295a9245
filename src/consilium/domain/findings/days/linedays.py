"""Lines that each begin with their day and were read as one sentence: `3/10  Na 129 K 5.8`, under it `3/14  Na 136`.

What stands in such a line is of its day, and never of the day that begins the next one.
"""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

__all__ = ["day_of_line"]

_KINDS = frozenset({Kind.LABORATORY, Kind.GROWTH, Kind.FUNCTION, Kind.CONDITION, Kind.TOXICITY})
_OPENS = re.compile(r"\W{0,3}$")
_LEAST = 2


def day_of_line(one: Finding, clause: Clause, paper: Paper) -> PartialDate | None:
    """The day that begins the line of a finding without a day, or with that of another line; else None."""
    if one.kind not in _KINDS or len(clause.pieces) < _LEAST or clause.cells:
        return None
    days = _opening(clause, paper)
    at = clause.text.find(one.quote)
    if len(days) < _LEAST or at < 0 or clause.text.find(one.quote, at + 1) >= 0:
        return None
    own = next((day for start, end, day in days if start <= at and at + len(one.quote) <= end), None)
    return own if own is not None and (one.when is None or one.when in {day for _, _, day in days}) else None


def _opening(clause: Clause, paper: Paper) -> list[tuple[int, int, PartialDate]]:
    """Where the lines of a clause begin and end that begin with a day, the only one that they tell."""
    found = []
    for piece in clause.pieces:
        text = clause.text[piece.start : piece.start + piece.length]
        told = [] if piece.line.text[: piece.offset].strip() else occasions(text, paper)
        if len(told) == 1 and told[0].until is None and told[0].when.day and _OPENS.fullmatch(text, 0, told[0].start):
            found.append((piece.start, piece.start + piece.length, told[0].when))
    return found
