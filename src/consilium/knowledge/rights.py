"""Rights to records, and what an authorization must hold (`rights.yaml`). General information, not legal advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from consilium.knowledge.documents import document

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `level` is "verified-primary", "verified-secondary" or "unverified"; "" for no citation or date."""

    id: str
    rule: str
    citation: str
    level: str
    jurisdiction: str
    note: str
    source: tuple[str, ...]
    source_date: str


@dataclass(frozen=True, slots=True)
class Authorization:
    """What 45 CFR 164.508(c) wants of a form: by id, the core elements and the required statements."""

    citation: str
    when_needed: str
    core_elements: Mapping[str, str]
    required_statements: Mapping[str, str]
    not_usable_for: str
    level: str
    source: tuple[str, ...]
    source_date: str


@dataclass(frozen=True)
class RightsKnowledge:
    """The whole file: rules by area (`us_hipaa_access`, `us_minors`, `eu`, `uk`, ...) and id."""

    collected: str
    disclaimer: Mapping[str, str]
    rules: Mapping[str, Mapping[str, Rule]]
    authorization: Authorization
    insurance_questions: tuple[Mapping[str, str], ...]

    def rule(self, place: str) -> Rule:
        """The rule at `area.id`. Raises KeyError for one that the file does not have."""
        area, name = place.split(".")
        return self.rules[area][name]


_AREAS = ("us_hipaa_access", "us_minors", "us_cures_act", "us_insurance_law", "eu", "uk", "canada")


@cache
def rights() -> RightsKnowledge:
    """The program's own list of rights. Raises ValueError or KeyError where the file is not of its shape."""
    data = document("rights.yaml")
    if data["schema"] != "second-opinion.rights/1":
        raise ValueError("rights.yaml has another schema")
    return RightsKnowledge(
        collected=str(data["collected"]),
        disclaimer={language: str(data[f"disclaimer_{language}"]) for language in LANGUAGES},
        rules={area: {str(entry["id"]): _rule(entry) for entry in data[area]} for area in _AREAS},
        authorization=_authorization(data["us_hipaa_authorization"]),
        insurance_questions=tuple(
            {"id": str(one["id"]), **{language: str(one[language]) for language in LANGUAGES}}
            for one in data["insurance_call_checklist"]
        ),
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        id=str(entry["id"]),
        rule=str(entry["rule"]),
        citation=str(entry.get("citation") or ""),
        level=str(entry["level"]),
        jurisdiction=str(entry.get("jurisdiction") or ""),
        note=str(entry.get("note") or ""),
        source=tuple(str(one) for one in entry["source"]),
        source_date=str(entry.get("source_date") or ""),
    )


def _authorization(entry: Mapping[str, Any]) -> Authorization:
    return Authorization(
        citation=str(entry["citation"]),
        when_needed=str(entry["when_needed"]),
        core_elements={str(one["id"]): str(one["text"]) for one in entry["core_elements"]},
        required_statements={str(one["id"]): str(one["text"]) for one in entry["required_statements"]},
        not_usable_for=str(entry["not_usable_for"]),
        level=str(entry["level"]),
        source=tuple(str(one) for one in entry["source"]),
        source_date=str(entry["source_date"]),
    )
