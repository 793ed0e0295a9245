"""FHIR resources as findings: each ends as findings, or refused with its reason.

Reasons: `entered_in_error`, `cancelled`, `no_information`, `nothing_named`, `social` and `no_statement` (a resource
that says nothing of the child's health: a person, a place, a document, a device).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.structured.entry import Entry, Places, inner, maps, text
from consilium.domain.findings.structured.fhir import conditions, observations, treatment
from consilium.domain.findings.structured.fhir.resource import Refused, Resource, references_to
from consilium.domain.findings.structured.ours import from_our_extension
from consilium.domain.records import Line, Reading

# How the reader begins the lines that it makes from entries (`readers/fhir/entries.py`).
_TOLD = re.compile(r"([A-Z][A-Za-z]{1,60})(?:\.[a-z]{1,20})?: ")

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


def prose(reading: Reading, codes: Codes) -> Reading:  # noqa: ARG001 (as its siblings)
    """The reading without the lines that its reader made from the entries: their words are mapped, and what they say
    of a refuted or planned thing would be read as a statement."""
    types = inner(reading.facts, "resources")

    def told(line: Line) -> bool:
        made = _TOLD.match(line.text)
        return made is not None and made[1] in types

    pages = (replace(page, lines=tuple(line for line in page.lines if not told(line))) for page in reading.pages)
    return replace(reading, pages=tuple(pages))


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
