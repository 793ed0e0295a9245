"""Residual disease through a whole paper: in its tables, sentences and lines, by its name or by the transcript counted.

A line that does not name it goes on with what a title or the sentence before it named, and cites that place, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.genes import genenames
from consilium.domain.findings.genes.genechangewords import Words
from consilium.domain.findings.mrd import (
    residual,
    residualbare,
    residualdays,
    residuallines,
    residuallogs,
    residualtables,
    transcripts,
)
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import Span, spans_in


@dataclass(frozen=True)
class Told:
    """What a clause tells: `findings`, the `places` of transcripts that it counts, whether it is a `row` of a table."""

    findings: tuple[Finding, ...] = ()
    places: tuple[Span[str], ...] = ()
    row: bool = False


class Following:
    """Takes the clauses of a paper one after another. `when` is the day of its specimen, where it has one."""

    def __init__(self, paper: Paper, words: Words, assertion: AssertionWords, when: PartialDate | None) -> None:
        self._paper, self._words, self._assertion, self._when = paper, words, assertion, when
        self._titled, self._spoken = False, ""
        self._named_at: Clause | None = None

    def take(self, clause: Clause) -> Told:
        """What the next clause tells."""
        words = self._words.residual
        self._titled = residualtables.about_residual(clause, words, self._titled)
        self._named_at = clause if spans_in(clause, words.names) else self._named_at
        order = self._paper.date_order
        rows = tuple(residualtables.rows_in(clause, words, self._assertion, order, self._titled))
        if rows:
            self._spoken = residuallines.speaks_on(clause, words, self._spoken)
            return Told(tuple(self._citing(row, clause) for row in rows), row=True)
        counted = self._counted(clause)
        self._named_at = clause if counted else self._named_at
        levels = self._levels(clause, counted) if counted else []
        found = [*self._said(clause), *(replace(level, when=level.when or self._when) for level, _ in levels)]
        if not levels and (self._titled or self._spoken):
            lines = residuallines.lines_in(self._paper, clause, words, self._assertion, self._spoken)
            found += [self._citing(line, clause) for line in lines]
        bare = [] if found else list(residualbare.told(clause, words, self._assertion))
        found += [replace(one, when=residualdays.own_day(self._paper, clause, one) or self._when) for one in bare]
        falls = list(residuallogs.falls_in(clause, counted, self._assertion))
        found += [replace(one, when=residualdays.own_day(self._paper, clause, one) or self._when) for one in falls]
        self._spoken = (
            residual.RESIDUAL
            if bare
            else counted[-1].value
            if counted
            else residuallines.speaks_on(clause, words, self._spoken)
        )
        places = tuple(one for one in counted if any(fall.name == one.value for fall in falls))
        return Told(tuple(found), (*(place for _, place in levels), *places))

    def _said(self, clause: Clause) -> Iterator[Finding]:
        """What a sentence says by the name of residual disease."""
        words = self._words.residual
        for left in residual.residual_in(clause, words, self._assertion, self._when):
            yield replace(left, when=residualdays.own_day(self._paper, clause, left) or left.when)
        yield from residual.to_come(clause, words, self._assertion)

    def _citing(self, found: Finding, clause: Clause) -> Finding:
        if self._named_at is None or self._named_at is clause:
            return found
        return replace(found, citations=(*found.citations, self._named_at.cite()))

    def _counted(self, clause: Clause) -> list[Span[str]]:
        """The transcripts that a clause speaks of counting."""
        if not transcripts.counts(clause, self._words.lists) and not residuallogs.tells_logs(clause):
            return []
        genes = genenames.genes_in(clause, self._words.genes)
        return list(transcripts.counted_in(clause, genes, self._words.fusions)) if genes else []

    def _levels(self, clause: Clause, counted: list[Span[str]]) -> list[tuple[Finding, Span[str]]]:
        genes = genenames.genes_in(clause, self._words.genes)
        return list(transcripts.levels_in(self._paper, clause, counted, genes, self._words.residual, self._assertion))
