"""Earlier studies that a report on imaging, the heart or hearing names by their days alone."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import dates_of
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Category

_REPORTS = (Category.IMAGING_REPORTS, Category.HEART_HEARING_TESTS, None)
_MOST = 12
_TITLES = 12
_COMPARED_REACH = 40


def compared_studies(
    paper: Paper, clause: Clause, things: PhraseIndex[tuple[str, str]], compared: PhraseIndex[bool]
) -> Iterator[Finding]:
    """The earlier study that a report names by its day alone (`Comparado con 2026/02/17`, `EF 58 % (prior 64 % on
    10-Feb-2031)`): one of the same kind as its own title's."""
    if paper.category not in _REPORTS or clause.cells or spans_in(clause, things):
        return
    of_images = paper.category is Category.IMAGING_REPORTS
    leads = [hit for hit in spans_in(clause, compared)]
    if not leads and clause.section is not Section.COMPARISON:
        return
    titles = [span for one in paper.clauses[:_TITLES] for span in spans_in(one, things)]
    sorts = ("imaging",) if of_images else ("heart", "function")
    own = next((span.value for span in titles if span.value[0] in sorts and span.value[1] != "images"), None)
    first = leads[0].end if leads else 0
    for date in dates_of(clause, paper.date_order)[:_MOST] if own else ():
        if 0 <= date.start - first <= _COMPARED_REACH and date.value not in (paper.birth, paper.date):
            yield Finding(
                Kind.MENTION,
                own[1] if own else "",
                value=clause.text[first : date.end].strip(" :"),
                when=date.value,
                detail={"what": own[0], "modality": own[1]} if own and of_images else {"what": own[0] if own else ""},
                citations=(clause.cite(),),
                confidence=clause.confidence,
            )
