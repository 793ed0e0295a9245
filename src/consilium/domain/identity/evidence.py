"""What birth dates and record numbers say of each other, each on its own; `namelevels` does names.

Each comparison ends in one level of a small scale. `comparing` weighs the levels; nothing is weighed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from consilium.domain.dates import PartialDate
from consilium.domain.records import RecordNumber

_PLACEHOLDER_YEARS = 1901  # 1900-01-01 and 0001-01-01 are what systems write when they know none
_SIGNIFICANT_DIGITS = 4
# Two birth years this far apart are a parent and a child, not a slip of the pen.
_GENERATION_YEARS = 14


class BirthLevel(StrEnum):
    SAME = "same"
    SAME_MAYBE = "same_maybe"  # one of two readings of an ambiguous date
    MONTH = "month"
    YEAR = "year"
    SWAPPED = "swapped"  # day and month exchanged
    TYPO = "typo"  # one digit differs
    UNKNOWN = "unknown"
    OTHER = "other"
    OTHER_GENERATION = "other_generation"


class NumberLevel(StrEnum):
    SAME = "same"  # same number, same issuer
    SAME_UNSTATED = "same_unstated"  # same number, an issuer is not stated
    MISREAD = "misread"  # read from a picture, a character or two off a number that typed records state
    UNKNOWN = "unknown"
    OTHER = "other"  # the same issuer gives another number


def compare_births(
    known: PartialDate | None, named: PartialDate | None, may_be: Sequence[PartialDate] = ()
) -> BirthLevel:
    """The level of a record's birth date (and its readings, where ambiguous) against the one that is known."""
    if known is None or known.year <= _PLACEHOLDER_YEARS:
        return BirthLevel.UNKNOWN
    if may_be:
        found = {compare_births(known, one) for one in may_be}
        return _best_reading(found)
    if named is None or named.year <= _PLACEHOLDER_YEARS:
        return BirthLevel.UNKNOWN
    if known == named:
        return BirthLevel.SAME if known.day else BirthLevel.MONTH if known.month else BirthLevel.YEAR
    if known.includes(named) or named.includes(known):
        return BirthLevel.MONTH if min(known.month, named.month) else BirthLevel.YEAR
    return _slip(known, named)


def _best_reading(found: set[BirthLevel]) -> BirthLevel:
    if BirthLevel.SAME in found:
        return BirthLevel.SAME_MAYBE
    for level in (BirthLevel.MONTH, BirthLevel.YEAR, BirthLevel.TYPO, BirthLevel.OTHER):
        if level in found:
            return level
    return BirthLevel.OTHER_GENERATION


def _slip(known: PartialDate, named: PartialDate) -> BirthLevel:
    """A different date: a slip of the pen, or another birthday."""
    if known.day and named.day:
        if (known.year, known.month, known.day) == (named.year, named.day, named.month):
            return BirthLevel.SWAPPED
        one, other = str(known).replace("-", ""), str(named).replace("-", "")
        if sum(a != b for a, b in zip(one, other, strict=True)) == 1 and abs(known.year - named.year) < 10:
            return BirthLevel.TYPO
    return BirthLevel.OTHER_GENERATION if abs(known.year - named.year) > _GENERATION_YEARS else BirthLevel.OTHER


def compare_numbers(known: Iterable[RecordNumber], named: Iterable[RecordNumber]) -> NumberLevel:
    """The level of a record's numbers. Different numbers of different issuers say nothing."""
    ours = {(number_text(n), issuer_text(n)) for n in known}
    theirs = {(number_text(n), issuer_text(n)) for n in named}
    ours, theirs = ({(n, i) for n, i in s if len(n) >= _SIGNIFICANT_DIGITS} for s in (ours, theirs))
    if any(issuer and (number, issuer) in ours for number, issuer in theirs):
        return NumberLevel.SAME
    if any(number == n and not (issuer and i) for number, issuer in theirs for n, i in ours):
        return NumberLevel.SAME_UNSTATED
    issuers = {issuer for _, issuer in ours if issuer} & {issuer for _, issuer in theirs if issuer}
    return NumberLevel.OTHER if issuers else NumberLevel.UNKNOWN


def number_text(number: RecordNumber) -> str:
    """A record number without punctuation, case and leading zeros."""
    return re.sub(r"[^0-9a-z]", "", number.value.lower()).lstrip("0")


def issuer_text(number: RecordNumber) -> str:
    """An issuer without case, punctuation and the prefix of an OID."""
    return re.sub(r"[^0-9a-z.]+", " ", number.issuer.lower().removeprefix("urn:oid:")).strip()
