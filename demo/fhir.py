"""FHIR R4: a portal's export of one hospital's chart as a Bundle, as NDJSON, or as one resource, with its documents."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from demo.chart import Chart, Result
from demo.seed import stable_uuid

Resource: TypeAlias = dict[str, Any]
_CLINICAL = "http://terminology.hl7.org/CodeSystem/"


@dataclass(frozen=True)
class Document:
    """A document to attach: LOINC type code, its name, the title, its day, its bytes and their media type."""

    loinc: str
    kind: str
    title: str
    date: dt.date
    media: str
    data: bytes


def resources(known: Chart, documents: Sequence[Document]) -> list[Resource]:
    """Patient, organization, conditions, allergies, medicines, procedures, vaccines, observations, documents."""
    made = [_patient(known), _organization(known)]
    made += [_condition(known, item) for item in known.entries("problems")]
    made += [_allergy(known, item) for item in known.entries("allergies")]
    made += [_medicine(known, item) for item in known.entries("medicines")]
    made += [_procedure(known, item) for item in known.entries("procedures")]
    made += [_vaccine(known, item) for item in known.entries("vaccines")]
    made += [_observation(known, item, "laboratory") for item in known.results()]
    made += [found for item in known.entries("vitals") for found in _vitals(known, item)]
    made += [_document(known, document) for document in documents]
    return made


def bundle(found: Sequence[Resource], written: dt.date) -> bytes:
    entries = [{"fullUrl": f"urn:uuid:{item['id']}", "resource": item} for item in found]
    whole = {"resourceType": "Bundle", "type": "collection", "timestamp": f"{written}T09:30:00Z", "entry": entries}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def ndjson(found: Sequence[Resource]) -> bytes:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in found).encode()


def one(found: Sequence[Resource], kind: str) -> bytes:
    """The last resource of a type, alone in its file."""
    chosen = [item for item in found if item["resourceType"] == kind][-1]
    return (json.dumps(chosen, ensure_ascii=False, indent=2) + "\n").encode()


def _base(known: Chart, kind: str, *names: object) -> Resource:
    made: Resource = {"resourceType": kind, "id": str(stable_uuid("fhir", known.hospital.key, kind, *names))}
    if kind not in ("Patient", "Organization"):
        key = "patient" if kind in ("AllergyIntolerance", "Immunization") else "subject"
        made[key] = {"reference": f"urn:uuid:{_patient_id(known)}", "display": known.story.child.name}
    return made


def _patient_id(known: Chart) -> str:
    return str(stable_uuid("fhir", known.hospital.key, "Patient"))


def _concept(system: str, code: str, shown: str) -> Resource:
    return {"coding": [{"system": system, "code": code, "display": shown}], "text": shown}


def _state(system: str, code: str) -> Resource:
    return {"coding": [{"system": f"{_CLINICAL}{system}", "code": code}]}


def _patient(known: Chart) -> Resource:
    child = known.story.child
    number = {
        "system": f"urn:oid:{known.hospital.oid}",
        "value": child.numbers[known.hospital.key],
        "type": {"text": "MRN"},
        "assigner": {"display": known.hospital.name},
    }
    return _base(known, "Patient") | {
        "identifier": [number],
        "name": [{"use": "official", "family": child.family, "given": child.given.split()}],
        "gender": {"F": "female", "M": "male"}[child.sex],
        "birthDate": child.birth.isoformat(),
        "contact": [{"relationship": [{"text": "mother"}], "name": {"text": known.story.raw["child"]["mother"]}}],
        "meta": {"tag": [{"system": f"{_CLINICAL}v3-ActReason", "code": "HTEST", "display": "test health data"}]},
    }


def _organization(known: Chart) -> Resource:
    return _base(known, "Organization") | {"name": known.hospital.name}


def _condition(known: Chart, item: Mapping[str, Any]) -> Resource:
    made = _base(known, "Condition", item["name"]) | {
        "clinicalStatus": _state("condition-clinical", item["status"]),
        "verificationStatus": _state("condition-ver-status", item.get("verified", "confirmed")),
        "category": [_state("condition-category", "problem-list-item")],
        "code": _concept("http://hl7.org/fhir/sid/icd-10-cm", item["icd10"], item["name"]),
        "onsetDateTime": item.get("onset", item["date"].isoformat()),
        "recordedDate": item["date"].isoformat(),
    }
    return made | ({"abatementDateTime": item["end"].isoformat()} if "end" in item else {})


def _allergy(known: Chart, item: Mapping[str, Any]) -> Resource:
    return _base(known, "AllergyIntolerance", item["substance"]) | {
        "clinicalStatus": _state("allergyintolerance-clinical", "active"),
        "verificationStatus": _state(
            "allergyintolerance-verification", "refuted" if item.get("negated") else "confirmed"
        ),
        "code": _concept("http://www.nlm.nih.gov/research/umls/rxnorm", item["rxnorm"], item["substance"]),
        "recordedDate": item["date"].isoformat(),
        "reaction": [{"manifestation": [{"text": item["reaction"]}]}],
    }


def _medicine(known: Chart, item: Mapping[str, Any]) -> Resource:
    period = {"start": item["date"].isoformat()} | ({"end": item["end"].isoformat()} if "end" in item else {})
    return _base(known, "MedicationStatement", item["name"], item["date"]) | {
        "status": item["status"],
        "medicationCodeableConcept": _concept(
            "http://www.nlm.nih.gov/research/umls/rxnorm", item["rxnorm"], item["name"]
        ),
        "effectivePeriod": period,
        "dosage": [{"text": item["dose"]}],
    }


def _procedure(known: Chart, item: Mapping[str, Any]) -> Resource:
    return _base(known, "Procedure", item["name"], item["date"]) | {
        "status": "completed",
        "code": _concept("http://snomed.info/sct", item["snomed"], item["name"]),
        "performedDateTime": item["date"].isoformat(),
    }


def _vaccine(known: Chart, item: Mapping[str, Any]) -> Resource:
    return _base(known, "Immunization", item["name"], item["date"]) | {
        "status": "not-done" if item.get("negated") else "completed",
        "vaccineCode": _concept("http://hl7.org/fhir/sid/cvx", item["cvx"], item["name"]),
        "occurrenceDateTime": item["date"].isoformat(),
    }


def _observation(known: Chart, item: Result, category: str) -> Resource:
    made = _base(known, "Observation", item.name, item.date) | {
        "status": "final",
        "category": [_state("observation-category", category)],
        "code": _concept("http://loinc.org", item.loinc, item.name),
        "effectiveDateTime": item.date.isoformat(),
    }
    if isinstance(item.value, str):
        return made | {"valueString": item.value}
    made["valueQuantity"] = {
        "value": item.value,
        "unit": item.unit,
        "system": "http://unitsofmeasure.org",
        "code": item.unit,
    }
    if item.range:
        made["referenceRange"] = [{"text": item.range}]
    if item.flag:
        made["interpretation"] = [_state("v3-ObservationInterpretation", item.flag)]
    return made


def _vitals(known: Chart, item: Mapping[str, Any]) -> list[Resource]:
    both = (("8302-2", "Body height", item["height"], "cm"), ("29463-7", "Body weight", item["weight"], "kg"))
    return [
        _observation(known, Result(item["date"], name, loinc, value, unit, None, None), "vital-signs")
        for loinc, name, value, unit in both
    ]


def _document(known: Chart, document: Document) -> Resource:
    content = {
        "contentType": document.media,
        "title": document.title,
        "creation": document.date.isoformat(),
        "data": base64.b64encode(document.data).decode(),
    }
    return _base(known, "DocumentReference", document.title, document.date) | {
        "status": "current",
        "type": _concept("http://loinc.org", document.loinc, document.kind),
        "date": f"{document.date}T09:30:00Z",
        "author": [{"display": known.hospital.name}],
        "content": [{"attachment": content}],
    }
