"""When a value in running text is from: the day in its own clause, or today's where the words say so."""

from __future__ import annotations

import re
from functools import lru_cache

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText, certain, dates_in, in_order
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper

# A day in brackets or before its value stands this close, in characters, where the clause has several days.
_NEAR = 30
_RIGHT_AFTER = 8
_EARLIER = re.compile(
    r"\b(?:from|desde|previously|previous|prior|before|anterior|previ[oa]|antes|was|were|era|vs|versus|compared|baseline|basal)\b",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\s?(?:%|[^\W\d_]{1,4}(?:/[^\W\d_]{1,3})?)?\s?[(\[]\s?(?:on |el |del )?", re.IGNORECASE)
# `Hb 83, plt 24, ANC 0.3 (all Nov 8)`
_OF_ALL = re.compile(r"[^;.()]{0,60}\((?:all|both|todos?|todas?|ambos)\s(?:on |of |from |el |del )?", re.IGNORECASE)
_ITS_VALUE = re.compile(r"\s?[:=]\s?\W?\d|\s\d+(?:[.,]\d+)?\s?(?:%|[^\W\d_])")
# `Dr. Lindqvist` ends no sentence.
_VALUE_OF_ASIDE = re.compile(
    r"\b(?:was|were|from|era|de|fue|previously|antes)\s\W?\d+(?:[.,]\d+)?\b(?!\s?[/-])"
    r"|\(\s?[<>~]?\d{1,6}(?:[.,]\d{1,3})?\s?(?:%|[^\W\d_]{1,8}(?:/[^\W\d_]{1,4})?)?\s(?:in|on|en|el|at|al)\s",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<!\b[DS]r)(?<!\b[DS]ra)(?<!\bProf)(?<!\bdr)\.\s+(?=[A-ZÁÉÍÓÚÑ])")


@lru_cache(maxsize=16)
def dates_of(text: str) -> tuple[DateText, ...]:
    """The dates of a clause. Remembered, since each of its values asks for them."""
    return tuple(dates_in(text))


@lru_cache(maxsize=16)
def _ends_of(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _SENTENCE.finditer(text))


def day_of(date: DateText, order: str) -> PartialDate:
    """The day that a date in a text is, as far as it is certain in the paper's order."""
    return certain(in_order(date.values, order))


# A day behind an arrow is that of what came of it: `testosterone 310 pre-op -> normalized 2/12/24`.
_LED_TO = re.compile(r"[→➔➜⇒⟶]|-{1,2}>|=>")


# `Ana Sample, born 02/07/2020 - AFP`: a subject that names the child tells no day of what stands under it.
_BORN = re.compile(r"\b(?:born|dob|d\.o\.b\.?|birth\w*|nac\w*|f\.?\s?n\.?|fn)\b[^\d]{0,16}$", re.IGNORECASE)


def when_said(clause: Clause, paper: Paper, start: int, end: int, *, headed: bool = True) -> PartialDate | None:
    """The day of `text[start:end]`: its sentence's only day, the nearest of several, else (`headed`) the heading's."""
    bracketed = day_in_bracket(clause, paper, end)
    if bracketed is not None:
        return bracketed
    said = (date for date in _sentence_dates(clause.text, start, end) if not _is_earlier(clause.text, end, date))
    said = (date for date in said if not _opens_aside(clause.text, end, date))
    said = (date for date in said if not _closed_aside(clause.text, start, date))
    said = (date for date in said if not _LED_TO.search(clause.text, end, max(end, date.start)))
    dates = [date for date in said if day_of(date, paper.date_order) != paper.birth]
    if not dates:
        heads = [
            day_of(one, paper.date_order)
            for one in (dates_in(clause.heading) if headed else ())
            if _BORN.search(clause.heading, 0, one.start) is None
        ]
        return heads[0] if len(heads) == 1 and heads[0] != paper.birth else None
    days = {day_of(date, paper.date_order) for date in dates}
    if len(days) == 1:
        return days.pop()
    before = [date for date in dates if date.end <= start and start - date.end <= _NEAR]
    after = [date for date in dates if date.start >= end and date.start - end <= 4]
    chosen = after[:1] or before[-1:]
    return day_of(chosen[0], paper.date_order) if chosen else None


def only_day(clause: Clause, paper: Paper, quote: str) -> PartialDate | None:
    """The only day of a clause, with a year or without, where it stands before what is quoted or in its first words:
    `Agudeza visual 29/07: OD 20/80`."""
    told = [one for one in occasions(clause.text, paper) if one.when != paper.birth]
    if len(told) != 1 or told[0].until is not None or not told[0].when.day:
        return None
    at, end = clause.text.find(quote), told[0].end
    aside = clause.text.count("(", 0, end) > clause.text.count(")", 0, end) and clause.text[end : end + 1] != ")"
    return told[0].when if at >= 0 and end < at + len(quote) and not aside else None


def day_in_bracket(clause: Clause, paper: Paper, end: int) -> PartialDate | None:
    """The day in brackets right behind a value, with a year or without: `FS 36 % (11/9)`, `AFP 210 (12/03/2024)`."""
    opened = _OPENED.match(clause.text, end) or _OF_ALL.match(clause.text, end)
    if opened is None:
        return None
    found = (one for one in occasions(clause.text, paper) if one.start == opened.end() and one.until is None)
    return next((one.when for one in found if clause.text[one.end : one.end + 1] in (")", ",", ";", "]")), None)


def _sentence_dates(text: str, start: int, end: int) -> list[DateText]:
    """The dates of the sentence that a value stands in, in a clause that may hold several."""
    ends = _ends_of(text)
    first = max((after for _, after in ends if after <= start), default=0)
    last = min((before for before, _ in ends if before >= end), default=len(text))
    # Of things parted by semicolons each may have its own day.
    part, stop = max(first, text.rfind(";", 0, start)), text.find(";", end)
    own = [date for date in dates_of(text) if part <= date.start < (min(stop, last) if stop >= 0 else last)]
    if len(own) > 0 and len(own) < len(dates_of(text)) and not any(start < date.end <= end for date in own):
        return own
    return [date for date in dates_of(text) if first <= date.start < last and not start < date.end <= end]


def _is_earlier(text: str, end: int, date: DateText) -> bool:
    """Whether a date after a value is that of an earlier one: `6,210, down from 48,000 on 10/01/2024`."""
    return date.start >= end and _EARLIER.search(text[end : date.start]) is not None


def _opens_aside(text: str, end: int, date: DateText) -> bool:
    """Whether a date stands in brackets behind a value, over an earlier one of its own: `EF 51 % (10/2024: 58 %)`."""
    between = text[end : date.start]
    opened = between.rfind("(")
    inside = date.start >= end and opened > between.rfind(")")
    before = inside and _VALUE_OF_ASIDE.search(between, opened) is not None  # `187 (it was 64 on 9/30)`
    return before or (inside and _ITS_VALUE.match(text, date.end) is not None)


def _closed_aside(text: str, start: int, date: DateText) -> bool:
    """Whether a date stands in brackets before a value, with an earlier one: `(era de 67 % el 12/10)`."""
    opened = text.rfind("(", 0, date.start)
    closed = text.find(")", date.end, start)
    if opened < 0 or closed < 0 or text.find(")", opened, date.start) >= 0:
        return False
    return _VALUE_OF_ASIDE.search(text, opened, closed) is not None


def day_after(clause: Clause, paper: Paper, end: int) -> PartialDate | None:
    """The day right after a value: `640 on 02/03/2024`, `640 (02/03/2024)`."""
    date = next((date for date in dates_of(clause.text) if 0 <= date.start - end <= _RIGHT_AFTER), None)
    return day_of(date, paper.date_order) if date is not None else None


def in_dates(text: str, at: int) -> bool:
    """Whether a place in a text is within a date."""
    return any(date.start <= at < date.end for date in dates_of(text))
