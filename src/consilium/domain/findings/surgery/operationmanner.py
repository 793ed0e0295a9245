"""The words of an operation that deny no operation: its clean margins, that it went without difficulty, and that what
was sent of it was negative."""

from __future__ import annotations

import re
from dataclasses import replace

from consilium.domain.findings.paper import Clause

_MARGIN_WORDS = re.compile(
    r"\b(?:con |with )?(?:(?:negative|clear|clean|free|uninvolved|tumou?r-free)\s(?:[\w-]{1,16}\s){0,2})?"
    r"(?:m[aá]rgenes|bordes|margins?|margen)\b[^.;,]{0,50}",
    re.IGNORECASE,
)
# How it went, and what was negative of it, deny no operation: `retired without difficulty`, `LP negativa`.
_NO_DENIAL = re.compile(
    r"\b(?:sin|without)\s(?:ninguna?\s|any\s)?(?:dificultad(?:es)?|incidencias?|incidentes?|complicaci[oó]n(?:es)?|"
    r"problemas?|difficult(?:y|ies)|incidents?|complications?|problems?|issues|event)\b"
    r"|(?<!\w)(?:negativ[oa]s?|negative)\b(?! (?:for|para) (?:surgery|cirug))",
    re.IGNORECASE,
)


def without_manner(clause: Clause, start: int, *, event: bool) -> Clause:
    """The clause without what it says of margins, whose `free` and `negative` deny no operation; without how it went,
    unless that is the `event` itself."""
    text = clause.text[:start] + _MARGIN_WORDS.sub(_blanked, clause.text[start:])
    text = text if event else _NO_DENIAL.sub(_blanked, text)
    return replace(clause, text=text) if text != clause.text else clause


def _blanked(hit: re.Match[str]) -> str:
    return " " * len(hit[0])
