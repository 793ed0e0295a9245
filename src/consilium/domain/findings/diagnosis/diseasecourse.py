"""The course of a disease in one line: `ALL dx 06/2019, 1st relapse 03/2022, 2nd relapse 12/2024`, each with its day.

A day is of what is named right before it, where nothing stands between that is dated itself (a scan, an operation, a
course of treatment); `in March 2022 she relapsed` has its day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.diagnosis.diagnosiswords import RETURNED, Words
from consilium.domain.findings.diagnosis.diseases import Named
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import Span, spans_in

_REACH, _BEFORE = 64, 30
# `grade II (WHO 2016)`: the year of a classification.
_YEAR = re.compile(
    r"(?<!WHO\s)(?<!OMS\s)(?<!WHO\s\()(?<!OMS\s\()(?<!WHO,\s)(?<!OMS,\s)(?<!WHO\sCNS\s)"
    r"(?<![\w./,-])(?:19|20)\d\d(?=[,.;:)\]]|\s(?![./-]|mg|mm|ml|cm|g\b|UI|IU)|$)"
)
# What has days of its own.
_OTHERS = re.compile(
    r"\b(?:s/p|surg\w*|cirug\w*|operat\w*|operad\w*|\w*ectom\w+|resec\w+|biops\w+|transplant\w*|trasplant\w*|tph"
    r"|hsct|bmt|asct"
    r"|chemo\w*|quimio\w*|radi[oa]\w*|rt|mri|ct|rm|rmn|tac|tc|pet|mibg|scan|us|eco|echo|protocol\w*|cycles?|ciclos?"
    r"|start\w*|begun|began|inici\w+|complet\w+|finish\w*|finaliz\w+|termin\w+|ended|until|hasta|last|[uú]ltim\w+"
    r"|visits?|seen|now"
    r"|review\w*|control\w*|remission|remisi[oó]n|respon\w+|respuesta|alive|died|falleci\w*|admi\w+|ingres\w+"
    r"|treat\w*|tratad\w+"
    r"|tratamiento|therapy|receiv\w+|recibi\w+|given|follow\w*|seguim\w+|born|dob|naci\w*|fn|report\w*|informe"
    r"|labs?|since then"
    r"|day|days|d[ií]as?|cr|cr1|cr2|rc|mrd|erm|off|stable|estable|referr\w+|derivad\w+|discuss\w*)\b",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:at|a los|age|aged|con)\s(?:the age of |age )?\d{1,2}(?:[.,½]\d?)?\s?(?:years?|yrs?|y|yo|months?|mo|m"
    r"|a[nñ]os?|meses)\b"
    r"(?:\s(?:old|of age|de edad))?",
    re.IGNORECASE,
)
_PARTED = re.compile(r";|\.\s|\||\d(?!(?:st|nd|rd|th|[ªº°])\b)")
_OPENS = re.compile(
    r"(?:\s?[-–:,]?\s?(?:she|he|they|it|se|la|el|hay|hubo|with|con|then|luego|a|an|una?|had|has|first|second|third"
    r"|early|late"
    r"|isolated|combined|medullary|marrow|bone|local|cns|lung|pulmonary|primera|segunda|tercera|nueva|new|present[aoó]"
    r"|presenta|tuvo|sufri[oó]|1st|2nd|3rd|1[aª]|2[aª]|3[aª]|1\.ª|2\.ª)){0,5}\s?[-–:,]?\s?",
    re.IGNORECASE,
)
_PART_OPENS = re.compile(r"(?:^|[,;.:]\s|\b(?:y|and|luego|then)\s)(?:en|in|on|el|a)?\s?$", re.IGNORECASE)
# Words that tell the day of many things: of the disease only right behind its name.
_WEAK = frozenset(
    {
        "since",
        "desde",
        "found",
        "detected",
        "confirmed",
        "detectado",
        "confirmado",
        "confirmada",
        "presentation",
        "presentacion",
        "onset",
        "inicio",
    }
)
_AND_AGAIN = re.compile(
    r"\s?(?:\([^()]{0,40}\))?,?\s?(?:and|y|and then|then|luego|e)\s(?:again|de nuevo|nuevamente|later|otra vez)?\s?"
    r"(?:[^\W\d][\w-]{0,18}\s){0,4}(?:T\d{1,2}\s|L\d\s)?(?:in|on|en|el|de)?\s?",
    re.IGNORECASE,
)
# `relapsed B-ALL` has no day, `relapsed in June` has.
_ADJECTIVE = re.compile(
    r"(?:relapsed|relapsing|recurrent|progressive|recidivante|recurrente)\b"
    r"(?!\s?(?:$|[(,:\d]|in\b|on\b|to\b|at\b|with|after|during|again|en\b|early|late|jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Event:
    """The diagnosis (`status` "") or the return of a disease, at `text[start:end]`, on its day."""

    status: str
    start: int
    end: int
    when: PartialDate
    day_end: int = 0


def course_of(paper: Paper, clause: Clause, names: Sequence[Named], words: Words) -> tuple[Event, ...]:
    """The dated events of a disease in a clause, from left to right."""
    days = list(_days(clause, paper))
    if not days:
        return ()
    anchors = _anchors(clause, names, words)
    events: list[Event] = []
    free = []
    for start, end, when in days:
        event = _ahead(clause, anchors, start, end, when) or _behind(clause, anchors, start, end, when)
        if event is None and events:
            event = _again(clause, events[-1], start, end, when)
        if event is None:
            free.append((start, end, when))
        else:
            events.append(event)
    told = {(one.start, one.end) for one in events}
    for _, end, when in free:
        anchor = next((one for one in anchors if 0 <= one.start - end <= _BEFORE), None)
        if anchor is not None and (anchor.start, anchor.end) not in told and _leads(clause, anchor, end):
            events.append(Event(anchor.value, anchor.start, anchor.end, when, end))
    return tuple(sorted(events, key=lambda one: one.start))


def first_day(events: Sequence[Event]) -> PartialDate | None:
    """The day of the diagnosis itself."""
    return next((one.when for one in events if not one.status), None)


def returns_of(clause: Clause, main: Finding, course: Sequence[Event], assertion: AssertionWords) -> Iterator[Finding]:
    """Each return to which the clause of a diagnosis gives a day of its own."""
    for one in course if main.assertion is Assertion.STATED else ():
        said = assertion_of(clause, one.start, one.end, assertion)
        if one.status and one.when != main.when and said in (Assertion.STATED, Assertion.HISTORICAL):
            detail = {key: value for key, value in main.detail.items() if key != "status"} | {"status": one.status}
            citations = (clause.cite(one.start, one.end), *main.citations)
            yield replace(main, when=one.when, detail=detail, citations=citations)


def _days(clause: Clause, paper: Paper) -> Iterator[tuple[int, int, PartialDate]]:
    known = [one for one in occasions(clause.text, paper) if one.until is None]
    taken = [(one.start, one.end) for one in occasions(clause.text, paper)]
    years = [
        (found.start(), found.end(), PartialDate(int(found[0])))
        for found in _YEAR.finditer(clause.text)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]
    yield from sorted([*((one.start, one.end, one.when) for one in known), *years], key=lambda one: one[0])


def _anchors(clause: Clause, names: Sequence[Named], words: Words) -> list[Span[str]]:
    """What a day may be of: the names of diseases, words for the diagnosis (both ""), and for its return."""
    returns = [one for one in spans_in(clause, words.status) if one.value in RETURNED and one.value != "refractory"]
    at = {one.start for one in returns} | {one.end for one in returns}
    found = [one for one in spans_in(clause, words.dated) if one.start not in at and one.end not in at]
    found_plain = [
        Span("dx", one.start, one.end)
        for one in found
        if clause.text[one.start : one.end].lower() not in _WEAK
        or any(0 <= one.start - name.high <= _BEFORE and _joins(clause.text[name.high : one.start]) for name in names)
    ]
    return sorted([*returns, *found_plain, *(Span("", one.low, one.high) for one in names)], key=lambda one: one.start)


def _ahead(clause: Clause, anchors: Sequence[Span[str]], start: int, end: int, when: PartialDate) -> Event | None:
    """The return that a day opens the sentence or the part of: `in 2023 a second relapse`."""
    anchor = next((one for one in anchors if 0 <= one.start - end <= _BEFORE), None)
    if anchor is None or not _leads(clause, anchor, end) or _PART_OPENS.search(clause.text[:start]) is None:
        return None
    return Event(anchor.value, anchor.start, anchor.end, when, end)


def _leads(clause: Clause, anchor: Span[str], end: int) -> bool:
    """Whether a return is what a day before it is of."""
    returned = anchor.value in ("relapse", "progression")
    return returned and _OPENS.fullmatch(clause.text, end, anchor.start) is not None


def _behind(clause: Clause, anchors: Sequence[Span[str]], start: int, end: int, when: PartialDate) -> Event | None:
    """The event that a day stands behind, where no other dated thing stands between."""
    before = [one for one in anchors if one.end <= start and start - one.end <= _REACH]
    for at in range(len(before) - 1, -1, -1):
        one = before[at]
        if not _joins(clause.text[one.end : start]):
            return None
        if one.value == "dx":
            # `(2nd relapse, isolated marrow, dx 12/2024)`: found then, whatever stands before it
            led = before[at - 1] if at else None
            if (
                led is not None
                and led.value not in ("", "dx")
                and "(" in clause.text[max(0, led.start - 6) : led.start]
            ):
                return Event(led.value, led.start, one.end, when, end)
            return Event("", one.start, one.end, when, end)
        if _ADJECTIVE.match(clause.text, one.start):
            continue
        return Event(one.value, one.start, one.end, when, end)
    return None


def _joins(between: str) -> bool:
    plain = _AGED.sub("", between)
    return _PARTED.search(plain) is None and _OTHERS.search(plain) is None and plain.count(",") <= 2


def _again(clause: Clause, last: Event, start: int, end: int, when: PartialDate) -> Event | None:
    """`relapsed in June 2022 and again in January 2023`."""
    if not last.status or last.day_end >= start or start - last.day_end > _REACH:
        return None
    if _AND_AGAIN.fullmatch(clause.text, last.day_end, start) is None or _OTHERS.search(
        clause.text, last.day_end, start
    ):
        return None
    return Event(last.status, last.day_end, start, when, end)
