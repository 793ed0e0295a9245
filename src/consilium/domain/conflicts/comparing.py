"""When two statements are of the same time or thing, as far as their sources say."""

from __future__ import annotations

from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.phrases import fold

# Two statements further apart than this are of two times of the illness.
ONE_TIME_DAYS = 60
_NEAR_DAYS = 7


def key(written: str) -> str:
    """Words for comparing: folded, blanks as one."""
    return " ".join(fold(written).split())


def detail(finding: Finding, name: str) -> str:
    value = finding.detail.get(name)
    return "" if value is None else str(value)


def number_text(finding: Finding) -> str:
    return "" if finding.number is None else format(finding.number, "g")


def is_denied(finding: Finding) -> bool:
    return finding.assertion is Assertion.NEGATED


def whole_day(when: PartialDate | None) -> bool:
    return when is not None and when.day > 0


def same_or_open(one: str, other: str) -> bool:
    """Whether two texts are the same or one is not stated."""
    return not one or not other or key(one) == key(other)


def likeness(one: Finding, other: Finding) -> bool:
    """Whether two findings name one thing: the same words, or the same code."""
    codes = {(code.system, code.code) for code in one.codes if code.system}
    shared = any((code.system, code.code) in codes for code in other.codes)
    return key(one.name) == key(other.name) or shared


def days_apart(one: PartialDate, other: PartialDate) -> int | None:
    """Days between two whole days; None where one is known to the month or year only."""
    if not one.day or not other.day:
        return None
    return abs((date(one.year, one.month, one.day) - date(other.year, other.month, other.day)).days)


def at_one_time(one: Finding, other: Finding) -> bool:
    """Whether two statements may be of one time: undated, of fitting dates, or of the same weeks."""
    a, b = one.when, other.when
    if a is None or b is None or a.includes(b) or b.includes(a):
        return True
    apart = days_apart(a, b)
    return apart is not None and apart <= ONE_TIME_DAYS


def swapped_or_near(one: PartialDate, other: PartialDate) -> bool:
    """Whether one date is the other with a slip: day and month swapped, another year or month, some days off."""
    if one == other:
        return False
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return True
    if (one.month, one.day) == (other.month, other.day):
        return abs(one.year - other.year) == 1
    apart = days_apart(one, other)
    return apart is not None and apart <= _NEAR_DAYS
