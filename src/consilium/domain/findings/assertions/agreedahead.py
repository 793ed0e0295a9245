"""What a board agrees on: a treatment that stands without a verb or a day behind the sentence that says so is a plan:
`Se acuerda que la quimioterapia sola no es suficiente. TPH alogénico en 1ª RC.`"""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause, Paper

_AGREED = re.compile(
    r"(?:^|[.;:]\s?)\W{0,3}(?:se (?:acuerda|acordo|decide|decidio|concluye|resuelve|propone|recomienda)|acordamos|"
    r"decidimos|recomendamos|proponemos|(?:the )?(?:board|mdt|tumou?r board|committee|panel|team)?\s?(?:agree[sd]?|"
    r"recommends?|recommended|concluded?|proposes?)|(?:it was|we) (?:agreed?|recommended|decided)|agreed|consensus|"
    r"acuerdo|decision|resolucion(?!\s(?:del?|completa|total|parcial|casi|espontanea|progresiva)\b))\b"
)
# A verb tells what it is by itself.
_TOLD = re.compile(
    r"\b(?:was|were|is|are|had|has|have|received|underwent|given|done|\w{3,}ed|fue|fueron|ha|han|es|son|"
    r"recib\w+|se (?:hizo|"
    r"realizo|le)|\w{3,}(?:aron|ieron)|previ[oa]|prior|previous|post|tras|after|since|desde|hist\w+|antecedente\w*)\b"
)
_SHORTEST, _LONGEST = 2, 14


def agreed_before(clause: Clause, paper: Paper) -> bool:
    """Whether a clause without a verb and a day stands behind one that tells what was agreed."""
    at = paper.places.get(id(clause), 0)
    if not at or not _SHORTEST <= len(clause.words) <= _LONGEST or _TOLD.search(clause.folded):
        return False
    before = paper.clauses[at - 1]
    same = before.heading == clause.heading and bool(before.pieces) and bool(clause.pieces)
    return same and not before.cells and _AGREED.search(before.folded) is not None
