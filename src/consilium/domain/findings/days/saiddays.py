"""Days that a sentence tells without figures: `in March`, `the May scan`, `on Tuesday`, `del viernes`, `yesterday
evening`, `hace tres días`, `on the 31st`. What is told as done lies before the day of its place, what is to come behind
it. A thing has the day of its own part of the sentence, else the only one that the sentence tells. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_EN = "January|February|March|April|May|June|July|August|September|Sept|October|November|December"
_ES = (
    "[Ee]nero|[Ff]ebrero|[Mm]arzo|[Aa]bril|[Mm]ayo|[Jj]unio|[Jj]ulio|[Aa]gosto|[Ss]ep?tiembre|[Oo]ctubre|[Nn]oviembre"
    "|[Dd]iciembre"
)
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTH = re.compile(
    r"(?:(?<!\w)(?P<last>[Ll]ast\s)|(?<!\w)(?:[Ii]n|[Oo]f|[Ff]rom|[Ss]ince|[Tt]his|[Tt]he|[Yy]our|[Oo]ur|[Hh]is|[Hh]er"
    r"|during|[Ee]n|[Dd]e|[Dd]esde|(?:[Aa] )?(?:fines|finales|mediados|principios|inicios) de|mes de)\s"
    r"(?:early |late |mid-?\s?)?|(?<=\())"
    rf"(?P<month>{_EN}|{_ES})\b(?P<past>\s(?:pasado|[uú]ltimo))?"
    r"(?!\s?\d|\sde(?:l| este)\s|\sde\s\d|\sof\s(?:\d|this|last)|,\s?\d|\s(?:this|last) year)"
    # The end of a run tells the year: `July to November 2024`.
    rf"(?!\s?(?:[-–—]|to\s|through\s|until\s|and\s|al?\s|hasta\s|y\s)\s?(?:{_EN}|{_ES}|{_SHORT})\.?\s?(?:of\s|del?\s|,\s?)?\d)"
)
_NO_YEAR = re.compile(
    rf"(?<![\w/.,-])(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|º)?\s(?:de |of )?(?P<m1>{_EN}|{_ES}|{_SHORT})"
    rf"|(?P<m2>{_EN}|{_SHORT})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)(?![\w/:])"
    r"(?!\s?[-–]\s?\d)(?!\s?(?:,\s?|del? |of |de este )?(?:19|20)\d\d)(?![.,]\d)"
)
# `Eco (jul): FEVI 66 %`: a month in short alone in brackets; `(mar)` is a Tuesday too.
_ASIDE = re.compile(
    r"\((?P<month>[Jj]an|[Ee]ne|[Ff]eb|[Aa]pr|[Aa]br|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug|[Aa]go|[Ss]ept?|[Ss]et|[Oo]ct"
    r"|[Nn]ov|[Dd]ec"
    r"|[Dd]ic)\.?\)"
)
_LAST_MONTH = re.compile(
    r"(?<!\w)(?:last month(?!['’]s)|(?:el )?mes (?:pasado|anterior)|el pasado mes(?! de))(?!\w)", re.IGNORECASE
)
_BEFORE_MONTH = re.compile(r"\d(?:st|nd|rd|th|º)?\s?$")
_WEEKDAYS = {name: at % 7 for at, name in enumerate(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
     "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
     "", "", "miercoles", "", "", "sabado", "")) if name}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?<![\w])(?P<often>(?:[Ee]very|[Ee]ach|[Cc]ada|[Ll]os|[Tt]odos los)\s)?(?P<next>(?:[Nn]ext|coming|pr[oó]ximo)\s)?"
    r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Ll]unes|[Mm]artes|[Mm]i[ée]rcoles|[Jj]ueves|[Vv]iernes|[Ss][áa]bado"
    r"|[Dd]omingo)(?:['’]s)?(?![\w])(?P<ahead>\s(?:que viene|pr[oó]ximo|week))?(?!,?\s\d{1,2}(?![:.h\d%]))"
)
_COUNTED = {"a": 1, "one": 1, "un": 1, "two": 2, "dos": 2, "three": 3, "tres": 3, "four": 4, "cuatro": 4, "five": 5,
            "cinco": 5, "six": 6, "seis": 6}  # fmt: skip
_NUMBER = rf"\d{{1,2}}|{'|'.join(_COUNTED)}"
_RELATIVE = re.compile(
    r"(?<![\w])(?:(?P<two>(?:the )?day before yesterday|anteayer|antier|antes de ayer)"
    r"|(?P<one>yesterday|ayer|last night|anoche)"
    r"|(?P<none>today|tonight|this (?:morning|afternoon|evening)|hoy|esta (?:mañana|tarde|noche|madrugada))"
    r"|(?P<next>tomorrow|(?<!la )(?<!esta )(?<!cada )(?<!de )(?<!una )(?<!toda )mañana(?! siguiente))"
    rf"|(?P<days>{_NUMBER}) days? ago|hace (?P<dias>{_NUMBER}) d[ií]as?)(?![\w])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<![\w])(?:(?:on|since|from|of) the (?P<en>\d{1,2})(?:st|nd|rd|th)"
    r"|desde el (?:d[ií]a )?(?P<es>\d{1,2}))"
    r"(?=[,;.)]|$|\s(?:with|and|for|after|by|at|no|to|without|when|was|were|showed|shows|y|con|por|a|fue|era|mostr[oó])\b)"
)
# What ends or awaits a thing on a day: it is not of that day.
_NOT_OF = re.compile(
    r"\b(?:until|till|up to|stopp?ed (?:in|on)|ended (?:in|on)|before|after|by|than|unlike|against"
    r"|from|versus|vs|hasta|antes d?el?|antes|despu[eé]s d?el?"
    r"|tras|que|frente a)\s(?:the\s|el\s|los\s)?$",
    re.IGNORECASE,
)
# `ALT is up from 96 in March`: the day is that of the value before.
_OF_EARLIER = re.compile(r"\b(?:from|was|were|era|fue|de|vs\.?|than|que)\s[<>]?\d[\d.,]*\s[^;.]{0,14}$", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:stop\w*|end\w*|finish\w*|complet\w*|discontinu\w*|off|until|till|to|suspend\w*|retir\w*|termin\w*|finaliz\w*|hasta)"
    r"\b[^.;,]{0,16}$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|to be|due|expect\w*|esper\w+|next|scheduled|booked|planned|plans?|set for|going to|appointment"
    r"|repeat|come back|return|para el|programad\w+|previst\w+|pr[oó]xim\w+|cita\w*|control|[a-zñ]{2,}r[áé]n?)\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|today|currently|still|remains?|persists?|is|are|has been|no longer|ya|ahora|hoy|actual\w*|sigue\w*"
    r"|persiste\w*|contin[uú]a\w*|está|están|es|son)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[,:()–—]|\s(?:and|but|then|while|which|who|y|e|pero|luego|mientras|que)\s")
# What makes a day that of an illness: who came on it `with a biopsy-proven sarcoma` has had it before.
_MADE_KNOWN = re.compile(
    r"\b(?:(?<!newly )(?<!recently )(?<!previously )(?<!reci[eé]n )diagnos(?:ed|is|tic[oóa]\w*)|dx|confirm\w*"
    r"|show\w*|reveal\w*|found"
    r"|relaps\w*|recur\w*|reca[ií]\w*|recidiv\w*|progress?\w*|returned|came back (?:as|with)|reported|read as"
    r"|signed out"
    r"|mostr\w+|revel\w+|encontr\w+|detect\w+|inform[oóa]\w*|evidenci\w+)\b",
    re.IGNORECASE,
)
# Further back than so many months a day without its year would be told with it.
_LATEST_MONTHS = 9
_TO_COME = frozenset({Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.PENDING})
_OF_NO_DAY = frozenset({Kind.FAMILY_HISTORY, Kind.ALLERGY, Kind.RISK, Kind.STAGE, Kind.STAIN})
_LONGEST, _WEEK, _REACH = 600, 7, 44
# How long a thing has lasted, and what parts the things of a list.
_SO_LONG = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|several|few|un[oa]?s?|dos|tres|cuatro|varios|varias)[ -]"
    r"(?:days?|weeks?|wks?|months?|years?|d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?)\b(?!\s(?:ago|later|before|antes|despu[eé]s))"
)
_LISTED = re.compile(r"[,;]\s|\.\s|\b(?:and|y|e)\s")


@dataclass(frozen=True, slots=True)
class Said:
    """A day told without figures; `to_come` is what it is where a thing is to come, None where it can't be so."""

    start: int
    end: int
    when: PartialDate | None
    to_come: PartialDate | None
    dated: bool = False  # `June 24`: a day and month without their year


def said_days(text: str, own: PartialDate) -> Iterator[Said]:
    """The days that a text tells without figures, counted from the day of its place."""
    for found in _MONTH.finditer(text):
        month = MONTHS[found["month"].lower()]
        counted = found[0][:2].lower() in ("in", "en")  # `96 in March` is a value and no day of March
        if counted or _BEFORE_MONTH.search(text, 0, found.start()) is None:
            back = month > own.month or (month == own.month and bool(found["last"] or found["past"]))
            ahead = None if found["last"] or found["past"] else PartialDate(own.year + (month < own.month), month)
            yield Said(found.start("month"), found.end(), PartialDate(own.year - back, month), ahead)
    for found in _ASIDE.finditer(text):
        month = MONTHS[found["month"].lower()]
        yield Said(found.start(), found.end(), PartialDate(own.year - (month > own.month), month), None)
    for found in _LAST_MONTH.finditer(text):
        yield Said(found.start(), found.end(), PartialDate(own.year - (own.month == 1), (own.month - 2) % 12 + 1), None)
    if own.day:
        yield from _of_no_year(text, own)
        yield from _counted_from(text, date(own.year, own.month, own.day))


def _counted_from(text: str, own: date) -> Iterator[Said]:
    for found in _WEEKDAY.finditer(text):
        weekday = _WEEKDAYS[found["day"].lower()]
        if not found["often"]:
            behind = _partial(own - timedelta((own.weekday() - weekday - 1) % _WEEK + 1))
            past = None if found["next"] or found["ahead"] else behind
            yield Said(
                found.start(), found.end(), past, _partial(own + timedelta((weekday - own.weekday() - 1) % 7 + 1))
            )
    for found in _RELATIVE.finditer(text):
        days = _days(found)
        when = _partial(own + timedelta(days))
        yield Said(found.start(), found.end(), when if days <= 0 else None, when if days >= 0 else None)
    for found in _ORDINAL.finditer(text):
        number = int(found["en"] or found["es"])
        yield Said(found.start(), found.end(), _of_month(own, number, ahead=False), _of_month(own, number, ahead=True))


def _of_no_year(text: str, own: PartialDate) -> Iterator[Said]:
    """The days that are told without their year, `June 24` or `el 24 de junio`."""
    for found in _NO_YEAR.finditer(text):
        month, number = MONTHS[(found["m1"] or found["m2"]).lower()], int(found["d1"] or found["d2"])
        back, ahead = (month, number) > (own.month, own.day), (month, number) < (own.month, own.day)
        when, to_come = _in_year(own.year - back, month, number), _in_year(own.year + ahead, month, number)
        if back and ((own.month - month) % 12 or 12) > _LATEST_MONTHS:  # a later day of the own month is a year back
            when = None  # `genetics clinic 14 Sept` in July lies ahead: of the year before, its year would be told
        yield Said(found.start(), found.end(), when, to_come, dated=True)


def _in_year(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:  # the 30th of February, or the 29th in another year
        return None


def _days(found: re.Match[str]) -> int:
    if found["none"]:
        return 0
    if found["next"]:
        return 1
    counted = (found["days"] or found["dias"] or "").lower()
    if counted:
        return -(_COUNTED.get(counted) or int(counted))
    return -2 if found["two"] else -1


def _of_month(own: date, number: int, *, ahead: bool) -> PartialDate | None:
    """The last such day of a month before another day, or the next one behind it."""
    months = own.month - 1 + own.year * 12
    other = number < own.day if ahead else number > own.day
    months += (1 if ahead else -1) if other else 0
    try:
        return PartialDate(months // 12, months % 12 + 1, number)
    except ValueError:
        return None


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def day_told(one: Finding, paper: Paper, entries: Mapping[int, PartialDate]) -> PartialDate | None:
    """The day that the sentence of a finding tells of it without figures; None where it tells several or none."""
    if "status_date" in one.detail:  # the day on which a thing was sent or asked for is no day of the thing
        return None
    if one.when is not None or one.kind in _OF_NO_DAY or one.assertion is Assertion.FAMILY or not one.quote:
        return None
    clauses = paper.holding(one.quote) if one.clause < 0 else paper.clauses[one.clause : one.clause + 1]
    days = set()
    for clause in clauses:
        at = clause.text.find(one.quote) if len(clause.text) <= _LONGEST else -1
        if at >= 0:
            own = entries.get(id(clause)) if entries else paper.date
            days.add(_of_clause(one, clause, at, paper, own) if own is not None and own.month else None)
    return days.pop() if len(days) == 1 else None


def _of_clause(one: Finding, clause: Clause, at: int, paper: Paper, own: PartialDate) -> PartialDate | None:
    text, end = clause.text, at + len(one.quote)
    first = max(text.rfind(";", 0, at), text.rfind(". ", 0, at)) + 1
    last = min((stop for stop in (text.find(";", end), text.find(". ", end)) if stop >= 0), default=len(text))
    told = [said for said in said_days(text, own) if first <= said.start < last and _is_of(said, at, end, text)]
    figures = [day for day in occasions(text, paper) if first <= day.start < last]
    figures = [day for day in figures if not any(said.start < day.end and day.start < said.end for said in told)]
    if not told or any(at <= day.start and day.end <= end for day in figures):
        return None
    low, high = _part(text, at, end, first, last)
    near = [said for said in told if low <= said.start < high]
    if one.kind is Kind.DIAGNOSIS and _MADE_KNOWN.search(text, first, last) is None:
        return None
    if one.kind is Kind.CONDITION and _lasts_itself(text, at, end, [said.start for said in told]):
        return None
    beside = [day for day in figures if low <= day.start < high]
    if not near and not figures and _NOW.search(text, low, high) is None:
        near = told
    days = {said.to_come if _is_ahead(one, said, text, first) else said.when for said in near}
    if one.until is not None and any(_ENDED.search(text, max(0, said.start - _REACH), said.start) for said in near):
        return None  # `stopped in May` tells its end alone
    if beside or len(days) != 1:
        return None
    ahead = one.assertion not in _TO_COME and any(
        _AHEAD.search(text, max(first, said.start - _REACH), said.start) for said in near
    )
    return None if ahead else days.pop()


def _lasts_itself(text: str, at: int, end: int, days: list[int]) -> bool:
    """Whether a thing of a list tells how long it has lasted, and the days stand with others: `6 weeks of pain and a
    swelling noticed last Sunday`."""
    low = max((found.end() for found in _LISTED.finditer(text, 0, at)), default=0)
    high = min((found.start() for found in _LISTED.finditer(text, end)), default=len(text))
    return _SO_LONG.search(text, low, high) is not None and not any(low <= day < high for day in days)


def _is_ahead(one: Finding, said: Said, text: str, first: int) -> bool:
    """Whether a day lies ahead: what is awaited was sent on a day of the past, `submitted June 9`."""
    if one.assertion is not Assertion.PENDING or said.to_come is None or not said.dated:
        return one.assertion in _TO_COME
    return _AHEAD.search(text, max(first, said.start - _REACH), said.start) is not None


def _is_of(said: Said, at: int, end: int, text: str) -> bool:
    """Whether a day may be that of a thing: none that ends it, and none in brackets with a value of its own."""
    if _NOT_OF.search(text, max(0, said.start - 16), said.start) is not None:
        return False
    if _OF_EARLIER.search(text, end, max(end, said.start)) is not None:
        return False
    opened = text.rfind("(", 0, said.start)
    if opened <= text.rfind(")", 0, said.start) or opened < at < said.end or at <= opened < end - 1:
        return True
    closed = text.find(")", said.end)
    inside = text[opened : said.start] + text[said.end : closed if closed >= 0 else len(text)]
    return not any(char.isdigit() for char in inside)


def _part(text: str, at: int, end: int, first: int, last: int) -> tuple[int, int]:
    """From where to where the part of a sentence goes that a thing stands in."""
    low = max((found.end() for found in _PART.finditer(text, first, at)), default=first)
    high = min((found.start() for found in _PART.finditer(text, end, last)), default=last)
    return low, high
