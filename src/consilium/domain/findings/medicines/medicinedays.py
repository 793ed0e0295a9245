"""From when until when a medicine is taken, by the words with it: `since 05/2023`, `hasta el 5 de abril`, `(2022)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS, dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Paper

_UNTIL = re.compile(
    r"\b(?:until|till?|through|thru|to|hasta|completed?|completo|completar|finish(?:ed|ing|es)?|ending"
    r"|ends?|ended|stops|terminar?|finaliza|stopped|suspendid[oa]|al)\s(?:el\s)?\W{0,2}$"
    r"|\((?:fin|end|ends|stops?|t[eé]rmino)\s$"
    r"|\b(?:to (?:stop|cease|end)|ceas(?:e|es|ing)|stopping|finish(?:es|ing)?|weaned off|off|last dose|[uú]ltima dosis"
    r"|suspender|retirar)(?:\s(?:on|by|el))?\s$"
    r"|\b(?:until|hasta|fin|end(?:ed)?(?: date| on)?|stop(?:ped)?(?: date| on)?|date stopped|discontinued on"
    r"|fecha (?:de )?(?:fin|t[eé]rmino|suspensi[oó]n))\s?:\s?$",
    re.I,
)
_SINCE = re.compile(
    r"\b(?:since|from|starting|started|on|desde|a partir del?|inicio|iniciad[oa]|el|del)\s(?:el\s)?\W{0,2}$"
    r"|\b(?:since|desde|inicio|start(?:ed)?(?: date| on)?|date (?:started|prescribed)|prescri(?:bed|to)(?: on| el)?"
    r"|fecha (?:de )?(?:inicio|comienzo|prescripci[oó]n))\s?:\s?$",
    re.I,
)
_YEAR = re.compile(r"(?:\(|\b(?:in|en|since|desde|until|hasta|completed|till)\s)((?:19|20)\d\d)(?!\d|[-/.]\d)")
_LONG = "|".join(sorted((one for one in MONTHS if len(one) > 3), key=len, reverse=True))
_MONTH = re.compile(
    rf"\b(?:in|en|until|hasta|since|desde|till)\s({_LONG})\b(?!\s(?:de\s)?\d)",
    re.I,
)
_MONTH_YEAR, _LAST_MONTH = re.compile(r"(?<![\d/.-])(\d{1,2})[-/.]((?:19|20)\d\d)(?![\d/.-])"), 12
_NOW = re.compile(r"\b(?:today|tonight|this (?:morning|evening)|desde hoy|hoy|esta (?:noche|ma[nñ]ana|tarde))\b", re.I)


_NAMES = "|".join(sorted((one for one in MONTHS if len(one) > 2), key=len, reverse=True))
# The day to come on which a medicine ends: `hasta el 5 de abril`, `until May 3`.
_AHEAD = re.compile(
    rf"\b(?:until|till|through|hasta|finishing|finishes|ending|termina|finaliza)\s(?:on\s)?(?:el\s)?"
    rf"(?P<rest>(?P<d>\d{{1,2}})\s(?:de\s|of\s)?(?P<m>{_NAMES})\b|(?P<n>{_NAMES})\s(?P<e>\d{{1,2}})\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """From when and until when; None where nothing says it."""

    when: PartialDate | None = None
    until: PartialDate | None = None


def span_of(said: str, paper: Paper, *, past: bool) -> Span:
    """The days of a medicine's own words; a lone day without a preposition ends a medicine that is past."""
    when: PartialDate | None = None
    until: PartialDate | None = None
    run = next((one for one in occasions(said, paper) if one.until is not None), None)
    if run is not None and all(run.start <= one.start < run.end for one in dates_in(said)):  # `03/10 al 05/10`
        return Span(run.when, run.until)
    for day, start in _days(said, paper):
        before = said[max(0, start - 24) : start]
        if _UNTIL.search(before) or (past and not _SINCE.search(before)):
            until = until or day
        else:
            when = when or day
    if when is None and until is None and _NOW.search(said):
        when = paper.date
    return Span(when, until)


def _days(said: str, paper: Paper) -> Iterator[tuple[PartialDate, int]]:
    """Full dates, else days without a year, else months and years that a preposition or bracket shows to be such."""
    full = [(day_of(one, paper.date_order), one.start) for one in dates_in(said)]
    if full:
        yield from full
        return
    runs = occasions(said, paper)
    if runs:
        yield from ((run.when, run.start) for run in runs)
        return
    ahead = _AHEAD.search(said)
    if ahead is not None and paper.date is not None and paper.date.month:
        month, day = MONTHS[(ahead["m"] or ahead["n"]).lower()], int(ahead["d"] or ahead["e"])
        year = paper.date.year + (month < paper.date.month)
        if _is_day(year, month, day):
            yield PartialDate(year, month, day), ahead.end() - len(ahead["rest"])
            return
    months = [one for one in _MONTH_YEAR.finditer(said) if 1 <= int(one[1]) <= _LAST_MONTH]
    yield from ((PartialDate(int(one[2]), int(one[1])), one.start()) for one in months)
    yield from ((PartialDate(int(one[1])), one.start(1)) for one in _YEAR.finditer(said))
    near = paper.near
    for one in _MONTH.finditer(said) if near is not None and near.month else ():
        month = MONTHS[one[1].lower()]
        assert near is not None
        yield PartialDate(near.year - (month > (near.month or 12)), month), one.start(1)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        PartialDate(year, month, day)
    except ValueError:
        return False
    return True
