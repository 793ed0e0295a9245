"""An operation that one goes to, told behind another thing's denial: `Ciclo 3 no se indica, viaja a segunda cirugía`,
`no further chemotherapy, he travels for second-look surgery`."""

from __future__ import annotations

import re
from dataclasses import replace

from consilium.domain.findings.paper import Clause

_GOES_TO = re.compile(
    r"[,;]\s(?:(?:y|and|he|she|\w+)\s)?(?:viaja[n]?|va[n]?|pasa|se traslada|ingresa|goes|travels|flies|proceeds|"
    r"will (?:have|go))\s(?:(?:a|al|para|to|for|on to|ahead to)\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_BACK = 80


def from_going(clause: Clause, start: int) -> Clause:
    """The clause without what stands before the words of going that lead to the operation at `start`."""
    goes = _GOES_TO.search(clause.text, max(0, start - _BACK), start)
    if goes is None:
        return clause
    return replace(clause, text=" " * (goes.start() + 1) + clause.text[goes.start() + 1 :])
