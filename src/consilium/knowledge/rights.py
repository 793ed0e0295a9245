"""Rights to records, and what an authorization must hold (`rights.yaml`). General information, not legal advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from consilium.domain.sources import Texts
from consilium.knowledge.documents import document
from consilium.knowledge.spanish import OURS, both

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `level` is "verified-primary", "verified-secondary" or "unverified"; "" for no citation or date.

    `practical` is advice that goes with it, `tip` a sentence for families by language, `help_line` whom to call (name,
    phone, source, level), empty where there is none.
    """

    id: str
    rule: str
    citation: str
    level: str
    jurisdiction: str
    note: str
    source: tuple[str, ...]
    source_date: str
    practical: str = ""
    tip: Texts = field(default_factory=dict)
    help_line: Mapping[str, str] = field(default_factory=dict)

    @property
    def verified(self) -> bool:
        """Whether it was read on a page."""
        return self.level != "unverified"

    @property
    def text(self) -> Texts:
        """The rule by language; the Spanish is ours (`translated`)."""
        return both("rights", self.rule)

    @property
    def notes(self) -> tuple[Texts, ...]:
        """Its note and its practical advice, by language; the Spanish is ours."""
        return tuple(both("rights", one) for one in (self.note, self.practical) if one)

    @property
    def level_code(self) -> str:
        """The catalog code that says how it was verified."""
        return f"rights.level_{self.level.replace('-', '_')}"

    @property
    def translated(self) -> str:
        """Who made the Spanish."""
        return OURS


@dataclass(frozen=True, slots=True)
class PlaceRights:
    """All rules for a place, by area in the file's order; `general` are those of the whole country, `own` those of the
    state or province alone. `nothing_for` names what the file has nothing for: "country", "state", "" for neither."""

    country: str
    state: str
    general: Mapping[str, tuple[Rule, ...]]
    own: Mapping[str, tuple[Rule, ...]]
    nothing_for: str


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


_COUNTRY = {
    **{area: "US" for area in ("us_hipaa_access", "us_minors", "us_cures_act", "us_insurance_law")},
    "eu": "EU",
    "uk": "GB",
    "canada": "CA",
}


@cache
def europe() -> frozenset[str]:
    """The countries in which the rules of the European Union hold (`letters.yaml`)."""
    return frozenset(document("letters.yaml")["areas"]["eu"])


def rights_in(country: str, state: str = "") -> PlaceRights:
    """All rules that hold in a country (ISO 3166-1) and state (ISO 3166-2, "US-CA"), with what is unverified.

    Rules of other states are not among them: a rule of one state is no rule of another.
    """
    country, state = country.upper(), state.upper()
    places = {country, "GB" if country == "UK" else country, "EU" if country in europe() else country}
    areas = {area: rules for area, rules in rights().rules.items() if _COUNTRY[area] in places}
    general = {area: tuple(one for one in rules.values() if not one.jurisdiction) for area, rules in areas.items()}
    own = {
        area: tuple(one for one in rules.values() if one.jurisdiction and one.jurisdiction in (state, country))
        for area, rules in areas.items()
    }
    nothing = "" if areas else "country"
    if areas and not any(own.values()) and (state or not any(general.values())):
        nothing = "state"
    return PlaceRights(country, state, _filled(general), _filled(own), nothing)


def _filled(rules: Mapping[str, tuple[Rule, ...]]) -> dict[str, tuple[Rule, ...]]:
    return {area: found for area, found in rules.items() if found}


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        id=str(entry["id"]),
        rule=str(entry["rule"]),
        citation=str(entry.get("citation") or ""),
        level=str(entry["level"]),
        jurisdiction=str(entry.get("jurisdiction") or ""),
        note=str(entry.get("note") or ""),
        practical=str(entry.get("practical") or ""),
        tip={
            language: str(entry[f"family_tip_{language}"])
            for language in LANGUAGES
            if f"family_tip_{language}" in entry
        },
        help_line={str(name): str(value) for name, value in (entry.get("help_line") or {}).items()},
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
