"""Scores of scans, each on the day of its study: in a sentence, in a list of days, in a table by segments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.lesionsizes import Study
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.labelled import DatePlace, dates_of

_REPORTING = re.compile(r"\b((?:TI|BI|LI|PI|LUNG))-?RADS\s?:?\s?(?:categor[yí]a?\s)?([0-6][a-c]?)\b", re.IGNORECASE)
# Scores of whole-body scans: `Curie score 3`, `SIOPEN: 27`, `Scores (Curie): 03/04/2023 = 18  19/06/2023 = 9`.
_BODY_SCORE = re.compile(
    r"\b(?P<name>Curie|SIOPEN)\b(?:\s?\)|\s(?:MIBG|score|puntaje|puntuaci[oó]n|total|skeletal|index))*\s?"
    r"(?:(?:of|de|is|was|es|fue|[:=]|now|ahora|at)\s?){0,3}(?P<value>\d{1,2})?(?!\d|[/.,-]\d)",
    re.IGNORECASE,
)
# `score 4 (from 21)`, `Curie 3, previously 12`, `SIOPEN 2 (was 17 at diagnosis)`.
_SCORE_BEFORE = re.compile(
    r"\s?[(,;]\s?(?:(?:was|were|from|previous(?:ly)?|prior|before|formerly|baseline|initial(?:ly)?|at diagnosis|antes|"
    r"previ[oa]|previamente|basal|inicial|era|desde|de|al diagn[oó]stico)\s?[:=]?\s?(?:was\s|de\s)?){1,3}"
    r"(?P<value>\d{1,2})(?![\d/.,-]\d)(?:\s(?:at diagnosis|al diagn[oó]stico|initially|basal))?",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(r"baseline|initial|inicial|diagn|basal", re.IGNORECASE)
_DATED_SCORE = re.compile(r"\s?[=:]\s?(\d{1,2})(?!\d|[/.,-]\d)")
_MOST_SCORES = 12
# The row of a table of segments that sums them up.
_SUM = re.compile(
    r"\W{0,2}(?:(?:curie|siopen|mibg|skeletal|total|suma|sum|overall|global|score|puntaje|puntuaci[oó]n)\W{0,3}){1,4}",
    re.IGNORECASE,
)
_OF_SCORE = re.compile(r"\b(?:curie|siopen)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\s*(\d{1,2})\s*")
_FEWEST_DAYS, _LONGEST_TABLE = 2, 16


def names_score(clause: Clause) -> bool:
    """Whether a clause names a score of a scan: it is told as one."""
    return _BODY_SCORE.search(clause.text) is not None or _REPORTING.search(clause.text) is not None


def scores(clause: Clause, study: Study, assertion: AssertionWords, order: str) -> Iterator[Finding]:
    """`ACR TI-RADS 5`, `BI-RADS 2`; scores of scans, each on its own day."""
    for found in _REPORTING.finditer(clause.text):
        yield _score(clause, study, assertion, f"{found[1].upper()}-RADS", found.span(), found[2])
    for found in _BODY_SCORE.finditer(clause.text):
        name = f"{'SIOPEN' if found['name'].lower() == 'siopen' else 'Curie'} score"
        days = dates_of(clause, order)
        dated = [one for one in days if one.start >= found.start() and _DATED_SCORE.match(clause.text, one.end)]
        for day in dated[:_MOST_SCORES]:
            value = _DATED_SCORE.match(clause.text, day.end)
            if value is not None:
                on_day = replace(study, date=day.value)
                yield _score(clause, on_day, assertion, name, (day.start, value.end()), value[1])
        earlier = _SCORE_BEFORE.match(clause.text, found.end()) if found["value"] else None
        if earlier is not None and not dated:
            then = replace(study, date=_score_before(study, earlier))
            before = _score(clause, then, assertion, name, earlier.span(), earlier["value"])
            yield replace(before, assertion=Assertion.HISTORICAL)
        if found["value"] and (not dated or dated[0].start >= found.end()):
            own = study if dated else replace(study, date=_score_day(days, found.end()) or study.date)
            now = _score(clause, own, assertion, name, found.span(), found["value"])
            once = earlier is not None and now.assertion is Assertion.HISTORICAL  # the bracket's word: `14 (previo 22)`
            yield replace(now, assertion=Assertion.STATED) if once else now


def _score_before(study: Study, earlier: re.Match[str]) -> PartialDate | None:
    """The day of an earlier score, where the report is compared with one study, or the score is called the first."""
    return study.baseline if _AT_FIRST.search(earlier[0]) else study.prior


def _score_day(days: Sequence[DatePlace], end: int) -> PartialDate | None:
    near = [one for one in days if 0 <= one.start - end <= 6]
    return near[0].value if near else None


def _score(
    clause: Clause, study: Study, assertion: AssertionWords, name: str, place: tuple[int, int], value: str
) -> Finding:
    return Finding(
        Kind.IMAGING,
        name,
        value=value,
        number=float(re.sub(r"\D", "", value)),
        when=study.date,
        assertion=assertion_of(clause, *place, assertion),
        detail={"modality": study.modality} if study.modality else {},
        citations=(clause.cite(*place),),
        confidence=clause.confidence,
    )


def table_scores(paper: Paper, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """The sums of a table of segments whose columns are days: `SIOPEN total | 17 | 7 | 2`."""
    named = {one.lower() for clause in paper.clauses for one in _OF_SCORE.findall(clause.text)}
    days: list[PartialDate] = []
    left = 0
    for clause in paper.clauses if named else ():
        if len(clause.cells) <= _FEWEST_DAYS:
            continue
        heads = [_head_day(text, paper) for _, text in clause.cells[1:]]
        if all(one is not None for one in heads):
            days, left = [one for one in heads if one is not None], _LONGEST_TABLE
            continue
        left -= 1
        figures = [_FIGURE.fullmatch(text) for _, text in clause.cells[1:]]
        if left < 0 or len(figures) != len(days) or not _SUM.fullmatch(clause.cells[0][1].strip()):
            continue
        own = _OF_SCORE.search(clause.text)
        name = own[0].lower() if own else next(iter(named)) if len(named) == 1 else ""
        for (start, _), figure, day in zip(clause.cells[1:], figures, days, strict=True):
            if figure is not None and name:
                title = "SIOPEN score" if name == "siopen" else "Curie score"
                yield _score(
                    clause, replace(study, date=day), assertion, title, (start, start + figure.end()), figure[1]
                )
        left = 0


def _head_day(text: str, paper: Paper) -> PartialDate | None:
    days = dates_of(Clause(text, ()), paper.date_order)
    return days[0].value if len(days) == 1 else None
