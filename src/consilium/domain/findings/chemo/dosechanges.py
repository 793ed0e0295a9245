"""Doses of one drug that a sentence changes: `gilteritinib 120 mg on 3 February, reduced to 80 mg on 20 February and
stopped on 3 March`, `se redujo a 80 mg el 20/02`. Each dose is told with its own day, the last ends the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.amounts import Amount

_CHANGED = re.compile(
    r"\b(?P<less>reduced|decreased|lowered|cut|se (?:le )?(?:reduj[oe]|disminuy[oó]|baj[oó])|reducid[oa]"
    r"|disminuid[oa])?"
    r"(?:increased|raised|escalated|se (?:le )?(?:aument[oó]|subi[oó]|increment[oó])|aumentad[oa]|incrementad[oa])?"
    r"\s(?:(?:again|back|then|luego|nuevamente)\s)?(?:to|a)\s$",
    re.IGNORECASE,
)
# A dose that is still to be changed: `will be reduced to 50 mg`, `may be increased to 80 mg`.
_TO_COME = re.compile(
    r"\b(?:will|would|may|might|can|could|should|to) be\s(?:\w+\s)?$|\b(?:if|si|plan\w*)\b[^.;]{0,30}$", re.I
)
_DAY_BEHIND = re.compile(
    r"(?:\s(?:once|twice|daily|bid|od|bd|qd|al d[ií]a|diari[oa]s?|c/\d{1,2}\s?h))?\s(?:on|el|from|since"
    r"|desde)\s(?:el\s)?",
    re.I,
)
_STOPPED = re.compile(
    r"\b(?:stopped|discontinued|ceased|suspendid[oa]|se suspendi[oó]|discontinuad[oa])\s(?:on|el)\s$", re.IGNORECASE
)
_BACK = 60


def changed_to(clause: Clause, amount: Amount) -> bool:
    """Whether an amount is what the dose before it was changed to."""
    return _change(clause.text, amount) is not None


def later_doses(
    clause: Clause, given: Finding, amounts: Sequence[Amount], days: Sequence[Occasion]
) -> Iterator[Finding]:
    """The doses to which the one that was `given` was changed."""
    if given.assertion is not Assertion.STATED:
        return
    for amount in amounts:
        change = _change(clause.text, amount)
        if change is None or not change[0].strip():
            continue
        behind = _DAY_BEHIND.match(clause.text, amount.end)
        when = next((one for one in days if behind is not None and one.start == behind.end()), None)
        detail = {key: value for key, value in given.detail.items() if key in ("route", "cycle", "daily")}
        detail |= {"dose": amount.text, "dose_unit": amount.unit, "per": amount.per}
        yield replace(
            given,
            value=amount.text,
            number=amount.number,
            unit=amount.full_unit,
            when=when.when if when else None,
            until=None,
            detail=detail | ({"state": "reduced"} if change["less"] else {}),
            citations=(clause.cite(change.start(), amount.end), *given.citations[:1]),
        )


def first_day(clause: Clause, when: Occasion | None, amounts: Sequence[Amount]) -> Occasion | None:
    """The day of the first dose, which is not that of a change."""
    for amount in amounts:
        behind = _DAY_BEHIND.match(clause.text, amount.end) if _change(clause.text, amount) is not None else None
        if behind is not None and when is not None and when.start == behind.end():
            return None
    return when


def _change(text: str, amount: Amount) -> re.Match[str] | None:
    found = _CHANGED.search(text, max(0, amount.start - _BACK), amount.start)
    if (
        found is None
        or len(found[0].split()) < 2
        or _TO_COME.search(text, max(0, found.start() - _BACK), found.start())
    ):
        return None
    return found


def stopped_on(clause: Clause, given: Finding, days: Sequence[Occasion], end: int) -> Finding:
    """The drug with the day on which it was stopped as its last."""
    if given.detail.get("state") != "stopped" or given.when is None or given.until is not None:
        return given
    last = [
        one for one in days if one.end <= end and _STOPPED.search(clause.text, max(0, one.start - _BACK), one.start)
    ]
    return replace(given, until=last[-1].when) if last and given.when < last[-1].when else given
