"""Fevers that a family is to call for: `Should he spike a temperature he must come`, `con 38 grados o más`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause

_DEGREES = r"(?:3[789]|10[0-4])(?:[.,]\d)?(?:\s?(?:°|º|grados|degrees|c\b|f\b))?(?:\s?o mas)?"
_FEVER = re.compile(
    r"\b(?:any|spikes?|spiking|runs?|with|for|if|a|con|si|ante|por)\s"
    r"(?:again\b|(?:a |an |la |any )?(?:temperatures?|temp|temps|temperatura|fever|fiebre)\b)?"
    r"(?:\s?(?:over|above|of|>=?|≥|higher than|mayor(?:es)? (?:a|de)|mas de|de|por encima de|arriba de)?\s?"
    rf"{_DEGREES})?"
)
_CALLS = re.compile(
    r"\b(?:call|ring|phone|telephone|come (?:back|in|straight)|return|contact|tell us|let us know|bring|page|urgent\w*"
    r"|straight (?:to|in)|emergency|e\.?d\.?|a&e|consult\w+|llam\w+|avis\w+|acud\w+|urgencias|vengan?|guardia"
    r"|traer\w*|volver|llevar\w*)\b"
)


# What brought the child, and no advice: `consultó por fiebre`.
_BROUGHT = re.compile(
    r"\b(?:acude|acudio|acudia|consulto|consultaba|consulta por|consultad[oa]"
    r"|(?:fue|es) (?:llevad|traid)[oa]|ingresa"
    r"|ingreso (?:por|con|en|a)|presented|was brought)\b"
)


def fevers_to_call_for(clause: Clause) -> Iterator[Finding]:
    """`Should he spike a temperature`, `con 38 grados o más`: a condition, whatever it is counted in."""
    if not _CALLS.search(clause.folded) or _BROUGHT.search(clause.folded):
        return
    found = next((one for one in _FEVER.finditer(clause.folded) if len(one[0].split()) > 1), None)
    if found is not None:
        yield Finding(
            Kind.CONDITION,
            "fever",
            assertion=Assertion.CONDITIONAL,
            detail={"symptom": "yes"},
            citations=(clause.cite(*found.span()),),
            confidence=clause.confidence,
        )
