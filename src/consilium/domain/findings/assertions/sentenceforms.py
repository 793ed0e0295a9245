"""What the sentence around a thing makes of it, however far off its words stand: a doubt, a condition, a risk named."""

from __future__ import annotations

from consilium.domain.findings.assertions.firstreadings import first_taken, is_wondered_of
from consilium.domain.findings.assertions.openedconditions import opens_condition
from consilium.domain.findings.assertions.risksnamed import named_as_risk
from consilium.domain.findings.assertions.saidingeneral import told_of_many
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause


def said_by_sentence(clause: Clause, start: int, end: int, found: set[Assertion]) -> set[Assertion]:
    """`found`, what cues and forms beside `text[start:end]` say, with what its sentence says."""
    if clause.cells or len(clause.folded) != len(clause.text):
        return found
    if is_wondered_of(clause.folded, start, end):
        found = (found - {Assertion.NEGATED}) | {Assertion.UNCERTAIN}
    if first_taken(clause.folded, start, end) and Assertion.NEGATED not in found:
        found = found | {Assertion.UNCERTAIN}
    if told_of_many(clause.folded, start):
        found = found | {Assertion.CONDITIONAL}
    if opens_condition(clause.text, start) or named_as_risk(clause.folded, start, end):
        found = found | {Assertion.CONDITIONAL}
    return found
