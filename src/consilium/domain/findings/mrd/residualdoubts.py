"""Results of residual disease that the laboratory itself calls none: `EMR indeterminada`, `MRD 0.03 % (equivocal)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.text.spans import Span, broken

INDETERMINATE = "indeterminate"
# What may stand between the value and the word that doubts it, and between the name of the test and that word.
_BESIDE = re.compile(
    r"[\s,(:;/–—-]{0,4}(?:(?:is|was|are|considered|called|es|fue|resultado|result)\s){0,3}", re.IGNORECASE
)
_LED = re.compile(
    r"\s?[:=(]?\s?(?:(?:by|por|en|in|at|on|of|del?|al?|was|were|is|are|fue|era|es|result(?:s|ado)?|came|back|again|still|as"
    r"|reported|informad[oa]|flow|pcr|ngs|citometr[ií]a|flujo|m[eé]dula|marrow|blood|sangre|day|d[ií]a|end|fin|induction"
    r"|inducci[oó]n|the|la|el|[+]?\d{1,3})[\s:,(]{1,3}){0,8}",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\s(?:marrow |bone marrow |flow |PCR |NGS )?", re.IGNORECASE)


def doubts_of(
    text: str, doubts: Sequence[Span[str]], names: Sequence[Span[str]], values: Sequence[re.Match[str]]
) -> list[Span[str]]:
    """Of the words that doubt a result those that are said of residual disease: straight behind a name or its value, or
    straight before the name; not `MRD negative, karyotype indeterminate`."""
    return [one for one in doubts if _is_said(text, one, names, values)]


def _is_said(text: str, doubt: Span[str], names: Sequence[Span[str]], values: Sequence[re.Match[str]]) -> bool:
    behind = any(name.end <= doubt.start and _LED.fullmatch(text, name.end, doubt.start) for name in names)
    before = any(doubt.end <= name.start and _LEADS.fullmatch(text, doubt.end, name.start) for name in names)
    beside = any(
        value.end() <= doubt.start
        and _BESIDE.fullmatch(text, value.end(), doubt.start)
        and any(name.end <= value.start() and not broken(text, name.end, value.start()) for name in names)
        for value in values
    )
    return behind or before or beside
