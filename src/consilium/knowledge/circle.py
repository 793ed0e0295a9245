"""From when a person decides for themself, by place (`circle.yaml`, quoting `rights.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from consilium.domain.records import Citation
from consilium.knowledge.documents import document
from consilium.knowledge.rights import Rule, rights


@dataclass(frozen=True, slots=True)
class MajorityRule:
    """An age of majority that was read. `everywhere` is False for a rule of most states only."""

    years: int
    everywhere: bool
    basis: Citation
    rule: Rule


@cache
def majority_rule(country: str) -> MajorityRule | None:
    """The rule of a country (ISO 3166-1), None where none was read. Raises ValueError where the file is not of its
    shape or its quotation does not stand in the rule."""
    data = document("circle.yaml")
    if data["schema"] != "consilium.circle/1":
        raise ValueError("circle.yaml has another schema")
    entry = data["majority"].get(country.upper())
    if entry is None:
        return None
    rule, quote = rights().rule(entry["rule"]), str(entry["quote"])
    if quote not in rule.rule or not rule.verified:
        raise ValueError(f"rights.yaml {entry['rule']} does not say: {quote}")
    basis = Citation(quote, place=rule.source[0] if rule.source else "")
    return MajorityRule(int(entry["years"]), bool(entry["everywhere"]), basis, rule)
