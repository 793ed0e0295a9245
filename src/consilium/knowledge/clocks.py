"""How long a holder has to answer a letter, by area (`clocks.yaml`, quoting `rights.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from consilium.domain.asking import ClockRule
from consilium.domain.records import Citation
from consilium.knowledge.documents import document
from consilium.knowledge.rights import rights


@cache
def clock_rules() -> Mapping[str, ClockRule]:
    """The rules by area (`us`, `eu`, `uk`, `ontario`). Raises ValueError where the file is not of its shape, or a
    quotation does not stand in a verified rule."""
    data = document("clocks.yaml")
    if data["schema"] != "consilium.clocks/1":
        raise ValueError("clocks.yaml has another schema")
    return {str(area): _rule(str(area), entry) for area, entry in data["clocks"].items()}


def _rule(area: str, entry: Mapping[str, Any]) -> ClockRule:
    rule, quote = rights().rule(entry["rule"]), str(entry["quote"])
    if quote not in rule.rule or not rule.verified:
        raise ValueError(f"rights.yaml {entry['rule']} does not say: {quote}")
    place = f"rights.yaml {entry['rule']}" + (f" ({rule.citation})" if rule.citation else "")
    days, months, more_days, more_months = (
        int(entry.get(name, 0)) for name in ("days", "months", "more_days", "more_months")
    )
    return ClockRule(area, days, months, more_days, more_months, Citation(quote, place=place), rule.level)
