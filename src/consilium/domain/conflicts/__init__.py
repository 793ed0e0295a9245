"""Where two sources of a case disagree: shown side by side, never resolved (issue 3, rules of reading).

Only what is comparable is compared: the same test at the same moment, the same operation, the same staging system. A
statement that only says more than another (`II`, `IIB`) is no conflict, nor is one that a person struck out or that
a later version of its paper replaced. A diagnosis that says it revises another is a revision, shown as such.
"""

from __future__ import annotations

from consilium.domain.clinical import ClinicalCase
from consilium.domain.conflicts import calendar, denied, diagnosed, disease, measured
from consilium.domain.conflicts.biopsydays import biopsy_days
from consilium.domain.conflicts.engine import Conflict, ConflictKind, Rule, Side, conflicts_of

__all__ = ["Conflict", "ConflictKind", "Rule", "Side", "conflicts"]


def conflicts(case: ClinicalCase, scale: measured.Scale = measured.as_written) -> tuple[Conflict, ...]:
    """All conflicts of a case, in the order of the rules, then of the findings. `scale` tells which units of values are
    of one sort (`labseries.scale_of`)."""
    rules = (
        denied.gene(case),
        *denied.RULES,
        disease.side(case),
        disease.histology(case),
        *disease.RULES,
        diagnosed.RULE,
        measured.laboratory(case, scale),
        *measured.RULES,
    )
    found = (conflict for rule in rules for conflict in conflicts_of(case, rule))
    return (*calendar.impossible(case), *found, *biopsy_days(case))
