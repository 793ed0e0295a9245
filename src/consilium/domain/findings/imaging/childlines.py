"""Which sentences of a study's report tell of the child, and not of what was seen: the sender's words about it."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause, Paper, Section

OF_THE_CHILD = frozenset({Section.INDICATION, Section.HISTORY, Section.PAST_HISTORY, Section.EXAMINATION})
# How old the child is stands with why it was sent: `13/M, cough x 9 days`, `7 años. Se cae.`
_AGED = re.compile(
    r"(?<![\d/.,-])\d{1,2}[\s-]?(?:years?|yrs?|y/?o|a[nñ]os|months?|meses)\b[\s-]?(?:old)?"
    r"|(?<![\d/.])\d{1,2}\s?[/,]?\s?(?:M|F|12)\b(?!\w)"
    r"|\b\d{1,2}\s?(?:m|y)\s?[/,]?\s?[MF]\b"
)
# Who tells of it.
_TOLD = re.compile(
    r"\b(?:(?:gp|referral) letter|(?:mum|mom|mother|mam[aá]|dad|pap[aá]|parents?|padres|madre)\s(?:also\s)?"
    r"(?:recalls?|reports?|says?|notes?|noticed|not[oóa]|refieren?|dicen?|hears?)|refieren?|c/o|complains? of|h/o"
    r"|presents? with|consulta por)\b",
    re.IGNORECASE,
)
_HEAD = 14


def tells_of_child(clause: Clause, paper: Paper) -> bool:
    """Whether a part, the line that tells the child's age near the paper's head, or somebody's telling says so."""
    if clause.section in OF_THE_CHILD or _TOLD.search(clause.text) is not None:
        return True
    if clause.section is not Section.NONE or paper.places.get(id(clause), _HEAD) >= _HEAD:
        return False
    return any(_AGED.search(piece.line.text) is not None for piece in clause.pieces)
