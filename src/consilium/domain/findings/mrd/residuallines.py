"""Lines of residual disease that do not name it, under a title or a sentence that does: `Day 29 BM: 0.02 %`.

Such a line holds a day or a point of time with a value or a result, and next to nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.mrd.residual import (
    RESIDUAL,
    ResidualWords,
    as_limit,
    of_value,
    signed_in,
)
from consilium.domain.findings.mrd.residualdays import days_of
from consilium.domain.findings.mrd.residualpoints import DAY
from consilium.domain.findings.mrd.residualvalues import VALUE
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import Span, apart, broken, spans_in
from consilium.domain.phrases import words_of

_MOST_WORDS, _MOST_OTHER, _LABEL_WORDS, _RESULT_REACH = 40, 2, 12, 60
# A line that begins with the sample and ends its label with a colon tells of it in more words.
_SAMPLE_LINE = re.compile(
    r"\W*(?:sample|specimen|muestra|(?:bone )?marrow|m[eé]dula|BMA?|(?:peripheral )?blood"
    r"|sangre)\b[^:;]{0,70}:",
    re.IGNORECASE,
)
_MOST_OF_SAMPLE, _ANSWER_WORDS = 9, 4
_SMALL = frozenset((
    "was", "were", "still", "again", "the", "and", "with", "result", "results", "resultado", "level", "nivel", "fue",
    "con", "por", "del", "los", "las", "aun", "todavia", "repeat", "post", "mononuclear", "cells", "celulas", "evento",
    "eventos", "events", "para", "final", "end", "now", "ahora", "time", "point", "punto", "value", "valor", "total",
    "nucleated", "nucleadas",
))  # fmt: skip


def lines_in(
    paper: Paper, clause: Clause, words: ResidualWords, assertion: AssertionWords, subject: str
) -> Iterator[Finding]:
    """What a line without the name says of residual disease, or of the transcript that `subject` names; nothing where
    it speaks of something else."""
    for found in _of_line(paper, clause, words, assertion):
        yield replace(found, name=subject or found.name)


def _of_line(paper: Paper, clause: Clause, words: ResidualWords, assertion: AssertionWords) -> Iterator[Finding]:
    if len(clause.words) > _MOST_WORDS or spans_in(clause, words.names) or spans_in(clause, words.not_lines):
        return
    days = days_of(paper, clause)
    points = _points(clause, words, days)
    limits = spans_in(clause, words.limit)
    values = [one for one in VALUE.finditer(clause.text) if not one["bare"]]
    results = [*spans_in(clause, words.results), *spans_in(clause, words.unclear)]
    results += signed_in(clause.text, [one.end for one in points])
    if not (points or days) or not (values or results):
        return
    known = [*points, *limits, *results, *spans_in(clause, words.methods), *spans_in(clause, words.specimens)]
    known += [Span("day", start, end) for _, start, end in days]
    known += [Span("value", one.start(), one.end()) for one in values]
    most = _MOST_OF_SAMPLE if _SAMPLE_LINE.match(clause.text) else _MOST_OTHER
    if _others(clause, known) > most:
        return
    measured = [one for one in values if not as_limit(clause, one, limits)]
    for value in measured:
        told = _nearest(clause.text, results, value.start())
        found = of_value(
            clause, words, assertion, Span("names", _begin(points, days, value.start()), value.start()), value, told
        )
        yield replace(found, when=_day(days, value.start()))
    if not measured:
        for result in apart(results)[:6]:
            start = _begin(points, days, result.start)
            found = of_value(clause, words, assertion, Span("names", start, result.start), None, result)
            yield replace(found, when=_day(days, result.start))


def _points(clause: Clause, words: ResidualWords, days: Sequence[tuple[PartialDate, int, int]]) -> list[Span[str]]:
    """Points of time and kinds of specimen, which a line may begin with; a number of a date is none."""
    found = [Span("day", one.start(), one.end()) for one in DAY.finditer(clause.text)]
    found = [one for one in found if not any(start <= one.start < end for _, start, end in days)]
    return apart([*found, *spans_in(clause, words.timepoints), *spans_in(clause, words.sides)])


def _others(clause: Clause, known: Sequence[Span[str]]) -> int:
    """How many words of the line belong to none of what such a line holds."""
    return sum(
        word.text.isalpha()
        and word.text not in _SMALL
        and len(word.text) > 2
        and not any(one.start < word.end and word.start < one.end for one in known)
        for word in clause.words
    )


def _nearest(text: str, results: Sequence[Span[str]], at: int) -> Span[str] | None:
    near = [
        one for one in results if abs(one.start - at) <= _RESULT_REACH and not broken(text, *sorted((one.start, at)))
    ]
    return min(near, key=lambda one: abs(one.start - at), default=None)


def _begin(points: Sequence[Span[str]], days: Sequence[tuple[PartialDate, int, int]], at: int) -> int:
    """Where what is said at a place begins: at the point of time or the day right before it."""
    starts = [one.start for one in points if one.end <= at] + [start for _, start, end in days if end <= at]
    return max(starts, default=at)


def _day(days: Sequence[tuple[PartialDate, int, int]], at: int) -> PartialDate | None:
    """The last day before a value, else the only one after it."""
    before = [when for when, _, end in days if end <= at]
    after = [when for when, start, _ in days if start > at]
    return before[-1] if before else after[0] if len(after) == 1 else None


def speaks_on(clause: Clause, words: ResidualWords, before: str) -> str:
    """The name of what the next line may go on with: what this one names, or went on with itself."""
    if spans_in(clause, words.names) or any(words.names.find(words_of(clause.heading))):
        return RESIDUAL
    measured = len(clause.words) <= _MOST_WORDS and VALUE.search(clause.text) is not None
    label = len(clause.words) <= _LABEL_WORDS and (bool(clause.cells) or ":" in clause.text)
    answer = len(clause.words) <= _ANSWER_WORDS and bool(spans_in(clause, words.results))  # `Low-level positive.`
    return before if measured or label or answer or _SAMPLE_LINE.match(clause.text) else ""
