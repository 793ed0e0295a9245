"""Vaccines that a paper says were given, are missing or are not to be given: `HPV 2 dosis`, `BCG was NOT given`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicinedays import span_of
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import Hit, PhraseIndex, words_of

_WORD = re.compile(
    r"\b(?:vaccin\w*|vacun\w*|immuni[sz]\w*|inmuniz\w*|booster|refuerzo|BCG|first dose|primera dosis)\b", re.IGNORECASE
)
# What each alternative of it has in it.
_STEMS = ("vac", "muni", "booster", "refuerzo", "bcg", "first dose", "primera dosis")
_SPAN, _MOST = 70, 40
_ENDS = re.compile(r"[.;]\s|,\s")


def vaccines_in(clause: Clause, paper: Paper, names: PhraseIndex[str], missing: PhraseIndex[bool],
                assertion: AssertionWords) -> Iterator[Finding]:  # fmt: skip
    """Each vaccine that a clause on vaccines names; `missing` are words that say that one was not given."""
    if not any(stem in clause.folded for stem in _STEMS) or _WORD.search(clause.text) is None:
        return
    hits = list(names.find(clause.words))[:_MOST]
    for at, hit in enumerate(hits):
        start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
        bound = min(clause.words[hits[at + 1].first].start if at + 1 < len(hits) else len(clause.text), end + _SPAN)
        cut = _ENDS.search(clause.text, end, bound)
        bound = cut.start() if cut else bound
        said = clause.text[start:bound].rstrip(" ,;.(")
        days = span_of(said, paper, past=False)
        yield Finding(
            Kind.MEDICINE,
            hit.value,
            value=said,
            when=days.when,
            assertion=_how(clause, hit, bound, missing, assertion),
            detail={"use": "immunization"},
            citations=(clause.cite(start, max(end, start + len(said))),),
            confidence=clause.confidence,
        )


def _how(clause: Clause, hit: Hit[str], bound: int, missing: PhraseIndex[bool], assertion: AssertionWords) -> Assertion:
    start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
    opened = max(clause.text.rfind(mark, 0, start) for mark in ".;:")
    before = [word for word in clause.words[max(0, hit.first - 4) : hit.first] if word.start > opened]
    if any(next(missing.find(part), None) is not None for part in (before, words_of(clause.text[end:bound]))):
        return Assertion.NEGATED
    return assertion_of(clause, start, end, assertion)
