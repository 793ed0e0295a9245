"""Entries of a log of treatment: lines and rows that open with their course and its day, without a head over them.

`C1  5/3/23  CPM 400 mg/m2 + topo`, `Cycle 3 - 30 Apr 2025 - wt 7.4 kg - carbo 138 mg`, `2.º ciclo, inicio 08/05/2024:
vincristina`, `Semana 3 (10/03/2025), IE: ifosfamida`. What an entry tells is of its course and its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.chemo.cycles import Cycle, cycles_in
from consilium.domain.findings.chemo.setting import Setting, said
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import terms_in

# How far into its line the course stands, and how far behind it its day.
_FIRST, _TO_DAY = 14, 34
_ENDED = re.compile(r"[.;]\s")
# Behind the day (or before it): the course was left out.
_LEFT_OUT = re.compile(
    r"[\s,;:|()–—-]{0,5}(?:was |se |fue )?(?:not (?:given|administered|done)|cancel(?:l)?ed|omitted|withheld|"
    r"no (?:se )?(?:administr\w{2,4}|realiz\w{2,4}|hizo|dio|dad[oa]|aplic\w{2,4}|recibi\w{1,3}|pas[oó])|cancelad[oa]|"
    r"suspendid[oa]|omitid[oa])\b",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"\s*[-•*]?\s*(?:weeks?|wk|semana|sem\.?)\s?(?P<week>\d{1,2})\s?[(:,–—-]\s?",
    re.IGNORECASE,
)
_AFTER_DAY = re.compile(r"\s?[)\]]?\s?[,:;–—-]\s?")
# Two rows of such entries, one over the other, are no head and row.
_COURSE_CELL = re.compile(r"\W{0,3}(?:C|cycle|ciclo|course|curso|block|bloque)\s?[#:]?\s?\d{1,2}\b", re.IGNORECASE)


def without_head(clause: Clause) -> Clause:
    """A row whose head is but the entry above it (`Ciclo 1 | inicio 08-jul-2024`), without that head."""
    if clause.cells and clause.header and _COURSE_CELL.match(clause.header[0]) and _COURSE_CELL.match(clause.text):
        return replace(clause, header=())
    return clause


def opened(clause: Clause, setting: Setting) -> Setting:
    """The setting with the course and the day that a clause opens with; the same where it opens with none."""
    found = _opening(clause, setting)
    if found is None:
        return setting
    return replace(setting, cycle=str(found[0].number), occasion=found[1])


def left_out(clause: Clause, end: int, when: Occasion | None) -> bool:
    """Whether an entry says right behind its course or its day that the course was not given."""
    last = max(end, when.end if when is not None else end)
    return _LEFT_OUT.match(clause.text, last) is not None


def weeks_of(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """The block that an entry of a week names: `Semana 6 (31/03/2025), VDC: iguales dosis`."""
    week = _WEEK.match(clause.text)
    days = occasions(clause.text[: week.end() + _TO_DAY], setting.paper) if week else ()
    if week is None or not days or days[0].start - week.end() > 1:
        return
    when = days[0]
    bridge = _AFTER_DAY.match(clause.text, when.end)
    named = terms_in(clause.text[bridge.end() : bridge.end() + _FIRST], setting.words.regimens) if bridge else ()
    if bridge is None or not named or named[0].start:
        return
    start, end = bridge.end(), bridge.end() + named[0].end
    how = Assertion.NEGATED if left_out(clause, end, None) else said(clause, start, end, setting, when)
    yield Finding(
        Kind.CYCLE,
        named[0].term.name,
        value=clause.text[start:end],
        when=when.when,
        until=when.until,
        assertion=how,
        detail={"week": int(week["week"])},
        citations=(clause.cite(0, end),),
        confidence=clause.confidence,
    )


def _opening(clause: Clause, setting: Setting) -> tuple[Cycle, Occasion] | None:
    cycles: Sequence[Cycle] = cycles_in(clause.text[: _FIRST * 3], setting.words)
    first = next((one for one in cycles if one.start <= _FIRST and not one.beside), None)
    if first is None or _ENDED.search(clause.text, 3, first.start):
        return None
    days = occasions(clause.text, setting.paper)
    when = next((day for day in days if first.end <= day.start <= first.end + _TO_DAY), None)
    if when is None or _ENDED.search(clause.text, first.end, when.start):
        return None
    return first, when
