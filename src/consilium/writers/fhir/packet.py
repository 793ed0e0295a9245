"""The child, the program, and the records of the packet, referred to by path and hash and not embedded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from consilium.domain.clinical import CaseRecord, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.packet import NumberView, StudyView
from consilium.writers.fhir.shapes import Resource, absent, coding, compact, concept, identifier, tables, words

SEXES = ("female", "male", "other")


def patient(case: ClinicalCase, id_: str) -> Resource:
    """The child as the records name it; what no record states is said to be unknown.

    Cancer content refers to a patient of US Core: with a number, its system, and a family name or why there is none
    (us-core-6). Which part of a name is the family's, and whose numbers these are by URI, is nowhere stated.
    """
    view = case.child
    sex = view.sex.text if view.sex else ""
    born = _birth(case)
    name: Resource = {"text": words(view.name.text)} if view.name else {}
    made = {
        "resourceType": "Patient",
        "id": id_,
        "meta": {"profile": [f"{tables().ips}Patient-uv-ips"]},
        "identifier": [_number(number) for number in view.numbers if number.value.strip()] or [_number(None)],
        "name": [{**name, "_family": absent()}],
        "gender": sex if sex in SEXES else "unknown",
        "birthDate": born,
    }
    return compact(made) | ({} if born else {"_birthDate": absent()})


def _number(number: NumberView | None) -> Resource:
    if number is None:
        return {"_system": absent(), "_value": absent()}
    return compact({"_system": absent(), "value": words(number.value), "assigner": _display(number.issuer)})


def _birth(case: ClinicalCase) -> str:
    written = str(case.born) if case.born else case.child.birth_date.text if case.child.birth_date else ""
    try:
        return str(PartialDate.from_iso(written)) if written else ""
    except ValueError:
        return ""


def _display(text: str) -> Resource:
    return {"display": words(text)} if text.strip() else {}


def device(program: str, id_: str) -> Resource:
    return {"resourceType": "Device", "id": id_, "deviceName": [{"name": words(program), "type": "user-friendly-name"}]}


def documents(
    case: ClinicalCase, sha256: Mapping[str, str], ids: Mapping[str, str], subject: Resource
) -> Iterator[Resource]:
    """A DocumentReference for each record; a version that a later one replaced is `superseded`."""
    for record in case.records:
        yield compact(
            {
                "resourceType": "DocumentReference",
                "id": ids[record.number],
                "identifier": [{"system": "urn:consilium:record", "value": words(record.number)}],
                "status": "superseded" if record.superseded_by else "current",
                "type": concept(record.category.value if record.category else ""),
                "subject": subject,
                "author": [_display(record.institution)] if record.institution.strip() else [],
                "relatesTo": [
                    {"code": code, "target": {"reference": f"urn:uuid:{ids[number]}"}}
                    for code, numbers in (("replaces", record.supersedes), ("appends", (record.adds_to,)))
                    for number in numbers
                    if number in ids
                ],
                "description": words(record.title) if record.title.strip() else "",
                "content": [{"attachment": _attachment(record, sha256.get(record.number, ""))}],
                "context": {"period": {"start": str(record.date)}} if record.date else {},
            }
        )


def _attachment(record: CaseRecord, sha256: str) -> Resource:
    """FHIR's own hash is SHA-1 (R4 2.24.0.7): ours stands in an extension."""
    parts = [part for part in record.path.split("/") if part not in ("", ".", "..")]
    made = compact(
        {
            "extension": [{"url": "urn:consilium:sha256", "valueString": sha256}] if sha256 else [],
            "contentType": tables().media.get(record.format, ""),
            "language": record.language if len(record.language) == 2 else "",
            "url": quote("/".join(parts), errors="surrogateescape"),
            "title": words(record.title) if record.title.strip() else "",
        }
    )
    return made or {"title": words(record.number)}


def studies(case: ClinicalCase, case_id: str, subject: Resource) -> Iterator[Resource]:
    for study in case.studies:
        yield compact(
            {
                "resourceType": "ImagingStudy",
                "id": identifier(case_id, "study", study.number),
                "identifier": [{"system": "urn:consilium:record", "value": words(study.number)}],
                "status": "unknown" if study.missing else "available",
                "modality": _modalities(study),
                "subject": subject,
                "started": str(study.date) if study.date else "",
                "numberOfSeries": len(study.series),
                "numberOfInstances": study.images,
                "description": words(study.description) if study.description.strip() else "",
            }
        )


def _modalities(study: StudyView) -> list[Resource]:
    return [coding(tables().systems["dicom"], modality) for modality in study.modalities if modality.strip()]


def told(resource: Resource) -> str:
    """A record or study in one line: its number and what it is."""
    return " ".join(filter(None, (resource["identifier"][0]["value"], resource.get("description", ""))))
