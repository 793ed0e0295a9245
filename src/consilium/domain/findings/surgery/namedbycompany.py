"""Operations whose name means another where they stand: a `recambio valvular` for a shunt that failed is none of the
heart. The words beside it, and the rest of the paper, tell which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.terms import Found

_OF_SHUNT = re.compile(
    r"\b(?:shunt|dvp|vdvp|vp|derivacion|ventricul\w{4,12}|hidrocefal\w+|hydroceph\w+|lcr|csf|disfuncion (?:proximal|"
    r"distal|"
    r"valvular)|malfunction|proximal obstruction|codman|strata|programable|programmable|neurocirug\w+|neurosurg\w+|"
    r"evd|dve|"
    r"fosa posterior|posterior fossa|cateter (?:proximal|distal|ventricular|peritoneal))\b"
)
_OF_HEART = re.compile(r"\b(?:aort\w+|mitral\w*|tricusp\w+|pulmona[rl]\w*|heart|cardi\w+|fallot|valve repair)\b")


def named_by_company(clause: Clause, hits: Sequence[Found], paper: Paper) -> Iterator[Found]:
    """`hits` of one clause, each as what it is in this company."""
    for one in hits:
        if one.term.name == "valve replacement" and _is_of_shunt(clause, paper):
            facts = {key: value for key, value in one.term.facts.items() if key != "site"}
            shunt = replace(one.term, name="ventriculoperitoneal shunt revision", codes=(), facts=facts)
            yield replace(one, term=shunt)
        else:
            yield one


def _is_of_shunt(clause: Clause, paper: Paper) -> bool:
    if _OF_HEART.search(clause.folded):
        return False
    if _OF_SHUNT.search(clause.folded):
        return True
    told = [other.folded for other in paper.clauses]
    return any(map(_OF_SHUNT.search, told)) and not any(map(_OF_HEART.search, told))
