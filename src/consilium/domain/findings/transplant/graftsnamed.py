"""Cells that are named as what a graft is made of, and were not collected there: `Graft: PBSC, CD34 6.8 x10^6/kg,
infused 11/8`, `fuente: PBSC`; and a day that is counted to (`CAR-T Day +7 progress note 5/16`), which is not the
treatment's."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import Found

# Stands between a treatment and a day of the calendar that is not its own.
COUNTED = re.compile(r"(?:\b(?:day|d[ií]a|d)\s?|(?<![\w.]))\+\s?\d{1,3}\b", re.IGNORECASE)
_GRAFT = re.compile(
    r"\b(?:graft|source|product|infus\w+|injerto|fuente|producto|celularidad|stem cell dose|haplo\w*|allo\w*|donor"
    r"|donante)\b",
    re.IGNORECASE,
)
_COLLECTED = re.compile(
    r"\b(?:collect\w*|harvest\w*|apheres\w*|leuk?apheres\w*|leucapheres\w*|recolec\w*|colect\w*|cosech\w*"
    r"|af[eé]res\w*|mobili\w*"
    r"|movili\w*|cryopres\w*|criopres\w*|stored|frozen|congelad\w*)",
    re.IGNORECASE,
)


def is_graft(clause: Clause, found: Found) -> bool:
    """Whether a short name for stem cells says what was infused, and tells of no collection."""
    named = found.term.name == "stem cell collection" and clause.text[found.start : found.end].upper() == "PBSC"
    return named and _GRAFT.search(clause.text) is not None and _COLLECTED.search(clause.text) is None
