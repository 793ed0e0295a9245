"""The grade of a tumor in a row or under a label of its own, in a report on tissue: `Grado  Alto grado`, `Histologic
grade: G3 (high grade)`, `FNCLCC grade: 2`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.records import Category

_VALUE = (
    r"(?P<value>(?:(?:G\s?[1-4X]|[1-4](?:\s?/\s?[34])?|I{1,3}|IV)(?:\s?\((?:high|low|intermediate|alto|bajo|intermedio)"
    r"(?:[\s-]gra(?:de|do))?\))?|(?:high|low|intermediate)(?:[\s-]grade)?|(?:grado\s)?(?:alto|bajo|intermedio)(?:\sgrado)?"
    r"|well differentiated|(?:moderately|poorly) differentiated|(?:bien|moderadamente|pobremente|poco) diferenciado))"
)
_ROW = re.compile(
    r"\W{0,3}(?:(?:(?:tumou?r|histologic(?:al)?|histopathologic(?:al)?|nuclear|overall|final|(?:CNS\s)?(?P<system>FNCLCC|WHO|OMS)(?:\sCNS)?)\s)?"
    r"grade|grado(?:\s(?:tumoral|histol[oó]gico|histopatol[oó]gico|nuclear|del tumor|final))?"
    r"(?:\s\(?(?:de la\s|seg[uú]n(?: la)?\s)?(?:SNC\s)?(?P<sistema>FNCLCC|WHO|OMS)\)?(?:\s\(?SNC\)?)?)?)"
    r"(?:\s\((?P<scale>FNCLCC|WHO|OMS)\))?\s?[:|–-]?\s" + _VALUE + r"(?P<rest>[^\w%]{0,3}$|\s?[.;,(](?=\s|$|\w))",
    re.IGNORECASE,
)
_SYSTEMS = {"fnclcc": "FNCLCC", "who": "WHO grade", "oms": "WHO grade"}


def grades_in(paper: Paper) -> Iterator[Finding]:
    """The grades of the rows and labelled lines of a report on tissue."""
    if paper.category is not Category.PATHOLOGY_REPORT:
        return
    for clause in paper.clauses:
        found = _ROW.match(clause.text)
        if found is None:
            continue
        system = next((found[name] for name in ("system", "sistema", "scale") if found[name]), "")
        yield Finding(
            Kind.STAGE,
            "tumor grade",
            value=found["value"],
            detail={"system": _SYSTEMS[system.lower()]} if system else {},
            citations=(clause.cite(found.start(), found.end("value")),),
            confidence=clause.confidence,
        )
