"""That the patient died, as case histories end: `siendo éxitus el 3 de mayo`, `el paciente fallece por ...`, `the
patient died`. A relative who died is the family history's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.told import occasion_near
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_PATIENT = (
    r"(?:paciente|nin[oa]|menor|lactante|adolescente|enferm[oa]|escolar|neonato|prematur[oa]|patient|child|baby"
    r"|infant|boy"
    r"|girl|toddler)"
)
_DIED = re.compile(
    r"\b(?:es|fue|siendo|resulta|resulto|ha sido|era|hizo)\s(?P<a>exitus(?:\sletalis)?)\b"
    r"|(?:^|[.,;:]\s?)(?P<b>exitus(?:\sletalis)?)\b"
    rf"|\b{_PATIENT}\b(?:,[^.;,]{{3,60}},)?(?:\s(?!(?:no|not|sin|que|whose|cuy[oa]s?|de|del"
    rf"|with)\b)[\w/-]{{1,16}}){{0,6}}?,?\s"
    r"(?P<c>fallece|fallecio|muere|murio|died|passed away|succumbed)\b"
    r"|(?:^|[.;]\s?)(?:finalmente\s|finally\s)?(?P<d>fallece|fallecio)\s(?:a|al|el|en|por|tras|debido|como|\d)"
    r"|,\s(?P<e>falleciendo|muriendo)\s(?:a|al|el|en|por|tras|debido|\d)"
)
_NOT_SO = re.compile(
    r"\b(?:padres?|madres?|herman[oa]s?|abuel[oa]s?|ti[oa]s?|prim[oa]s?|famili\w+|hij[oa]s?|father|mother"
    r"|brother|sister|"
    r"grand\w+|uncle|aunt|cousin|sibling\w*|otr[oa]s?|another|other|pacientes|patients|casos|cases|riesgo|risk|si|if|"
    r"donante|donor|gemelo|gemela|twin|feto|fetus|animal\w*|mascota\w*|perro|gato|dog|cat|pet|publicad\w+|serie"
    r"|estudio)\b"
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.PLAN})


def deaths(paper: Paper) -> Iterator[Finding]:
    """The patient's death, once for each clause that tells it, with its day where one stands beside it."""
    for clause in paper.clauses:
        if clause.section not in _SILENT and not clause.cells and len(clause.folded) == len(clause.text):
            yield from _in_clause(clause, paper)


def _in_clause(clause: Clause, paper: Paper) -> Iterator[Finding]:
    text = clause.folded
    for hit in _DIED.finditer(text):
        name = str(hit.lastgroup)
        start, end = hit.span(name)
        begin = max((text.rfind(mark, 0, start) for mark in (". ", "; ", "\n")), default=-1) + 1
        if _NOT_SO.search(text, begin, start) or re.search(r"\b(?:no|not|sin)\s(?:\w+\s){0,2}$", text[begin:start]):
            continue
        when = occasion_near(clause, paper, start, end, 40)
        yield Finding(
            Kind.CONDITION,
            "death",
            when=when.when if when is not None and when.start >= end else None,
            assertion=Assertion.STATED,
            citations=(clause.cite(start, end),),
            confidence=clause.confidence,
        )
        return
