"""A dose that can hardly be meant is kept as written and marked: most are a slip of a thousand (g for mg)."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.domain.findings.amounts import Amount
from consilium.domain.findings.terms import Term
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
