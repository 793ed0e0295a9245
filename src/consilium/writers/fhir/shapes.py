"""FHIR data types from our values (R4 2.24), and the tables that they are written with (`knowledge/fhir.yaml`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from html import escape
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Code, Finding
from consilium.domain.plain import from_json, to_json
from consilium.knowledge.catalog import shown
from consilium.knowledge.documents import document

Resource: TypeAlias = dict[str, Any]
OURS = "urn:consilium:finding"
CITED = "urn:consilium:citation"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_SPACE = UUID("6f0f7f4e-9c1d-5b57-8f1e-0c6d2f1b5a3e")
_CHUNK = 3_000  # our reader keeps 4,000 characters of a text
TEXT_CHARS = 1_000
_OF_KIND = (("code", "loinc"), ("snomed", "snomed"))


@dataclass(frozen=True)
class Tables:
    """`knowledge/fhir.yaml`."""

    systems: Mapping[str, str]
    laterality: Mapping[str, str]
    kinds: Mapping[str, Mapping[str, Any]]
    sections: Mapping[str, Mapping[str, Any]]
    section_system: str
    variant_answers: Mapping[str, str]
    responses: Mapping[str, str]
    no_allergies: Mapping[str, str]
    vital_signs: Mapping[str, Mapping[str, str]]
    media: Mapping[str, str]
    mcode: str
    ips: str


@cache
def tables() -> Tables:
    data = document("fhir.yaml")
    return Tables(**{each.name: data[each.name] for each in fields(Tables)})


def identifier(case_id: str, *parts: str) -> str:
    """An id that is the same whenever the same thing of the same case is written."""
    return str(uuid5(_SPACE, "/".join((case_id, *parts))))


def reference(id_: str, said: str = "") -> Resource:
    return compact({"reference": f"urn:uuid:{id_}", "display": said and words(said)})


def words(text: str) -> str:
    """A text as FHIR's string takes it: one line, no control characters, bounded; never empty."""
    return shown(text, TEXT_CHARS).strip() or "-"


def compact(values: Mapping[str, Any]) -> Resource:
    """Only what is there: FHIR knows no empty value."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, ())}


def coding(system: str, code: str, display: str = "") -> Resource:
    return compact({"system": system, "code": token(code), "display": display and words(display)})


def token(code: str) -> str:
    """A code as FHIR's `code` takes it: no space at the ends, single spaces inside."""
    return " ".join(shown(code, 200).split())


def concept(text: str, codes: tuple[Code, ...] = (), more: tuple[Resource, ...] = ()) -> Resource:
    """A CodeableConcept: the words, and the codes of systems with a known URI or identifier."""
    systems = tables().systems
    found = [
        coding(systems.get(code.system) or token(code.system), code.code, code.display)
        for code in codes
        if code.code.strip() and (code.system in systems or code.system.startswith(("urn:", "http://", "https://")))
    ]
    return compact({"coding": [*more, *found], "text": words(text) if text.strip() else ""})


def name_of(finding: Finding) -> str:
    return finding.name.strip() or str(finding.kind)


def code_of(finding: Finding, entry: Mapping[str, Any], codes: tuple[Code, ...]) -> Resource:
    """What an entry is of: the code of its kind, its own codes and its name."""
    systems = tables().systems
    more = [coding(systems[system], str(entry[key])) for key, system in _OF_KIND if entry.get(key)]
    return concept(name_of(finding), codes, tuple(more))


def of_hl7(table: str, code: str) -> Resource:
    """A concept of one of HL7's own code systems."""
    return {"coding": [coding(TERMINOLOGY + table, code)]}


def when(name: str, date: PartialDate | None, until: PartialDate | None = None) -> Resource:
    """`effective` as dateTime or Period, or why it is not there: no Period ends before it begins (R4 per-1)."""
    if until is not None and date is not None and not _follows(until, date):
        return {f"_{name}DateTime": absent()}
    if until is not None:
        return {f"{name}Period": period(date, until)}
    return {f"{name}DateTime": str(date)} if date is not None else {f"_{name}DateTime": absent()}


def period(date: PartialDate | None, until: PartialDate | None) -> Resource:
    """A Period; {} where it would end before it begins."""
    if date is not None and until is not None and not _follows(until, date):
        return {}
    return compact({"start": str(date or ""), "end": str(until or "")})


def _follows(until: PartialDate, date: PartialDate) -> bool:
    """Whether an end may be at or after a start, as far as both are known."""
    shared = min(len(str(until)), len(str(date)))
    return str(until)[:shared] >= str(date)[:shared]


def moment(at: datetime) -> str:
    """An instant in UTC; one without a zone is taken as UTC."""
    there = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return there.strftime("%Y-%m-%dT%H:%M:%SZ")


def absent(code: str = "unknown") -> Resource:
    return {"extension": [{"url": ABSENT, "valueCode": code}]}


def body_site(finding: Finding) -> Resource:
    """Site and side; the side alone is said in words."""
    if not finding.site and not finding.laterality:
        return {}
    said = concept(finding.site or finding.laterality)
    code = tables().laterality.get(finding.laterality)
    if code:
        url = f"{tables().mcode}mcode-laterality-qualifier"
        qualifier = {"coding": [coding(tables().systems["snomed"], code)]}
        said["extension"] = [{"url": url, "valueCodeableConcept": qualifier}]
    return said


def ours(finding: Finding) -> Resource:
    """The finding as it is, without its places, for whoever reads with our own reader (`structured/ours.py`).

    JSON in ASCII; in parts where it is long, with no space at an end that a reader may cut off.
    """
    data = from_json(to_json(finding))
    data.pop("citations")
    data.pop("clause")  # a place in the paper while it was read
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    if len(text) <= _CHUNK:
        return {"url": OURS, "valueString": text}
    text = text.replace(" ", "\\u0020")
    parts = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    return {"url": OURS, "extension": [{"url": "part", "valueString": part} for part in parts]}


def narrative(*paragraphs: str) -> Resource:
    """Generated narrative (XHTML): each text a paragraph."""
    inside = "".join(f"<p>{escape(words(each), quote=False)}</p>" for each in paragraphs if each.strip())
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{inside or "<p>-</p>"}</div>'}
