"""Where the days of a paper stand in its lines: in the rows of a table, in a sentence that wraps, over a day's notes,
behind the words that tell who made the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from consilium.domain.datelabels import is_column_head, names_signer, opens_entry, tells_illness
from consilium.domain.datetext import DateText, dates_in
from consilium.domain.headingdates import names_weekday
from consilium.domain.records import Line

ROW_CHARS, FOOT_LINES = 400, 4
_SHIFT, _NEIGHBOURS = 2, 2
# A line that breaks in the middle of a sentence: `Comparison made with MRI of`.
_OPEN_END = re.compile(
    r"(?<![\w-])(?:of|on|from|with|and|to|until|since|dated|by|at|in|before|after|del?|el|desde|hasta|y|con|al|en|la|las|los"
    r"|fechad[oa])\s*$|,\s*$",
    re.IGNORECASE,
)
_SENTENCE_WORDS = 4
# `Completed with mother (Ana) by nurse B. Carol, 30 January 2024`, `actualizada por mamá el 8 de enero de 2025`.
_MADE_BY = re.compile(
    r"^\W{0,4}(?:(?:last|list|sheet|form|plan|lista|hoja|ficha|cartilla|carn[eé]|plan|[uú]ltima)\s)?"
    r"(?:completed|filled (?:in|out)|updated|prepared|compiled|written|written up|typed|put together|drawn up|revised"
    r"|noted|recorded|interviewed|interview(?: date)?|reported|read|interpreted"
    r"|informad[oa]|interpretad[oa]|le[ií]d[oa]"
    r"|actualizad[oa]|llenad[oa]|rellenad[oa]|completad[oa]|elaborad[oa]|preparad[oa]|escrit[oa]|redactad[oa]|hech[oa]"
    r"|revisad[oa]|confeccionad[oa]|diligenciad[oa]|anotad[oa]|entrevista)(?:\s(?:with|by|together|on|por|con|junto|el|de)\b|\s?:)"
    r"[^\d:;]{0,80}$",
    re.IGNORECASE,
)
# `07/11/24 17:30`: the day and hour over a note; `Mon 5 Aug 2024, 7:52 pm - Mel`.
_HOUR = re.compile(
    r"[\s,|-]{1,4}(?:at |a las |@ ?)?\(?(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d|[0-5]\d\b|\s?[ap]\.?m\b)", re.IGNORECASE
)

_MESSAGE = re.compile(
    r"^\W{0,6}(?:from|by|sender|sent|posted|message|msg|reply|received|de|remitente|enviado|recibido|mensaje|respuesta"
    r"|escribe|escribi[oó])\b[^\d]{0,70}$",
    re.IGNORECASE,
)
_TIME_ZONE = 12
# Recognized from this confidence on, a line's figures are believed as typed ones are.
_SURELY_READ = 0.8
_STILL_TO_COME = re.compile(
    r"_{4,}|\b(?:programad[oa]|planificad[oa]|previst[oa]|planned|scheduled|due|to (?:be )?give)\b", re.IGNORECASE
)


def is_of_row(lines: Sequence[Line], at: int, date: DateText) -> bool:
    """Whether a date is a cell of a table: it opens one of several rows, stands over or under others, or over a column
    beside `Today`; a month alone and a day in a line that tells of an illness are no paper's either."""
    if is_column_head(lines[at].text, date) or tells_illness(lines[at].text, date):
        return True
    beside = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    if opens_entry(lines[at].text, date) and any(_opens_row(line.text) for line in beside):
        return True
    return "|" in lines[at].text and any(_has_date_at(line.text, date.start) for line in _around(lines, at))


def _around(lines: Sequence[Line], at: int) -> Sequence[Line]:
    return (*lines[max(0, at - _NEIGHBOURS) : at], *lines[at + 1 : at + 1 + _NEIGHBOURS])


def _has_date_at(text: str, start: int) -> bool:
    return len(text) <= ROW_CHARS and any(abs(one.start - start) <= _SHIFT for one in dates_in(text))


def _opens_row(text: str) -> bool:
    first = next(dates_in(text[:ROW_CHARS]), None)
    return first is not None and opens_entry(text, first)


def only_spaces_between(text: str, dates: Sequence[DateText]) -> bool:
    """Whether a line's dates stand beside one another, as the headings of columns do."""
    return all(not text[one.end : other.start].strip(" |") for one, other in pairwise(dates))


def listed(lines: Sequence[Line], at: int) -> bool:
    """Whether a line before or after it ends in a date too, as the rows of a table do."""
    return any(_ends_in_date(line.text) for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))


def _ends_in_date(text: str) -> bool:
    if ":" in text or len(text) > ROW_CHARS:
        return False
    return any(not text[date.end :].strip(" .)") for date in dates_in(text))


def goes_on(lines: Sequence[Line], at: int, date: DateText) -> bool:
    """Whether a line that begins with a date goes on with the sentence of the line before it."""
    if not at or lines[at].text[: date.start].strip():
        return False
    before = lines[at - 1].text
    return len(before.split()) > _SENTENCE_WORDS and _OPEN_END.search(before[-40:]) is not None


def tells_maker(before: str) -> bool:
    """Whether the words before a date say who made the paper."""
    return _MADE_BY.match(before) is not None


def surely_read(line: Line) -> bool:
    """Whether a line was typed, or recognized so well that its figures are believed."""
    return line.confidence is None or line.confidence >= _SURELY_READ


def opens_row(line: Line, date: DateText) -> bool:
    """Whether a line opens with a date and tells more of it, and not that it is still to come."""
    told = surely_read(line) and len(line.text) > date.end and opens_entry(line.text, date)
    return told and _STILL_TO_COME.search(line.text, date.end) is None


def signs(lines: Sequence[Line], at: int, date: DateText) -> bool:
    """`Dr K. Sample, GP   03/09/2024 0938`: a day behind a name with a title in the last lines of a page."""
    text = lines[at].text
    if at < len(lines) - FOOT_LINES or len(text) > ROW_CHARS:
        return False
    return names_signer(text[: date.start], text[date.end :])


def heads_message(text: str, date: DateText) -> bool:
    """`From: Dana (mother)   10/07/2024 8:14 PM`: the head of one of a thread's messages."""
    timed = _HOUR.match(text, date.end)
    behind = text[timed.end() if timed else date.end :]
    return timed is not None and _MESSAGE.match(text[: date.start]) is not None and len(behind) <= _TIME_ZONE


def heads_note(text: str, date: DateText) -> bool:
    """Whether a date begins a line and an hour or a weekday stands beside it, as over the notes of a log."""
    timed = _HOUR.match(text, date.end) is not None or names_weekday(text, date)
    return (timed and opens_entry(text, date)) or heads_message(text, date)
