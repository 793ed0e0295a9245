"""Damaged C-CDA and FHIR: whatever their readers still read, the mappings map or refuse, and never fail."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.errors import UnreadableError
from consilium.domain.findings.merge import merge
from consilium.domain.findings.structured import SOURCES
from tests.domain.findings.structured_files import codes, concept, document, loinc, mapped, problem, read, section
from tests.readers.exchanged import damaged

CDA = document(section("11450-4", problem("Asthma") + problem("Leukemia", negated="true")))
RESOURCES: list[dict[str, Any]] = [
    {"resourceType": "Condition", "code": concept("Asthma", "1"), "stage": [{"summary": {"text": "II"}}]},
    {"resourceType": "Observation", "code": loinc("718-7", "Hgb"), "valueQuantity": {"value": 9, "unit": "g/dL"}},
    {"resourceType": "MedicationRequest", "status": "active", "medicationCodeableConcept": {"text": "X"}},
]
FHIR = json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in RESOURCES]}).encode()
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
FIELDS = ("code", "status", "valueQuantity", "component", "stage", "bodySite", "extension", "dosage", "activity")
MORE = ("condition", "reaction", "category", "meta", "clinicalStatus", "medicationReference", "referenceRange")


def ends_well(name: str, data: bytes) -> None:
    try:
        read(name, data)
    except UnreadableError:
        return
    found = mapped(name, data)
    assert all(one.citations for one in merge(found))


@settings(max_examples=50, deadline=None)
@given(damaged(CDA))
def test_any_damaged_ccda_is_mapped_or_refused(data: bytes) -> None:
    ends_well("ccda", data)


@settings(max_examples=50, deadline=None)
@given(damaged(FHIR))
def test_any_damaged_fhir_is_mapped_or_refused(data: bytes) -> None:
    ends_well("fhir", data)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([*SOURCES["fhir"].PARTS]),
    st.dictionaries(st.sampled_from(FIELDS + MORE), ANYTHING, max_size=5),
)
def test_fields_of_any_shape_are_mapped_or_refused(kind: str, fields: dict[str, Any]) -> None:
    resource = {"code": {"text": "Thing"}, **fields, "resourceType": kind}
    reading = read("fhir", json.dumps(resource).encode())
    for outcome in SOURCES["fhir"].outcomes(reading, codes()):
        assert bool(outcome.findings) != bool(outcome.reason)
