"""summary.fhir.json: a document Bundle in the shape of the International Patient Summary, mCODE for the cancer content.

Derived from the findings, never the other way round. Every entry has a Provenance with its record, place and quoted
words; records are referred to by their path in the packet, not embedded. What FHIR has no place for stands in the
extension `urn:consilium:finding`, so that our own reader gets the same findings back. Ids are the same from run to
run. Left out, as in the summary: struck statements, superseded versions, general remarks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.summary.earlier import as_of_their_papers
from consilium.domain.summary.rows import is_shown
from consilium.knowledge.catalog import Catalog
from consilium.writers.fhir import composition, packet
from consilium.writers.fhir.entries import none_known, resource_of, section_of
from consilium.writers.fhir.provenance import provenance, said, sources
from consilium.writers.fhir.shapes import Resource, compact, identifier, moment, narrative, ours, reference, tables

NAME = "summary.fhir.json"


@dataclass(frozen=True)
class About:
    """Of whom, when and by what the document is made; `sha256` (hex) of the originals by record number."""

    case_id: str
    made_on: datetime
    program: str = "Consilium"
    sha256: Mapping[str, str] = field(default_factory=dict)


def fhir(case: ClinicalCase, about: About, words: Catalog) -> bytes:
    """The Bundle as JSON, UTF-8. The same values give the same bytes."""
    return orjson.dumps(bundle(case, about, words))


def bundle(case: ClinicalCase, about: About, words: Catalog) -> Resource:
    """The Bundle as plain values: Composition, Patient, Device, then entries, records and provenance."""
    made = moment(about.made_on)
    case = as_of_their_papers(case)
    patient_id, device_id = identifier(about.case_id, "patient"), identifier(about.case_id, "device")
    patient = reference(patient_id)
    records = {record.number: identifier(about.case_id, "record", record.id) for record in case.records}
    found = [one for one in case.findings if is_shown(one) and "organ" not in one.shown.detail]  # no course
    allergic = any(one.shown.kind is Kind.ALLERGY and one.shown.assertion is not Assertion.NEGATED for one in found)
    entries = {one.key: _entry(one, about, patient, words, allergic=allergic) for one in found}
    sections: dict[str, list[tuple[Resource, str]]] = {}
    for one in found:
        link = (reference(entries[one.key]["id"]), said(one.shown, words))
        sections.setdefault(section_of(one.shown), []).append(link)
    kept = [
        *packet.documents(case, about.sha256, records, patient),
        *packet.studies(case, about.case_id, patient),
    ]
    sections["records"] = [(reference(each["id"]), packet.told(each)) for each in kept]
    title = words.text("summary.title_unnamed")
    head = composition.Head(identifier(about.case_id, "composition"), made, title, case.language)
    resources = [
        composition.composition(head, patient, reference(device_id), sections, words),
        packet.patient(case, patient_id),
        packet.device(about.program, device_id),
        *entries.values(),
        *kept,
        *_provenances(found, entries, about, device_id, records),
    ]
    return {
        "resourceType": "Bundle",
        "id": identifier(about.case_id, "bundle", made),
        "meta": {"profile": [f"{tables().ips}Bundle-uv-ips"]},
        "language": case.language,
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{identifier(about.case_id, 'bundle', made)}"},
        "type": "document",
        "timestamp": made,
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def _entry(one: CaseFinding, about: About, patient: Resource, words: Catalog, *, allergic: bool) -> Resource:
    """The resource of a finding with its id, its words and what our reader needs.

    `allergic`: whether a record of the case names an allergy. That none is known stays the word of one record then.
    """
    made = resource_of(one.shown, patient) | ({} if allergic else none_known(one.shown))
    name, more = made.pop("resourceType"), made.pop("extension", [])
    text = narrative(said(one.shown, words), *(f"“{quote}” [{one.reference}]" for quote in _quotes(one)))
    head = {"resourceType": name, "id": identifier(about.case_id, "finding", one.key), "meta": made.pop("meta", {})}
    return compact({**head, "text": text, "extension": [ours(one.shown), *more], **made})


def _quotes(one: CaseFinding) -> list[str]:
    return [citation.quote for citation in one.finding.citations if citation.quote.strip()]


def _provenances(
    found: list[CaseFinding], entries: Mapping[str, Resource], about: About, device_id: str, records: Mapping[str, str]
) -> Iterator[Resource]:
    recorded = moment(about.made_on)
    for one in found:
        id_ = identifier(about.case_id, "provenance", one.key)
        where = sources(one, records)
        yield provenance(one, id_, reference(entries[one.key]["id"]), reference(device_id), recorded) | {
            "entity": where
        }
