"""Rows of administration with a column for each day (`Drug | Dose | Day 1 | Day 8 | Day 15`, `Drug | 04/11 | 05/11`):
each given day is one dose, with the amount that its cell tells; a held one is held, an empty cell tells nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.chemo.columns import Column
from consilium.domain.findings.chemo.heldrows import HELD, NOTHING
from consilium.domain.findings.chemo.setting import Setting, is_later
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.text.amounts import Amount, amounts_in
from consilium.domain.records import Scalar

_HEAD = re.compile(r"\s*(?:days?|d[ií]as?|d)\s?\.?\s?(?P<day>\d{1,2})(?!\d|\s?[-–,/]\s?\d)", re.IGNORECASE)
# A head that is a date, with its weekday or hour at most: `Mon 04/11`.
_DATE_ONLY = 4
_TO_COME = re.compile(
    r"\s*(?:pend\w*|planned|due|scheduled|programad[oa]|previst[oa]|por (?:aplicar|administrar)|tbd|to be given)\b",
    re.IGNORECASE,
)
# What says of a cell without a day that the dose was given: a mark, the hour, the initials of who gave it.
_GIVEN = re.compile(
    r"\s*(?:ok|given|done|yes|s[ií]|(?:\[?[x✓✔√☑]\]?[\s/-]?){1,6}|aplicad[oa]|administrad[oa]|dad[oa]"
    r"|\d{1,2}:\d{2}(?:\s?h(?:rs)?)?)(?:\s(?:\d{1,2}:\d{2}|[A-Z]{2,3}))?\s*",
    re.IGNORECASE,
)
# Initials alone, which are no word for a dose that was left out (`NG`, `ND`, `REF`).
_INITIALS = re.compile(r"\s*(?!(?:N[A-Z]|REF|SUS|OM|HLD|DC|PRN|TBD|PEN|HD|LP|IT|IV|PO|VO)\b)[A-Z]{2,3}\s*")
_NO, _YES = re.compile(r"\s*(?:no|ng)\s*", re.IGNORECASE), re.compile(r"\s*(?:s[ií]|yes|g)\s*", re.IGNORECASE)
_COUNTED, _FEWEST_COUNTED = re.compile(r"\s*(\d{1,2})\s*"), 4
_GIVEN_WORD = re.compile(
    r"\b(?:given|resumed|administered|aplicad[oa]|administrad[oa]|dad[oa]|se (?:dio|aplic[oó]|administr[oó]))"
    r"\s(?:on\s|el\s)?$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d\s?[/.-]\s?\d")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class GivenOn:
    """What a cell tells of one day of its row; `when` is None where neither the cell nor its head has a date."""

    day: str
    when: Occasion | None
    assertion: Assertion
    amount: Amount | None = None


def by_days(columns: Sequence[Column], row: Setting) -> tuple[GivenOn, ...]:
    """What the columns of days tell; () where a table has no such columns, or their cells are all empty."""
    free = [one for one in columns if not one.drug and not one.cycle]
    headed = [(one, found["day"]) for one in free if (found := _HEAD.match(one.head))]
    headed = headed or [(one, "") for one in free if _is_date(one.head, row)]
    headed = headed or ([(one, one.head.strip()) for one in free if _COUNTED.fullmatch(one.head)] if row.grid else [])
    fewest = 1 if row.grid or all(occasions(one.head, row.paper) for one, _ in headed) else _FEWEST
    if len(headed) < fewest or len({one.head for one, _ in headed}) < len(headed):
        return ()
    answered = any(_YES.fullmatch(one.text) for one, _ in headed)
    return tuple(_in_cells([(_answered(one) if answered else one, day) for one, day in headed], row))


def _answered(column: Column) -> Column:
    """Beside days that are answered with yes, a plain no is a dose that was not given."""
    if _NO.fullmatch(column.text):
        return replace(column, text="not given")
    return replace(column, text="given") if _YES.fullmatch(column.text) else column


def has_days(heads: Sequence[str]) -> bool:
    """Whether the heads of a table are those of a column for each day: `D1 | D2 | D3`, `Day 1 | Day 8`, `1 | 2 | 3`."""
    counted = [one for one in heads if _COUNTED.fullmatch(one)]
    return sum(_HEAD.match(one) is not None for one in heads) >= _FEWEST or len(counted) >= _FEWEST_COUNTED


def _in_cells(headed: Sequence[tuple[Column, str]], row: Setting) -> Iterator[GivenOn]:
    """Each head's day is near that of the head before it: the columns of a course go on behind its first day."""
    near: Occasion | None = None
    for column, day in headed:
        told = occasions(column.head, row.paper, near.when if near is not None else None)
        told = told or occasions(column.head, row.paper, row.paper.date)  # behind the day on which the course began
        near = told[0] if told else near
        yield from _in_cell(column, day, row, told[0] if told else None)


def _is_date(head: str, row: Setting) -> bool:
    told = occasions(head, row.paper)
    rest = f"{head[: told[0].start]}{head[told[0].end :]}" if len(told) == 1 else head
    return bool(told) and bool(told[0].when.day) and sum(map(str.isalnum, rest)) <= _DATE_ONLY


def _in_cell(column: Column, day: str, row: Setting, near: Occasion | None) -> Iterator[GivenOn]:
    """Each date of a cell once; a word right before it, or alone behind the only one, says that it was held."""
    text = column.text
    if not text.strip() or (NOTHING.fullmatch(text) and _GIVEN.fullmatch(text) is None):
        return
    beside = near or row.occasion  # what a day without its year is of
    told = occasions(text, row.paper, beside.when if beside else None)
    if not told:
        held = HELD.match(text) is not None
        if held or _GIVEN.fullmatch(text) or (row.grid and _INITIALS.fullmatch(text)):
            yield GivenOn(day, near, _said(near, row, held=held))
        elif _TO_COME.match(text):
            yield GivenOn(day, near, Assertion.PLANNED)
        else:
            yield from _amount_of_day(text, GivenOn(day, near, Assertion.STATED), row)
        return
    last = 0
    for at, one in enumerate(told):
        behind = text[one.end : told[at + 1].start if at + 1 < len(told) else len(text)]
        held = _held_before(text[last : one.start]) or (len(told) == 1 and _held_behind(behind))
        given = _GIVEN_WORD.search(text[last : one.start]) is not None
        yield GivenOn(day, one, Assertion.STATED if given else _said(one, row, held=held))
        last = one.end


def _amount_of_day(text: str, day: GivenOn, row: Setting) -> Iterator[GivenOn]:
    """`66 mg ✓`, `50 mg held`: what a cell begins with is the dose of its day, and what stands behind it says whether
    it was given."""
    amount = next(amounts_in(text, row.mark), None)
    if amount is None or text[: amount.start].strip():
        return
    rest = text[amount.end :].strip(" ,;.-–()")
    if HELD.match(rest):
        yield replace(day, assertion=Assertion.NEGATED)
    elif _TO_COME.match(rest):
        yield replace(day, assertion=Assertion.PLANNED, amount=amount)
    elif not rest or _GIVEN.fullmatch(rest):
        said = day.assertion if rest else _said(day.when, row, held=False)
        yield replace(day, assertion=said, amount=amount)


def _held_before(text: str) -> bool:
    """`held 29/07, given 05/08`, `(held 08/12)`: the word right before a date is of that date."""
    return _GIVEN_WORD.search(text) is None and HELD.match(text.lstrip(" ,;/(")) is not None


def _held_behind(text: str) -> bool:
    """`29/07 (held)`, `29/07 held, ANC 210`."""
    return HELD.match(text.lstrip(" ,;/(-–")) is not None and _DATED.search(text) is None


def _said(when: Occasion | None, row: Setting, *, held: bool) -> Assertion:
    if held:
        return Assertion.NEGATED
    return Assertion.PLANNED if when is not None and is_later(when, row) else Assertion.STATED


def told_by_day(made: Finding, days: Sequence[GivenOn]) -> Iterator[Finding]:
    """A drug's finding once for each day that has a date, and once for those without that are said alike; what is said
    of another day is not of this one."""
    for one, numbers in _alike(days):
        held = one.assertion is Assertion.NEGATED
        detail = {key: value for key, value in made.detail.items() if key not in ("state", "reason", "times", "days")}
        amount = one.amount
        detail |= {"given": amount.text, "given_unit": amount.unit} if amount is not None and not amount.per else {}
        yield replace(
            made,
            when=one.when.when if one.when else None,
            until=None,
            assertion=one.assertion,
            detail=detail | _counted(numbers) | ({"state": "omitted"} if held else {}),
        )


def _alike(days: Sequence[GivenOn]) -> Iterator[tuple[GivenOn, tuple[str, ...]]]:
    """Days with the numbers of all days that are told with them."""
    told: dict[tuple[object, ...], tuple[GivenOn, list[str]]] = {}
    for one in days:
        amount = (one.amount.text, one.amount.unit) if one.amount else ()
        first, numbers = told.setdefault((one.when, one.assertion, amount), (one, []))
        numbers += [one.day] if one.day and one.day not in numbers else []
    for first, numbers in told.values():
        yield first, tuple(numbers)


def _counted(numbers: tuple[str, ...]) -> dict[str, Scalar]:
    return {"days": ", ".join(numbers)} | ({"times": len(numbers)} if len(numbers) > 1 else {}) if numbers else {}


def run_of(days: tuple[Occasion, ...]) -> Occasion | None:
    """From the first day to the last."""
    if not days:
        return None
    last = days[-1].until or days[-1].when
    return replace(days[0], until=last if last != days[0].when else None)
