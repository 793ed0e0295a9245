"""The dates of a document: each with what it is the date of, where it stands, and the day or month that is certain.

A date's role is told by the words before it in its line, in the cell to its left or in the cell above. Which of day
and month comes first is told only by the document itself: another date with a part over 12, a stated format, the
country that its postal codes show, or Spanish. Without that the year alone is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from consilium.domain.blurredlabels import mended
from consilium.domain.datelabels import (
    dotted_dates,
    ends_heading,
    is_another,
    is_counted,
    is_in_aside,
    is_numbered,
    is_to_come,
    names_paper,
    names_version,
    tells_birth,
)
from consilium.domain.datelines import (
    FOOT_LINES,
    ROW_CHARS,
    goes_on,
    heads_note,
    is_of_row,
    listed,
    only_spaces_between,
    opens_row,
    signs,
    surely_read,
    tells_maker,
)
from consilium.domain.dateorder import shown_order, stated_or_placed
from consilium.domain.dateroles import LABEL_CHARS, DateWords, label_hits, role_ending, role_of, says_made
from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText, certain, compact_date, dates_in, in_order
from consilium.domain.headingdates import cell_start, in_heading, stands_alone
from consilium.domain.layout import cells_above, cells_below, cite, gaps, left_of, part_box, placed
from consilium.domain.phrases import Word, words_of
from consilium.domain.records import Box, Citation, DateRole, DateSeen, Line, Page, Remark
from consilium.domain.shortyears import century_known, known_years
from consilium.domain.titledates import in_title, short_year_is_last, title_role

# How much text is searched, and how many dates are kept: a record of 300 pages is far below, a hostile file is not.
MAX_CHARS, MAX_DATES = 2_000_000, 5_000
_RANGE = re.compile(r"^\s*(?:-|–|—|a|al|to|hasta|until|through|thru)\s*$", re.IGNORECASE)
# The line that a fax machine writes over a page: time of day and `P.01/02`.
_FAX_LINE = re.compile(r"\d[:.h]\d\d\b.*\bP(?:[.:]|age|[áa]g)?\.? ?\d{1,3} ?/ ?\d{1,3}\b", re.IGNORECASE)
_FAX_LINES, _FAX_CHARS = 3, 200
# The days of a paper's own making lie near one another.
_OWN = frozenset(DateRole) - {DateRole.BIRTH, DateRole.OTHER, DateRole.PRINTED}
_NAMED_OR_POINTED = re.compile(r"\d\W?[^\W\d_]{3}|\d\d\.\d\d\.\d\d\W*$")
_OCCASION_WORDS = 8
_TYPED_CELL = re.compile(r"\S+(?:\s\S+)*")
_OUTER_FOOT, _TITLES = 10, 2
_BETWEEN = ("of", "on", "from", "de", "del", "el")
_HEAD_LINES = 15
_ASIDE = re.compile(r"^\s*\([^()]{0,80}\)")
_WORDS = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in text: its candidates, the role, its place, whether it stands alone on a line at the top, whether
    it opens a typed line that goes on, as the rows of a table do, whether it stands in a row of dates, as the headings
    of its columns do, whether a weekday before it heads a day's notes, and whether it ends a short line of a paper's
    head or foot that no label says anything of; `outer` is "title", "head" or "foot" where it stands there."""

    values: tuple[PartialDate, ...]
    role: DateRole
    citation: Citation
    remarks: tuple[Remark, ...] = ()
    alone: bool = False
    opens_row: bool = False
    heads_column: bool = False
    day_of_notes: bool = False
    at_edge: bool = False
    outer: str = "head"

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
    day_of_notes: bool
    at_edge: bool
    outer: str


def find_dates(pages: Sequence[Page], words: DateWords, language: str = "", order: str = "") -> FoundDates:
    """The dates in the text of a document. `order` is what is known from elsewhere, used when the text shows none."""
    raw = list(_raw_dates(pages, words))
    shown = _shown_order(raw, pages, language) or order
    centuries = known_years([(one.text, one.role) for one in raw])
    sure = language == "es" or bool(stated_or_placed(_text_of(pages)))
    kept = tuple(found for one in raw if (found := _found(one, shown, centuries, sure)) is not None)
    return FoundDates(kept, shown)


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
    stated = sorted((*dates_in(line.text), *dotted_dates(line.text)), key=lambda one: one.start)
    dates = stated or list(_labelled_compact(line, words))
    faxed = at < _FAX_LINES and _FAX_LINE.search(line.text[:_FAX_CHARS]) is not None
    days = sum(any(value.day for value in one.values) for one in dates)
    columns = len(dates) > 1 and only_spaces_between(line.text, dates)
    for date, following in zip_longest(dates, dates[1:]):
        before = line.text[end : date.start]
        ranged = end > 0 and _RANGE.match(before) is not None
        last, labelled = (last, True) if ranged else _role(before, date, page, at, words)
        if faxed:
            last, labelled = DateRole.OTHER, True
        elif head and _of_occasion(page.lines, at, date, words):
            last, labelled = DateRole.PERFORMED, True
        titled = head and not (faxed or columns) and last is DateRole.OTHER and in_title(page.lines, at, date)
        outer = "title" if titled else "head" if head else "foot" if at >= len(page.lines) - _OUTER_FOOT else ""
        last = title_role(line.text[end : date.start]) if titled else last
        if outer and date.start <= 2 * LABEL_CHARS and last is DateRole.OTHER and tells_maker(line.text[: date.start]):
            last, labelled = DateRole.DOCUMENT, True
        alone = last is DateRole.OTHER and not labelled and (len(dates) == 1 or (days == 1 and date.values[0].day > 0))
        alone = alone and not goes_on(page.lines, at, date)
        if last is DateRole.OTHER and not labelled and signs(page.lines, at, date):
            last, labelled, alone = DateRole.SIGNED, True, False
        if alone:
            titled = head and not listed(page.lines, at)
            alone = page.number == 1 and stands_alone(line, date, at, head=head, titled=titled)
            here = part_box(line, date.start, date.end)
            in_column = placed(line) and (_in_column(page.lines, at, here) or _ends_column(page.lines, at, date))
            alone = alone and not in_column and not is_of_row(page.lines, at, date)
        opens = opens_row(line, date)
        cited = cite(line, page.number, 0 if end == 0 else date.start, date.end)
        role = DateRole.OTHER if last is DateRole.DISCHARGED and _goes_on(line.text, date, following) else last
        of_notes = heads_note(line.text, date) and (alone or last is DateRole.OTHER) and surely_read(line)
        alone = alone or (page.number == 1 and in_heading(line.text, date, at))
        edge = (head or at >= len(page.lines) - FOOT_LINES) and last is DateRole.OTHER and not labelled
        ends = len(dates) == 1 and ends_heading(line.text, date) and not listed(page.lines, at)
        edge = edge and (ends or (at < _TITLES and names_version(line.text, date)))
        yield _Raw(date, role, cited, alone, opens, columns, of_notes, edge, outer)
        end = date.end


def _goes_on(text: str, date: DateText, following: DateText | None) -> bool:
    """Whether a date is the first of a stay's two: the stay ends with the other."""
    return following is not None and _RANGE.match(text[date.end : following.start]) is not None


def _of_occasion(lines: Sequence[Line], at: int, date: DateText, words: DateWords) -> bool:
    """`Clinic letter, 15/09/2026`: a heading that names a visit, an examination or an operation and its day. A row of a
    table that lists several is none."""
    text, before = lines[at].text, lines[at].text[: min(date.start, LABEL_CHARS + 1)]
    if (
        len(before) > LABEL_CHARS
        or is_numbered(text)
        or ":" in before
        or next(dates_in(before), None) is not None
        or is_to_come(before)
        or is_another(before)
        or _ASIDE.sub("", text[date.end : date.end + 2 * LABEL_CHARS]).strip(" .)")
    ):
        return False
    found = _without_last(words_of(before))
    ends = {hit.first == 0 or hit.after == len(found) for hit in words.occasions.find(found)}
    return len(found) <= _OCCASION_WORDS and True in ends and not listed(lines, at)


def _without_last(found: Sequence[Word]) -> Sequence[Word]:
    """Words without the `of` or `del` between a heading and its day."""
    return found[:-1] if found and found[-1].text in _BETWEEN else found


def _labelled_compact(line: Line, words: DateWords) -> Iterator[DateText]:
    """`Collected: 20240301`: eight digits are a date only right after a label."""
    colon = line.text.find(":")
    if 0 < colon < LABEL_CHARS and role_of(line.text[:colon], words) is not None:
        start = colon + 1 + (len(line.text) - colon - 1 - len(line.text[colon + 1 :].lstrip()))
        date = compact_date(line.text[start:])
        if date is not None:
            yield replace(date, start=start, end=start + date.end)


def _role(before: str, date: DateText, page: Page, at: int, words: DateWords) -> tuple[DateRole, bool]:
    """What a date is the date of, and whether a label says something of it, known or not."""
    line = page.lines[at]
    recognized = line.confidence is not None
    text = mended(line.text) if recognized else line.text
    own = text[max(date.start - len(before), cell_start(line, date.start)) : date.start]
    if says_made(own):
        return DateRole.DOCUMENT, True
    if (
        is_to_come(own[-LABEL_CHARS:])
        or is_another(own[-LABEL_CHARS:])
        or is_counted(before)
        or is_in_aside(own, date, line.text)
    ):
        return DateRole.OTHER, True
    if tells_birth(own):
        return DateRole.BIRTH, True
    role = role_of(own, words, recognized=recognized)
    if role is None and len(own) < len(before):
        role = role_ending(before[: len(before) - len(own)], words, recognized=recognized)
    if role is None and names_paper(own):
        role = DateRole.DOCUMENT
    if role is not None:
        return role, True
    if own.strip(" .:-\t") and date.start not in gaps(line):
        return DateRole.OTHER, False
    return _neighbour_role(page.lines, at, date, words)


def _neighbour_role(lines: Sequence[Line], at: int, date: DateText, words: DateWords) -> tuple[DateRole, bool]:
    """The role that the cell to the left or above gives. A label above with nothing behind its colon is this date's."""
    line = lines[at]
    if not placed(line):
        over = _headed_role(lines, at, date, words) or _over_role(lines, at, date, words)
        return over or _answered_role(lines, at, words), False
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


def _headed_role(lines: Sequence[Line], at: int, date: DateText, words: DateWords) -> DateRole | None:
    """The role of one of several days in a row under as many labels: `COLLECTED  RECEIVED  REPORTED`."""
    if not at or max(len(lines[at].text), len(lines[at - 1].text)) > ROW_CHARS:
        return None
    dates = list(dates_in(lines[at].text))
    before = lines[at - 1] if len(dates) > 1 else None
    if before is None or any(True for _ in dates_in(before.text)):
        return None
    said = words_of(before.text)
    hits = [hit for hit in words.roles.find(said) if hit.value is not DateRole.OTHER]
    covered = sum(hit.after - hit.first for hit in hits)
    if len(hits) != len(dates) or 2 * covered < len(said):
        return None
    return next((hit.value for hit, one in zip(hits, dates, strict=True) if one.start == date.start), None)


def _over_role(lines: Sequence[Line], at: int, date: DateText, words: DateWords) -> DateRole | None:
    """The role that the cell right above gives in a form typed in columns: `Date of referral      Urgency`."""
    above = lines[at - 1].text if at and len(lines[at - 1].text) <= ROW_CHARS else ""
    cells = list(_TYPED_CELL.finditer(above))
    over = [cell for cell in cells if abs(cell.start() - date.start) <= 1]
    return _cell_role(replace(lines[at - 1], text=over[0][0]), words) if over and len(cells) > 1 else None


def _answered_role(lines: Sequence[Line], at: int, words: DateWords) -> DateRole:
    """The role that the line before gives where lines have no places: one that ends in a label, as no headings of
    several columns do."""
    before = lines[at - 1] if at and len(lines[at - 1].text) <= LABEL_CHARS else None
    if before is None:
        return DateRole.OTHER
    said = words_of(before.text)
    ends = any(hit.after == len(said) for hit in label_hits(said, words, recognized=before.confidence is not None))
    return (_cell_role(before, words) if ends else None) or DateRole.OTHER


def _cell_role(cell: Line, words: DateWords) -> DateRole | None:
    if next(dates_in(cell.text), None) is not None or len(cell.text.split()) > 6:
        return None
    return role_of(cell.text, words, recognized=cell.confidence is not None)


def _in_column(lines: Sequence[Line], at: int, here: Box) -> bool:
    """Whether another date stands right below: a column of a table, whose heading says nothing of the paper's date."""
    return any(next(dates_in(cell.text), None) is not None for cell in cells_below(lines, at, here))


def _ends_column(lines: Sequence[Line], at: int, date: DateText) -> bool:
    """Whether another day stands right above, in a row that tells of something: the last row of a table. A day above
    that has its line to itself, or is the same, is one of a head's."""
    above = cells_above(lines, at, part_box(lines[at], date.start, date.end))
    days = {one.values for cell in above for one in dates_in(cell.text)} - {date.values}
    rows = [line for line in lines[max(0, at - _TITLES) : at] for one in dates_in(line.text) if one.values in days]
    return any(_WORDS.search(line.text[: next(dates_in(line.text)).start]) is not None for line in rows)


def _shown_order(raw: Sequence[_Raw], pages: Sequence[Page], language: str) -> str:
    return shown_order([(one.text, one.role in _OWN or one.day_of_notes) for one in raw], _text_of(pages), language)


def _text_of(pages: Sequence[Page]) -> str:
    return "\n".join(line.text for page in pages[:3] for line in page.lines[:120])[:20_000]


def _found(one: _Raw, order: str, centuries: frozenset[int], sure: bool) -> FoundDate | None:
    values = in_order(one.text.values, order)
    remarks = [Remark("sorting.date_repaired", {"quote": one.citation.quote})] if one.text.repaired else []
    if one.text.short and not century_known(values, one.role, centuries) and not _short_is_sure(one, order, sure=sure):
        return None
    if len(values) > 1:
        remarks.append(Remark("sorting.date_ambiguous", {"quote": one.citation.quote}))
    role = DateRole.DOCUMENT if one.alone else one.role
    shape = (one.alone, one.opens_row, one.heads_column, one.day_of_notes, one.at_edge, one.outer)
    return FoundDate(values, role, one.citation, tuple(remarks), *shape)


def _short_is_sure(one: _Raw, order: str, *, sure: bool) -> bool:
    """Whether a year of two digits stands last for certain in a date that is the paper's own: after a month's name, in
    Spanish and on papers that show their country (`sure`), or after two pairs of digits with points."""
    own = one.alone or one.role not in (DateRole.OTHER, DateRole.BIRTH) or one.outer in ("title", "head")
    sure = sure or (bool(order) and one.outer == "title" and short_year_is_last(one.text))
    return own and (sure or _NAMED_OR_POINTED.search(one.citation.quote) is not None)
