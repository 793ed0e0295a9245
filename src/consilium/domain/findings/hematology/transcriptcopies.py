"""Levels of a transcript that are told in copies: `WT1 expression: 1,250 copies/10^4 ABL`, `RUNX1::RUNX1T1
transcript 12 copias/10^5 ABL1`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.PLAN})
_COPIES = re.compile(
    r"(?<![\w:])(?P<gene>[A-Z][A-Z0-9]{1,6}(?:::|[-/])[A-Z][A-Z0-9]{2,7}|WT1|PRAME"
    r"|NPM1)(?![\w:])(?P<between>[^.;\n]{0,60}?)"
    r"(?P<value>[<>≤≥]?\s?(?:\d{1,3}(?:[.,\s]\d{3})+|\d{1,7})(?:[.,]\d{1,2})?)\s?"
    r"(?P<unit>(?:copies|copias)\s?(?:/|per|por|x)\s?10\s?\^?\s?[456⁴⁵⁶]\s?(?:copies |copias )?(?:of |de )?(?:ABL1?"
    r"|GUSB?|B2M))",
)
_OTHER = re.compile(r"\d{1,3}(?:[.,]\d+)?\s?%|\b(?:if|si|cut-?off|corte|threshold|limit|l[ií]mite)\b", re.IGNORECASE)

_FIRST = re.compile(r"\b(?:basal|baseline|at diagnosis|al diagn[oó]stico|inicial|previous|previ[oa])\b", re.IGNORECASE)
_NOT_NOW = frozenset({Assertion.HISTORICAL, Assertion.FAMILY, Assertion.CONDITIONAL})


def copies_told(paper: Paper, words: AssertionWords) -> Iterator[Finding]:
    """Each level in copies with the gene or fusion that it is of."""
    for clause in paper.clauses:
        if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
            continue
        for hit in _COPIES.finditer(clause.text):
            if _OTHER.search(hit["between"]):
                continue
            value = hit["value"].strip()
            yield Finding(
                Kind.MRD,
                f"{re.sub('[-/]', '::', hit['gene'])} transcript",
                value=value,
                comparator=value[0] if value[0] in "<>" else "",
                unit=hit["unit"],
                assertion=_said(clause, hit, words),
                detail={"method": "PCR"},
                citations=(clause.cite(*hit.span()),),
                confidence=clause.confidence,
            )


def _said(clause: Clause, hit: re.Match[str], words: AssertionWords) -> Assertion:
    """A level that is told was counted, whatever is denied or awaited beside it; one of before is no level of now."""
    if _FIRST.search(hit["between"]):
        return Assertion.HISTORICAL
    said = assertion_of(clause, hit.start(), hit.end(), words)
    return said if said in _NOT_NOW else Assertion.STATED
