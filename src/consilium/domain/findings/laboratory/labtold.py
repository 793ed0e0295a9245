"""How a value that a sentence tells is said: a value in a bracket is the reason for what is advised, and was measured
(`avoid ketorolac (creatinine 0.9 on 07/08)`, `evitar AINE (creatinina 1,9)`)."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.paper import Clause

_KEPT = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL})
_HANGS = re.compile(
    r"\b(?:if|si|when|cuando|unless|until|hasta|once|goal|target|meta|objetivo|aim|keep)\b|[<>≤≥]", re.IGNORECASE
)
_MOST = 80


def how_told(clause: Clause, said: Said, assertion: AssertionWords) -> Assertion:
    """How the value of `said` is told: stated, a condition or goal, or a relative's."""
    if said.condition:
        return Assertion.CONDITIONAL
    how = assertion_of(clause, said.start, said.end, assertion)
    if how is Assertion.CONDITIONAL and _is_reason(clause.text, said):
        return Assertion.STATED
    return how if how in _KEPT else Assertion.STATED


def _is_reason(text: str, said: Said) -> bool:
    """Whether a figure stands in a bracket behind what is advised, and the bracket hangs on nothing."""
    opened = text.rfind("(", max(0, said.start - _MOST), said.start)
    closed = text.find(")", said.start)
    if opened < 0 or ")" in text[opened : said.start] or not 0 < closed < said.end + _MOST:
        return False
    figure = any(char.isdigit() for char in said.result.value) and not said.result.comparator
    return figure and _HANGS.search(text, opened, said.end) is None
