"""Falls of a transcript that follows a leukemia, counted in logs: `RUNX1::RUNX1T1 transcripts down 2.4 logs`,"
" `a 3-log
reduction of BCR::ABL1`, `descenso de 3,2 logaritmos`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.numerals import comparator_of
from consilium.domain.findings.text.spans import Span, broken

_LOGS = re.compile(
    r"(?P<sign>[<>≥≤]\s?)?(?<![\d.,])(?P<number>\d(?:[.,]\d{1,2})?)[\s-]?(?P<unit>logs?|log10|logaritmos?)\b",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"\b(?:reduc\w+|fall|fell|fallen|drop\w*|down|below|lower|less|decreas\w+|declin\w+|decline|descen\w+"
    r"|ca[ií]da|disminu\w+"
    r"|baj\w+|por debajo|response|respuesta)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:transcripts?|transcritos?|copies|copias|MRD|EMR|ERM|q?RT-?q?PCR|qPCR|molecular)\b", re.IGNORECASE
)
_NEAR = 70


def tells_logs(clause: Clause) -> bool:
    """Whether a clause counts anything in logs, of transcripts or copies."""
    return _LOGS.search(clause.text) is not None and _COUNTED.search(clause.text) is not None


def falls_in(clause: Clause, names: Sequence[Span[str]], words: AssertionWords) -> Iterator[Finding]:
    """Each such fall with its fusion; `names` are the fusions of the clause."""
    if not tells_logs(clause) or clause.section in (Section.GENERAL, Section.FAMILY_HISTORY):
        return
    for found in _LOGS.finditer(clause.text):
        around = clause.text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        near = [one for one in names if one.start <= found.start() and not broken(clause.text, one.end, found.start())]
        near = near or [one for one in names if one.start >= found.end() and one.start - found.end() <= _NEAR]
        if not near or _FALL.search(around) is None:
            continue
        name = near[-1] if near[-1].start <= found.start() else near[0]
        start, end = min(name.start, found.start()), max(name.end, found.end())
        yield Finding(
            Kind.MRD,
            name.value,
            value=found[0].strip(),
            number=float(found["number"].replace(",", ".")),
            comparator=comparator_of(found["sign"] or ""),
            unit=found["unit"],
            assertion=assertion_of(clause, start, end, words),
            detail={"result": "log reduction"},
            citations=(clause.cite(start, end),),
            confidence=clause.confidence,
        )
