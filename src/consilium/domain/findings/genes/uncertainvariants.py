"""Genes whose variant is only told to be of uncertain significance: `TP53 variant of uncertain significance`, `VUS in
BRCA2`, `TP53: variante de significado incierto`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes.genechanges import UNCERTAIN
from consilium.domain.findings.paper import Clause

_GENE = r"(?P<gene>(?!(?:VUS|DNA|ADN|RNA|ARN|ACMG|AMP|NGS|WES|WGS|CNV|SNP|HLA|MRI|CT|IN|EN|OF|DE)\b)[A-Z][A-Z0-9]{2,7})"
_VUS = (
    r"(?:(?:[Vv]ariants?|VARIANTS?|[Cc]hanges?|[Ff]inding)\sof\s(?:uncertain|unknown|unclear|undetermined)\s"
    r"(?:clinical\s)?significance"
    r"|VARIANT OF (?:UNCERTAIN|UNKNOWN) SIGNIFICANCE|VUS"
    r"|[Vv]ariantes?\sde\s(?:significado|significaci[oó]n)\s(?:cl[ií]nic[oa]\s)?(?:inciert[oa]|desconocid[oa]))"
)
_BETWEEN = (
    r"(?:\s(?:germ-?line|germinal|constitutional|gene|gen|heterozygous|heterocigota|an?|una|with|con|has|shows?"
    r"|carries)){0,3}"
)
_FORMS = (
    re.compile(rf"(?<![\w-]){_GENE}{_BETWEEN}(?:\s?[:,–-])?(?:\san?|\suna)?\s{_VUS}(?![\w-])"),
    re.compile(
        rf"(?<![\w-]){_VUS}(?:\s(?:was|were|is|fue|se)?\s?(?:found|reported|detected|identified|hallada|informada|detectada))?"
        rf"\s(?:in|of|en|del?)\s(?:(?:the|el|gen|gene)\s){{0,2}}{_GENE}(?![\w-])"
    ),
)
_KEPT = (Assertion.NEGATED, Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.UNCERTAIN, Assertion.PENDING)


def uncertain_in(clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
    """The genes of a clause with such a variant, from left to right."""
    text = clause.text
    if "ignific" not in text and "VUS" not in text and "SIGNIFIC" not in text:
        return
    seen: set[str] = set()
    for form in _FORMS:
        for one in form.finditer(text):
            if one["gene"] in seen:
                continue
            seen.add(one["gene"])
            how = assertion_of(clause, one.start(), one.end(), assertion)
            yield Finding(
                Kind.VARIANT,
                one["gene"],
                value=UNCERTAIN,
                assertion=how if how in _KEPT else Assertion.STATED,
                detail={"gene": one["gene"], "class": UNCERTAIN},
                citations=(clause.cite(*one.span()),),
                confidence=clause.confidence,
            )
