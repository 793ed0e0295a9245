"""Each finding as the FHIR resource that its kind has, with the status that its words have.

What is negated, uncertain, pending or planned must not read as a fact to a program that knows no extension: it is
`refuted`, `not-done`, `unknown`, `registered`, `draft` by FHIR's own required codes. What is not known stays absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from consilium.domain.findings.assertions.advice import is_advice
from consilium.domain.findings.days.doneahead import AFTER_PAPER
from consilium.domain.findings.days.nocalendar import DAY_DOUBT, DAY_WRITTEN, NO_SUCH_DAY
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.writers.fhir.observed import observation
from consilium.writers.fhir.profiles import meta
from consilium.writers.fhir.shapes import (
    Resource,
    absent,
    body_site,
    code_of,
    coding,
    compact,
    concept,
    name_of,
    of_hl7,
    period,
    tables,
    when,
    words,
)

# A figure that can hardly be meant stays as its source has it, and says so to a program that knows no extension.
DOUBTED = "As written in the source; the figure can hardly be in this unit. Check figure and unit in the source."
NO_DAY = "The source writes “{written}”, a day that no calendar has. Ask for the right one."
LATE_DAY = "Told as done on a day after the paper that tells it. Check the day in the source."
_NOTED = ("Observation", "Procedure", "MedicationAdministration", "MedicationRequest", "MedicationStatement")
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


def resource_of(finding: Finding, patient: Resource) -> Resource:
    """The resource of a finding without id, narrative and extension."""
    kind = _kind(finding)
    entry = tables().kinds[kind]
    name = str(entry["resource"])
    if name == "MedicationAdministration" and finding.assertion is Assertion.PLANNED:
        name = "MedicationRequest"
    made = _WRITERS[name](finding, entry, patient)
    if name in _NOTED and (doubts := list(_doubts(finding))):
        made = {**made, "note": [{"text": text} for text in doubts]}
    return compact({"resourceType": name, "meta": meta(finding, name, made, entry), **made})


def _doubts(finding: Finding) -> Iterator[str]:
    """What a figure or a day that can hardly be meant says of itself."""
    if finding.detail.get("doubt"):
        yield DOUBTED
    if finding.detail.get(DAY_DOUBT) == NO_SUCH_DAY and not (finding.when and finding.when.day):
        yield NO_DAY.format(written=finding.detail.get(DAY_WRITTEN, ""))
    elif finding.detail.get(DAY_DOUBT) == AFTER_PAPER:
        yield LATE_DAY


def section_of(finding: Finding) -> str:
    """The document's section in which a finding stands."""
    section = str(tables().kinds[_kind(finding)]["section"])
    if section == "problems" and finding.assertion is Assertion.HISTORICAL:
        return "past_illness"
    planned = finding.assertion is Assertion.PLANNED and section in ("procedures", "medications", "problems")
    return "planned" if planned else section


def _kind(finding: Finding) -> str:
    """A statement about a relative is family history, whatever it is of; what was found normal is no problem."""
    if finding.assertion is Assertion.FAMILY:
        return str(Kind.FAMILY_HISTORY)
    normal = finding.kind is Kind.CONDITION and finding.detail.get("result") == "normal"
    return str(Kind.FUNCTION if normal else finding.kind)


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
        "extension": [_morphology(finding)] if any(map(_is_morphology, finding.codes)) else [],
        # Whether it is active is not said by a statement; no code of the required list means "unknown".
        "clinicalStatus": of_hl7("condition-clinical", "inactive") if over else {},
        "verificationStatus": of_hl7("condition-ver-status", verified) if verified else {},
        "category": [of_hl7(table, code)],
        "code": code_of(finding, entry, _main(finding.codes)),
        "bodySite": [site] if site else [],
        "subject": patient,
    }
    return found | when("onset", finding.when)


def _is_morphology(code: Code) -> bool:
    return code.system == "icd-o-3-morphology" and bool(code.code.strip())


def _morphology(finding: Finding) -> Resource:
    """The tumor's morphology and behaviour, where mCODE has them (0..1)."""
    first = next(code for code in finding.codes if _is_morphology(code))
    url = f"{tables().mcode}mcode-histology-morphology-behavior"
    return {"url": url, "valueCodeableConcept": concept("", (first,))}


def none_known(finding: Finding) -> Resource:
    """What says in SNOMED CT that no allergy is known; {} where a finding says something else."""
    code = tables().no_allergies.get(finding.name, "") if finding.assertion is Assertion.NEGATED else ""
    if finding.kind is not Kind.ALLERGY or not code:
        return {}
    known = {"coding": [coding(tables().systems["snomed"], code)], "text": words(finding.value or finding.name)}
    return {"code": known, "clinicalStatus": of_hl7("allergyintolerance-clinical", "active"), "verificationStatus": {}}


def _done(finding: Finding) -> str:
    """Whether a thing was done; what is advised against may have been or not."""
    return "unknown" if is_advice(finding) else _DONE.get(finding.assertion, "unknown")


def _procedure(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    site = body_site(finding)
    found: Resource = {
        "status": _done(finding),
        "code": code_of(finding, entry, _main(finding.codes)),
        "subject": patient,
        "bodySite": [site] if site else [],
        "outcome": concept(finding.value),
    }
    return found | when("performed", finding.when, finding.until)


def _administration(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    found: Resource = {
        "status": {"preparation": "unknown"}.get(status := _done(finding), status),
        "medicationCodeableConcept": code_of(finding, entry, _main(finding.codes)),
        "subject": patient,
        "dosage": _dosage(finding),
    }
    if finding.when is None and finding.until is None:
        # effective[x] is required (R4 11.2); not all programs take a primitive that is only an extension.
        return found | {"effectivePeriod": absent()}
    timed = when("effective", finding.when, finding.until)
    return found | (timed if "_effectiveDateTime" not in timed else {"effectivePeriod": absent()})


def _request(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    dose = _dose(finding)
    return {
        "status": "draft",
        "intent": "plan",
        "medicationCodeableConcept": code_of(finding, entry, _main(finding.codes)),
        "subject": patient,
        "dosageInstruction": [{"text": dose}] if dose else [],
    }


def _statement(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    dose, state = _dose(finding), str(finding.detail.get("state") or "")
    known = "completed" if finding.assertion is Assertion.HISTORICAL else _STATES.get(state, "unknown")
    doubted = finding.assertion in (Assertion.UNCERTAIN, Assertion.PENDING) or is_advice(finding)
    found: Resource = {
        "status": "unknown" if doubted else _TAKEN.get(finding.assertion, known),
        "medicationCodeableConcept": code_of(finding, entry, _main(finding.codes)),
        "subject": patient,
        "dosage": [{"text": dose}] if dose else [],
    }
    return found | when("effective", finding.when, finding.until)


def _dose(finding: Finding) -> str:
    """The dose in words; a sum over several says so, so that none takes it for one dose."""
    amount = _amount(finding)
    said = [amount, *(str(finding.detail.get(name) or "") for name in ("route", "frequency", "days"))]
    whole = " ".join(filter(None, said)) if amount else " ".join(filter(None, (finding.value, finding.unit)))
    whole = f"{whole} (cumulative)" if whole.strip() and finding.detail.get("cumulative") else whole
    return words(whole) if whole.strip() else ""


def _amount(finding: Finding) -> str:
    dose, unit = str(finding.detail.get("dose") or ""), _dose_unit(finding)
    return " ".join(filter(None, (dose, unit))) if dose.strip() else ""


def _dose_unit(finding: Finding) -> str:
    unit, per = (str(finding.detail.get(name) or "").strip() for name in ("dose_unit", "per"))
    return f"{unit}/{per}" if unit and per and "/" not in unit else unit


def _dosage(finding: Finding) -> Resource:
    """A dose that was given. R4 mad-1: an amount beside the words, or why there is none; a sum is no dose."""
    text = _dose(finding)
    number, unit = finding.number, finding.unit or _dose_unit(finding)
    known = number is not None and number - number == 0 and not finding.detail.get("cumulative")
    if not known:
        return {"text": text, "dose": absent("as-text")} if text else {}
    dose = compact({"value": number, "comparator": finding.comparator, "unit": unit and words(unit)})
    return compact({"text": text, "dose": dose})


def _allergy(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    # R4 ait-1 asks for a status. Who is said to be allergic is at risk, as "active" is defined; who was or is not, not.
    over = finding.assertion in (Assertion.HISTORICAL, Assertion.NEGATED)
    verified = _DOUBTED.get(finding.assertion, "")
    reaction = str(finding.detail.get("reaction") or "")
    found: Resource = {
        "clinicalStatus": of_hl7("allergyintolerance-clinical", "inactive" if over else "active"),
        "verificationStatus": of_hl7("allergyintolerance-verification", verified) if verified else {},
        "code": code_of(finding, entry, _main(finding.codes)),
        "patient": patient,
        "reaction": [{"manifestation": [concept(reaction)]}] if reaction.strip() else [],
    }
    return found | (when("onset", finding.when) if finding.when else {})


def _relative(finding: Finding, _: Mapping[str, Any], patient: Resource) -> Resource:
    relative = str(finding.detail.get("relative") or "")
    condition = {
        "code": concept(name_of(finding), _main(finding.codes)),
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
        "type": code_of(finding, entry, _main(finding.codes)),
        "subject": patient,
        "collection": compact({**collected, "bodySite": body_site(finding)}),
    }


def _plan(finding: Finding, _: Mapping[str, Any], patient: Resource) -> Resource:
    return {
        "status": "unknown",
        "intent": "plan",
        "title": words(finding.name),
        "description": words(finding.value) if finding.value.strip() else "",
        "subject": patient,
        "period": period(finding.when, finding.until),
    }


def _mention(finding: Finding, _: Mapping[str, Any], patient: Resource) -> Resource:
    return {"code": concept(name_of(finding)), "subject": patient}


_WRITERS: Mapping[str, Callable[[Finding, Mapping[str, Any], Resource], Resource]] = {
    "Condition": _condition,
    "Observation": observation,
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
