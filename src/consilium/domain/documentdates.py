"""The dates of a document: each with what it is the date of, where it stands, and the day or month that is certain.

A date's role is told by the words before it in its line, in the cell to its left or in the cell above. Which of day
and month comes first is told only by the document itself: another date with a part over 12, a stated format, the
country that its postal codes show, or Spanish. Without that the year alone is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import (
    DateText,
    certain,
    compact_date,
    country_order,
    dates_in,
    in_order,
    stated_order,
)
from consilium.domain.layout import cells_above, cells_below, cite, gaps, left_of, part_box, placed
from consilium.domain.phrases import Hit, PhraseIndex, Row, Word, words_of
from consilium.domain.records import Box, Citation, DateRole, DateSeen, Line, Page, Remark

# How much text is searched, and how many dates are kept: a record of 300 pages is far below, a hostile file is not.
MAX_CHARS = 2_000_000
MAX_DATES = 5_000
_LABEL_CHARS = 80
_RANGE = re.compile(r"^\s*(?:-|–|—|a|al|to|hasta|until|through|thru)\s*$", re.IGNORECASE)
# `Ciudad de México, a 3 de marzo`: a place and a comma, or nothing at all.
_PLACE_BEFORE = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.'’-]*(?: (?:de|del|la|las|los|el|y|of|the|[A-ZÀ-Þ][\w.'’-]*)){0,5}(?:,| (?=(?:a|el|on) )))?"
    r"\s*(?:a|el|on|,)?\s*$"
)
# A place before a date in words may lack its comma: `Bogotá D.C. 3 de marzo de 2024`.
_CITY = re.compile(r"^[A-ZÀ-Þ][\w'’.\-]*(?: (?:de|del|la|el|[A-ZÀ-Þ][\w'’.\-]*))*$")
_PLACE_WORDS = 4
_NOTHING_OR_TIME = re.compile(
    r"^[ .,\-]{0,3}(?:(?:a las|at) )?"
    r"(?:\d{1,2}(?:[:.h]\d\d(?:[:.]\d\d)? ?(?:h(?:r?s?|oras)?|[ap]\.? ?m)?| ?h(?:r?s?|oras)\b))?[ .]{0,3}$",
    re.IGNORECASE,
)
# Where a part of a heading begins (a weekday may stand before its day) and ends.
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|mi[ée]rcoles|jueves|viernes|"
    r"s[áa]bado|domingo)"
)
_CELL_BEFORE = re.compile(
    rf"(?:^|\s{{2,}}|\||\s--?\s|\s[–—]\s|(?<=[^\W\d_]{{3}})\.\s|\)\s){_WEEKDAY}?[ ,.]{{0,2}}$", re.IGNORECASE
)
_CELL_AFTER = re.compile(r"\s{2,}|\||\s--?\s|\s[–—]\s|, (?=[^\W\d_])")
_TOP_LINES = 6
# The line that a fax machine writes over a page: time of day and `P.01/02`.
_FAX_LINE = re.compile(r"\d[:.h]\d\d\b.*\bP(?:[.:]|age|[áa]g)?\.? ?\d{1,3} ?/ ?\d{1,3}\b", re.IGNORECASE)
_FAX_LINES, _FAX_CHARS = 3, 200
_POINTED = re.compile(r"(?<![\d.])\d\d\.\d\d\.(?:19|20)\d\d(?![\d.])")
# Letters of recognized words are mended only this near the date whose label they may be.
_NEAR_WORDS = 3
# A child's records span so many years.
_LIFE = 20
_DAYS_OF_A_YEAR = 3
_OCCASION_WORDS = 8
_BETWEEN = ("of", "on", "from", "de", "del", "el")
_HEAD_LINES = 15
# "Fecha de ..." with a word that is not known is the date of something else, not the document's.
_OF_SOMETHING = re.compile(r"^\s*(?:de|del|of|d)\s+[^\W\d_]{3,}", re.IGNORECASE)


@dataclass(frozen=True)
class DateWords:
    """Words that say what the date after them is the date of."""

    roles: PhraseIndex[DateRole]
    occasions: PhraseIndex[bool] = field(default_factory=PhraseIndex)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in text: its candidates, the role, its place, whether it stands alone on a line at the top, whether
    it opens a typed line that goes on, as the rows of a table do, and whether it stands in a row of dates, as the
    headings of its columns do."""

    values: tuple[PartialDate, ...]
    role: DateRole
    citation: Citation
    remarks: tuple[Remark, ...] = ()
    alone: bool = False
    opens_row: bool = False
    heads_column: bool = False

    @property
    def seen(self) -> DateSeen:
        """The date as far as it is certain."""
        return DateSeen(self.role, certain(self.values), self.citation)


@dataclass(frozen=True, slots=True)
class FoundDates:
    """All dates of a document. `order` is "dmy" or "mdy" where the document shows which it writes, else ""."""

    dates: tuple[FoundDate, ...] = ()
    order: str = ""


@dataclass(frozen=True, slots=True)
class _Raw:
    text: DateText
    role: DateRole
    citation: Citation
    alone: bool
    opens_row: bool
    heads_column: bool


def find_dates(pages: Sequence[Page], words: DateWords, language: str = "", order: str = "") -> FoundDates:
    """The dates in the text of a document. `order` is what is known from elsewhere, used when the text shows none."""
    raw = list(_raw_dates(pages, words))
    shown = _shown_order(raw, pages, language) or order
    centuries = _centuries(raw)
    kept = (_found(one, shown, centuries) for one in raw)
    return FoundDates(tuple(one for one in kept if one is not None), shown)


def _raw_dates(pages: Sequence[Page], words: DateWords) -> Iterator[_Raw]:
    spent = count = 0
    for page in pages:
        for at, line in enumerate(page.lines):
            spent += len(line.text)
            if spent > MAX_CHARS or count >= MAX_DATES:
                return
            head = page.number == 1 and at < _HEAD_LINES
            for found in _line_dates(page, at, words, head):
                count += 1
                yield found


def _line_dates(page: Page, at: int, words: DateWords, head: bool) -> Iterator[_Raw]:
    line, end, last = page.lines[at], 0, DateRole.OTHER
    dates = list(dates_in(line.text)) or list(_labelled_compact(line, words))
    faxed = at < _FAX_LINES and _FAX_LINE.search(line.text[:_FAX_CHARS]) is not None
    columns = len(dates) > 1 and _only_spaces_between(line.text, dates)
    for date, following in zip_longest(dates, dates[1:]):
        before = line.text[end : date.start]
        ranged = end > 0 and _RANGE.match(before) is not None
        last, labelled = (last, True) if ranged else _role(before, date, page, at, words)
        if faxed:
            last, labelled = DateRole.OTHER, True
        elif head and _of_occasion(page.lines, at, date, words):
            last, labelled = DateRole.PERFORMED, True
        alone = head and last is DateRole.OTHER and not labelled and len(dates) == 1
        alone = alone and (_alone(line.text, date) or (at < _TOP_LINES and _alone_in_cell(line.text, date)))
        opens = date.start == 0 and line.confidence is None and len(line.text) > date.end
        cited = cite(line, page.number, 0 if end == 0 else date.start, date.end)
        role = DateRole.OTHER if last is DateRole.DISCHARGED and _goes_on(line.text, date, following) else last
        yield _Raw(date, role, cited, alone or (page.number == 1 and _in_heading(line.text, date, at)), opens, columns)
        end = date.end


def _goes_on(text: str, date: DateText, following: DateText | None) -> bool:
    """Whether a date is the first of a stay's two: the stay ends with the other."""
    return following is not None and _RANGE.match(text[date.end : following.start]) is not None


def _only_spaces_between(text: str, dates: Sequence[DateText]) -> bool:
    return all(not text[one.end : other.start].strip(" |") for one, other in pairwise(dates))


def _of_occasion(lines: Sequence[Line], at: int, date: DateText, words: DateWords) -> bool:
    """`Clinic letter, 15/09/2026`: a heading that names a visit, an examination or an operation and its day. A row of a
    table that lists several is none."""
    text, before = lines[at].text, lines[at].text[: min(date.start, _LABEL_CHARS + 1)]
    if len(before) > _LABEL_CHARS or ":" in before or text[date.end : date.end + _LABEL_CHARS].strip(" .)"):
        return False
    found = _without_last(words_of(before))
    ends = {hit.first == 0 or hit.after == len(found) for hit in words.occasions.find(found)}
    listed = any(_ends_in_date(line.text) for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))
    return len(found) <= _OCCASION_WORDS and True in ends and not listed


def _without_last(found: Sequence[Word]) -> Sequence[Word]:
    """Words without the `of` or `del` between a heading and its day."""
    return found[:-1] if found and found[-1].text in _BETWEEN else found


def _ends_in_date(text: str) -> bool:
    return ":" not in text and any(not text[date.end :].strip(" .)") for date in dates_in(text))


def _labelled_compact(line: Line, words: DateWords) -> Iterator[DateText]:
    """`Collected: 20240301`: eight digits are a date only right after a label."""
    colon = line.text.find(":")
    if 0 < colon < _LABEL_CHARS and _role_of(line.text[:colon], words) is not None:
        start = colon + 1 + (len(line.text) - colon - 1 - len(line.text[colon + 1 :].lstrip()))
        date = compact_date(line.text[start:])
        if date is not None:
            yield replace(date, start=start, end=start + date.end)


def _role(before: str, date: DateText, page: Page, at: int, words: DateWords) -> tuple[DateRole, bool]:
    """What a date is the date of, and whether a label says something of it, known or not."""
    line = page.lines[at]
    role = _role_of(before, words, recognized=line.confidence is not None)
    if role is not None:
        return role, True
    if before.strip(" .:-\t") and date.start not in gaps(line):
        return DateRole.OTHER, False
    return _neighbour_role(page.lines, at, date, words)


def _role_of(before: str, words: DateWords, *, recognized: bool = False) -> DateRole | None:
    """The role that the last label in a text gives. Recognized words are also tried with a few letters mended."""
    text = before[-_LABEL_CHARS:]
    found = words_of(text)
    role = None
    for hit in _label_hits(found, words, recognized=recognized):
        role = hit.value
        alone = hit.after == hit.first + 1 and role is DateRole.DOCUMENT
        if alone and _OF_SOMETHING.match(text[found[hit.after - 1].end :]):
            role = DateRole.OTHER
    return role


def _label_hits(found: Row, words: DateWords, *, recognized: bool) -> Iterator[Hit[DateRole]]:
    """The labels among words; of recognized ones, those that had to be mended only right before the date."""
    if not recognized:
        yield from words.roles.find(found)
        return
    sure = {(hit.first, hit.after) for hit in words.roles.find(found)}
    for hit in words.roles.find_blurred(found):
        if (hit.first, hit.after) in sure or hit.after >= len(found) - _NEAR_WORDS:
            yield hit


def _neighbour_role(lines: Sequence[Line], at: int, date: DateText, words: DateWords) -> tuple[DateRole, bool]:
    """The role that the cell to the left or above gives. A label above with nothing behind its colon is this date's."""
    line = lines[at]
    if not placed(line):
        return _answered_role(lines, at, words), False
    left = left_of(lines, at)
    role = None if left is None else _cell_role(left, words)
    if role is not None:
        return role, True
    here = part_box(line, date.start, date.end)
    for cell in cells_above(lines, at, here):
        role = _cell_role(cell, words)
        if role is DateRole.BIRTH or (role is not None and not _in_column(lines, at, here)):
            return role, True
        if role is None and cell.text.rstrip().endswith(":"):
            return DateRole.OTHER, True
    return DateRole.OTHER, False


def _answered_role(lines: Sequence[Line], at: int, words: DateWords) -> DateRole:
    """The role that the line before gives where lines have no places: one that ends in a label, as no headings of
    several columns do."""
    before = lines[at - 1] if at and len(lines[at - 1].text) <= _LABEL_CHARS else None
    if before is None:
        return DateRole.OTHER
    said = words_of(before.text)
    ends = any(hit.after == len(said) for hit in _label_hits(said, words, recognized=before.confidence is not None))
    return (_cell_role(before, words) if ends else None) or DateRole.OTHER


def _cell_role(cell: Line, words: DateWords) -> DateRole | None:
    if next(dates_in(cell.text), None) is not None or len(cell.text.split()) > 6:
        return None
    return _role_of(cell.text, words, recognized=cell.confidence is not None)


def _in_column(lines: Sequence[Line], at: int, here: Box) -> bool:
    """Whether another date stands right below: a column of a table, whose heading says nothing of the paper's date."""
    return any(next(dates_in(cell.text), None) is not None for cell in cells_below(lines, at, here))


def _alone(text: str, date: DateText) -> bool:
    if _NOTHING_OR_TIME.match(text[date.end :]) is None:
        return False
    before = text[: date.start].rstrip()
    city = bool(before) and _has_month(text, date) and len(before.split()) <= _PLACE_WORDS
    return (city and _CITY.match(before) is not None) or _PLACE_BEFORE.match(text[: date.start][-60:]) is not None


def _alone_in_cell(text: str, date: DateText) -> bool:
    """A day that has a part of a heading to itself: `Follow-up -- 12/02/2024 -- Hospital`, `8 y M | Oct 3, 2024`."""
    before, after = text[: date.start], text[date.end :]
    begins = _CELL_BEFORE.search(before) is not None
    ends = min((found.start() for found in _CELL_AFTER.finditer(after)), default=len(after))
    return begins and _NOTHING_OR_TIME.match(after[:ends].rstrip(" ,")) is not None


def _has_month(text: str, date: DateText) -> bool:
    return any(char.isalpha() for char in text[date.start : date.end])


def _in_heading(text: str, date: DateText, at: int) -> bool:
    """`Our medicines (2 Sept 2026)`: a date in parentheses that ends the first line."""
    opened = at == 0 and text[max(0, date.start - 1) : date.start] == "("
    return opened and text[date.end :].strip(" .") == ")"


def _shown_order(raw: Sequence[_Raw], pages: Sequence[Page], language: str) -> str:
    """The order of day and month that the document shows; "" where it shows none or contradicts itself."""
    orders = {one.text.order for one in raw if one.text.order}
    if orders:
        return orders.pop() if len(orders) == 1 else ""
    if not any(len(one.text.values) > 1 for one in raw):
        return ""
    text = "\n".join(line.text for page in pages[:3] for line in page.lines[:120])[:20_000]
    return stated_order(text) or _order_of_place(text) or ("dmy" if language == "es" else "")


def _order_of_place(text: str) -> str:
    """The order of the country that a text shows. Points between two digits each (`03.05.2024`) are of countries that
    write the day first; on a paper from elsewhere they say nothing."""
    country = country_order(text)
    if _POINTED.search(text) is None:
        return country
    return "" if country == "mdy" else "dmy"


def _found(one: _Raw, order: str, centuries: frozenset[int]) -> FoundDate | None:
    values = in_order(one.text.values, order)
    remarks = [Remark("sorting.date_repaired", {"quote": one.citation.quote})] if one.text.repaired else []
    if one.text.short and not _century_known(values, one.role, centuries):
        return None
    if len(values) > 1:
        remarks.append(Remark("sorting.date_ambiguous", {"quote": one.citation.quote}))
    role = DateRole.DOCUMENT if one.alone else one.role
    return FoundDate(values, role, one.citation, tuple(remarks), one.alone, one.opens_row, one.heads_column)


def _century_known(values: Sequence[PartialDate], role: DateRole, centuries: frozenset[int]) -> bool:
    """Whether a year of two digits can be believed: the document shows its century, or it is a child's birth."""
    year = values[0].year
    return year in centuries or (role is DateRole.BIRTH and bool(centuries) and year <= max(centuries))


def _centuries(raw: Sequence[_Raw]) -> frozenset[int]:
    """The years whose century the document shows: those that it writes in full and what follows within a childhood; a
    birth and a later date, both of two digits; two days of a year of two digits."""
    shown = {value.year for one in raw if not one.text.short for value in one.text.values}
    short = [one for one in raw if one.text.short]
    starts = shown | {birth for one in short if one.role is DateRole.BIRTH and (birth := _followed(one, short))}
    lives = {year for start in starts for year in range(start, start + _LIFE + 1)}
    return frozenset(lives | _of_one_year(short))


def _followed(birth: _Raw, short: Sequence[_Raw]) -> int:
    """The year of a birth that another labelled date follows within a childhood; else 0."""
    year = birth.text.values[0].year
    later = (one for one in short if one.role not in (DateRole.BIRTH, DateRole.OTHER))
    return year if any(year < one.text.values[0].year <= year + _LIFE for one in later) else 0


def _of_one_year(short: Sequence[_Raw]) -> set[int]:
    """The years of days of two digits: what stays the same where days change is the year. Two labelled days tell, or
    three of any kind; then the years of a childhood before it are believed too."""
    labelled = [one.text.values for one in short if one.role not in (DateRole.BIRTH, DateRole.OTHER)]
    years = {values[0].year for values in labelled}
    if len(years) == 1 and len({values[0].day for values in labelled}) > 1:
        return years
    days: dict[int, set[int]] = {}
    for one in short:
        if one.role is not DateRole.BIRTH:
            days.setdefault(one.text.values[0].year, set()).add(one.text.values[0].day)
    sure = [year for year, seen in days.items() if len(seen) >= _DAYS_OF_A_YEAR]
    return {year for year in days if any(last - _LIFE <= year <= last for last in sure)}
