"""CDA observations as findings: problems, allergies, results, vital signs, family history, functional status."""

from __future__ import annotations

from consilium.domain.findings.codes import is_neoplasm
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.structured.ccda.spot import REACTION_HEADS, Refused, Spot
from consilium.domain.findings.structured.entry import (
    Entry,
    codes_of,
    inner,
    maps,
    number_of,
    text,
    words_of_concept,
)
from consilium.domain.records import Scalar

SEVERITY, STATUS, ALLERGY_STATUS, REACTION, AGE, CRITICALITY = (
    "22.4.8",
    "22.4.6",
    "22.4.28",
    "22.4.9",
    "22.4.31",
    "22.4.145",
)
NAME_CHARS = 200
AT_RISK = "281694009"  # SNOMED CT: finding of at risk


def problem(spot: Spot) -> Finding | Refused:
    """Problem Observation (C-CDA R2.1 3.79): what the child has, had or has not."""
    concept = spot.value()
    found = codes_of(concept, spot.codes)
    if any(code.code in spot.codes.no_information for code in found):
        return Refused("no_information")
    none = next((spot.codes.none_known[code.code] for code in found if code.code in spot.codes.none_known), "")
    name = none or words_of_value(concept) or _narrative(spot)
    if not name:
        return Refused("no_information" if spot.says_nothing or concept.get("null_flavor") else "nothing_named")
    kind = kind_of_problem(spot, name, found)
    laterality, site = spot.side_and_site(name)
    when, until = spot.own_times()
    severity = spot.refinement(SEVERITY)
    return Finding(
        kind=kind,
        name=name,
        codes=found,
        when=when,
        until=until,
        assertion=Assertion.NEGATED if none else _standing(spot, STATUS, name),
        laterality=laterality,
        site=site,
        detail={"severity": severity} if severity else {},
        value=name if kind is Kind.STAGE else "",
        citations=spot.cite([text(concept, "display"), words_of_concept(concept), name]),
        origin=Origin.STRUCTURED,
    )


def indication(spot: Spot) -> Finding | Refused:
    """Indication (C-CDA R2.1 3.43): why something was done. The reason for a plan says nothing of the child yet."""
    return Refused("part") if spot.planned else problem(spot)


def kind_of_problem(spot: Spot, name: str, found: tuple[Code, ...]) -> Kind:
    """A neoplasm by its codes or words is a diagnosis, what its stage says a stage, anything else a condition."""
    sorts = spot.codes.sorts_of(name)
    if {"stage", "neoplasm"} <= sorts:
        return Kind.STAGE
    coded = any(is_neoplasm(code.system, code.code) for code in found)
    return Kind.DIAGNOSIS if coded or ("neoplasm" in sorts and "no_neoplasm" not in sorts) else Kind.CONDITION


def _standing(spot: Spot, status_template: str, name: str) -> Assertion:
    """Stated, negated, planned; historical where its status, its end or its section says that it is over. An entry
    without a status has the one that its row of the narrative tells."""
    said = spot.assertion()
    if said is not Assertion.STATED:
        return said
    if text(spot.entry, "code") == AT_RISK or any(text(each, "code") == AT_RISK for each in spot.parents):
        return Assertion.CONDITIONAL
    past = text(spot.section, "code") in spot.codes.past_sections or spot.ended()
    stated = tuple(spot.refinements(status_template))
    past = past or (not stated and spot.told_over(name))
    for child in stated:
        words = (text(child, "value_code"), text(child, "value_display", "value"))
        past = past or any(spot.codes.is_state(word, "historical") for word in words if word)
    return Assertion.HISTORICAL if past else said


def words_of_value(concept: Entry) -> str:
    """The coded words first, since they are the field's; else the original text or a translation."""
    return text(concept, "display") or words_of_concept(concept)


def _narrative(spot: Spot) -> str:
    """The words that an entry without a coded name refers to, where they are few."""
    said = " ".join(text(spot.entry, "text").split())
    return said if len(said) <= NAME_CHARS else ""


def allergy(spot: Spot) -> Finding | Refused:
    """Allergy - Intolerance Observation (C-CDA R2.1 3.4): a substance, or that there is none known."""
    if spot.says_nothing:
        return Refused("no_information")
    value = spot.value()
    substance = next((each for each in maps(spot.entry.get("participants")) if text(each, "type") == "CSM"), {})
    generic = text(substance, "code") in spot.codes.generic_substances
    found = () if generic else codes_of(substance, spot.codes)
    name = "" if generic else _substance(substance)
    assertion = _standing(spot, ALLERGY_STATUS, name)
    none = spot.codes.none_known.get(text(value, "code"), "")
    if none or (not name and assertion is Assertion.NEGATED):
        name = none or spot.codes.allergy_types.get(text(value, "code"), "any")
        assertion, found = Assertion.NEGATED, codes_of(value, spot.codes)
    name = name or _narrative(spot)
    if not name or text(value, "code") in spot.codes.no_information:
        return Refused("no_information" if text(substance, "null_flavor") else "nothing_named")
    when, until = spot.own_times()
    return Finding(
        kind=Kind.ALLERGY,
        name=name,
        codes=found,
        when=when,
        until=until,
        assertion=assertion,
        detail=_said(
            reaction="; ".join(_reactions(spot)) or spot.told(name, *REACTION_HEADS),
            severity=spot.refinement(SEVERITY) or _severity_of_reaction(spot),
            criticality=spot.refinement(CRITICALITY),
        ),
        citations=spot.cite(_written(substance, value, _narrative(spot), generic=generic)),
        origin=Origin.STRUCTURED,
    )


def _substance(participant: Entry) -> str:
    return text(participant, "display", "original_text", "name") or words_of_concept(participant)


def _written(substance: Entry, value: Entry, narrative: str, *, generic: bool) -> list[str]:
    """The source's own words of an allergy: its substance, or the type where there is none."""
    own = [] if generic else [_substance(substance), words_of_concept(substance)]
    return own if any(own) else [narrative, text(value, "display"), words_of_concept(value)]


def _reactions(spot: Spot) -> list[str]:
    said = [text(each, "value_display", "value", "value_original_text", "text") for each in spot.refinements(REACTION)]
    return list(dict.fromkeys(each for each in said if each))


def _severity_of_reaction(spot: Spot) -> str:
    for reaction in spot.refinements(REACTION):
        said = spot.inside(reaction).refinement(SEVERITY)
        if said:
            return said
    return ""


def result(spot: Spot) -> Finding | Refused:
    """Result Observation (C-CDA R2.1 3.94): a value, or that there is none yet, or none known and why."""
    if text(spot.entry, "status") in ("aborted", "cancelled", "nullified"):
        return Refused("cancelled")
    if spot.says_nothing:
        return Refused("no_information")
    name, kind = _test(spot)
    if not name:
        return Refused("nothing_named")
    if kind is Kind.STAGE:
        return _measured(spot, name, kind, {"system": "TNM"})
    specimen = next((words_of_concept(inner(each, "specimen")) for each in _outward(spot) if each.get("specimen")), "")
    method = words_of_concept(inner(spot.entry, "method"))
    return _measured(spot, name, kind, _said(specimen=specimen, method=method))


def _outward(spot: Spot) -> list[Entry]:
    return [spot.entry, *spot.parents[::-1]]


def _test(spot: Spot) -> tuple[str, Kind]:
    """A test's name and kind by LOINC, else as its source calls it."""
    code = text(spot.entry, "code")
    written = text(spot.entry, "display", "original_text") or words_of_concept(spot.entry) or _narrative(spot)
    if code in spot.codes.stages:
        return spot.codes.stages[code], Kind.STAGE
    if code in spot.codes.tests:
        return spot.codes.tests[code]
    sorts = spot.codes.sorts_of(written)
    return written, Kind.MENTION if "imaging" in sorts else Kind.LABORATORY


def _measured(spot: Spot, name: str, kind: Kind, detail: dict[str, Scalar]) -> Finding:
    value, unit = _value(spot.entry)
    comparator, number = number_of(value)
    when, until = spot.times()
    said = spot.assertion()
    absent = "" if value else text(spot.entry, "value_null_flavor", "null_flavor") or "NI"
    if not value and said is Assertion.STATED and spot.codes.is_state(text(spot.entry, "status"), "pending"):
        said = Assertion.PENDING
    if kind is Kind.MENTION:
        detail = detail | {"what": "imaging"}
        value = ""
    names = [text(spot.entry, "display"), words_of_concept(spot.entry), text(spot.entry, "code")]
    return Finding(
        kind=kind,
        name=name,
        codes=codes_of(spot.entry, spot.codes),
        value=value,
        number=number,
        comparator=comparator,
        unit=unit,
        when=when,
        until=until,
        assertion=said,
        detail=detail | _ranges(spot.entry) | _said(flag=text(spot.entry, "interpretation"), absent=absent),
        citations=spot.cite(names, *([value] if value else [])),
        origin=Origin.STRUCTURED,
    )


def _value(entry: Entry) -> tuple[str, str]:
    """The value as written with its unit: `13.2`, `<10` of an open interval, `3 - 7`, or words."""
    value, unit = text(entry, "value"), text(entry, "unit")
    low, high = text(entry, "value_low"), text(entry, "value_high")
    if value:
        return " ".join(value.split()), unit if unit != "1" else ""
    if low and high:
        return f"{low} - {high}", unit
    if low:
        return f"{'>' if entry.get('value_low_open') else '>='}{low}", unit
    return (f"{'<' if entry.get('value_high_open') else '<='}{high}" if high else ""), unit


def _ranges(entry: Entry) -> dict[str, Scalar]:
    """Low and high of the one reference range; several ranges only as the texts that they are."""
    ranges = maps(entry.get("reference_range"))
    texts = [text(each, "text") or _low_high(each) for each in ranges]
    said = _said(range="; ".join(each for each in texts if each))
    if len(ranges) == 1:
        said |= _said(low=text(ranges[0], "low"), high=text(ranges[0], "high"))
    return said


def _low_high(range_: Entry) -> str:
    low, high, unit = text(range_, "low"), text(range_, "high"), text(range_, "unit")
    both = f"{low} - {high}" if low and high else f">= {low}" if low else f"<= {high}" if high else ""
    return f"{both} {unit}".strip() if both else ""


def vital(spot: Spot) -> Finding | Refused:
    """Vital Sign Observation (C-CDA R2.1 3.108)."""
    if text(spot.entry, "status") in ("aborted", "cancelled", "nullified"):
        return Refused("cancelled")
    name, kind = _test(spot)
    if not name:
        return Refused("nothing_named")
    return _measured(spot, name, Kind.GROWTH if kind is Kind.LABORATORY else kind, {})


def family(spot: Spot) -> Finding | Refused:
    """Family History Observation (C-CDA R2.1 3.38): a relative's illness, never the child's."""
    concept = spot.value()
    name = words_of_value(concept) or _narrative(spot)
    if not name:
        return Refused("no_information" if spot.says_nothing else "nothing_named")
    relative = next((each for each in _outward(spot) if each.get("subject")), {})
    negated = spot.assertion() is Assertion.NEGATED
    when, _ = spot.own_times()
    return Finding(
        kind=Kind.FAMILY_HISTORY,
        name=name,
        codes=codes_of(concept, spot.codes),
        when=when,
        assertion=Assertion.NEGATED if negated else Assertion.FAMILY,
        detail=_said(
            relative=words_of_concept(inner(relative, "subject")) or text(inner(relative, "subject"), "code"),
            age_at_onset=spot.refinement(AGE),
        ),
        citations=spot.cite([text(concept, "display"), words_of_concept(concept), name]),
        origin=Origin.STRUCTURED,
    )


def functional(spot: Spot) -> Finding | Refused:
    """Functional, cognitive, self-care and nutritional status: how the child gets on, as scored or said."""
    value = words_of_value(spot.value()) or text(spot.entry, "value")
    name = text(spot.entry, "display", "original_text") or _narrative(spot)
    if not name or not value:
        return Refused("no_information" if spot.says_nothing else "nothing_named")
    return _measured(spot, name, Kind.GROWTH, {})


def measurement(spot: Spot) -> Finding | Refused:
    """Quantity Measurement Observation of an imaging report (C-CDA R2.1 3.86)."""
    name = words_of_value({"display": text(spot.entry, "display")})
    if not name or not text(spot.entry, "value"):
        return Refused("nothing_named")
    return _measured(spot, name, Kind.MEASUREMENT, {"sizes": text(spot.entry, "value")})


def _said(**values: str) -> dict[str, Scalar]:
    """The keys that have words."""
    return {name: value for name, value in values.items() if value}
