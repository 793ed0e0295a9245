"""Earlier studies that an imaging report names by their days alone."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.labelled import dates_of
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.spans import spans_in
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Category

_MOST = 12
_TITLES = 12
_COMPARED_REACH = 40


def compared_studies(
    paper: Paper, clause: Clause, things: PhraseIndex[tuple[str, str]], compared: PhraseIndex[bool]
) -> Iterator[Finding]:
    """The earlier study that an imaging report names by its day alone (`Comparado con 2026/02/17`): one of the same
    way of imaging as its own title's."""
    if paper.category is not Category.IMAGING_REPORTS or spans_in(clause, things):
        return
    leads = [hit for hit in spans_in(clause, compared)]
    if not leads and clause.section is not Section.COMPARISON:
        return
    titles = [span for one in paper.clauses[:_TITLES] for span in spans_in(one, things)]
    own = next((span.value for span in titles if span.value[0] == "imaging" and span.value[1] != "images"), None)
    first = leads[0].end if leads else 0
    for date in dates_of(clause, paper.date_order)[:_MOST] if own else ():
        if 0 <= date.start - first <= _COMPARED_REACH and date.value != paper.birth:
            yield Finding(
                Kind.MENTION,
                own[1] if own else "",
                value=clause.text[first : date.end].strip(" :"),
                when=date.value,
                detail={"what": "imaging", "modality": own[1] if own else ""},
                citations=(clause.cite(),),
                confidence=clause.confidence,
            )
