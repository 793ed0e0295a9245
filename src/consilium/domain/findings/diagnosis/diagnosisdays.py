"""The day of a diagnosis: where a text says it, in a column of dates, beside a word for it, or in the next sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText, certain, dates_in, in_order
from consilium.domain.findings.diagnosis import diseases
from consilium.domain.findings.diagnosis.diagnosiswords import RETURNED, Words
from consilium.domain.findings.diagnosis.diseases import Named
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import fold
from consilium.domain.records import Category

TISSUE_PAPERS = frozenset({Category.PATHOLOGY_REPORT, Category.BONE_MARROW})
_REPORTS = TISSUE_PAPERS | {Category.IMAGING_REPORTS}
_DATED_REACH, RIGHT_AFTER, OWN_DAY = 80, 6, 30
# What a day behind it is of: `first relapse, day +239 of the transplant (father, January 14, 2026)`.
_COUNTED_FROM = re.compile(
    r"\b(?:TC?PH|TMO|TASPE|BMT|HSCT|SCT|SCR|ASCT|(?:auto|allo)?(?:transplant|trasplant)\w{0,6})\b", re.IGNORECASE
)
# `complete response since May 2024`, `completed treatment for high-risk neuroblastoma on 28 May 2024`.
_OF_TREATMENT = re.compile(
    r"\b(?:(?:response|remission|respuesta|remisi[oó]n|surveillance|follow-?up|seguimiento|vigilancia"
    r"|off (?:therapy|treatment))"
    r"[^.;:]{0,24}|(?:complet(?:ed|ion of|[oó])|finished|ended|end of|termin[oó]|finaliz[oó]"
    r"|fin(?:al)? del?)\s[^.;:]{0,150})$",
    re.IGNORECASE,
)
# A year right after the name: `Medulloblastoma, 2019, standard risk`.
_YEAR = re.compile(
    r"[^.;:\d]{0,22}?[,(]\s?(?:en |in |dx |since |desde |diagnosed )?((?:19|20)\d\d)\b(?!\s?[-/.%]\s?\d|\s?mg)"
)


def dated_by_next(paper: Paper, finding: Finding, following: Clause | None, words: Words) -> Finding:
    """A diagnosis without a date, where the next sentence begins with "Diagnosed on ..." and names no other."""
    if finding.when is not None or following is None or finding.assertion is not Assertion.STATED:
        return finding
    dates = list(dates_in(following.text[:300]))
    returns = any(hit.value in RETURNED for hit in words.status.find(following.words[:4]))
    first = (any(words.dated.find(following.words[:3])) and not returns) or _dated_alone(following, words, dates)
    if not first or len(dates) != 1 or dates[0].start > 60 or any(diseases.named_in(following, words.diseases)):
        return finding
    when = certain(in_order(dates[0].values, paper.date_order))
    return replace(finding, when=when, citations=(*finding.citations, following.cite(0, dates[0].end)))


def _dated_alone(clause: Clause, words: Words, dates: Sequence[DateText]) -> bool:
    """Whether a sentence is nothing but a short word for the diagnosis and its date."""
    if not dates or clause.text[dates[0].end :].strip(" ."):
        return False
    return fold(clause.text[: dates[0].start]).strip(" :.") in words.dated_alone


def day_of_diagnosis(paper: Paper, clause: Clause, words: Words, said: Assertion) -> PartialDate | None:
    """The day of the diagnosis where the clause says it: in a column of dates, or the only date beside such a word."""
    for (_, text), head in zip(clause.cells, clause.header, strict=False):
        dates = list(dates_in(text))
        if len(dates) == 1 and fold(head) in words.dated_heads:
            return certain(in_order(dates[0].values, paper.date_order))
    if clause.cells and clause.cells[0][0] == 0:
        dates = list(dates_in(clause.cells[0][1]))
        if len(dates) == 1 and not clause.header:
            return certain(in_order(dates[0].values, paper.date_order))
    dates = list(dates_in(clause.text))
    if len(dates) == 1 and any(_beside(clause, dates[0], one) for one in spans_in(clause, words.dated)):
        return certain(in_order(dates[0].values, paper.date_order))
    if len(dates) > 1 and said is Assertion.STATED:
        return _first_told(paper, clause, words, dates)
    if said is Assertion.STATED and paper.category in TISSUE_PAPERS and clause.section in diseases.ABOUT:
        return None if dates else paper.date
    return None


def year_of_diagnosis(clause: Clause, named: Named, said: Assertion) -> PartialDate | None:
    found = (
        _YEAR.match(clause.text, named.high) if said is Assertion.STATED and not any(dates_in(clause.text)) else None
    )
    return PartialDate(int(found[1])) if found else None


def _first_told(paper: Paper, clause: Clause, words: Words, dates: Sequence[DateText]) -> PartialDate | None:
    """Of several dates the one right after a word for the diagnosis itself ("diagnosed in May 2023; relapse 02/2025");
    none where a word for its return stands in the clause and more than one date may be meant."""
    returns = {one.end for one in spans_in(clause, words.status) if one.value in RETURNED}
    if returns and ";" not in clause.text:
        return None  # the finding may be of the relapse
    own = [one for one in spans_in(clause, words.dated) if one.end not in returns]
    near = [date for date in dates for one in own if 0 <= date.start - one.end <= RIGHT_AFTER]
    return certain(in_order(near[0].values, paper.date_order)) if len(near) == 1 else None


def _beside(clause: Clause, date: DateText, word: Span[bool]) -> bool:
    """Whether a date stands near a word that makes it the diagnosis's; farther off, or behind a transplant from which
    days are counted, it is another thing's."""
    if word.end < date.start and _COUNTED_FROM.search(clause.text, word.end, date.start):
        return False
    return max(date.start - word.end, word.start - date.end) <= _DATED_REACH


def is_of_treatment(clause: Clause) -> bool:
    """Whether the only day of a clause is that of a response, or of the end of a treatment."""
    dates = list(dates_in(clause.text))
    return len(dates) == 1 and _OF_TREATMENT.search(clause.text, 0, dates[0].start) is not None


def own_day(paper: Paper, clause: Clause, span: Span[str]) -> PartialDate | None:
    """The day right after a word for its return, where the sentence has several."""
    days = list(dates_in(clause.text))
    near = [one for one in days if 0 <= one.start - span.end <= OWN_DAY]
    return certain(in_order(near[0].values, paper.date_order)) if len(days) > 1 and near else None


def without_questions(paper: Paper, found: Sequence[Finding]) -> Iterator[Finding]:
    """What those who sent tissue or asked for a picture suspected is answered, where the report says that it is so."""
    told = {one.name for one in found if one.assertion is Assertion.STATED}
    for one in found:
        asked = one.assertion is Assertion.UNCERTAIN and one.detail.get("status") == "working"
        if not (paper.category in _REPORTS and asked and one.name in told):
            yield one
