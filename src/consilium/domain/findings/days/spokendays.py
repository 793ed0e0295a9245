"""When a thing was done or is to be, as people say it: `in May`, `last Thursday`, `on the 4th`, `el lunes`,
`yesterday`, `out 4/19`, `de febrero pasado`. Told from the paper's own day; what is still ahead lies after it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.findings.paper import Paper
from consilium.domain.phrases import fold

_NAMES = "|".join(
    sorted({fold(one) for one in MONTHS if len(one) > 2 and one not in ("set", "mar")}, key=len, reverse=True)
)
_WEEKDAYS = {
    "monday": 0, "lunes": 0, "tuesday": 1, "martes": 1, "wednesday": 2, "miercoles": 2, "thursday": 3, "jueves": 3,
    "friday": 4, "viernes": 4, "saturday": 5, "sabado": 5, "sunday": 6, "domingo": 6,
}  # fmt: skip
_BACK_DAYS = {"yesterday": 1, "ayer": 1, "today": 0, "hoy": 0, "this morning": 0, "esta manana": 0, "anteayer": 2,
              "last night": 1, "anoche": 1, "tomorrow": -1, "manana": -1}  # fmt: skip
_SAID = re.compile(
    rf"(?<![\w/-])(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:de |of )?(?P<m1>{_NAMES})|"
    rf"(?P<m2>{_NAMES})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<n1>\d{{1,2}})/(?P<n2>\d{{1,2}})"
    rf"|(?P<led>in|en|de|of|from|last|since|desde|this|for|early in|late in|during|durante|para)\s(?:(?:early|"
    rf"late|mid|el mes de|principios de|"
    rf"finales de|mediados de|last|next)\s){{0,2}}(?P<m3>{_NAMES})|(?:el|la|on|last|this|next|the|este|pasado|"
    rf"proximo|del)?\s?(?P<week>{'|'.join(_WEEKDAYS)})(?P<next> week)?(?:\s(?P<d4>\d{{1,2}}))?(?P<past> pasado)?"
    rf"|(?:on the|el dia|el)\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?!\s(?:%|mg|cm|mm|ml|por|dias|anos|meses|"
    rf"semanas|percent|weeks|days|of (?:the|\d)))|(?P<back>{'|'.join(_BACK_DAYS)}))"
    r"(?![\w/-])(?!\s?(?:,\s?|de |of |del )?(?:19|20)\d\d)(?![.,]\d)"
)
_STOP = re.compile(
    r"[;|]|\.\s|\b(?:then|luego|after|until|hasta|tras|before|antes|but|pero|and then|with (?:relapse|"
    r"recurrence)|since when)\b"
)
_AHEAD, _BEHIND, _HALF = 48, 60, 6


def day_said(text: str, start: int, end: int, paper: Paper, *, ahead: bool) -> PartialDate | None:
    """The day or month that stands behind `start` to `end` of a folded text in the same part, else before it. None
    where the paper's own day is not known. `ahead`: the thing is still to come."""
    own = paper.date or paper.near
    if own is None or not own.month:
        return None
    for low, high, last in ((end, min(len(text), end + _AHEAD), False), (max(0, start - _BEHIND), start, True)):
        found = list(_SAID.finditer(text, low, high))
        for one in reversed(found) if last else found:
            gap = text[end : one.start()] if not last else text[one.end() : start]
            if _STOP.search(gap) is None and (made := _day(one, own, paper, ahead=ahead)) is not None:
                return made
            break
    return None


def _day(found: re.Match[str], own: PartialDate, paper: Paper, *, ahead: bool) -> PartialDate | None:
    if found["m3"]:
        return _of_month(MONTHS[found["m3"]], None, own, ahead=ahead)
    if found["m1"] or found["m2"]:
        return _of_month(MONTHS[found["m1"] or found["m2"]], int(found["d1"] or found["d2"]), own, ahead=ahead)
    if found["n1"]:
        first, second = int(found["n1"]), int(found["n2"])
        month, day = (first, second) if paper.date_order == "mdy" else (second, first)
        return _of_month(month, day, own, ahead=ahead) if 1 <= month <= 12 and paper.date_order else None
    if not own.day:
        return None
    today = date(own.year, own.month, own.day)
    if found["back"]:
        return _as(today - timedelta(days=_BACK_DAYS[found["back"]]))
    if found["week"]:
        off = (today.weekday() - _WEEKDAYS[found["week"]]) % 7
        if ahead and not found["past"]:
            return _as(today + timedelta(days=(7 - off) % 7 or 7)) if not found["next"] else None
        return _as(today - timedelta(days=off or 7)) if not found["next"] else None
    return _of_day(int(found["d3"]), today, ahead=ahead)


def _of_month(month: int, day: int | None, own: PartialDate, *, ahead: bool) -> PartialDate | None:
    """The last such month before the paper's own day, or the next one."""
    assert own.month is not None
    year = own.year
    if ahead:
        year += (month, day or 31) < (own.month, own.day or 1)
    else:
        year -= (month, day or 1) > (own.month, own.day or 31)
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day) if day else PartialDate(year, month)


def _of_day(day: int, today: date, *, ahead: bool) -> PartialDate | None:
    """The day of that number, of this month or the one before it (or behind it)."""
    month = today.month + ((day < today.day) if ahead else -(day > today.day))
    year = today.year + (month > 12) - (month < 1)
    try:
        return _as(date(year, (month - 1) % 12 + 1, day))
    except ValueError:
        return None


def _as(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
