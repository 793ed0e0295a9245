"""Days that can be read in two ways: `02/07/2024` on a paper that does not show which number is the month.

Only what is sure is a finding's day (the year); what the paper writes stands beside it as `when_written`, so that a
person can see it, and so that the day is known once the hospital's other papers show how it writes dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, dates_in, in_order
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.paper import Clause, Paper

WRITTEN = "when_written"


def days_in_two_ways(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings, those whose day is not sure with the only such day that their sentence, else the paper, writes."""
    if paper.date_order:
        yield from found
        return
    told = [frozenset(_unsure(clause.text, paper.birth)) for clause in paper.clauses]
    everywhere = frozenset().union(*told)
    for one in found:
        written = _written(one, paper, told, everywhere) if everywhere and _is_coarse(one) else ""
        written = written or (_span_written(one, paper) if everywhere and _is_open_span(one) else "")
        yield replace(one, detail={**one.detail, WRITTEN: written}) if written else one


def _is_coarse(one: Finding) -> bool:
    return one.when is not None and not one.when.day and one.until is None and bool(one.quote)


def _is_open_span(one: Finding) -> bool:
    """Whether it goes from a day that is not sure to one that may be."""
    return one.when is not None and not one.when.day and one.until is not None


def _span_written(one: Finding, paper: Paper) -> str:
    """The days of a span as written, from and to, where the sentences that it cites write no other in two ways."""
    quotes = [citation.quote for citation in one.citations if citation.quote]
    places = sorted({at for quote in quotes for at in paper.places_of(quote)})
    clauses = dict.fromkeys(paper.clauses[at].text for at in places)
    unsure = [each for text in clauses for each in _unsure(text, paper.birth)]
    ends = [one.when] if one.until is not None and one.until.day else [one.when, one.until]
    return " – ".join(text for text, _ in unsure) if [sure for _, sure in unsure] == ends else ""


def _written(
    one: Finding,
    paper: Paper,
    told: list[frozenset[tuple[str, PartialDate]]],
    everywhere: frozenset[tuple[str, PartialDate]],
) -> str:
    here = paper.places_of(one.quote)
    own = frozenset().union(*(told[at] for at in here))
    if own:
        days = {text for text, sure in own if sure == one.when}
        return days.pop() if len(days) == 1 else ""
    if any(_says_year(paper.clauses[at], one.when) for at in here) or one.when != paper.date:
        return ""
    days = {text for text, sure in everywhere if sure == one.when}
    return days.pop() if len(days) == 1 else ""


def _unsure(text: str, birth: PartialDate | None) -> Iterator[tuple[str, PartialDate]]:
    """Dates of a text that have two readings, as written, with what is sure of them; not the child's birthday."""
    for one in dates_in(text):
        if len(set(one.values)) > 1 and birth not in one.values:
            yield text[one.start : one.end], certain(one.values)


def _says_year(clause: Clause, when: PartialDate | None) -> bool:
    """Whether a sentence tells the year itself, which is then its day."""
    return when is not None and re.search(rf"(?<![\d/.-]){when.year}(?!\d)", clause.text) is not None


def in_order_of(finding: Finding, order: str) -> Finding:
    """The finding with its day, where the hospital's other papers show the order ("dmy", "mdy") in which it writes."""
    written = str(finding.detail.get(WRITTEN) or "")
    days = [one for one in dates_in(written) if len(one.values) > 1] if order and written else []
    sure = [certain(in_order(one.values, order)) for one in days]
    ends = [finding.when] if len(days) == 1 else [finding.when, finding.until]
    if len(sure) not in (1, 2) or not all(
        end and day.day and end.includes(day) for end, day in zip(ends, sure, strict=True)
    ):
        return finding
    until = sure[1] if len(sure) == 2 else finding.until
    if until is not None and until.day and until < sure[0]:
        return finding
    detail = {key: told for key, told in finding.detail.items() if key != WRITTEN}
    return replace(finding, when=sure[0], until=until, detail=detail)
