"""How deep or wide tumor has grown into a part: `Choroidal invasion: massive, 3.4 mm`, `invasión coroidea de 3 mm`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper, Section
from consilium.domain.findings.text.numerals import comparator_of

_HOW = (
    r"(?:massive|focal|minimal|extensive|superficial|deep|masiva|m[ií]nima|extensa|profunda|focal|multifocal|"
    r"prelaminar|pre-laminar|retrolaminar|post-?laminar)"
)
_LINK = (
    rf"(?:[\s,:;(–-]{{1,3}}(?:{_HOW}|of|de|measuring|measures|up to|hasta|with|con|depth|width|extent|thickness|"
    rf"profundidad|extensi[oó]n|mide|maximum|m[aá]xim[oa]|diameter|di[aá]metro|is|es|una|a|about|unos|approximately|"
    rf"aproximadamente|en|in)){{0,6}}"
)
_DEPTH = re.compile(
    r"\b(?P<name>(?:choroidal|scleral|retrolaminar|post-?laminar|iris|ciliary body|capsular|stromal)\s(?:invasion|"
    r"infiltration)"
    r"|(?:invasi[oó]n|infiltraci[oó]n)\s(?:coroidea|coroidal|escleral|retrolaminar|poslaminar|postlaminar|capsular|"
    r"(?:de\s(?:la\s)?(?:coroides|escler[oa]tica|esclera|c[aá]psula))))"
    rf"{_LINK}[\s,:;(–-]{{1,3}}(?P<sign>[<>≥≤]\s?)?(?P<number>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s?(?P<unit>mm|cm|µm|"
    rf"um)\b(?!\s(?:from|de la|del))",
    re.IGNORECASE,
)
_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.INDICATION})
_TOLD = frozenset({Assertion.STATED, Assertion.UNCERTAIN, Assertion.HISTORICAL})


def invasion_depths(paper: Paper, words: AssertionWords) -> Iterator[Finding]:
    """The depths of invasion that a paper tells."""
    for clause in paper.clauses:
        if clause.section in _SILENT or ("inva" not in clause.folded and "infiltra" not in clause.folded):
            continue
        for found in _DEPTH.finditer(clause.text):
            how = assertion_of(clause, *found.span("name"), words)
            if how in _TOLD:
                yield Finding(
                    Kind.MEASUREMENT,
                    found["name"].lower(),
                    value=f"{found['sign'] or ''}{found['number']} {found['unit']}",
                    number=float(found["number"].replace(",", ".")),
                    comparator=comparator_of(found["sign"] or ""),
                    unit=found["unit"],
                    assertion=how,
                    detail={
                        "sizes": found["number"].replace(",", "."),
                        "unit": found["unit"],
                        "lesion": found["name"].lower(),
                    },
                    citations=(clause.cite(*found.span()),),
                    confidence=clause.confidence,
                )
