"""What a stage says of tumor left behind: the `R0` of `pT3a pNX R0`, `Resection status: R1`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper, Section

_CLASS = re.compile(
    r"\b[ycrap]{0,3}T(?:[0-4][a-d]?|is|X)(?:\(m\))?[\s,]{0,2}(?:[ycrap]{0,3}N(?:[0-3][a-c]?|X)[\s,]{0,2})?(?:[ycrap]{0,2}M(?:[01][a-d]?|X)[\s,]{0,2})?"
    r"(?:(?:L[01]|V[0-2]|Pn[01])[\s,]{0,2}){0,3}\(?(?P<r>R[012])\b(?![-/\d])"
)
_NAME = "residual tumor class"
_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY})


def residual_classes(paper: Paper, known: Sequence[Finding], words: AssertionWords) -> Iterator[Finding]:
    """The classes of tumor left behind that stand in stages, where no finding of `known` has them."""
    told = {str(one.detail.get("margins", "")) for one in known}
    for clause in paper.clauses:
        for found in _CLASS.finditer(clause.text) if clause.section not in _SILENT else ():
            if found["r"] not in told:
                yield Finding(
                    Kind.SURGERY,
                    _NAME,
                    value=found["r"],
                    assertion=assertion_of(clause, found.start(), found.end(), words),
                    detail={"what": "event", "margins": found["r"]},
                    citations=(clause.cite(found.start(), found.end("r")),),
                    confidence=clause.confidence,
                )
