"""The day of an operation that its place tells: the day in the heading or the caption over it (`Intervención
(10-08-2023)`, `Intervención: 26/06/2024. Hepatectomía derecha`), or the paper's own where it reports one session."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.findings.assertions.told import year_behind, year_beside
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.days.spokendays import day_said
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.terms import Found
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


def day_of_line(clause: Clause, paper: Paper) -> Occasion | None:
    """The day that the line of a log opens with, for its later sentences: `* 05/04 - Craniotomy. Partial resection.`"""
    at = paper.places.get(id(clause))
    while at:
        before = paper.clauses[at - 1]
        if before.cells or not before.pieces or before.pieces[-1].line is not clause.pieces[0].line:
            return None
        found = occasions(before.text, paper)
        if found and not before.text[: found[0].start].strip(" -•*"):
            return found[0]
        at -= 1
    return None


_MONTH = "|".join(one for one in MONTHS if len(one) > 2)
DAY_BEHIND = re.compile(
    rf"\s?[(:,–-]?\s?(?:on |el |in |en )?(?:\d{{1,4}}[/.-]\d|\d{{1,2}}(?:st|nd|rd|th)?\s(?:de\s|of\s)?(?:{_MONTH})\b"
    rf"|(?:{_MONTH})\b\.?,?\s(?:de\s|del\s)?\d)",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\b(?:first|second|third|1st|2nd|3rd|initial|primera|segunda|tercera|1ra|2da|1a|2a|inicial)\s$")
# `removed day 5`, `retirado al 2º día`: a day counted from another, which is not the operation's.
COUNTED_DAY = re.compile(
    r"\s(?:on\s)?(?:(?:post-?op(?:erative)?\s)?day\s\d|pod\s?\d|al\s\d{1,2}\s?(?:o|º|°|er|do|to|vo)?\.?\sdia|dpo\s?\d|"
    r"(?:el\s|al\s)?dia\s\d{1,2}\s(?:post|po\b|pop\b))"
)
# How near its day stands to an operation.
_CLOSE = 16
_NOT_YET = frozenset({Assertion.PLANNED, Assertion.CONDITIONAL})
_UNDATED = frozenset({Assertion.NEGATED, Assertion.CONDITIONAL, Assertion.FAMILY})


def day_or_year(when: Occasion | None, clause: Clause, found: Found) -> PartialDate | None:
    """The day of an operation; the year alone that stands straight behind it wins over a day farther off."""
    year = year_behind(clause.text, found.end)
    if year is not None and (when is None or abs(when.start - found.end) > _CLOSE):
        return year
    return when.when if when else year_beside(clause.text, found.start, found.end)


def day_spoken(
    clause: Clause, found: Found, bounds: tuple[int, int], said: Assertion, paper: Paper
) -> PartialDate | None:
    """The day that words tell from the paper's own: `resected in May`, `port out on Friday`."""
    if said in _UNDATED or found.term.facts.get("what") == "event":
        return None
    low, high = bounds
    text = clause.folded[:high]
    text = " " * low + text[low:]
    return day_said(text, found.start, found.end, paper, ahead=said in _NOT_YET)
