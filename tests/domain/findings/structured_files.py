"""C-CDA, FHIR, VCF and MAF files for the tests of the mappings, and what they come to. All people are invented."""

from __future__ import annotations

import json
from typing import Any

from consilium.domain.findings import Finding
from consilium.domain.findings.codes import Codes
from consilium.domain.findings.structured import SOURCES
from consilium.domain.records import Reading
from consilium.knowledge.findings.words import finding_codes
from consilium.readers.contract import Bounds, Collected, Context, MemorySource, Probe
from consilium.readers.registry import load, reader


def codes() -> Codes:
    return finding_codes()


def read(name: str, data: bytes) -> Reading:
    load([name])
    return reader(name).read(MemorySource(data), Context(Collected(), len(data), Bounds()))


def sniff(name: str, data: bytes) -> str | None:
    load([name])
    return reader(name).sniff(Probe(MemorySource(data)))


def mapped(name: str, data: bytes) -> list[Finding]:
    """The findings of one file by the mapping of its reader."""
    return list(SOURCES[name].find(read(name, data), codes()))


def bundle(*resources: dict[str, Any]) -> list[Finding]:
    entries = [{"resource": each} for each in resources]
    return mapped("fhir", json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode())


def concept(text: str, code: str = "", system: str = "http://snomed.info/sct") -> dict[str, Any]:
    return {"text": text, "coding": [{"system": system, "code": code, "display": text}] if code else []}


def loinc(code: str, text: str) -> dict[str, Any]:
    return concept(text, code, "http://loinc.org")


ROOT = "2.16.840.1.113883.10.20.22.4"
SNOMED = "2.16.840.1.113883.6.96"


def template(number: str) -> str:
    return f'<templateId root="{ROOT}.{number}" extension="2015-08-01"/>'


def section(code: str, entries: str, narrative: str = "") -> str:
    return (
        f'<component><section><code code="{code}" codeSystem="2.16.840.1.113883.6.1"/><title>Section</title>'
        f"<text>{narrative}</text>{entries}</section></component>"
    )


def cda(*sections: str) -> list[Finding]:
    return mapped("ccda", document(*sections))


def document(*sections: str) -> bytes:
    return (
        '<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<templateId root="2.16.840.1.113883.10.20.22.1.2"/><effectiveTime value="20240601"/>'
        f"<component><structuredBody>{''.join(sections)}</structuredBody></component></ClinicalDocument>"
    ).encode()


def problem(name: str, inside: str = "", negated: str = "", more: str = "", code: str = "1") -> str:
    negation = f' negationInd="{negated}"' if negated else ""
    return (
        f'<entry><act classCode="ACT" moodCode="EVN">{template("3")}<code code="CONC"/><statusCode code="active"/>'
        f'<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"{negation}>{template("4")}'
        f'<code code="55607006"/><statusCode code="completed"/>{inside}'
        f'<value xsi:type="CD" code="{code}" codeSystem="{SNOMED}" displayName="{name}"/>{more}'
        "</observation></entryRelationship></act></entry>"
    )
