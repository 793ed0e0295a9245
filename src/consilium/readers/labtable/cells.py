"""Numbers and days in a table's cells, read only where the table itself shows how it writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from consilium.domain.dates import PartialDate
from consilium.readers.labtable.words import MONTHS, folded

_NUMBER = re.compile(r"([<>]=?|[≤≥])?\s{0,3}([+-]?\d{1,15}(?:[.,]\d{1,15})?)$")
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)")
_NAMED_DAY = re.compile(r"(\d{1,2})[\s/.\-]{1,3}(?:de\s)?([A-Za-z]{3,10})\.?[\s/.\-]{1,3}(?:de\s)?(\d{4})(?!\d)")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_ISO_SLASH = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")


def decimal_mark(values: Iterable[str]) -> str:
    """The mark that parts decimals: "," or "." where some value can't mean anything else, "" where none tells."""
    marks = set()
    for value in values:
        match = _NUMBER.match(value.strip())
        number = match.group(2) if match else ""
        for mark in ",.":
            head, found, tail = number.partition(mark)
            if found and (len(tail) != 3 or head.lstrip("+-") in ("", "0")):
                marks.add(mark)
    return marks.pop() if len(marks) == 1 else ""


def number(value: str, mark: str) -> str:
    """A cell's number with a decimal point (`5,60` becomes `5.60`), "" where it is none or could mean two things."""
    match = _NUMBER.match(value.strip())
    if not match:
        return ""
    written = match.group(2)
    found = "," if "," in written else "." if "." in written else ""
    if found and found != mark:
        return ""
    return written.replace(",", ".")


def day_order(values: Iterable[str]) -> str:
    """`dmy` or `mdy` where some value can be only that, "" where none tells or they contradict."""
    orders = set()
    for value in values:
        match = _NUMERIC_DAY.match(value.strip())
        if match:
            left, right = int(match.group(1)), int(match.group(2))
            if left > 12 >= right:
                orders.add("dmy")
            elif right > 12 >= left:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else ""


def day(value: str, order: str) -> PartialDate | None:
    """A cell's day. `03/04/2024` is only known to the year where the table does not tell which is the month."""
    written = value.strip()
    try:
        for pattern in (_ISO_DAY, _ISO_SLASH):
            if match := pattern.match(written):
                return PartialDate(*(int(part) for part in match.groups()))
        if re.match(r"\d{8}(?:\D|\d{4,6}|$)", written):
            return PartialDate.from_digits(written)
        if match := _NAMED_DAY.match(written):
            month = MONTHS.get(folded(match.group(2)), 0)
            return PartialDate(int(match.group(3)), month, int(match.group(1))) if month else None
        if match := _NUMERIC_DAY.match(written):
            left, right, year = (int(part) for part in match.groups())
            return _numeric(left, right, year, order)
        if re.fullmatch(r"\d{4}(-\d{2})?", written):
            return PartialDate.from_iso(written)
    except ValueError:
        return None
    return None


def _numeric(left: int, right: int, year: int, order: str) -> PartialDate:
    if left == right:
        return PartialDate(year, left, right)
    order = order or ("dmy" if left > 12 else "mdy" if right > 12 else "")
    if not order:
        return PartialDate(year)
    return PartialDate(year, right, left) if order == "dmy" else PartialDate(year, left, right)


def both_days(value: str) -> tuple[PartialDate, ...]:
    """The two days that `03/04/2024` may be, day first and month first."""
    match = _NUMERIC_DAY.match(value.strip())
    if not match:
        return ()
    left, right, year = (int(part) for part in match.groups())
    try:
        return PartialDate(year, right, left), PartialDate(year, left, right)
    except ValueError:
        return ()
