"""The day in a paper's title: in its first lines, where hospital, kind of paper and child are named in any order and
words (`Rosario - Ateneo 02/12/2024`, `Consultation August 19, 2024 - Ana Sample, 9 y`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.datelabels import (
    is_another,
    is_column_head,
    is_counted,
    is_in_aside,
    is_numbered,
    is_to_come,
    tells_illness,
)
from consilium.domain.datelines import listed
from consilium.domain.datetext import DateText
from consilium.domain.records import DateRole, Line

# The third line is a title only where it is short: a paper may begin to tell there.
_TITLE_LINES, _SHORT, _REACH, _BEFORE = 3, 110, 220, 80
# What a title says that a day is: of the examination, or of the words about it.
_EXAMINED = re.compile(
    r"\b(?:performed|scanned|acquired|imaged|scan|stud(?:y|ied)|realizad[oa]|hech[oa]|tomad[oa]|efectuad[oa]|estudio"
    r"|examen|procedure|procedimiento|DOS)\W{0,3}(?:(?:on|of|el|del?|d[ií]a)\s)?$",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:read|report(?:ed)?|interpret(?:ed|ation)|(?<!HLA )typed|signed out|issued|final(?:i[sz]ed)?|resulted"
    r"|authori[sz]ed|informad[oa]|informe|interpretad[oa]|interpretaci[oó]n|le[ií]d[oa]|validad[oa]|validaci[oó]n"
    r"|emitid[oa]"
    r"|(?:letter|note|summary|carta|oficio|nota|resumen)(?: to [^,;:.\d]{2,40}?)?)"
    r"\W{0,3}(?:(?:on|of|el|del?|d[ií]a|dt\.?|dtd\.?|dated|de fecha)\s)?$",
    re.IGNORECASE,
)
# `Read at the meeting of`: the words before a day go on with it.
_TELLS = re.compile(
    r"\b(?:diagnos\w+|operat(?:ed|ion) on|surgery|cirug[ií]a|operad[oa]|started|began|inici[oó]|desde|since|after"
    r"|before|tras|antes|born|nacid[oa]|nac|admitted|ingresad[oa]|ingres[oó] el|ingresó|ask|preguntar"
    r"|(?:admission|ingreso)(?: date)?\s?:|relaps\w+|reca[ií]d\w+|died|falleci\w+|last|[uú]ltim[oa]"
    r"|previous|prior|previ[oa]|comparison|compar\w+|for|para|until|hasta|due|next|pr[oó]xim[oa]|drawn|collected"
    r"|received|recib\w+|finished|ended|termin\w+|complet\w+)\W{0,3}(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_SHORT_YEARS, _WORD = range(2013, 2050), re.compile(r"[^\W\d_]{3}")


def in_title(lines: Sequence[Line], at: int, date: DateText) -> bool:
    """Whether a full day stands in one of a paper's first lines, and nothing before it says that it is of another
    thing."""
    text = lines[at].text
    if at >= _TITLE_LINES or date.start > _REACH or not any(value.day for value in date.values):
        return False
    if at == _TITLE_LINES - 1 and len(text) > _SHORT:
        return False
    if _WORD.search(text[: date.start] + text[date.end :]) is None or (at and listed(lines, at)):
        return False  # alone on its line, or a row of a list
    if tells_illness(text, date) or is_column_head(text, date) or (at and is_numbered(text)):
        return False
    before = text[max(0, date.start - _BEFORE) : date.start]
    if is_to_come(before) or is_counted(before) or is_in_aside(before, date, text) or _TELLS.search(before) is not None:
        return False
    return not is_another(before) or _WRITTEN.search(before) is not None


def title_role(before: str) -> DateRole:
    """What the words before a day in a title say that it is the day of."""
    if _WRITTEN.search(before[-_REACH:]) is not None:
        return DateRole.DOCUMENT
    return DateRole.STUDY if _EXAMINED.search(before[-_REACH:]) is not None else DateRole.OTHER


def short_year_is_last(date: DateText) -> bool:
    """Whether the two digits at the end of a title's day can be nothing but its year: `3/30/24`, `10/10/24`."""
    return all(value.year in _SHORT_YEARS for value in date.values)
