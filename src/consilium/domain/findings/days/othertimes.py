"""Words that tell another time than that of their place, and the years that they name: `in 2023 her weight was 14 kg`,
`two weeks later`, `a los 4 años`, `el verano pasado`. What they tell of is not of the visit's day. Linear in the text.
"""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.saiddays import said_days
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper

_SEASON = r"(?:spring|summer|autumn|fall|winter|primavera|verano|oto[nñ]o|invierno)"
_COUNT = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
    r"|diez|several|some|few|varios|algunos|pocos)"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?![\w/%]|[-.,]\d)"
_IN_YEAR = (
    r"\b(?:in|en|during|durante|around|hacia)\s(?:the\s(?:year|course\sof)\s|el\sa[nñ]o\s"
    r"|(?:early|late|mid-?)\s?|(?:principios|finales|fines|mediados|inicios)\sdel?\s(?:a[nñ]o\s)?"
    rf"|(?:the\s|la\s|el\s)?{_SEASON}\s(?:of\s|del?\s)?)?"
)
# A time that is not the visit's, and whose day no rule reads.
OTHER_TIME = re.compile(
    rf"{_IN_YEAR}(?:19|20)\d\d(?![\w/%]|[-.,]\d)"
    rf"|\b(?:last|previous|el|la|the)\s{_SEASON}\b(?:\s(?:of|del?|pasad[oa])\b)?|\b{_SEASON}\s(?:of\s|del?\s)?(?:19|20)\d\d\b"
    r"|\b(?:el|la|del|de la)\s(?:mes|a[nñ]o|semana|noche|tarde)\s(?:pasad[oa]|anterior|previ[oa])\b"
    r"|\b(?:el|la)\s(?:pasad[oa]|[uú]ltim[oa])\s(?:mes|a[nñ]o|semana|verano|invierno|oto[nñ]o|primavera)\b"
    r"|\b(?:at\s(?:the\sage\sof|age)|at\san?\sage\sof|aged|when\s(?:s?he|they)\swas)\s\d"
    r"|\bat\s\d{1,2}\s(?:months|years|weeks)(?:\sof\sage|\sold)?\b"
    r"|\b(?:a\slos|a\sla\sedad\sde|con)\s\d{1,2}\s(?:a[nñ]os|meses|semanas|d[ií]as)\b(?:\sde\s(?:edad|vida))?"
    rf"|\b{_COUNT}\s(?:hours?|days?|weeks?|months?|years?)\s(?:later|after|before|earlier|prior)\b"
    rf"|\b{_COUNT}\s(?:horas?|d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?)\s"
    r"(?:despu[eé]s|m[aá]s\starde|antes|previ[oa]s?|luego)\b"
    r"|\b(?:the\s)?(?:next|following)\s(?:day|week|month|morning|evening|night|year)\b"
    r"|\b(?:al|el|a\sla|la)\s(?:d[ií]a|mes|a[nñ]o|semana|ma[nñ]ana)\ssiguiente\b"
    r"|\b(?:day|d[ií]a|d)\s?[+]\s?\d{1,3}\b"
    # `3.2.25`, `(feb-25)`, `(2/25)`: written so, it may be a day or a month
    r"|(?<![\w.,])\d{1,2}\.\d{1,2}\.\d{2}(?![\w.,])"
    r"|\((?:jan|ene|feb|mar|apr|abr|may|jun|jul|aug|ago|sept?|set|oct|nov|dec|dic)[a-z]{0,7}[-/’' ]\d\d\)"
    r"|\((?:0?[1-9]|1[0-2])/(?:1[3-9]|[2-9]\d)\)|^[^\d:;.]{2,24}\s\(?\d{1,2}/\d{1,2}\)?\s?:",
    re.IGNORECASE,
)
# `Fever 39.0 on 04/03` where nobody knows which is the month: of a day, but of none that can be told.
_PAIR = r"(?:0[1-9]|1[0-2])[{0}](?:0[1-9]|1[0-2])(?![\d/%-])"
# With a hyphen in a bracket it may be a range: `10.1 pmol/L (10-12)`; one that leads a value is of that.
_UNREAD = re.compile(
    rf"[^;.()]{{0,16}}?(?:\b(?:on|el|del)\s(?P<day>{_PAIR.format('/-')})|\((?P<aside>{_PAIR.format('/')})(?=\s?[),]))",
    re.IGNORECASE,
)
# A year right behind a thing: `(2023)`, `en 2023`, `, 2023`.
_BEHIND = re.compile(
    rf"\W?\s?(?:\(\s?(?:{_IN_YEAR})?{_YEAR.format('aside')}(?=\s?[),;])|{_IN_YEAR}{_YEAR.format('year')})",
    re.IGNORECASE,
)
# A year that opens its sentence, or its part of one: `In 2023 she had pneumonia`, `2023: pneumonia`.
_OPENS = re.compile(
    rf"\W{{0,4}}(?:(?:and|y|then|luego|later|also|tambi[eé]n)\s)?(?:{_IN_YEAR}{_YEAR.format('year')}\W"
    rf"|{_YEAR.format('alone')}\s?[:–—-]\s)",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(
    r"(?:\blast year\b(?!['’]s)|\bel (?:a[nñ]o (?:pasado|anterior)|pasado a[nñ]o)\b)\W{0,2}", re.IGNORECASE
)
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_VALUED = re.compile(r"[^();.]{0,8}\d")
_ENDS = re.compile(r"[;.]\s|,\s(?:and|but|then|y|pero|luego)\s")
_ANOTHER_PART = re.compile(
    r"\b(?:now|today|currently|still|after|before|since|until|later|hoy|ahora|actual\w*|sigue|tras|despu[eé]s|antes|desde"
    r"|hasta|luego|posterior\w*|\d{4})\b|;|\.\s",
    re.IGNORECASE,
)
_TOLD = frozenset({Assertion.STATED, Assertion.NEGATED, Assertion.HISTORICAL, Assertion.UNCERTAIN})
_OF_NO_DAY = frozenset(
    {Kind.FAMILY_HISTORY, Kind.ALLERGY, Kind.RISK, Kind.STAGE, Kind.STAIN, Kind.PROTOCOL, Kind.MENTION}
)
_REACH, _LONGEST, _LEADS_FOR, _STRAIGHT = 48, 600, 90, 4


def is_of_other_time(text: str, start: int, end: int, own: PartialDate | None) -> bool:
    """Whether words before a thing in its sentence, or right behind it, tell a time that is not its paper's own."""
    first = max((one.end() for one in _ENDS.finditer(text, 0, start)), default=0)
    behind = text[end : end + _REACH]
    stop = _ENDS.search(behind)
    behind = behind[: stop.start()] if stop else behind
    if _is_unread(_POINT.sub("·", behind), own):
        return True
    if OTHER_TIME.search(text, first, end) or OTHER_TIME.match(behind.lstrip(" ,")):
        return True
    said = [one for one in said_days(text, own) if one.when not in (None, own)] if own is not None and own.month else []
    return any(
        first <= one.start < start
        # `45 (yesterday 30)` tells an earlier value in its bracket
        or (0 <= one.start - end <= _STRAIGHT and not _VALUED.match(text, one.end))
        for one in said
    )


def _is_unread(behind: str, own: PartialDate | None) -> bool:
    """Whether a day without its year stands behind a thing that isn't the paper's own, whichever is its month."""
    found = _UNREAD.match(behind)
    if found is None or own is None:
        return found is not None
    first, second = (int(one) for one in re.split(r"[/-]", found["day"] or found["aside"]))
    return (own.month, own.day) not in ((first, second), (second, first))


def year_told(one: Finding, paper: Paper) -> PartialDate | None:
    """The year that opens the sentence of a finding without a day, or stands right behind its words."""
    if one.when is not None or one.until is not None or one.kind in _OF_NO_DAY or one.assertion not in _TOLD:
        return None
    clauses = paper.holding(one.quote) if one.clause < 0 else paper.clauses[one.clause : one.clause + 1]
    years = set()
    for clause in clauses if one.quote and paper.date is not None else ():
        at = clause.text.find(one.quote) if len(clause.text) <= _LONGEST else -1
        if at >= 0:
            years.add(_year_of(clause.text, at, at + len(one.quote), paper))
    return years.pop() if len(years) == 1 else None


def _year_of(text: str, at: int, end: int, paper: Paper) -> PartialDate | None:
    own = paper.date.year if paper.date is not None else 0
    born = paper.birth.year if paper.birth is not None else own - 20
    behind = _BEHIND.match(text, end)
    first = max((one.end() for one in _ENDS.finditer(text, 0, at)), default=0)
    opens = _OPENS.match(text, first)
    last = _LAST_YEAR.match(text, first) or _LAST_YEAR.match(text, end + (text[end : end + 1] == " "))
    said = 0
    if behind is not None:
        said = int(behind["year"] or behind["aside"])
    elif opens is not None and opens.end() <= at and at - opens.end() <= _LEADS_FOR:
        said = 0 if _ANOTHER_PART.search(text, opens.end(), at) else int(opens["year"] or opens["alone"])
    elif last is not None and (last.end() <= at or last.start() <= end + 1):
        said = own - 1
    return PartialDate(said) if born <= said <= own else None
