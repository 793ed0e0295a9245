"""The day that a sentence tells of several things at once, and that of a story which goes on in the next sentences.

`En octubre de 2021 presentó fiebre, hepatomegalia y exantema`: all three are of October. `Ingresó por vómito y
deshidratación (30/09/2021)`: both. `In October 2023 he presented with fever. Liver 6 cm, Hb 7.2 g/dl`: the figures are
of the day of the story, as no other is told and none says `now`. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.besidedays import day_beside
from consilium.domain.findings.days.linedays import day_of_line
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.days.saiddays import said_days
from consilium.domain.findings.days.standingwords import GIVEN_NOW
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_FELT = frozenset({Kind.CONDITION, Kind.TOXICITY})
_TOLD = frozenset({Assertion.STATED, Assertion.NEGATED})
_STORIED = _FELT | {Kind.LABORATORY, Kind.MEASUREMENT, Kind.IMAGING}
_DATED = _STORIED | {Kind.FUNCTION, Kind.DRUG}
_SECTIONS = frozenset((Section.NONE, Section.HISTORY, Section.COURSE, Section.INDICATION, Section.PAST_HISTORY))
# What lasts for years has no day of a list: `asthma and febrile neutropenia (20/02)`.
_LASTING = frozenset(
    ("asthma", "diabetes", "epilepsy", "hypothyroidism", "obesity", "celiac disease", "autism", "eczema")
)
_LONGEST, _BACK, _BESIDE = 600, 4, 28
# What ends a medicine, which has not begun on its day.
_STOPPED = re.compile(r"\b(?:stopp|held|withh|ceas|discontinu|suspend|retir|continu|sigue|mantiene)", re.IGNORECASE)
# How a sentence opens that tells when: nothing but a few words stand before the day.
_OPENS = re.compile(
    r"\W*(?:[^\W\d_]{3,16}:\s)?(?:[\w'’]{1,14}\s){0,2}?(?:[Oo]n|[Ii]n|[Ee]l|[Ee]n|[Bb]y|[Dd]urante|[Aa]l?|[Hh]acia|[Ff]rom|[Ss]ince"
    r"|[Dd]esde|[Dd]uring"
    r"|[Aa]round|[Aa]bout)\s(?:(?:early|late|mid|the|el|la|fines|finales|principios|mediados|inicios|mes|de"
    r"|d[ií]a|of|about|around)\s"
    r"){0,3}(?:(?:de|of)\s)?$"
    r"|\W*(?:\d{1,2}[.)]\s)?$"
)
# What parts a thing from the day that opens its sentence: another time, a state that lasts, a reason.
_ANOTHER_TIME = re.compile(
    r"\b(?:then|later|after\w*|before|until|till|since|previous\w*|prior|history|known|now|current\w*|today"
    r"|already|who|with a"
    r"|following|for \d|ago|born|past|next|will|antes|despu[eé]s|luego|posterior\w*|hasta|tras|previ[oa]s?|desde|hoy"
    r"|actual\w*|ya|ahora|nac\w+|antecedentes?|conocid[oa]|hace|que hab[ií]a|por lo que|secuela\w*|evoluci[oó]n"
    r"|persist\w+"
    r"|resol\w+|without|sin|no|not|never|nunca|niega|denies|at diagnosis|al diagn[oó]stico|baseline|basal)\b",
    re.IGNORECASE,
)
# The rest of a list up to a day behind it: `vómito y deshidratación (`, `polidipsia y poliuria desde`.
_LIST = r"(?:(?:,\s|,?\s(?:y|e|and|with|con|plus|&)\s)(?:[\w-]{2,18}\s?){1,4}?){1,4}"
_TO_DAY = re.compile(
    rf"{_LIST}\s?(?:\(|(?:desde|since|el|on|in|en|from|del)\s(?:(?:el|the|early|late|fines de|mes de)\s)?)$",
    re.IGNORECASE,
)
# ... and what is none: `Transaminitis, ALT peaked 211 on 02/07`, `lúcido, ya sin fiebre desde el domingo`.
_NO_LIST = re.compile(
    r"\d|\b(?:peak\w*|pico|max\w*|nadir|ya|sin|no|not|without|now|ahora|resol\w+|treat\w*|tratad\w+|que|who|which)\b",
    re.IGNORECASE,
)
# `Fever on 4/3 with neutropenia`.
_AND_WITH = re.compile(r"\)?\s?(?:,\s)?(?:with|con|and|y)\s(?:[\w-]{2,16}\s){0,2}$", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|el|in|en|del|\()\s?$", re.IGNORECASE)
# A story begins: somebody came, was seen, began with something.
_STORY = re.compile(
    r"\b(?:consult[aó]\w*|ingres[aó]\w*|acud\w+|debut\w*|present[aó]|presented|comienza|comenz[oó]|inici[aó]"
    r"|evaluad[oa]|visto|vista"
    r"|internad[oa]|hospitalizad[oa]|derivad[oa]|admitted|seen|referred|brought|came|se agregan?|began"
    r"|developed|was found"
    r"|fell ill|enferm[oó])\b",
    re.IGNORECASE,
)
_ENDS_STORY = re.compile(
    r"\b(?:hoy|today|now|ahora|current\w*|actual\w*|al alta|al egreso|at discharge|on discharge|later"
    r"|posterior\w*|luego"
    r"|despu[eé]s|subsequent\w*|then|entonces|tras|after|follow\w*|post|control|[uú]ltim[oa]|last|latest"
    r"|previous\w*|previ[oa]"
    r"|week|semana|month|mes|meses|d[ií]as?|days?|at diagnosis|al diagn[oó]stico)\b",
    re.IGNORECASE,
)


def shared_days(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """Findings without a day with that which their sentence, or the story before it, tells of them too."""
    for one in found:
        clause = _clause_of(one, paper) if one.quote and one.kind in _DATED and one.assertion in _TOLD else None
        of_line = day_of_line(one, clause, paper) if clause is not None else None
        if of_line is not None:
            yield replace(one, when=of_line)
            continue
        day = _day(one, paper) if one.when is None and one.until is None and one.assertion in _TOLD else None
        yield one if day is None else replace(one, when=day)


def _day(one: Finding, paper: Paper) -> PartialDate | None:
    if one.kind is Kind.MEDICINE and one.quote:
        return _of_begun(one, paper)
    clause = _clause_of(one, paper) if one.quote and one.kind in _DATED else None
    if clause is None:
        return None
    beside = day_beside(one, clause, paper)
    at = clause.text.find(one.quote) if len(clause.text) <= _LONGEST and not clause.cells else -1
    if beside is not None or at < 0 or one.kind not in _STORIED:
        return beside
    told = _told(clause, paper, apart=one.clause < 0)
    if told:
        lasts = one.name in _LASTING or one.detail.get("predisposes") == "yes"
        shared = one.kind in _FELT and not lasts
        return _of_sentence(clause.text, at, at + len(one.quote), told) if shared else None
    return _of_story(clause, paper.places[id(clause)], paper)


def _clause_of(one: Finding, paper: Paper) -> Clause | None:
    """The clause that a finding is of; None where its words stand in several."""
    if 0 <= one.clause < len(paper.clauses):
        return paper.clauses[one.clause]
    found = paper.holding(one.quote)
    return found[0] if len(found) == 1 else None


def _of_begun(one: Finding, paper: Paper) -> PartialDate | None:
    """The day that opens the sentence which says that a medicine was begun: `On 3 May meropenem was started`."""
    days = set()
    for clause in paper.holding(one.quote):
        at = clause.text.find(one.quote) if len(clause.text) <= _LONGEST and not clause.cells else -1
        if at >= 0:
            end = at + len(one.quote)
            begun = _is_begun(clause.text, at, end)
            days.add(_of_sentence(clause.text, at, end, _told(clause, paper)) if begun else None)
    return days.pop() if len(days) == 1 else None


def _is_begun(text: str, at: int, end: int) -> bool:
    """Whether the words straight before or behind a medicine say that it was begun or given then."""
    before, behind = text[max(0, at - _BESIDE) : at], text[at : end + _BESIDE].partition(",")[0]
    return (GIVEN_NOW.search(before) or GIVEN_NOW.search(behind)) is not None and _STOPPED.search(behind) is None


def _told(clause: Clause, paper: Paper, *, apart: bool = False) -> list[tuple[int, int, PartialDate | None]]:
    """Where a clause tells days, and which; None for a run of days, and for `yesterday` where
    the clause may be of another day than the paper (`apart`)."""
    days = [(day.start, day.end, day.when if day.until is None else None) for day in occasions(clause.text, paper)]
    if paper.date is not None and paper.date.month:
        said = said_days(clause.text, paper.date)
        days += [
            (
                day.start,
                day.end,
                None if apart and day.when is not None and day.when.day and not day.dated else day.when,
            )
            for day in said
            if not any(start < day.end and day.start < end for start, end, _ in days)
        ]
    return sorted(days, key=lambda day: day[0])


def _of_sentence(text: str, at: int, end: int, told: list[tuple[int, int, PartialDate | None]]) -> PartialDate | None:
    """The only day of a sentence, where it opens it or stands behind a list that the thing is in."""
    first = max(text.rfind(";", 0, at), text.rfind(". ", 0, at)) + 1
    last = min((stop for stop in (text.find(";", end), text.find(". ", end)) if stop >= 0), default=len(text))
    own = [day for day in told if first <= day[0] < last]
    if len(own) != 1 or own[0][2] is None:
        return None
    start, stop, when = own[0]
    if stop <= at:
        between = text[stop:at]
        opened = _OPENS.fullmatch(text, first, start) is not None and _ANOTHER_TIME.search(between) is None
        joined = _AND_WITH.fullmatch(between) is not None and _ON.search(text, first, start) is not None
        return when if opened or joined else None
    listed = _TO_DAY.fullmatch(text[end:start]) is not None and _NO_LIST.search(text[end:start]) is None
    return when if start >= end and listed else None


def _of_story(clause: Clause, place: int, paper: Paper) -> PartialDate | None:
    """The day with which a story begins that goes on in a clause without a day of its own."""
    if clause.section not in _SECTIONS or _ENDS_STORY.search(clause.text) is not None:
        return None
    for before in reversed(paper.clauses[max(0, place - _BACK) : place]):
        if before.cells or (before.section, before.heading) != (clause.section, clause.heading):
            return None
        told = _told(before, paper)
        if told:
            start, _, when = told[0]
            begins = len(told) == 1 and _OPENS.fullmatch(before.text, 0, start) is not None
            return when if begins and _STORY.search(before.text) is not None else None
        if _ENDS_STORY.search(before.text) is not None:
            return None
    return None
