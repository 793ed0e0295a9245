"""Measures that sentences tell in their own forms, after those that have a name and a figure beside it: centiles,
thresholds by frequency, an eye's tests, what became of an ejection fraction, strength, each kidney's share.

Each rule finds figures in a sentence; here they are asked for how and when they are said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.examination.centiles import centiles_in
from consilium.domain.findings.examination.eyemeasures import eye_measures
from consilium.domain.findings.examination.frequencylists import frequency_lists
from consilium.domain.findings.examination.growthdays import OF_ONE_DAY, of_visit
from consilium.domain.findings.examination.heartfigures import fractions_told, leaks_told, rhythms_told
from consilium.domain.findings.examination.hormonetests import hormones_tested
from consilium.domain.findings.examination.measured import Measured
from consilium.domain.findings.examination.strengths import kidney_shares, strengths_told
from consilium.domain.findings.examination.testindices import test_indices
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_SILENT = frozenset({
    Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.STAINS, Section.TECHNIQUE, Section.PLAN
})  # fmt: skip
_LONGEST = 1200
_DIGIT = re.compile(r"\d")
_TRUE = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_NUMBER = re.compile(r"[-−]?\d{1,5}(?:[.,]\d{1,3})?")
_KIN = re.compile(r"\b(?:mother|father|sister|brother|sibling|madre|padre|herman[oa]|donor|donante)\b[^.;]{0,30}$")
_BESIDE = 14


def measures_beside(paper: Paper, told: Iterable[Finding], words: AssertionWords) -> Iterator[Finding]:
    """Such measures, in the order of the paper, without those that `told` has."""
    known: dict[tuple[str, str], set[str]] = {}
    for found in told:
        known.setdefault((found.name, found.value), set()).add(found.laterality)
    for at, clause in enumerate(paper.clauses):
        if clause.section in _SILENT or clause.cells or len(clause.text) > _LONGEST:
            continue
        if len(clause.folded) != len(clause.text) or clause.text.rstrip().endswith("?"):
            continue
        for one in _found(clause):
            if known.get((one.name, one.value), set()) & {one.side, *([] if one.side else ["left", "right"])}:
                continue
            how = assertion_of(clause, one.start, one.end, words)
            if how in _TRUE and not _KIN.search(clause.folded, max(0, one.start - 40), one.start):
                past = how is Assertion.HISTORICAL
                yield _finding(clause, one, at, None if past else _when(clause, paper, one), how)


def _found(clause: Clause) -> Iterator[Measured]:
    text, folded = clause.text, clause.folded
    yield from rhythms_told(folded)
    yield from leaks_told(text, folded)
    if _DIGIT.search(text):
        yield from centiles_in(folded)
        yield from frequency_lists(folded)
        yield from eye_measures(text)
        yield from fractions_told(folded)
        yield from strengths_told(folded)
        yield from kidney_shares(folded)
        yield from test_indices(folded)
        yield from hormones_tested(folded)


def _when(clause: Clause, paper: Paper, one: Measured) -> PartialDate | None:
    """The day beside a figure, else that of a paper of one day or of the visit; none for what is of before."""
    for day in occasions(clause.text, paper):
        if day.until is None and (
            0 <= day.start - one.end <= _BESIDE or (not one.early and 0 <= one.start - day.end <= _BESIDE)
        ):
            return day.when
    if one.early:
        return None
    if any(True for _ in occasions(clause.text, paper)):
        return None
    if paper.category in OF_ONE_DAY:
        return paper.date
    return paper.head_day if of_visit(clause, paper) else None


def _as_written(clause: Clause, one: Measured) -> str:
    """The unit with its capitals, where the rule saw the folded text."""
    at = clause.folded.rfind(one.unit.casefold(), one.start, one.end) if one.unit else -1
    return clause.text[at : at + len(one.unit)] if at >= 0 else one.unit


def _kind(one: Measured) -> Kind:
    if one.name.endswith("percentile") and not one.name.startswith("blood"):
        return Kind.GROWTH
    if one.name.endswith("regurgitation"):
        return Kind.CONDITION
    return Kind.LABORATORY if "occasion" in one.detail or one.name.startswith("insulin") else Kind.FUNCTION


def _finding(clause: Clause, one: Measured, at: int, when: PartialDate | None, how: Assertion) -> Finding:
    number = _NUMBER.fullmatch(one.value)
    return Finding(
        _kind(one),
        one.name,
        value=one.value,
        number=float(number[0].replace(",", ".").replace("−", "-")) if number else None,
        unit=_as_written(clause, one),
        when=when,
        assertion=Assertion.HISTORICAL if one.early else how,
        laterality=one.side,
        site=one.site,
        detail=one.detail,
        citations=(clause.cite(one.start, one.end),),
        confidence=clause.confidence,
        clause=at,
    )
