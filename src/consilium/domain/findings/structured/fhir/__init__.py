"""FHIR resources as findings: each ends as findings, or refused with its reason.

Reasons: `entered_in_error`, `cancelled`, `no_information`, `nothing_named`, `social` and `no_statement` (a resource
that says nothing of the child's health: a person, a place, a document, a device).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.structured.entry import Entry, Places, maps, text
from consilium.domain.findings.structured.fhir import conditions, observations, treatment
from consilium.domain.findings.structured.fhir.resource import Refused, Resource, references_to
from consilium.domain.findings.structured.ours import from_our_extension
from consilium.domain.records import Reading

PARTS = {
    "Condition": conditions.condition,
    "AllergyIntolerance": conditions.allergy,
    "FamilyMemberHistory": conditions.relative,
    "Observation": observations.observation,
    "DiagnosticReport": observations.report,
    "MedicationRequest": treatment.medicine,
    "MedicationOrder": treatment.medicine,
    "MedicationStatement": treatment.medicine,
    "MedicationAdministration": treatment.medicine,
    "MedicationDispense": treatment.medicine,
    "Immunization": treatment.vaccine,
    "Procedure": treatment.procedure,
    "ServiceRequest": treatment.request,
    "ProcedureRequest": treatment.request,
    "DiagnosticOrder": treatment.request,
    "CarePlan": treatment.plan,
    "Specimen": treatment.specimen,
    "ImagingStudy": treatment.study,
    "Encounter": treatment.encounter,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one resource ended: `findings`, or why there are none (`reason`)."""

    path: str
    type: str
    findings: tuple[Finding, ...] = ()
    reason: str = ""


def find(reading: Reading, codes: Codes) -> Iterator[Finding]:
    """The findings of a file's resources, in its order."""
    for outcome in outcomes(reading, codes):
        yield from outcome.findings


def outcomes(reading: Reading, codes: Codes) -> Iterator[Outcome]:
    """How each resource of a file ended, in its order."""
    places = Places(reading)
    entries = maps(reading.facts.get("entries"))
    known: dict[str, Entry] = {}
    for entry in entries:
        for reference in references_to(entry):
            known.setdefault(reference, entry)
    for entry in entries:
        kind = text(entry, "type")
        mapping = PARTS.get(kind)
        if (own := from_our_extension(Resource(entry, known, places, codes))) is not None:
            yield Outcome(text(entry, "path"), kind, (own,))
            continue
        if mapping is None:
            yield Outcome(text(entry, "path"), kind, reason="no_statement")
            continue
        made = list(mapping(Resource(entry, known, places, codes)))
        found = tuple(each for each in made if isinstance(each, Finding))
        refused = next((each.reason for each in made if isinstance(each, Refused)), "")
        yield Outcome(text(entry, "path"), kind, found, "" if found else refused)
