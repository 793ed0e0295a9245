"""Which profile an entry claims: only one whose demands it meets (docs/reference/fhir-summary.md).

mCODE 4.0.0 stands on US Core 6.1.0 and Genomics Reporting 2.0.0; what they demand counts as well. Where a demand needs
what no record states, nothing is claimed, and nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from consilium.domain.findings.finding import Finding, Kind
from consilium.writers.fhir.shapes import Resource, tables

_REQUEST = "mcode-cancer-related-medication-request"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NEOPLASM = re.compile(r"\d{4}/[123]")  # ICD-O-3 behaviour: 6 is a metastasis, 0 benign


def meta(finding: Finding, name: str, made: Resource, entry: Mapping[str, Any]) -> Resource:
    """`meta` of an entry that is otherwise written, {} where it claims nothing."""
    profile = _REQUEST if name == "MedicationRequest" else str(entry.get("profile", ""))
    holds = _HOLDS.get(profile)
    claimed = profile and (holds is None or holds(finding, made))
    return {"profile": [tables().mcode + profile]} if claimed else {}


def _is_primary(finding: Finding, _: Resource) -> bool:
    """A primary tumor by its code; a metastasis is a profile of its own."""
    coded = [code.code for code in finding.codes if code.system == "icd-o-3-morphology"]
    grouped = any(code.system == "iccc-3" for code in finding.codes)
    spread = any(code.endswith("/6") for code in coded)
    return finding.kind is Kind.DIAGNOSIS and not spread and (grouped or any(map(_NEOPLASM.fullmatch, coded)))


def _is_staged(_: Finding, made: Resource) -> bool:
    """The value of a stage is a concept."""
    return "valueQuantity" not in made


def _is_marker(_: Finding, made: Resource) -> bool:
    """A value, and a day (us-core-1) or a time between two."""
    valued = "valueQuantity" in made or "valueCodeableConcept" in made
    return valued and ("effectivePeriod" in made or _DAY.match(made.get("effectiveDateTime", "")) is not None)


def _is_called(_: Finding, made: Resource) -> bool:
    """The value of a variant is one of LOINC's answers, or there is none."""
    return "valueQuantity" not in made and "coding" in made.get("valueCodeableConcept", {"coding": ()})


def _is_trend(_: Finding, made: Resource) -> bool:
    """At a point in time, with a value of mCODE's list."""
    said = {each["code"] for each in made.get("valueCodeableConcept", {}).get("coding", ())}
    return "effectivePeriod" not in made and bool(said & set(tables().responses.values()))


def _is_course(_: Finding, made: Resource) -> bool:
    return "performedPeriod" in made


_HOLDS: Mapping[str, Callable[[Finding, Resource], bool]] = {
    "mcode-primary-cancer-condition": _is_primary,
    "mcode-cancer-stage": _is_staged,
    "mcode-tumor-marker-test": _is_marker,
    "mcode-genomic-variant": _is_called,
    "mcode-cancer-disease-status": _is_trend,
    "mcode-radiotherapy-course-summary": _is_course,
}
