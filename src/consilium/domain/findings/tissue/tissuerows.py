"""Rows of a report on tissue that name a part of it and how it is: `Gerota fascia: intact`, `3. Choroid: massive
invasion`, `Vortex veins: no tumour emboli`, `Capsule of liver - smooth, not breached`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.cited import Cited
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.phrases import PhraseIndex, fold

_TELL_NONE = frozenset({
    Section.INDICATION, Section.HISTORY, Section.PAST_HISTORY, Section.FAMILY_HISTORY, Section.PLAN, Section.GENERAL,
    Section.QUESTIONS, Section.STAINS, Section.COMPARISON, Section.MEDICINES, Section.ALLERGIES, Section.MOLECULAR,
})  # fmt: skip
_ROW = re.compile(
    r"^\W{0,4}(?:\d{1,2}[.)]\s{0,3}|[A-H][.)]\s)?(?P<label>[A-ZÁÉÍÓÚÑ][^:.;|\d]{2,48}?)\s?(?::|\s[-–—])\s{0,3}(?P<state>\S[^:|]{2,140})$"
)
_FREE = re.compile(
    r"^(?:is\s|are\s|was\s|were\s|est[aá]n?\s)?(?:free\b|clear\b|negative\b|uninvolved|intact\b|normal|unremarkable|spared|none\b|no\b"
    r"|not\s(?:involved|invaded|infiltrated|breached|identified|seen|present|reach)|absent|without\b|smooth|libres?\b|negativ[oa]s?\b"
    r"|[ií]ntegr[oa]s?\b|intact[oa]s?\b|sin\b|ausentes?\b|no\s(?:infiltr|comprom|afect|invad|se\s)|respetad|conservad|indemne)",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"^(?:not\s(?:received|submitted|applicable|assessed|included|known|sampled|specified|evaluable)|cannot\b|n/?a\b|pending|pendiente"
    r"|see\b|ver\b|no\s(?:aplica|recibid|evaluable|valorable|remitid|incluid)|\d+(?:[.,]\d+)?\s?(?:cm|mm|g)?\b|_+)",
    re.IGNORECASE,
)
_MARGIN = re.compile(
    r"\b(?:margins?|m[aá]rgen(?:es)?|bordes?|distance|distancia|block|bloque|cassette|section)\b", re.IGNORECASE
)
_MOST_WORDS = 6


def rows_in(paper: Paper, words: PhraseIndex[str], cited: Cited) -> Iterator[Finding]:
    """Each row whose label names a part of the body, that no other rule has claimed."""
    for clause in paper.clauses:
        found = _ROW.match(clause.text) if clause.section not in _TELL_NONE else None
        if found is None or _MARGIN.search(found["label"]) or _NOT_TOLD.match(found["state"]):
            continue
        parts = [one for one in spans_in(clause, words) if one.end <= found.end("label")]
        if not parts or len(found["label"].split()) > _MOST_WORDS:
            continue
        part = parts[0]
        if not cited.has(clause, part.start, part.end, fold(part.value)):
            yield _finding(clause, part.value, found)


def _finding(clause: Clause, part: str, found: re.Match[str]) -> Finding:
    free = _FREE.match(found["state"]) is not None
    label = found["label"].strip().lower()
    return Finding(
        Kind.CONDITION,
        f"{part} involvement" if free else part,
        value=f"{label}: {found['state'].strip()}",
        assertion=Assertion.NEGATED if free else Assertion.STATED,
        detail={"symptom": "yes"},
        citations=(clause.cite(found.start("label"), found.end()),),
        confidence=clause.confidence,
    )
