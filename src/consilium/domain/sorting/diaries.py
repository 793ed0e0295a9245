"""The last day of a diary whose entries tell their day and month and no year: `Tues 17 Sept - vinblastine no 5`,
`sabado 11 mayo  fiebre no`. The year is the one in which its weekdays are right, else the only one that the diary
tells. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.documentdates import FoundDate
from consilium.domain.phrases import fold
from consilium.domain.records import Citation, DateRole, Line, Page

_LEAST = 3
_WEEKDAYS = {
    name: at
    for at, names in enumerate(("mon lun", "tue mar", "wed mie", "thu jue", "fri vie", "sat sab", "sun dom"))
    for name in names.split()
}
_ENTRY = re.compile(
    r"^\W{0,4}(?:(?:posted|entry|update|journal|diary|publicado|escrito)(?: on)?:?\s)?"
    r"(?:(?P<weekday>[^\W\d_]{3,9})[.,]{0,2}\s{1,3})?(?:the )?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]{1,2}(?:of |de )?(?P<month>[^\W\d_]{3,10})\b\.?"
    r"|(?P<name>[^\W\d_]{3,9})\.? (?P<number>\d{1,2})(?:st|nd|rd|th)?\b(?![.,:]\d))"
    r"(?!\s?,?\s?(?:de |of )?(?:19|20)\d\d)",
    re.IGNORECASE,
)
# `27/02  D1 int. Dra. Ponce`: a day in figures over or before a day's notes.
_FIGURES = re.compile(r"^\W{0,3}(\d{1,2})[/.](\d{1,2})(?![/.,\d%]|\s\d)(?:\s|:|$)")
_ANY_ENTRY = re.compile(
    r"^\W{0,4}(?:(?:posted|entry|update|journal|diary|publicado|escrito)(?: on)?:?\s)?"
    r"(?P<weekday>[^\W\d_]{3,9})[.,]{0,2}\s{1,3}(?:the |el )?(?:\d{1,2}\b|[^\W\d_]{3,9}\.? \d{1,2}\b)",
    re.IGNORECASE,
)
_LINE = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    month: int
    day: int
    weekday: int | None
    line: Line
    page: int

    def on(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def last_day(pages: Sequence[Page], found: Iterable[FoundDate], order: str) -> tuple[PartialDate, Citation] | None:
    """The last day of a diary, and its place; None for other papers and where the year is not certain. `order` is that
    of the paper's days and months in figures, "" where it is not known."""
    entries = list(_entries(pages, order))
    if len(entries) < _LEAST:
        return None
    told = {value.year for one in found if one.role is not DateRole.BIRTH for value in one.values}
    year = _year(entries, told)
    if year is None:
        return None
    years = _rolled(entries, year)
    days = [(day, entry) for entry, each in zip(entries, years, strict=True) if (day := entry.on(each)) is not None]
    last, entry = max(days, key=lambda one: one[0])
    return PartialDate(last.year, last.month, last.day), Citation(entry.line.text[:_LINE].strip(), entry.page)


def is_entry(text: str) -> bool:
    """Whether a line begins with a weekday or a word for an entry, and its day, with a year or without."""
    found = _ANY_ENTRY.match(text[:_LINE])
    return found is not None and fold(found["weekday"])[:3] in _WEEKDAYS


def _entries(pages: Sequence[Page], order: str) -> Iterator[_Entry]:
    for page in pages:
        for line in page.lines:
            figures = _FIGURES.match(line.text[:_LINE]) if order else None
            if figures is not None:
                one, other = int(figures[1]), int(figures[2])
                day, month = (one, other) if order == "dmy" else (other, one)
                if 1 <= month <= 12 and 1 <= day <= 31:
                    yield _Entry(month, day, None, line, page.number)
                continue
            found = _ENTRY.match(line.text[:_LINE])
            if found is None:
                continue
            named, day = MONTHS.get(fold(found["month"] or found["name"])), int(found["day"] or found["number"])
            weekday = _WEEKDAYS.get(fold(found["weekday"])[:3]) if found["weekday"] else None
            if named is not None and 1 <= day <= 31 and (weekday is not None or not found["weekday"]):
                yield _Entry(named, day, weekday, line, page.number)


def _year(entries: Sequence[_Entry], told: set[int]) -> int | None:
    """The year of the first entry."""
    named = [one for one in entries if one.weekday is not None]
    near = {year + shift for year in told for shift in (0, 1)}
    if len(named) >= _LEAST:
        right = [year for year in sorted(near) if _right(entries, year)]
        return right[-1] if right else None
    return max(told) if len(told) == 1 else None


def _right(entries: Sequence[_Entry], year: int) -> bool:
    """Whether the weekdays are those of a year, but for one slip of the pen."""
    days = [(entry, entry.on(each)) for entry, each in zip(entries, _rolled(entries, year), strict=True)]
    wrong = sum(entry.weekday is not None and (day is None or day.weekday() != entry.weekday) for entry, day in days)
    return wrong <= (1 if len(entries) > 2 * _LEAST else 0)


def _rolled(entries: Sequence[_Entry], year: int) -> list[int]:
    """The year of each entry: one more behind a new year's day."""
    years = []
    for at, entry in enumerate(entries):
        if at and entries[at - 1].month - entry.month > 6:
            year += 1
        years.append(year)
    return years
