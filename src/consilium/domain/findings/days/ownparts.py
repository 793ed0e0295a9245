"""Days that a sentence tells of another of its parts: `respuesta completa, con alta en junio`, `quimioterapia seguida
de 27 sesiones de radioterapia en mayo`, `En marzo ingresa por fiebre; a los 3 meses presenta convulsiones`, `(última en
febrero), histerectomizada`. A day belongs to its own part; what has none of its own there has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

# What a study shows has the study's day, which its own rules find.
_BY_STUDY = frozenset({Kind.IMAGING, Kind.MEASUREMENT})
_TREATMENTS = frozenset({Kind.SURGERY, Kind.DRUG, Kind.RADIATION, Kind.TRANSPLANT, Kind.CYCLE, Kind.PROTOCOL})
_ONCE = frozenset({Kind.SURGERY, Kind.DIAGNOSIS})
_SHORT, _MOST_PLACES, _BEHIND = 60, 20, 140
# Between a thing and a day behind it: another event begins.
_TURNS = re.compile(
    r"(?:[,;]\s(?:con\s(?:alta|ingreso|posterior)|por lo que|tras lo (?:que|cual)|con lo (?:que|cual)"
    r"|siendo (?:dad|intervenid|diagnosticad)[oa]"
    r"|posteriormente|luego|cuando|falleci\w+|reca(?:yendo|e)|reingres\w+|then|and (?:then|later)|when|so)"
    r"|\s(?:seguid[oa]s? (?:de|por)|followed by|y (?:posterior\w*|luego|despu[eé]s)|con alta|hasta que"
    r"|until (?:he|she|the)|por lo que))\b",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d{1,2}|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|poc[oa]s|vari[oa]s|one|two"
    r"|three|four|five|six|eight|ten|twelve|several|a few|few)"
)
_SPAN = r"(?:horas?|d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?|hours?|days?|weeks?|months?|years?)"
# Between a day and a thing behind it: time has gone on.
_LATER = re.compile(
    rf"\b(?:a (?:los?|las?)\s{_NUMBER}\s{_SPAN}\b(?!\sde (?:edad|vida|evoluci))|al (?:mes"
    rf"|a[nñ]o)\b(?!\sde (?:edad|vida))"
    rf"|{_NUMBER}\s{_SPAN}\s(?:despu[eé]s|m[aá]s tarde|later|after|thereafter)|posteriormente|m[aá]s adelante"
    rf"|subsequently|thereafter|later on)\b",
    re.IGNORECASE,
)
_LATER_OPERATION = re.compile(r"por lo que\b.{0,80}\bdecidi[eé]ndose\b", re.IGNORECASE)
# The thing itself is only what the day comes before or after: `tras la cirugía en octubre se realiza TC`.
_COUNTED_FROM = re.compile(
    r"\b(?:tras|despu[eé]s de|antes de|previ[oa] a|posterior a|after|before|following|prior to)\s(?:(?:la|el"
    r"|los|las|su|una?|the|his|her)\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_ITS_DAY = re.compile(r"\s?(?:\(|del?\s|of\s|realizad[oa]|performed|on\s)", re.IGNORECASE)
_DONE_ON = re.compile(
    r"[^.;]{0,110}?\b(?:que se (?:realiz\w+|llev\w+ a cabo|efect\w+|practic\w+)|which was (?:done"
    r"|performed))\s(?:finalmente\s)?(?:(?:el|en|on|in|con fecha)\s(?:d[ií]a\s)?)?",
    re.IGNORECASE,
)


def of_own_part(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, without the days that their sentences tell of another part."""
    days: dict[int, Sequence[Occasion]] = {}
    for one in found:
        yield _dated(one, paper, days) if one.when is not None and one.quote and one.kind not in _BY_STUDY else one


def _dated(one: Finding, paper: Paper, known: dict[int, Sequence[Occasion]]) -> Finding:
    places = paper.places_of(one.quote)
    for at in places if 0 < len(places) <= _MOST_PLACES else ():
        clause = paper.clauses[at]
        if clause.cells:
            return one
        if at not in known:
            known[at] = occasions(clause.text, paper)
        place = _place(one, clause)
        if place is None or not known[at]:
            continue
        own = [day for day in known[at] if day.when == one.when]
        moved = _done_on(one, clause, place, known[at])
        if moved is not None:
            return replace(one, when=moved.when, until=moved.until)
        if len(own) == 1 and _is_of_another(one, clause.text, place, own[0]):
            return replace(one, when=None, until=None)
    return one


def _place(one: Finding, clause: Clause) -> tuple[int, int] | None:
    """Where a thing is named: by its words, or by its value in a quote of many words."""
    own = one.kind in _TREATMENTS and one.value and one.value in one.quote
    words = one.value if own or len(one.quote) > _SHORT else one.quote
    if not words or len(words) > _SHORT:
        return None
    low = max(0, clause.text.find(one.quote))
    start = clause.text.find(words, low)
    return (start, start + len(words)) if start >= 0 else None


def _is_of_another(one: Finding, text: str, place: tuple[int, int], day: Occasion) -> bool:
    start, end = place
    if day.start >= end:
        if one.kind is Kind.SURGERY and _COUNTED_FROM.search(text, 0, start) and not _ITS_DAY.match(text, end):
            return True
        return _TURNS.search(text, end, day.start) is not None
    if day.end > start:
        return False
    if _LATER.search(text, day.end, start) or (
        one.kind is Kind.SURGERY and _LATER_OPERATION.search(text, day.end, start)
    ):
        return True
    opened = text.rfind("(", 0, day.start)
    closed = text.find(")", day.end, start)
    inside = opened > text.rfind(")", 0, day.start) and closed >= 0
    return (
        inside
        and one.kind in _ONCE
        and text[closed + 1 : closed + 2] in (",", ";")
        and opened + 1 < day.start - len("en ")
    )


def _done_on(one: Finding, clause: Clause, place: tuple[int, int], days: Sequence[Occasion]) -> Occasion | None:
    """The day on which an operation that was decided earlier was done."""
    told = _DONE_ON.match(clause.text, place[1]) if one.kind is Kind.SURGERY else None
    if told is None:
        return None
    return next((day for day in days if 0 <= day.start - told.end() <= len("el día ")), None)
