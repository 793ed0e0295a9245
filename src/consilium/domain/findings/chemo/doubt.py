"""A dose that can hardly be meant is kept as written and marked: most are a slip of a thousand (g for mg)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from consilium.domain.findings.text.amounts import Amount, readings_of
from consilium.domain.findings.text.terms import Term
from consilium.domain.records import Scalar

# In milligrams, or in units for what is measured in units.
_SCALE = {"mg": 1.0, "mgs": 1.0, "g": 1000.0, "gr": 1000.0, "mcg": 0.001, "µg": 0.001, "μg": 0.001, "ug": 0.001}
# How far outside the (wide) bounds of one dose it must lie; a sum may be many doses.
_FAR, _DOSES = 10.0, 40.0


def milligrams(number: float | None, unit: str) -> float | None:
    """An amount in milligrams; None where it is none of mass."""
    name = unit.lower()
    if name.startswith(("gram", "milli", "mili")):
        name = "g" if name.startswith("gram") else "mg"
    return number * _SCALE[name] if number is not None and name in _SCALE else None


def settled(term: Term, amount: Amount | None) -> Amount | None:
    """An amount whose number can be read in two ways, with the only one that may be a dose of this drug."""
    if amount is None or (amount.number is not None and (_usual(term, amount) or not readings_of(amount.text)[1:])):
        return amount
    may_be = [number for number in readings_of(amount.text) if _usual(term, replace(amount, number=number))]
    return replace(amount, number=may_be[0]) if len(may_be) == 1 else amount


def _usual(term: Term, amount: Amount) -> bool:
    bounds = term.facts.get("plausible", {}).get(amount.per or "flat")
    value = milligrams(amount.number, amount.unit)
    return bounds is not None and value is not None and bounds[0] / _FAR <= value <= bounds[1] * _FAR * _DOSES


def is_more_than_a_dose(term: Term, amount: Amount) -> bool:
    """Whether an amount is too much for one dose and not too much for the sum of several."""
    bounds = term.facts.get("plausible", {}).get(amount.per or "flat")
    value = milligrams(amount.number, amount.unit)
    return bounds is not None and value is not None and bounds[1] * 1.5 < value <= bounds[1] * _FAR


def is_of_a_cycle(term: Term, amount: Amount) -> bool:
    """Whether an amount may be what the doses of one cycle come to."""
    bounds = term.facts.get("plausible", {}).get(amount.per or "flat")
    value = milligrams(amount.number, amount.unit)
    return bounds is not None and value is not None and bounds[0] <= value <= bounds[1] * _FAR


def doubt_of(term: Term, amount: Amount | None, summed: bool) -> Mapping[str, Scalar]:
    """`{"doubt": "number_unclear" | "dose_too_high" | "dose_too_low"}`, or nothing."""
    if amount is None:
        return {}
    if amount.number is None:
        return {"doubt": "number_unclear"}
    bounds = term.facts.get("plausible", {}).get(amount.per or "flat")
    value = milligrams(amount.number, amount.unit)
    if bounds is None or value is None:
        return {}
    if value > bounds[1] * _FAR * (_DOSES if summed else 1):
        return {"doubt": "dose_too_high"}
    return {"doubt": "dose_too_low"} if value < bounds[0] / _FAR else {}
