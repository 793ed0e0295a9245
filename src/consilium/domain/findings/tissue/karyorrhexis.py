"""The mitosis-karyorrhexis index of a neuroblastoma: `MKI: high`, `índice mitosis-cariorrexis bajo`.

The Spanish letters IMC are the body mass index first: they count only where the sentence tells the tumor or the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

NAME = "mitosis-karyorrhexis index"
_LEVEL = r"(?P<level>low|intermediate|high|baj[oa]|intermedi[oa]|alt[oa])"
_LONG = (
    r"(?:mitosis[-\s/]{1,2}karyorrhexis(?: index)?|mitotic[-\s/]{1,2}karyorrhectic(?: index)?"
    r"|(?:[ií]ndice (?:de )?)?mitosis[-\s/]{1,2}(?:y )?cariorrexis|[ií]ndice mit[oó]tico[-\s/]{1,2}cariorr[eé]xico)"
)
_SIGN = r"(?:\s?\((?:MKI|IMC)\))?\s?(?:[:=,–-]\s?)?(?:(?:is|was|es|fue|index|[ií]ndice)\s)?"
_TOLD = re.compile(rf"\b(?P<name>{_LONG}|MKI|IMC){_SIGN}{_LEVEL}(?![\w-])", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?P<level>low|intermediate|high)[\s-](?P<name>MKI|mitosis[-\s/]{1,2}karyorrhexis index)(?!\w)", re.IGNORECASE
)
# What only a report on the tumor says, and the tumor itself where the whole paper is of tissue.
_OF_TISSUE = re.compile(r"karyorr|cariorr|shimada|\bINPC\b|schwann|neur[oó]pilo|neuropil|diferenciad", re.IGNORECASE)
# What makes the letters those of the body.
_OF_BODY = re.compile(
    r"kg/m|\b(?:percentil\w*|para la edad|for age|z-?score|peso|weight|talla|height|obes\w+|sobrepeso|"
    r"overweight|BMI|\d)\b",
    re.IGNORECASE,
)
_SILENT = (Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.PLAN)


def told(paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """The index of a paper, each clause once."""
    for clause in paper.clauses:
        found = _TOLD.search(clause.text) or _AHEAD.search(clause.text) if clause.section not in _SILENT else None
        if found is None or not _is_index(paper, clause, found):
            continue
        how = assertion_of(clause, *found.span(), assertion)
        if how not in (Assertion.STATED, Assertion.UNCERTAIN, Assertion.HISTORICAL):
            continue
        yield Finding(
            Kind.CONDITION,
            NAME,
            value=found["level"],
            assertion=how,
            detail={"symptom": "yes"},
            citations=(clause.cite(*found.span()),),
            confidence=clause.confidence,
        )


def _is_index(paper: Paper, clause: Clause, found: re.Match[str]) -> bool:
    """Whether the letters are the tumor's; beside a neuroblastoma's name the English ones are told with it."""
    name = found["name"].upper()
    if name == "IMC":
        own = paper.category is Category.PATHOLOGY_REPORT and "neuroblast" in clause.folded
        return (own or _OF_TISSUE.search(clause.text) is not None) and _OF_BODY.search(clause.text) is None
    return name != "MKI" or "neuroblast" not in clause.folded
