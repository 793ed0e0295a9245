"""Observations: what was measured, seen or tested, with the codes that R4 and mCODE demand of each kind.

What is negated, uncertain or pending reads as such by FHIR's own codes; a number of a vital sign stands in UCUM.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.writers.fhir.shapes import (
    Resource,
    body_site,
    code_of,
    coding,
    compact,
    concept,
    of_hl7,
    tables,
    when,
    words,
)

_STATUS = {Assertion.UNCERTAIN: "unknown", Assertion.PENDING: "registered", Assertion.PLANNED: "registered"}
_SAID = (Assertion.STATED, Assertion.HISTORICAL)
_ABSENT = "2667000"  # SNOMED CT
# LOINC, genomics reporting: the parts of a variant, and how an HGVS expression of each begins.
_GENE = "48018-6"
_CHANGES = (("cdna", "48004-6", "c."), ("protein", "48005-3", "p."))


def observation(finding: Finding, entry: Mapping[str, Any], patient: Resource) -> Resource:
    table, code = entry["category"]
    system = str(finding.detail.get("system") or finding.detail.get("method") or finding.detail.get("group") or "")
    unit = "" if entry.get("concept") else _vital_unit(finding)
    found: Resource = {
        "status": _STATUS.get(finding.assertion, "final"),
        "category": [of_hl7(table, code), *([of_hl7(table, "vital-signs")] if unit else [])],
        "code": code_of(finding, entry, _own(finding, vital=bool(unit))),
        "subject": patient,
        "bodySite": body_site(finding),
        "method": concept(system),
        "referenceRange": _range(finding),
        "component": list(_components(finding)),
    }
    return (
        found | when("effective", finding.when, finding.until) | _value(finding, unit, whole=bool(entry.get("concept")))
    )


def _own(finding: Finding, *, vital: bool) -> tuple[Code, ...]:
    """The codes of what was observed: those of a variant's gene and change are parts, those of a vital sign a claim."""
    parts = ("hgvs", "hgnc") if finding.kind is Kind.VARIANT else ()
    claims = () if vital else tables().vital_signs
    return tuple(
        code
        for code in finding.codes
        if code.system not in ("icd-o-3-topography", *parts) and not (code.system == "loinc" and code.code in claims)
    )


def _vital_unit(finding: Finding) -> str:
    """The UCUM code of a vital sign's unit, where it has all that R4's profile asks for: a number, its unit, a day."""
    units = next((tables().vital_signs[one.code] for one in finding.codes if _is_vital(one)), {})
    told = finding.assertion in _SAID and _is_number(finding.number)
    day = finding.until is not None or (finding.when is not None and bool(finding.when.day))
    timed = day and not any(name.startswith("_") for name in when("effective", finding.when, finding.until))
    return units.get(finding.unit.strip(), "") if told and timed else ""


def _is_vital(code: Code) -> bool:
    return code.system == "loinc" and code.code in tables().vital_signs


def _is_number(number: float | None) -> bool:
    return number is not None and number - number == 0


def _value(finding: Finding, unit: str, *, whole: bool) -> Resource:
    """The value: a quantity where it is a number, else its words; a thing said to be absent is absent.

    `whole`: a concept even where it is a number (a stage, a variant, a response).
    """
    if _is_number(finding.number) and not whole:
        quantity: Resource = {
            "value": finding.number,
            "comparator": finding.comparator,
            "unit": finding.unit and words(finding.unit),
        }
        return {
            "valueQuantity": compact(quantity | ({"system": tables().systems["ucum"], "code": unit} if unit else {}))
        }
    codes = [*_answer(finding), *_response(finding)]
    said = finding.value or str(finding.detail.get("sizes") or finding.detail.get("grade") or "")
    if finding.kind is Kind.CONDITION:
        said = said or str(finding.detail.get("result") or "")
    said = said if said.strip() or not whole or not _is_number(finding.number) else f"{finding.number:g}"
    if finding.kind is Kind.RESPONSE and codes and said.strip():
        said = f"{finding.name}, {said}" if said.strip() != finding.name else said
    said = "" if _denied_thing(finding) else said  # `población B clonal` of `sin población B clonal` was not found
    if said.strip() or codes:
        text = words(f"{said} {finding.unit}") if said.strip() else ""
        return {"valueCodeableConcept": compact({"coding": codes, "text": text})}
    if finding.assertion is Assertion.NEGATED:
        return {"valueCodeableConcept": {"coding": [coding(tables().systems["snomed"], _ABSENT)]}}
    return {"dataAbsentReason": of_hl7("data-absent-reason", "unknown")}


def _denied_thing(finding: Finding) -> bool:
    """Whether a finding of flow or stains is denied and its own words name only what is not there."""
    told = str(finding.detail.get("result") or "") == "negative"
    return finding.assertion is Assertion.NEGATED and finding.kind in (Kind.FLOW, Kind.STAIN) and not told


def _answer(finding: Finding) -> list[Resource]:
    """Whether a variant is there (LOINC LL1971-2)."""
    if finding.kind is not Kind.VARIANT:
        return []
    there = "present" if finding.assertion in _SAID else "absent" if finding.assertion is Assertion.NEGATED else ""
    return [coding(tables().systems["loinc"], tables().variant_answers[there])] if there else []


def _response(finding: Finding) -> list[Resource]:
    if finding.kind is not Kind.RESPONSE or finding.assertion not in _SAID:
        return []
    code = tables().responses.get(finding.name) or tables().responses.get(finding.value)
    return [coding(tables().systems["snomed"], code)] if code else []


def _range(finding: Finding) -> list[Resource]:
    low, high = str(finding.detail.get("low") or ""), str(finding.detail.get("high") or "")
    said = str(finding.detail.get("range") or "") or (f"{low} - {high}" if low or high else "")
    return [{"text": words(said)}] if said and finding.kind is Kind.LABORATORY else []


def _components(finding: Finding) -> Iterator[Resource]:
    """The gene and the changes of a variant; a change only as an HGVS expression (required binding)."""
    if finding.kind is not Kind.VARIANT:
        return
    gene = concept(str(finding.detail.get("gene") or ""), _of_system(finding, "hgnc"))
    if gene:
        yield _component(_GENE, gene)
    for name, code, prefix in _CHANGES:
        said = str(finding.detail.get(name) or "").strip()
        written = [one.code for one in _of_system(finding, "hgvs") if one.code.rpartition(":")[2].startswith(prefix)]
        if said.startswith(prefix) and not written:
            written = [said]
        if written and " " not in written[0]:
            hgvs = coding(tables().systems["hgvs"], written[0])
            yield _component(code, compact({"coding": [hgvs], "text": words(said) if said else ""}))


def _component(code: str, value: Resource) -> Resource:
    return {"code": {"coding": [coding(tables().systems["loinc"], code)]}, "valueCodeableConcept": value}


def _of_system(finding: Finding, system: str) -> tuple[Code, ...]:
    return tuple(code for code in finding.codes if code.system == system and code.code.strip())
