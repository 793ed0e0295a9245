"""The day of an operation that its place tells: the day in the heading or the caption over it (`Intervención
(10-08-2023)`, `Intervención: 26/06/2024. Hepatectomía derecha`), or the paper's own where it reports one session."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import fold
from consilium.domain.records import Category

_CAPTION = re.compile(
    r"\W{0,4}(?:(?:intervencion|cirugia|operacion|procedimiento)(?:es|s)?(?: quirurgic[oa]s?| realizad[oa]s?)?|"
    r"(?:surger(?:y|ies)|operations?|operative procedures?|procedures?)(?: performed| done)?|"
    r"(?:fecha de (?:la )?(?:cirugia|intervencion)|date of (?:surgery|operation|procedure)))\s?(?:$|[:(,–—-])"
)
# How many clauses below its caption an operation may stand, and how many words a caption has.
_REACH, _MOST_WORDS = 3, 9


def headed_day(clause: Clause, paper: Paper) -> PartialDate | None:
    """The one day of the heading or of the caption that a clause without a day stands under."""
    if clause.cells or clause.section is Section.PLAN or occasions(clause.text, paper):
        return None
    if clause.heading and clause.heading != clause.text and _CAPTION.match(fold(clause.heading)):
        days = occasions(clause.heading, paper)
        if len(days) == 1 and days[0].until is None:
            return days[0].when
    at = paper.places.get(id(clause), 0)
    for before in reversed(paper.clauses[max(0, at - _REACH) : at]):
        if before.heading != clause.heading:
            return None
        if _CAPTION.match(before.folded) and len(before.words) <= _MOST_WORDS:
            days = occasions(before.text, paper)
            return days[0].when if len(days) == 1 and days[0].until is None else None
    return _session_day(clause, paper)


def is_caption(clause: Clause, paper: Paper) -> bool:
    """Whether a clause only tells the day of what stands under it."""
    short = len(clause.words) <= _MOST_WORDS and _CAPTION.match(clause.folded) is not None
    days = occasions(clause.text, paper) if short else ()
    return len(days) == 1 and not re.search(r"[^\W\d_]{4}", clause.text[days[0].end :])


# What an eye had before this session: `Treatment to date: laser OS x3`.
_TO_DATE = re.compile(
    r"\b(?:to date|so far|previous(?:ly)?|prior|past|history|received|hasta (?:la fecha|hoy|ahora)|previ[oa]s?"
    r"|recibid[oa]s?|antecedentes?|anterior(?:es)?)\b",
    re.IGNORECASE,
)
SEVERAL_TIMES = re.compile(
    r"\b(?:l[aá]ser\w*|cr[iy]o\w*|TTT|termoterapia|thermotherapy|IAC|QIA|EUA|EBA|FOBA|melfal[aá]n|melphalan|injections?"
    r"|inyecci\w+)(?:\s(?:OD|OS|OI|OU|AO|LE|RE))?\s?\(?[x×]\s?[2-9]\b",
    re.IGNORECASE,
)


def _session_day(clause: Clause, paper: Paper) -> PartialDate | None:
    """The paper's day under `PROCEDURES` of an examination of the eyes under anesthesia, which is one session."""
    earlier = _TO_DATE.search(clause.heading) or _TO_DATE.search(clause.text) or SEVERAL_TIMES.search(clause.text)
    if paper.category is Category.HEART_HEARING_TESTS and clause.section is Section.OPERATION and not earlier:
        return paper.date
    return None
