"""Stages of puberty and the age of the bones in sentences: `Tanner II`, `edad ósea 9 años y 6 meses`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.moment import when_said
from consilium.domain.findings.paper import Clause, Paper

_TANNER = re.compile(
    r"\bTanner(?:\s(?:stage|estadio|mamario|p[uú]bico|genital|grado))?\s?:?\s?(?P<value>IV|I{1,3}|V|[1-5]|[BGMP]h?[1-5](?:\s?[/,]?\s?[PG]h?[1-5])?)(?!\w)"
)
_LENGTH = (
    r"\d{1,2}(?:[.,]\d)?\s?(?:a|y|yrs?|years?|a[nñ]os)(?:\s?(?:y|and|,)?\s?\d{1,2}\s?(?:m|mo|mths?|months?|meses))?"
)
_BONE_AGE = re.compile(
    rf"\b(?:bone age|edad [oó]sea|skeletal age)\s?(?::|is|was|of|es|de|fue|=)?\s?(?P<value>{_LENGTH})(?!\w)",
    re.IGNORECASE,
)


def stages_in(clause: Clause, paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """The stage of puberty and the bone age that a clause states."""
    for name, pattern, stems in (("Tanner stage", _TANNER, ("tanner",)), ("bone age", _BONE_AGE, ("age", "edad"))):
        if not any(stem in clause.folded for stem in stems):
            continue
        for found in pattern.finditer(clause.text):
            start, end = found.span()
            yield Finding(
                Kind.GROWTH,
                name,
                value=found["value"],
                when=when_said(clause, paper, start, end, headed=False),
                assertion=assertion_of(clause, start, end, assertion),
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
            )
