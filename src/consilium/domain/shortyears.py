"""The years of two digits that a paper's dates may be of: a century is only believed where the paper shows it."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText
from consilium.domain.records import DateRole

# A child's records span so many years.
_LIFE = 20
_DAYS_OF_A_YEAR = 3
_Dated = tuple[DateText, DateRole]


def century_known(values: Sequence[PartialDate], role: DateRole, centuries: frozenset[int]) -> bool:
    """Whether a year of two digits can be believed: the document shows its century, or it is a child's birth."""
    year = values[0].year
    return year in centuries or (role is DateRole.BIRTH and bool(centuries) and year <= max(centuries))


def known_years(raw: Sequence[_Dated]) -> frozenset[int]:
    """The years whose century the document shows: those that it writes in full and what follows within a childhood; a
    birth and a later date, both of two digits; two days of a year of two digits."""
    shown = {value.year for one in raw if not one[0].short for value in one[0].values}
    short = [one for one in raw if one[0].short]
    starts = shown | {birth for one in short if one[1] is DateRole.BIRTH and (birth := _followed(one, short))}
    lives = {year for start in starts for year in range(start, start + _LIFE + 1)}
    return frozenset(lives | _of_one_year(short))


def _followed(birth: _Dated, short: Sequence[_Dated]) -> int:
    """The year of a birth that another labelled date follows within a childhood; else 0."""
    year = birth[0].values[0].year
    later = (one for one in short if one[1] not in (DateRole.BIRTH, DateRole.OTHER))
    return year if any(year < one[0].values[0].year <= year + _LIFE for one in later) else 0


def _of_one_year(short: Sequence[_Dated]) -> set[int]:
    """The years of days of two digits: what stays the same where days change is the year. Two labelled days tell, or
    three of any kind; then the years of a childhood before it are believed too."""
    labelled = [one[0].values for one in short if one[1] not in (DateRole.BIRTH, DateRole.OTHER)]
    years = {values[0].year for values in labelled}
    if len(years) == 1 and len({values[0].day for values in labelled}) > 1:
        return years
    days: dict[int, set[int]] = {}
    for one in short:
        if one[1] is not DateRole.BIRTH:
            days.setdefault(one[0].values[0].year, set()).add(one[0].values[0].day)
    sure = [year for year, seen in days.items() if len(seen) >= _DAYS_OF_A_YEAR]
    return {year for year in days if any(last - _LIFE <= year <= last for last in sure)}
