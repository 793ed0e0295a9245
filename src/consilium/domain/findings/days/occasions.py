"""When a clause says that a thing happened: days and runs of days, with years that the paper itself supplies.

A date without a year takes it from the other end of its run, from the column that it stands in, or from the paper's
own date where it lies in the half year before it; else it stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS, DateText, certain, dates_in, in_order
from consilium.domain.findings.days.monthruns import month_before
from consilium.domain.findings.days.strokes import is_amount, is_no_day
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text.senders import stamp_apart
from consilium.domain.phrases import words_of

_NAMES = "|".join(sorted((name for name in MONTHS if name not in ("set", "mar")), key=len, reverse=True))
_YEARLESS = re.compile(
    r"(?:(?<![\w/.\-,])|(?<=\d\d/\d\d,)(?=\d\d/\d\d(?![\w/%])))"  # `30/09,07/10`, its blank lost
    r"(?:(?P<na>\d{1,2})/(?P<nb>\d{1,2})(?![\w/%]|[.,]\d(?!\d/\d\d(?![\w/%])))"
    r"|(?:(?<=\s)|^)(?:el|del|al)\s(?P<ea>\d{2})-(?P<eb>\d{2})(?=[\s,;)]|\.?$|\.\s)(?!\s(?:%|d[ií]as|sem|mes|a[nñ]os|"
    r"h|mg|cm|ml))"
    r"|(?<=\s)(?:on|from|since|until|till|el|del|desde|hasta)\s(?P<pa>\d{1,2})\.(?P<pb>\d{1,2})(?=[\s,;)]|\.?$|\.\s)"
    r"|^\s*[-•*]?\s*(?P<la>\d{1,2})[.](?P<lb>\d{1,2})\.?(?=\s?[:–—-]\s)"
    rf"|(?P<da>\d{{1,2}})(?:st|nd|rd|th|º)?[\s/-](?:de\s|of\s)?(?P<dm>{_NAMES}|(?-i:Mar|MAR))(?!\w)"
    rf"|(?P<mm>{_NAMES}|(?-i:Mar))\.?\s(?P<md>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[.,/]\d|\s?(?:mg|g|Gy|%)))",
    re.IGNORECASE,
)
# `days 10-12`, `grade 01-02` are no days of a year.
_NUMBERED = (
    "days", "day", "weeks", "week", "cycles", "cycle", "courses", "grade", "grades", "age", "aged", "ages", "score",
    "doses", "dose", "months", "d[ií]as", "d[ií]a", "semanas", "semana", "ciclos", "ciclo", "grado", "grados", "edad",
    "dosis", "meses", "puntaje",
)  # fmt: skip
# `ECHO 20-11`, `(03-28)`, on a paper that writes its days so: two pairs of digits, where no run of values stands.
_HYPHENED = re.compile(
    r"(?<![\w/.,-])" + "".join(rf"(?<!\b(?i:{word})\s)" for word in _NUMBERED) + r"(?P<ha>\d\d)-(?P<hb>\d\d)"
    r"(?=\s?[):;]|[.,](?:\s|$)|$|\s(?:to|al?|and|y|in)\s\d|\s(?:con|with|normal|sin)\b|\s{1,4}(?!Gy|UI|IU|U\b|L\b|M?Hz)[A-ZÀ-Þ]|\s[=<>(]"
    r"|\s\d\d-\d\d)",
)
# `en marzo de este año`, `in June last year`.
_OF_YEAR = re.compile(
    rf"(?<!\w)(?P<m>{_NAMES})\s(?:(?:de|del|of)\s)?"
    r"(?:(?P<own>est[ea] (?:mismo )?a[nñ]o|this year|presente a[nñ]o|a[nñ]o en curso)"
    r"|(?P<last>(?:el )?a[nñ]o pasado|(?:el )?a[nñ]o anterior|last year))\b",
    re.IGNORECASE,
)
# `Febrile neutropenia 13.11:`, `marrow (09.12)`, on a paper that writes whole days with points.
_POINTED = re.compile(r"(?<=[^\W\d_] )(?P<ha>\d\d)\.(?P<hb>\d\d)(?=\s?:)|(?<=\()(?P<hc>\d\d)\.(?P<hd>\d\d)(?=\))")
# `12.3 fever; 14.3: rash`: parts of one text that each begin with a day, in their order.
_POINTED_PARTS = re.compile(
    r"(?:^\W{0,3}|[:;]\s)(?P<ha>\d{1,2})\.(?P<hb>\d{1,2})\.?(?=\s?[:–-]?\s(?!(?:[mµukd]?[glL]|mmol|[umn]mol|mcg|mEq|"
    r"cm|mm|UI|IU|"
    r"units?|mil|million|millones|litr\w+|liters?|years?|a[nñ]os|horas?|hours?|days?|d[ií]as|percent|centile|points?|"
    r"per|por|to|al?|"
    r"and|y|in|en)\b)[^\W\d_]{2})"
)
_BRIDGE = re.compile(r"\s*(?:-|–|—|to|through|thru|until|a|al|hasta|hasta el)\s*(?:el\s)?", re.IGNORECASE)
# `between 18-03-2024 and 07-05-2024`, `beginning June 13, 2024 and ending June 28, 2024`.
_AND = re.compile(
    r",?\s*(?:and|y|e)\s*(?:(?:was )?(?:ending|ended|finishing|finished|completed|completing|finalizando|finaliz[oó]|"
    r"terminando|termin[oó]|hasta)\s*)?"
    r"(?:on\s|el\s|el d[ií]a\s)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|entre|from|beginning|starting|started|began|desde|iniciando|inici[oó]|comenzando)\b[^.;]{0,16}$",
    re.IGNORECASE,
)
# The hyphen of a run stands straight between its days; a dash of the same length does not hide the second one.
_HYPHEN = re.compile(r"(?<=\d)-(?=\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?(?!\d))")
_SOON = re.compile(
    r"\b(?:scheduled|planned|arranged|pencilled in|set for|programad[oa]s?|agendad[oa]s?|previst[oa]s?|fijad[oa]s?"
    r"|citad[oa]s?|reservad[oa]s?|para el|due|next|will|booked|difier[ea]n?|pr[oó]xim[oa]s?|ser[aá]n?|to be|to begin"
    r"|to start|to commence|expected|esperad[oa]s?|appointment|return|reassess|cita|turno|beginning|starting|starts?"
    r"|begins?|inicia|iniciar[aá]?|comienza|empieza|a partir del?|w/?c|plan)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_LATEST_MONTHS, _COMING_MONTHS = 9, 6
# A day of the month named just before: `el 20 de diciembre de 2022 ... el día 23`.
_DAY_ONLY = re.compile(
    r"\b(?:el d[ií]a|on the) (\d{1,2})(?:st|nd|rd|th)?(?=[\s,;.)]|$)(?!\s(?:de|of|week|semana|d[ií]a|day|mes|month))",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"(?<![\w/.,])(\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to|a|al|and|y)\s?(?:el\s)?$", re.IGNORECASE)
# The number before a dash may be a cycle's: `Cycle 1 - 12 Mar 2025`.
_OF_COURSE = re.compile(
    r"(?:cycle|ciclo|course|curso|block|bloque|week|wk|semana|day|d[ií]a|dose|dosis|visit|visita|C|#|no\.?|n[º°])\s?$",
    re.IGNORECASE,
)
# `ADE 8+3+5 - 10/23/2023`: the days of a scheme, and a date that begins with its month.
_OF_SUM, _MONTH_FIRST = re.compile(r"\d\+$"), re.compile(r"(?:0?\d|1[0-2])/(?:1[3-9]|2\d|3[01])/")
_DAYS_OF_MONTH = re.compile(
    rf"(?<!\w)(?P<m>{_NAMES})\.?\s(?P<a>\d{{1,2}})\s?(?:-|–|to)\s?(?P<b>\d{{1,2}})(?:,?\s(?P<y>20\d\d))?(?!\w)",
    re.IGNORECASE,
)
_HALF_YEAR, _TWO = 6, 2
# A day without its year that lies so many days ahead of the paper is the next one: the last was most of a year ago.
_SOON_DAYS = 45
_DIGIT, _YEARS = re.compile(r"\d"), ("this year", "last year", "este año", "año pasado", "año anterior")
_MONTH_WORDS = frozenset(MONTHS)
# Texts of a paper whose days are remembered, since everything that a clause tells asks for them.
_MOST_KNOWN = 512


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day, or a run of days to `until`. `year_from`: "column" or "paper" where no year stands beside it."""

    when: PartialDate
    start: int
    end: int
    until: PartialDate | None = None
    year_from: str = ""


@dataclass(frozen=True, slots=True)
class _Day:
    """What of a paper its dates are read by."""

    date: PartialDate | None
    date_order: str
    birth: PartialDate | None
    near: PartialDate | None = None
    hyphened: str = ""
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """A date in a text: `year` is 0 where none is written."""

    year: int
    month: int
    day: int
    start: int
    end: int


def occasions(text: str, paper: Paper, near: PartialDate | None = None) -> tuple[Occasion, ...]:
    """The occasions of a text, from left to right. `near` is the date of the column or row that it stands in."""
    if _DIGIT.search(text) is None and not any(word in text for word in _YEARS):
        return ()
    known, key = paper.known_occasions, (text, near)
    if key not in known:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[key] = _occasions(
            text, _Day(paper.date, paper.date_order, paper.birth, paper.near, paper.hyphened, paper.dotted), near
        )
    return known[key]


def _occasions(text: str, paper: _Day, near: PartialDate | None) -> tuple[Occasion, ...]:
    found: list[Occasion] = []
    text = _HYPHEN.sub("–", text)
    marks, at = list(_marks(text, paper)), 0
    while at < len(marks):
        joined = at + 1 < len(marks) and _is_run(text, marks[at], marks[at + 1])
        one = _run(marks[at], marks[at + 1], paper, near) if joined else _single(text, marks[at], paper, near)
        found += [one] if one is not None else []
        at += 2 if joined else 1
    return tuple(one for one in found if one.start >= stamp_apart(text))


def _is_run(text: str, first: _Mark, last: _Mark) -> bool:
    """Whether only words for a run of days stand between two of them."""
    if _BRIDGE.fullmatch(text, first.end, last.start) is not None:
        return True
    between = _BETWEEN.search(text, max(0, first.start - 40), first.start)
    return between is not None and _AND.fullmatch(text, first.end, last.start) is not None


# A marker with two numbers, and no day of June: `CK 5/6`.
_MARKER = re.compile(r"\b(?:CK|CAM|citoqueratinas?|cytokeratins?|queratinas?|keratins?)\s?-?$", re.IGNORECASE)


def _marks(text: str, paper: _Day) -> Iterator[_Mark]:
    """Full dates, and dates without a year where no full date stands."""
    full = [mark for date in dates_in(text) for mark in _full(date, paper)]
    full += [
        _Mark(0, one[0], 0, *one[1:])
        for one in (month_before(text, mark.start) for mark in full if not mark.day)
        if one is not None and not any(mark.start <= one[1] < mark.end for mark in full)
    ]
    taken = [(mark.start, mark.end) for mark in full]
    named = not _MONTH_WORDS.isdisjoint(words_of(text).vocabulary)
    for found in _DAYS_OF_MONTH.finditer(text) if named else ():
        month, year = MONTHS[found["m"].lower()], int(found["y"] or 0)
        middle = found.start("b")
        taken.append((found.start(), found.end()))
        full = [mark for mark in full if not found.start() <= mark.start < found.end()]
        full += [_Mark(year, month, int(found["a"]), found.start(), found.end("a"))]
        full += [_Mark(year, month, int(found["b"]), middle, found.end())]
    loose = [
        mark
        for found in (_YEARLESS.finditer(text) if named or "/" in text or "." in text else ())
        if not any(start < found.end() and found.start() < end for start, end in taken)
        and _MARKER.search(text, max(0, found.start() - 16), found.start()) is None
        for mark in _loose(found, paper)
    ]
    if paper.hyphened and "-" in text:
        taken += [(mark.start, mark.end) for mark in loose]
        loose += [
            mark
            for found in _HYPHENED.finditer(text)
            if not any(start < found.end() and found.start() < end for start, end in taken)
            for mark in _hyphened(found, paper.hyphened)
        ]
    if paper.dotted and "." in text:
        taken += [(mark.start, mark.end) for mark in loose]
        loose += [
            mark
            for found in _POINTED.finditer(text)
            if not any(start < found.end() and found.start() < end for start, end in taken)
            for mark in _pointed(found)
        ]
    if not full and text.count(".") >= _TWO:
        loose = _in_parts(text, loose)
    loose += _of_year(text, paper, [*full, *loose]) if named else []
    known = sorted([*full, *loose], key=lambda mark: mark.start)
    alone = [mark for found in _DAY_ONLY.finditer(text) for mark in _alone(found, known)] if known else []
    yield from sorted([*known, *alone], key=lambda mark: mark.start) if alone else known


def _of_year(text: str, paper: _Day, known: Sequence[_Mark]) -> list[_Mark]:
    """Months of the paper's own year or of the year before it, where no day stands before them."""
    own = paper.date.year if paper.date is not None else 0
    return [
        _Mark(own - (found["last"] is not None), MONTHS[found["m"].lower()], 0, found.start(), found.end())
        for found in (_OF_YEAR.finditer(text) if own else ())
        if not any(one.start < found.end() and found.start() < one.end for one in known)
    ]


def _in_parts(text: str, loose: list[_Mark]) -> list[_Mark]:
    """The days that open several parts of a text, one after the other; else the days that were read."""
    parts = [mark for found in _POINTED_PARTS.finditer(text) for mark in _pointed(found)]
    days = [(mark.month, mark.day) for mark in parts]
    if len(days) < _TWO or days != sorted(set(days)) or ";" in text[: parts[0].start]:
        return loose  # `K 3.1; 3.2 later; 3.4 now`
    return [*(one for one in loose if all(one.start >= mark.end or one.end <= mark.start for mark in parts)), *parts]


def _alone(found: re.Match[str], known: Sequence[_Mark]) -> Iterator[_Mark]:
    """A day without its month takes that of the last whole day before it, where it is a later one."""
    before = [mark for mark in known if mark.end <= found.start() and mark.day]
    day = int(found[1])
    if (
        before
        and before[-1].day < day <= 31
        and not any(mark.start < found.end() and found.start() < mark.end for mark in known)
    ):
        yield _Mark(before[-1].year, before[-1].month, day, found.start(1), found.end(1))


def _full(date: DateText, paper: _Day) -> Iterator[_Mark]:
    value = certain(in_order(date.values, paper.date_order))
    if date.short and not _in_life(value, paper):
        return
    yield _Mark(value.year, value.month, value.day, date.start, date.end)


def _in_life(value: PartialDate, paper: _Day) -> bool:
    """Whether a year of two digits lies between the child's birth and the paper."""
    first = paper.birth.year if paper.birth else 0
    near = paper.near
    return near is not None and max(first, near.year - 20) <= value.year <= near.year + 1


def _loose(found: re.Match[str], paper: _Day) -> Iterator[_Mark]:
    place = found.start()
    if found["na"] and is_no_day(found.string, place, found.end()):
        return
    if found["pa"] and is_amount(found.string, place, found.end()):
        return
    by = next((one for one in ("na", "pa", "la", "ea") if found[one]), "")
    if by:
        first, second = int(found[by]), int(found[f"{by[0]}b"])
        place = found.start(by)
        order = paper.date_order or ("dmy" if first > 12 else "mdy" if second > 12 else "")
        day, month = (first, second) if order == "dmy" else (second, first)
        if not order:
            return
    elif found["da"]:
        day, month = int(found["da"]), MONTHS[found["dm"].lower()]
    else:  # `Mar 4` may be Tuesday the 4th, in Spanish
        if found["mm"] == "Mar" and paper.date_order != "mdy":
            return
        day, month = int(found["md"]), MONTHS[found["mm"].lower()]
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield _Mark(0, month, day, place, found.end())


def _hyphened(found: re.Match[str], order: str) -> Iterator[_Mark]:
    first, second = int(found["ha"]), int(found["hb"])
    day, month = (first, second) if order == "dmy" else (second, first)
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield _Mark(0, month, day, found.start(), found.end())


def _pointed(found: re.Match[str]) -> Iterator[_Mark]:
    """With points the day stands first."""
    by, then = ("ha", "hb") if found["ha"] else ("hc", "hd")
    day, month = int(found[by]), int(found[then])
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield _Mark(0, month, day, found.start(by), found.end())


def _date(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _run(first: _Mark, last: _Mark, paper: _Day, near: PartialDate | None) -> Occasion | None:
    """A run: the end without a year takes the other's, one year on or back where the order asks for it."""
    year_from = ""
    if not first.year and not last.year:
        dated = _single("", first, paper, near)
        if dated is None:
            return None
        first, year_from = replace(first, year=dated.when.year), dated.year_from
    if not last.year:
        last = replace(last, year=first.year + ((last.month, last.day) < (first.month, first.day)))
    if not first.year:
        first = replace(first, year=last.year - ((first.month, first.day) > (last.month, last.day)))
    when, until = _date(first.year, first.month, first.day), _date(last.year, last.month, last.day)
    if when is None or until is None:
        return None
    return Occasion(when, first.start, last.end, until, year_from)


def _single(text: str, mark: _Mark, paper: _Day, near: PartialDate | None) -> Occasion | None:
    year_from = ""
    if not mark.year:
        year, year_from = 0, ""
        if near is None and text and _SOON.search(text, max(0, mark.start - 80), mark.start):
            year, year_from = _coming_year(mark, paper)
        if not year:
            year, year_from = _year_of(mark, paper, near)
        if not year:
            return None
        mark = replace(mark, year=year)
    when = _date(mark.year, mark.month, mark.day)
    if when is None:
        return None
    before = _DAY_BEFORE.search(text, max(0, mark.start - 12), mark.start) if text and mark.day else None
    month_first = before is not None and _MONTH_FIRST.match(text, mark.start) is not None
    before = None if month_first or (before and _OF_SUM.search(text, 0, before.start())) else before
    before = None if before and _OF_COURSE.search(text, max(0, before.start() - 8), before.start()) else before
    earlier = _date(mark.year, mark.month, int(before[1])) if before and 0 < int(before[1]) < mark.day else None
    if before is not None and earlier is not None:
        return Occasion(earlier, before.start(), mark.end, when, year_from)
    return Occasion(when, mark.start, mark.end, None, year_from)


def _coming_year(mark: _Mark, paper: _Day) -> tuple[int, str]:
    """The year of a day that words announce, in the months after the paper's own day."""
    own = paper.date
    if own is None or not own.day:
        return 0, ""
    year = own.year + ((mark.month, mark.day) < (own.month, own.day))
    months = (year - own.year) * 12 + mark.month - own.month
    return (year, "paper") if months <= _COMING_MONTHS else (0, "")


def _year_of(mark: _Mark, paper: _Day, near: PartialDate | None) -> tuple[int, str]:
    """The year of a date without one: on or after the column's date, or in the half year before the paper's."""
    if near is not None and near.month:
        return near.year + ((mark.month, mark.day) < (near.month, near.day or 1)), "column"
    own = paper.date if paper.date is not None and paper.date.day else paper.near
    if own is None or not own.day:
        return 0, ""
    year = own.year - ((mark.month, mark.day) > (own.month, own.day))
    months = (own.year - year) * 12 + own.month - mark.month
    if months > _HALF_YEAR:
        return (year + 1, "paper") if mark.day and _is_soon(_date(year + 1, mark.month, mark.day), own) else (0, "")
    return year, "paper"


def _is_soon(day: PartialDate | None, own: PartialDate) -> bool:
    """Whether a day lies in the weeks after the paper's own."""
    if day is None:
        return False
    return 0 < (date(day.year, day.month, day.day) - date(own.year, own.month, own.day)).days <= _SOON_DAYS
