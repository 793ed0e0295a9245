"""The amounts in the cells of a row of treatment, with the unit that stands in their head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.findings.chemo.columns import Column
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.text.amounts import Amount, amounts_in

_PER_HEAD = re.compile(r"/\s?(m\s?[2²]|kg)\b|\bper\s(m2|kg)\b|\bpor\s(m2|kg)\b", re.IGNORECASE)


def first_amount(columns: tuple[Column, ...], role: str, row: Setting) -> Amount | None:
    """The first amount under a role; a bare number takes the unit of its head (`Dose (mg/m2)`)."""
    for column in columns:
        if column.role == role and not column.cycle and column.drug is None:
            found = amounts_of(column, row.mark)
            if found:
                return found[0]
    return None


def amounts_of(column: Column, mark: str) -> tuple[Amount, ...]:
    """The amounts of a cell with their places in the row."""
    found = tuple(moved(one, column.start) for one in amounts_in(column.text, mark))
    if found:
        ordered = next(amounts_in(column.head, mark), None)  # `VCR 1,5 mg/m2`: ordered, the cell given
        bare_head = ordered is None and not found[0].per and column.role == "dose"
        per = _PER_HEAD.search(column.head) if bare_head else None
        return (_per(found[0], per), *found[1:]) if per else found
    bare = re.fullmatch(r"\s*(\d[\d.,]{0,8})\s*[*†#]?\s*", column.text)
    unit = re.search(r"\(([^()]{1,12})\)|((?:mg|g|mcg|UI|IU)(?:/(?:m[2²]|kg))?)\s*$", column.head)
    if bare is None or unit is None:
        return ()
    whole = list(amounts_in(f"{bare[1]} {unit[1] or unit[2]}", mark))
    return tuple(replace(one, start=column.start + bare.start(1), end=column.start + bare.end(1)) for one in whole)


def _per(amount: Amount, head: re.Match[str]) -> Amount:
    """An amount under a head that says of what it is: `12 g` under `Dosis/m2`."""
    per = "kg" if "kg" in head[0].lower() else "m2"
    return replace(amount, per=per, full_unit=f"{amount.unit}/{per}")


def moved(amount: Amount, by: int) -> Amount:
    return replace(amount, start=amount.start + by, end=amount.end + by)


# What may stand between a dose and its own day: `31.5 mg (given 04/08)`. Other words are of something else: a remark of
# the next column that a scan joined (`31.5 mg FN 04/17`).
_DOSED = re.compile(r"\d\s?(?:mc?g|[µu]g|g|U|UI|IU)\b", re.IGNORECASE)
_TO_DAY = re.compile(
    r"(?:[\W\d_]|\b(?:m|m2|kg|x|IV|EV|IT|PO|VO|SC|IM|IVP|push|bolus|bolo|on|given|dad[oa]|aplicad[oa]|administrad[oa]|el|del"
    r"|d|day|days|d[ií]as?|dose|dosis|to|al?|and|y|from|de|of|ok|done|date|fecha|started|start|inicio|mg|am|pm|hs?|hrs)\b)*",
    re.IGNORECASE,
)


def of_the_dose(text: str, days: Sequence[Occasion]) -> list[Occasion]:
    """The days of a cell that are those of its dose: none that other words behind the dose lead."""
    doses = [hit.end() for hit in _DOSED.finditer(text)]
    return [
        one
        for one in days
        if not (before := [end for end in doses if end <= one.start]) or _TO_DAY.fullmatch(text, before[-1], one.start)
    ]
