"""What surrounds a drug: the paper, its way to write decimals, and the row or heading with its cycle and date."""

from __future__ import annotations

from dataclasses import dataclass

from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.chemo.words import Words
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.occasions import Occasion
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.terms import cue_in
from consilium.domain.findings.told import is_denied

# How far behind a drug (letters) the word that makes its dose a plan may stand: `2,000 mg/m² acumulada prevista`.
_AFTER = 48
_NEVER = frozenset({Section.GENERAL, Section.QUESTIONS})


@dataclass(frozen=True)
class Setting:
    """`cycle` and `occasion` are what a row or a heading says of everything under it; `summed` that it is a sum;
    `regimen` and `phase` what the title of a sheet says of its cycles, `placed` that its number is had by its place.
    """

    paper: Paper
    words: Words
    assertion: AssertionWords
    mark: str
    cycle: str = ""
    occasion: Occasion | None = None
    summed: bool = False
    table: bool = False
    sheet: bool = False
    placed: bool = False
    regimen: str = ""
    phase: str = ""


def said(clause: Clause, start: int, end: int, setting: Setting, when: Occasion | None) -> Assertion:
    """How a treatment is said: the rules of every clause, and a day after the paper's own is a plan."""
    said = assertion_of(clause, start, end, setting.assertion)
    if said is Assertion.PENDING:  # a treatment that is awaited is planned
        return Assertion.PLANNED
    if said is not Assertion.STATED:
        return said
    if is_denied(clause, start, setting.words.cues["denied"]):
        return Assertion.NEGATED
    if clause.section in _NEVER or clause.text.rstrip().endswith("?"):
        return Assertion.CONDITIONAL
    later = when is not None and setting.paper.horizon is not None and _after(when, setting.paper)
    ahead = clause.section is Section.PLAN or cue_in(clause.text, setting.words.cues["planned"], 0, start) is not None
    after = cue_in(clause.text, setting.words.cues["planned_after"], end, min(len(clause.text), end + _AFTER))
    if (
        after is not None
        and ";" not in clause.text[end : after[0]]
        and cue_in(clause.text, setting.words.cues["given"], 0, start) is None
    ):
        return Assertion.PLANNED
    plan = ahead and cue_in(clause.text, setting.words.cues["given"]) is None
    return Assertion.PLANNED if later or plan else Assertion.STATED


def _after(when: Occasion, paper: Paper) -> bool:
    own = paper.horizon
    if own is None:
        return False
    length = 3 if own.day and when.when.day else 2 if own.month and when.when.month else 1
    day = (when.when.year, when.when.month, when.when.day)
    return day[:length] > (own.year, own.month, own.day)[:length]
