"""The diagnosis with which another house sent its slides, in a report that makes its own: `Submitted diagnosis: ...`,
`Diagnóstico de origen: ...`. It was so, and what the report itself says is true now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.records import Category

_PAPERS = frozenset({Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES})
_KINDS = frozenset({Kind.DIAGNOSIS, Kind.STAGE})
_SENT_WITH = re.compile(
    r"\W{0,4}(?:(?:submitted|submitting|referring|referred|outside|referral|contributor.?s"
    r"|sender.?s)\s(?:pathologic(?:al)?\s|institution.?s?\s|hospital.?s?\s)?"
    r"diagnos[ei]s|diagnosis\s(?:of the (?:referring|outside|sending) (?:hospital|institution)|as submitted)"
    r"|diagnostico\s(?:remitido|de (?:origen|remision|procedencia|envio"
    r"|referencia)|del (?:centro|hospital) (?:de origen|remitente)|externo))\b[^:\n]{0,50}:"
)
_OWN = re.compile(
    r"\W{0,4}(?:(?:review|reviewed|consultation|consultant.?s|final|integrated|our|second opinion"
    r"|revised)\s(?:pathologic(?:al)?\s)?diagnos[ei]s"
    r"|diagnostico\s(?:de (?:la )?(?:revision|segunda (?:lectura|opinion)|consulta)|final|integrado|revisado"
    r"|definitivo|nuestro))\b"
)


def referred(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, with what a line so labelled states as of before, where the report has a diagnosis of its own."""
    own = paper.category in _PAPERS and any(_OWN.match(one.folded) for one in paper.clauses)
    sent = [one for one in paper.clauses if _SENT_WITH.match(one.folded)] if own else []
    for one in found:
        here = sent and one.kind in _KINDS and one.assertion is Assertion.STATED and bool(one.quote)
        if here and all(_of_sent(place.quote, paper) for place in one.citations):
            detail = {key: said for key, said in one.detail.items() if key != "status"}
            yield replace(one, assertion=Assertion.HISTORICAL, when=None, detail=detail)
        else:
            yield one


def _of_sent(quote: str, paper: Paper) -> bool:
    """Whether all clauses that hold the words are so labelled."""
    words = re.compile(rf"(?<!\w){re.escape(quote)}(?!\w)")
    clauses = [clause for clause in paper.clauses if words.search(clause.text)]
    return bool(clauses) and all(_SENT_WITH.match(clause.folded) for clause in clauses)
