"""What was added to a paper under a later day: `Addendum 15/01/2025: extubated`, `Evolución 21/12/2024: sin mutismo`.

From there to the end of the paper, or to the next addition, days without a year are near that day, and what happened up
to it was done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper

_OPENS = re.compile(
    r"\W{0,4}(?:(?:late )?addend(?:um|a)|adenda|adendum|late entry|nota (?:adicional|agregada|de evolucion)|"
    r"evolucion(?: posterior| postoperatoria| postquirurgica)?|progress note|update|actualizacion|"
    r"post-?op(?:erative)? (?:course|note|update|day \d{1,2})|pod\s?\d{1,2}|(?:evolucion )?dpo\s?\d{1,2})"
    r"(?:\s(?:note|added|dated|del?(?: dia)?|el|on|of))?[\s(:,–-]{1,3}"
)
_SIGN = re.compile(r"\s?\)?\s?(?:[\d:.h]{4,6}\s?)?(?:[:–—-]|$)")
_REACH, _MOST_DAYS = 60, 92


def papers_of_addenda(paper: Paper) -> Mapping[int, Paper]:
    """The paper as of the day of each addition, by the ids of the clauses that stand under it."""
    made: dict[int, Paper] = {}
    under: Paper | None = None
    for clause in paper.clauses:
        day = _day(clause, paper)
        under = replace(paper, date=day) if day is not None else under
        if under is not None:
            made[id(clause)] = under
    return made


def _day(clause: Clause, paper: Paper) -> PartialDate | None:
    opened = _OPENS.match(clause.folded)
    if opened is None or paper.date is None or not paper.date.day:
        return None
    told = [one for one in occasions(clause.text[:_REACH], paper) if one.when.day]
    if not told or told[0].start != opened.end() or _SIGN.match(clause.text, told[0].end) is None:
        return None
    return told[0].when if 0 < _days_after(told[0].when, paper.date) <= _MOST_DAYS else None


def _days_after(one: PartialDate, other: PartialDate) -> int:
    later, earlier = (date(day.year, day.month or 1, day.day or 1) for day in (one, other))
    return (later - earlier).days
