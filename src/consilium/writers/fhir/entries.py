"""Each finding as the FHIR resource that its kind has, with the status that its words have.

What is negated, uncertain, pending or planned must not read as a fact to a program that knows no extension: it is
`refuted`, `not-done`, `unknown`, `registered`, `draft` by FHIR's own required codes. What is not known stays absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.writers.fhir.shapes import (
    Resource,
    absent,
    body_site,
    coding,
    compact,
    concept,
    of_hl7,
    tables,
    when,
    words,
)

_OBSERVED = {Assertion.UNCERTAIN: "unknown", Assertion.PENDING: "registered", Assertion.PLANNED: "registered"}
_DONE = {
    Assertion.STATED: "completed",
    Assertion.HISTORICAL: "completed",
    Assertion.NEGATED: "not-done",
    Assertion.PLANNED: "preparation",
}
_TAKEN = {Assertion.NEGATED: "not-taken", Assertion.PLANNED: "intended"}
_STATES = {"current": "active", "past": "completed"}
_DOUBTED = {Assertion.NEGATED: "refuted", Assertion.UNCERTAIN: "unconfirmed", Assertion.PENDING: "unconfirmed"}
_VERIFIED = {"working": "provisional", "confirmed": "confirmed"}
_ABSENT = "2667000"  # SNOMED CT
_PARTS = (("gene", "48018-6"), ("cdna", "48004-6"), ("protein", "48005-3"))  # LOINC, genomics reporting


def resource_of(finding: Finding, patient: Resource) -> Resource:
    """The resource of a finding without id, narrative and extension."""
    kind = _kind(finding)
    entry = tables().kinds[kind]
    name = str(entry["resource"])
    if name == "MedicationAdministration" and finding.assertion is Assertion.PLANNED:
        name = "MedicationRequest"
    made = _WRITERS[name](finding, entry, patient)
    return compact({"resourceType": name, "meta": _meta(finding, name, made, entry), **made})


def section_of(finding: Finding) -> str:
    """The document's section in which a finding stands."""
    section = str(tables().kinds[_kind(finding)]["section"])
    if section == "problems" and finding.assertion is Assertion.HISTORICAL:
        return "past_illness"
    planned = finding.assertion is Assertion.PLANNED and section in ("procedures", "medications", "problems")
    return "plan" if planned else section


def _kind(finding: Finding) -> str:
    """A statement about a relative is family history, whatever it is of."""
    return str(Kind.FAMILY_HISTORY if finding.assertion is Assertion.FAMILY else finding.kind)


def _meta(finding: Finding, name: str, made: Resource, entry: Mapping[str, Any]) -> Resource:
    """The mCODE profile whose shape the entry has, where it has it."""
    profile = str(entry.get("profile", ""))
    if name == "MedicationRequest":
        profile = "mcode-cancer-related-medication-request"
    if not profile or (finding.kind is Kind.DIAGNOSIS and not _is_tumor(finding)):
        return {}
    complete = "performedPeriod" in made if finding.kind is Kind.RADIATION else True
    return {"profile": [tables().mcode + profile]} if complete else {}


def _is_tumor(finding: Finding) -> bool:
    return any(code.system in ("icd-o-3-morphology", "iccc-3") for code in finding.codes)


def _code(finding: Finding, entry: Mapping[str, Any]) -> Resource:
    more = []
    if entry.get("code"):
        more.append(coding(tables().systems["loinc"], str(entry["code"])))
    if entry.get("snomed"):
        more.append(coding(tables().systems["snomed"], str(entry["snomed"])))
    return concept(_name(finding), _main(finding.codes), tuple(more))


def _name(finding: Finding) -> str:
    return finding.name.strip() or str(finding.kind)


def _main(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    """Codes of what it is, not of where it is."""
    return tuple(code for code in codes if code.system != "icd-o-3-topography")


def _condition(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    table, code = entry["category"]
    over = finding.assertion is Assertion.HISTORICAL
    verified = _DOUBTED.get(finding.assertion) or _VERIFIED.get(str(finding.detail.get("status") or ""), "")
    topography = tuple(each for each in finding.codes if each.system == "icd-o-3-topography")
    site = body_site(finding)
    if topography:
        site = {**site, **concept(finding.site, topography)}
    found: Resource = {
        "clinicalStatus": of_hl7("condition-clinical", "inactive") if over else absent(),
        "verificationStatus": of_hl7("condition-ver-status", verified) if verified else {},
        "category": [of_hl7(table, code)],
        "code": _code(finding, entry),
        "bodySite": [site] if site else [],
        "subject": patient,
    }
    return found | when("onset", finding.when)


def _observation(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    table, code = entry["category"]
    system = str(finding.detail.get("system") or finding.detail.get("method") or finding.detail.get("group") or "")
    found: Resource = {
        "status": _OBSERVED.get(finding.assertion, "final"),
        "category": [of_hl7(table, code)],
        "code": _code(finding, entry),
        "subject": patient,
        "bodySite": body_site(finding),
        "method": concept(system),
        "referenceRange": _range(finding),
        "component": _components(finding),
    }
    return found | when("effective", finding.when, finding.until) | _value(finding)


def _value(finding: Finding) -> Resource:
    """The value: a quantity where it is a number, else its words; a thing said to be absent is absent."""
    if finding.number is not None and finding.number - finding.number == 0:
        quantity = {
            "value": finding.number,
            "comparator": finding.comparator,
            "unit": finding.unit and words(finding.unit),
        }
        return {"valueQuantity": compact(quantity)}
    said = finding.value or str(finding.detail.get("sizes") or finding.detail.get("grade") or "")
    if said.strip():
        return {"valueCodeableConcept": {"text": words(f"{said} {finding.unit}")}}
    if finding.assertion is Assertion.NEGATED:
        return {"valueCodeableConcept": {"coding": [coding(tables().systems["snomed"], _ABSENT)]}}
    return {"dataAbsentReason": of_hl7("data-absent-reason", "unknown")}


def _range(finding: Finding) -> list[Resource]:
    low, high = str(finding.detail.get("low") or ""), str(finding.detail.get("high") or "")
    said = str(finding.detail.get("range") or "") or (f"{low} - {high}" if low or high else "")
    return [{"text": words(said)}] if said and finding.kind is Kind.LABORATORY else []


def _components(finding: Finding) -> list[Resource]:
    if finding.kind is not Kind.VARIANT:
        return []
    loinc = tables().systems["loinc"]
    return [
        {"code": {"coding": [coding(loinc, code)]}, "valueCodeableConcept": {"text": words(str(finding.detail[name]))}}
        for name, code in _PARTS
        if finding.detail.get(name)
    ]


def _procedure(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    site = body_site(finding)
    found: Resource = {
        "status": _DONE.get(finding.assertion, "unknown"),
        "code": _code(finding, entry),
        "subject": patient,
        "bodySite": [site] if site else [],
        "outcome": concept(finding.value),
    }
    return found | when("performed", finding.when, finding.until)


def _administration(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    found: Resource = {
        "status": {"preparation": "unknown"}.get(status := _DONE.get(finding.assertion, "unknown"), status),
        "medicationCodeableConcept": _code(finding, entry),
        "subject": patient,
        "dosage": compact({"text": _dose(finding)}),
    }
    if finding.when is None and finding.until is None:
        # effective[x] is required (R4 11.2); not all programs take a primitive that is only an extension.
        return found | {"effectivePeriod": absent()}
    return found | when("effective", finding.when, finding.until)


def _request(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    dose = _dose(finding)
    return {
        "status": "draft",
        "intent": "plan",
        "medicationCodeableConcept": _code(finding, entry),
        "subject": patient,
        "dosageInstruction": [{"text": dose}] if dose else [],
    }


def _statement(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    dose, state = _dose(finding), str(finding.detail.get("state") or "")
    known = "completed" if finding.assertion is Assertion.HISTORICAL else _STATES.get(state, "unknown")
    doubted = finding.assertion in (Assertion.UNCERTAIN, Assertion.PENDING)
    found: Resource = {
        "status": "unknown" if doubted else _TAKEN.get(finding.assertion, known),
        "medicationCodeableConcept": _code(finding, entry),
        "subject": patient,
        "dosage": [{"text": dose}] if dose else [],
    }
    return found | when("effective", finding.when, finding.until)


def _dose(finding: Finding) -> str:
    said = [str(finding.detail.get(name) or "") for name in ("dose", "dose_unit", "route", "frequency", "days")]
    whole = " ".join(filter(None, said)) if said[0] else " ".join(filter(None, (finding.value, finding.unit)))
    return words(whole) if whole.strip() else ""


def _allergy(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    verified = _DOUBTED.get(finding.assertion, "")
    reaction = str(finding.detail.get("reaction") or "")
    found: Resource = {
        "clinicalStatus": absent(),
        "verificationStatus": of_hl7("allergyintolerance-verification", verified) if verified else {},
        "code": _code(finding, entry),
        "patient": patient,
        "reaction": [{"manifestation": [concept(reaction)]}] if reaction.strip() else [],
    }
    return found | (when("onset", finding.when) if finding.when else {})


def _relative(finding: Finding, _: Mapping[str, Any], patient: Resource) -> Resource:
    relative = str(finding.detail.get("relative") or "")
    condition = {
        "code": concept(_name(finding), _main(finding.codes)),
        "outcome": concept(finding.value),
    }
    role = coding(f"{_V3}RoleCode", "FAMMEMB")
    return {
        "status": "partial",
        "patient": patient,
        "relationship": concept(relative, (), (role,)),
        "condition": [compact(condition)],
    }


_V3 = "http://terminology.hl7.org/CodeSystem/v3-"


def _specimen(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    collected = when("collected", finding.when, finding.until)
    return {
        "type": _code(finding, entry),
        "subject": patient,
        "collection": compact({**collected, "bodySite": body_site(finding)}),
    }


def _plan(finding: Finding, _: Mapping[str, Any], patient: Resource) -> Resource:
    period = {"start": str(finding.when or ""), "end": str(finding.until or "")}
    return {
        "status": "unknown",
        "intent": "plan",
        "title": words(finding.name),
        "description": words(finding.value) if finding.value.strip() else "",
        "subject": patient,
        "period": compact(period),
    }


def _mention(finding: Finding, _: Mapping[str, Any], patient: Resource) -> Resource:
    return {"code": concept(_name(finding)), "subject": patient}


_WRITERS: Mapping[str, Callable[[Finding, Mapping[str, Any], Resource], Resource]] = {
    "Condition": _condition,
    "Observation": _observation,
    "Procedure": _procedure,
    "MedicationAdministration": _administration,
    "MedicationRequest": _request,
    "MedicationStatement": _statement,
    "AllergyIntolerance": _allergy,
    "FamilyMemberHistory": _relative,
    "Specimen": _specimen,
    "CarePlan": _plan,
    "Basic": _mention,
}
