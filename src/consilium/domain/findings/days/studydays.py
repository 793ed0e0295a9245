"""The day of a study that a paper quotes: beside its name, that of the entry it stands in, or today."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.monthsaid import month_said
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.labelled import dates_of
from consilium.domain.findings.text.spans import Span, broken

_FULL_REACH, _SHORT_REACH, _BEFORE_REACH = 60, 60, 12
# `TAC tx 01-08: nódulos`, `NCCT head 14.09 - N.`: a day without its year between a study and what it shows.
_PLAIN_DAY = re.compile(
    r"(?<![\w./,-])(\d{1,2})[-./](\d{1,2})(?=\s?[:)]|\s[-–—]\s|[.,]?$|\s(?:no|nil|sin|w/|with|con"
    r"|shows?|showed|normal|clear|neg)\b)"
)
_TODAY = re.compile(
    r"\W{0,3}(?:(?:of|from|done|de|del|done)\s)?(?:today|hoy|this morning|esta mañana)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"(?:\b(?:the|a|an|la|el|una?|su|his|her|of|on|in|en|at|by|por|de|with|con)\s|[:,(]\s?)*", re.IGNORECASE
)
_ENTRY = re.compile(r"\W{0,4}$")
# So many dated entries make a diary, and so many clauses an entry may have.
_SEVERAL, _LONGEST = 3, 8
_HALF_YEAR_DAYS = 9

# `known mass, smaller than 8/19/24`, `menor que el 19/08`: the day of the one that it is compared with.
_COMPARED = re.compile(
    r"\b(?:(?:small|larg|bigg|great|less|wors|bett|few|bright|high|low|thick|thin)e?r?|more|less|menor"
    r"|mayor|m[aá]s \w{3,12}"
    r"|peor|mejor|igual)(?:es)?\s(?:than|que)\s(?:(?:on|in|that of|the one of|en|el|la|del?|de la)\s){0,3}$"
    r"|\b(?:unchanged|stable|similar|sin cambios|estable|igual)\s(?:since|from|to|desde|a|al)\s"
    r"(?:(?:the|el|la|del?)\s)?$"
    r"|(?<![\w/])(?:c/w|cf\.?|vs\.?|versus|compared (?:to|with)|in comparison (?:to|with)|relative to|"
    r"comparad[oa]s? con|en comparaci[oó]n con|(?:con )?respecto (?:al?|del?))\s"
    r"(?:(?:the|that of|el|la|estudio|previous|prior|previ[oa]|anterior|of|from|del?)\s){0,4}$",
    re.IGNORECASE,
)


def is_of_compared(text: str, start: int) -> bool:
    """Whether the day at `start` is that of an earlier picture which a sentence compares with."""
    return _COMPARED.search(text, max(0, start - 50), start) is not None


def study_day(paper: Paper, clause: Clause, study: Span[str]) -> PartialDate | None:
    """The day that a sentence gives with a study's name; None where it gives none."""
    text = clause.text
    full = [one for one in dates_of(clause, paper.date_order) if one.value != paper.birth]
    full = [one for one in full if not is_of_compared(text, one.start)]
    after = [one for one in full if 0 <= one.start - study.end <= _FULL_REACH]
    parts = [one for one in after if not broken(text, study.end, one.start)]
    before = [one for one in full if 0 <= study.start - one.end <= _BEFORE_REACH]
    before = [one for one in before if _BEFORE.fullmatch(text[one.end : study.start].strip(" -–—") + " ")]
    if parts or before:
        return parts[0].value if parts else before[-1].value
    lone = [one for one in full if len(full) == 1 and one.end < study.start and text[one.end : one.end + 1] == ":"]
    if lone:  # `Última 03/10/2022: testosterona 0,3, ecografía sin recidiva`
        return lone[0].value
    near = [one for one in occasions(text, paper) if 0 <= one.start - study.end <= _SHORT_REACH]
    near += [one for one in occasions(text, paper) if 0 <= study.start - one.end <= _BEFORE_REACH]
    near = [one for one in near if not is_of_compared(text, one.start)]
    short = next((one.when for one in near if not broken(text, *sorted((study.end, one.start)))), None)
    if short is not None:
        return short
    if paper.date is not None and _TODAY.match(text, study.end):
        return paper.date
    stop = min(len(text), study.end + _SHORT_REACH)
    return _plain_day(paper, text, study.end, stop) or month_said(text, study.end, stop, paper)


def _plain_day(paper: Paper, text: str, start: int, end: int) -> PartialDate | None:
    found = _PLAIN_DAY.search(text, start, end) if paper.date is not None and paper.date_order else None
    if found is None or paper.date is None or broken(text, start, found.start()):
        return None
    day, month = (int(found[1]), int(found[2])) if paper.date_order == "dmy" else (int(found[2]), int(found[1]))
    year = paper.date.year - ((month, day) > (paper.date.month, paper.date.day or 31))
    if (paper.date.year - year) * 12 + paper.date.month - month > _HALF_YEAR_DAYS:
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def entry_days(paper: Paper) -> dict[int, PartialDate]:
    """The day of each clause of a diary, by its place: notes whose entries begin with their days."""
    opened: dict[int, PartialDate] = {}
    for at, clause in enumerate(paper.clauses):
        first = next((one for one in occasions(clause.text, paper) if one.until is None), None)
        if first is not None and first.when.day and _ENTRY.fullmatch(clause.text[: first.start]) and not clause.cells:
            opened[at] = first.when
    if len(opened) < _SEVERAL:
        return {}
    found: dict[int, PartialDate] = {}
    for at, day in opened.items():
        for place in range(at, min(len(paper.clauses), at + _LONGEST)):
            if (place > at and place in opened) or paper.clauses[place].cells:
                break
            found[place] = day
    return found
