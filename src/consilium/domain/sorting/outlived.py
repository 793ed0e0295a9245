"""A signature's day, recognized in a picture, that cannot be right: the paper itself tells of several days after it.

`Electronically signed 2021-06-20` under doses of 2021-06-24 and 2021-07-26: a figure was misread, and nobody can say
which. The date is then not known. One later day alone may be the misread one; the day in a head may stand over a plan.
"""

from __future__ import annotations

from collections.abc import Iterable

from consilium.domain.dates import PartialDate
from consilium.domain.documentdates import FoundDate
from consilium.domain.records import DateRole, Decision, Reading, Remark

_SEVERAL = 2
_TAKEN = frozenset({DateRole.COLLECTED, DateRole.STUDY})


def outlived(made: Decision[PartialDate], reading: Reading, found: Iterable[FoundDate]) -> Decision[PartialDate]:
    """The paper's date, or none where it is a recognized signature's and several days of the paper's rows lie after
    it."""
    own, dates = made.value, tuple(found)
    if own is None or not own.day or not _is_recognized_signature(made, reading, dates):
        return made
    later = {one.seen.value for one in dates if _is_told(one) and one.seen.value > own}
    if len(later) < _SEVERAL:
        return made
    return Decision(None, (Remark("sorting.date_before_told", {"date": str(own), "later": str(max(later))}),))


def _is_told(one: FoundDate) -> bool:
    """Whether a full day is one of a row of days, opens a row, or is that of an examination or collection."""
    if not one.seen.value.day:
        return False
    return one.seen.role in _TAKEN or (one.seen.role is DateRole.OTHER and (one.heads_column or one.opens_row))


def _is_recognized_signature(made: Decision[PartialDate], reading: Reading, dates: Iterable[FoundDate]) -> bool:
    signed = [one.citation for one in dates if one.seen.role is DateRole.SIGNED and one.citation in made.citations]
    return any(
        line.confidence is not None and cited.quote in line.text
        for cited in signed
        for page in reading.pages
        if page.number == cited.page
        for line in page.lines
    )
