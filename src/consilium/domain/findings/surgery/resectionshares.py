"""How much of a tumor an operation took, in percent: `90% resection of the right adrenal primary`, `resección de más
del 90 %`, `Estimated clearance 90-95%`. A share of a margin, of necrosis or of a heart's work is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.thingssaid import plain_clauses
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper, Section

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES, Section.TECHNIQUE})
_TAKEN = (
    r"(?:resections?|removal|debulking|excision|clearance|cytoreduction|reseccion|exeresis|extirpacion|"
    r"citorreduccion|"
    r"resected|removed|debulked|resecado|resecada|extirpad[oa])"
)
_SHARE = (
    r"(?P<more>(?:more than|greater than|over|at least|mas del?|al menos(?: un)?|superior al?|mayor (?:al?|"
    r"del?))\s|>\s?)?"
    r"(?:about |roughly |approximately |approx\.? |around |nearly |~\s?|aproximadamente |cerca del? |un |el |del? )?"
    r"(?P<low>\d{2,3})(?:\s?[-–]\s?(?P<high>\d{2,3}))?\s?(?:%|per ?cent|por ciento)"
)
_FIRST = re.compile(
    rf"(?<![\d.,])(?:an? )?{_SHARE}\s(?:(?:of|de|del|the|la|el|tumou?r|tumoral|surgical|was|were)\s){{0,4}}{_TAKEN}\b"
)
_LAST = re.compile(
    rf"\b{_TAKEN}\b(?!\s(?:margins?|necro))(?:(?! \d)[^.;:%\d]){{0,40}}?(?:\bon \d{{1,2}}/\d{{1,2}}/\d{{2,4}})?"
    rf"[,:(]?\s?{_SHARE}"
)
_NOT = re.compile(
    r"\b(?:necro\w+|viab\w+|ejection|fraction|fevi|margin\w*|uptake|blast\w*|celular\w*|recovery|"
    r"goal)\b"
)


def with_shares(operations: Sequence[Finding], paper: Paper, words: AssertionWords) -> list[Finding]:
    """The operations with the shares they took; a share that no operation stands beside is a finding of its own."""
    told = list(operations)
    for share in _shares(paper, words):
        said, place = str(share.detail["procedure"]), share.citations[0].quote
        at = next((at for at, one in enumerate(told) if one.value and one.value in said and _beside(one, place)), None)
        if at is None:
            near = any(place in one.citations[0].quote or _beside(one, place) for one in told if one.citations)
            told += [] if near else [share]
        else:
            told[at] = replace(told[at], number=share.number, comparator=share.comparator, unit="%")
    return told


def _beside(operation: Finding, place: str) -> bool:
    return bool(operation.citations) and (
        operation.citations[0].quote in place or place in operation.citations[0].quote or operation.value in place
    )


def _shares(paper: Paper, words: AssertionWords) -> Iterator[Finding]:
    """Each share of a tumor that a paper says was taken."""
    for clause in plain_clauses(paper, _SILENT):
        if "%" not in clause.text and "cent" not in clause.folded and "ciento" not in clause.folded:
            continue
        for found in (*_FIRST.finditer(clause.folded), *_LAST.finditer(clause.folded)):
            share = float(found["low"])
            said = assertion_of(clause, found.start(), found.end(), words)
            if _NOT.search(found[0]) or not 10 <= share <= 100 or said not in (Assertion.STATED, Assertion.HISTORICAL):
                continue
            days = [one for one in occasions(clause.text, paper) if one.when != paper.birth]
            start = found.start("more") if found["more"] else found.start("low")
            yield Finding(
                Kind.SURGERY,
                "extent of resection",
                value=f"{'> ' if found['more'] else ''}{found['low']}{'-' + found['high'] if found['high'] else ''} %",
                number=share if not found["high"] else None,
                comparator=">" if found["more"] else "",
                unit="%",
                when=days[0].when if len(days) == 1 else None,
                assertion=said,
                detail={"procedure": clause.text[found.start() : found.end()], "what": "event"},
                citations=(clause.cite(min(start, found.start()), found.end()),),
                confidence=clause.confidence,
            )
            break
