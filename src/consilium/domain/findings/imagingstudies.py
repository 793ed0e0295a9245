"""Which study a text of imaging is about: the whole paper's, or the one that a sentence quotes, and of which day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from consilium.domain.dates import PartialDate
from consilium.domain.findings.labelled import dates_of, labelled_date, own_accession
from consilium.domain.findings.lesionsizes import Study, Words
from consilium.domain.findings.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.spans import Span, broken, spans_in, words_between
from consilium.domain.records import Category

_AFTER_DAY, _DAY_REACH = 3, 24
# What tests of the heart tell of a picture.
_BY_HEART_TEST = (
    "effusion", "thrombus", "mass", "vegetation", "hypokinesis", "regurgitation", "coarctation", "stenosis", "lesion",
)  # fmt: skip
_ASLEEP = "examination under anesthesia"
_BEFORE_MODALITY = frozenset(
    ("on", "in", "by", "per", "en", "por", "segun", "mediante", "la", "el", "una", "the", "a", "chest", "of")
)
_OCCASION_REACH = 3
# `CT chest 4/2/2024: no pulmonary nodules`.
_COLON_REACH = 60
_OPENS = re.compile(r":|\d\s?[-–—]\s|\s[-–—]\s")
_TITLE_CLAUSES = 25
# A paper that lists so many ways of imaging with their days is a list of studies, and no report on one.
_MANY_STUDIES = 3
# A report, and a list of what lies on a disc.
_OF_IMAGING = frozenset({Category.IMAGING_REPORTS, Category.IMAGING})


def whole_study(paper: Paper, words: Words) -> Study | None:
    """The study that a whole paper describes; None for a letter, which may quote many."""
    if paper.category in _OF_IMAGING:
        return None if len(listed_studies(paper, words)) >= _MANY_STUDIES else _study(paper, words)
    first = [clause for clause in paper.clauses[:_TITLE_CLAUSES] if len(clause.words) <= 12]
    titles = [span for clause in first for span in spans_in(clause, words.lists["examinations"])]
    if paper.category is Category.HEART_HEARING_TESTS and any(one.value == "echocardiogram" for one in titles):
        return Study("echocardiogram", _exam_date(paper, words), own_accession(paper), only=_BY_HEART_TEST)
    if paper.category in (None, Category.HEART_HEARING_TESTS) and any(one.value == _ASLEEP for one in titles):
        return Study(_ASLEEP, paper.date, own_accession(paper), report=True)
    return None


def listed_studies(paper: Paper, words: Words) -> dict[str, set[PartialDate]]:
    """The days of studies that a paper on imaging names, by the way of imaging; none for other papers."""
    if paper.category not in _OF_IMAGING:
        return {}
    found: dict[str, set[PartialDate]] = {}
    for clause in paper.clauses:
        spans = modalities_in(clause, words)
        days = dates_of(clause, paper.date_order) if len(spans) == 1 else []
        if len(days) == 1 and 0 <= days[0].start - spans[0].end <= _COLON_REACH:
            found.setdefault(spans[0].value, set()).add(days[0].value)
    return found


def _study(paper: Paper, words: Words) -> Study:
    """The study of an imaging report: the first modality that its title names, its labelled date or the paper's own."""
    modality = ""
    for clause in paper.clauses[:_TITLE_CLAUSES]:
        found = modalities_in(clause, words)
        if found and clause.section not in (Section.COMPARISON, Section.INDICATION, Section.HISTORY):
            modality = found[0].value
            break
    return Study(modality, _exam_date(paper, words), own_accession(paper), report=True)


def _exam_date(paper: Paper, words: Words) -> PartialDate | None:
    """The labelled day of the examination, else the paper's; never that of a study which it is compared with."""
    own = tuple(one for one in paper.clauses if one.section is not Section.COMPARISON and not is_compared(one))
    found = labelled_date(replace(paper, clauses=own), words.lists["study_dates"], "study_dates")
    if found is not None:
        return found[0]
    told = {date.value for one in own for date in dates_of(one, paper.date_order)}
    elsewhere = {date.value for one in paper.clauses if one not in own for date in dates_of(one, paper.date_order)}
    days = told - {paper.birth}
    if paper.date is None and len(days) == 1:
        return days.pop()
    if paper.date in told or paper.date not in elsewhere:
        return paper.date
    first = [date.value for one in own[:_TITLE_CLAUSES] for date in dates_of(one, paper.date_order)]
    return next((one for one in first if one != paper.birth), paper.date)


def is_compared(clause: Clause) -> bool:
    return any(word.text.startswith(("compar", "previo", "prior", "previous")) for word in clause.words)


def quoted_study(
    paper: Paper, clause: Clause, words: Words, listed: Mapping[str, set[PartialDate]] = MappingProxyType({})
) -> Study | None:
    """The study that a sentence of a letter quotes: it names the modality, and the day where it says so."""
    found = modalities_in(clause, words)
    heart = None if found else next((one for one in spans_in(clause, words.lists["examinations"])), None)
    if heart is not None and heart.value == "echocardiogram":
        return Study(heart.value, _near_date(paper, clause, heart), only=_BY_HEART_TEST)
    if found and _by_study(clause, words, found[0]):
        return Study(found[0].value, _near_date(paper, clause, found[0]) or _only_date(listed, found[0].value))
    shows = [one for one in spans_in(clause, words.lists["shows"]) if found and one.start >= found[0].end]
    shows = shows or (told_normal(clause, words, found[0]) if found else [])
    if not found or not (shows or _OPENS.search(clause.text, found[0].end, found[0].end + _COLON_REACH)):
        return None
    return Study(found[0].value, _near_date(paper, clause, found[0]) or _only_date(listed, found[0].value))


def told_normal(clause: Clause, words: Words, modality: Span[str]) -> list[Span[str]]:
    """`MRI of the brain on 6 September was normal`."""
    spans = [one for one in spans_in(clause, words.lists["normal"]) if one.start >= modality.end]
    return [
        one
        for one in spans
        if not broken(clause.text, modality.end, one.start) and "," not in clause.text[modality.end : one.start]
    ]


def _only_date(listed: Mapping[str, set[PartialDate]], modality: str) -> PartialDate | None:
    """The day of the only study of its way of imaging that a list of several studies has."""
    days = listed.get(modality, set())
    return next(iter(days)) if len(days) == 1 and len(listed) >= _MANY_STUDIES else None


def _near_date(paper: Paper, clause: Clause, modality: Span[str]) -> PartialDate | None:
    after = [date for date in dates_of(clause, paper.date_order) if 0 <= date.start - modality.end <= 40]
    parts = [date for date in after if not broken(clause.text, modality.end, date.start)]
    before = [date for date in dates_of(clause, paper.date_order) if 0 <= modality.start - date.end <= _AFTER_DAY]
    if parts or before:
        return parts[0].value if parts else before[-1].value
    yearless = (one for one in occasions(clause.text, paper) if 0 <= one.start - modality.end <= _DAY_REACH)
    return next((one.when for one in yearless if not broken(clause.text, modality.end, one.start)), None)


def modalities_in(clause: Clause, words: Words) -> list[Span[str]]:
    """Ways of imaging; `Mr` before a name is none."""
    spans = spans_in(clause, words.lists["modalities"])
    return [span for span in spans if clause.text[span.start : span.end] not in ("Mr", "mr", "Cat", "cat")]


def _by_study(clause: Clause, words: Words, modality: Span[str]) -> bool:
    """`No mediastinal mass on chest film`: a lesion, and right after it the study that showed it or did not."""
    lesion = lesion_in(clause, words)
    if lesion is None or lesion.end > modality.start or broken(clause.text, lesion.end, modality.start):
        return False
    between = [word.text for word in words_between(clause.text, lesion.end, modality.start)]
    return 0 < len(between) <= _OCCASION_REACH and set(between) <= _BEFORE_MODALITY


def lesion_in(clause: Clause, words: Words) -> Span[str] | None:
    for group in words.lesions:
        for span in spans_in(clause, group):
            return span
    return None
