"""FHIR: damaged and hostile files first, then patients, dates, documents, decimals, NDJSON and XML."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from consilium.domain.errors import UnreadableError
from consilium.domain.records import DateRole
from consilium.readers import fhir
from consilium.readers.contract import Bounds
from tests.readers.exchanged import codes, damaged, ends_well, read, sniff, usual_damage

PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "identifier": [
        {
            "type": {"coding": [{"code": "MR"}]},
            "system": "urn:oid:1.2.3",
            "value": "77",
            "assigner": {"display": "Ejemplo"},
        }
    ],
    "name": [
        {"use": "maiden", "text": "Ana Ejemplo"},
        {"use": "official", "family": "Muestra", "given": ["Ana", "María"]},
    ],
    "gender": "female",
    "birthDate": "2010-05",
}
RESULT = {
    "resourceType": "Observation",
    "id": "o",
    "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "718-7", "display": "Hemoglobin"}]},
    "subject": {"reference": "Patient/p"},
    "effectiveDateTime": "2024-03-01T10:00:00+01:00",
    "valueQuantity": {"value": "NUMBER", "comparator": "<", "unit": "g/dL"},
    "referenceRange": [{"low": {"value": 11}, "high": {"value": 15, "unit": "g/dL"}}],
    "interpretation": [{"coding": [{"code": "L"}]}],
    "text": {"div": '<div xmlns="http://www.w3.org/1999/xhtml"><script>bad()</script><p>Below normal</p></div>'},
}


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).replace('"NUMBER"', "1.500000").encode()


def bundle(*resources: dict[str, Any], kind: str = "collection") -> bytes:
    return as_json({"resourceType": "Bundle", "type": kind, "entry": [{"resource": each} for each in resources]})


def entries(data: bytes) -> list[dict[str, Any]]:
    found: Any = read(fhir, data)[0].facts["entries"]
    return list(found)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(fhir, data)
    return caught.value.code


@pytest.mark.parametrize("opener", ["[", '{"a":'])
def test_json_nested_without_end_is_refused(opener: str) -> None:
    assert refusal(b'{"resourceType":"Basic","x":' + opener.encode() * 200_000) == "fhir.too_deep"


def test_a_bundle_that_is_cut_off_keeps_the_entries_before_the_cut() -> None:
    whole = bundle(PATIENT, RESULT, RESULT)
    reading, _ = read(fhir, whole[: whole.rindex(b"Hemoglobin")])
    assert reading.facts["resources"] == {"Patient": 1, "Observation": 1}
    assert codes(reading) == {"fhir.cut_off"}


def test_text_that_is_not_json_is_refused_with_its_place() -> None:
    assert refusal(b'{"resourceType" "Patient"}') == "fhir.not_json"
    assert refusal(b"") == "fhir.not_json"


def test_entries_that_are_no_resources_cost_only_themselves() -> None:
    data = as_json({"resourceType": "Bundle", "entry": [1, {"resource": {"resourceType": 5}}, {"resource": PATIENT}]})
    reading, _ = read(fhir, data)
    assert reading.facts["resources"] == {"Patient": 1}
    assert codes(reading) == {"fhir.bad_entries"}


def test_a_file_without_any_resource_is_refused() -> None:
    assert refusal(b'{"resourceType": "5"}') == "fhir.no_resource"


def test_keys_that_stand_twice_are_said() -> None:
    reading, _ = read(fhir, b'{"resourceType":"Patient","gender":"male","gender":"female"}')
    assert codes(reading) == {"fhir.duplicate_keys"}


def test_half_a_surrogate_pair_does_not_stop_the_reading_from_being_written() -> None:
    reading, _ = read(fhir, rb'{"resourceType":"Patient","name":[{"family":"Mu\ud800estra"}]}')
    assert reading.people[0].family == "Mu\ufffdestra"


def test_a_birth_date_that_no_calendar_has_is_unknown() -> None:
    reading, _ = read(fhir, as_json(PATIENT | {"birthDate": "2010-13-40"}))
    assert reading.people[0].birth_date is None
    assert codes(reading) == {"fhir.bad_dates"}


def test_a_number_keeps_its_digits_and_its_comparator() -> None:
    entry = entries(as_json(RESULT))[0]
    assert (entry["value"], entry["unit"], entry["reference_range"]) == ("<1.500000", "g/dL", "11 - 15 g/dL")
    assert (entry["interpretation"], entry["status"], entry["code"]) == ("L", "final", "718-7")


def test_what_was_not_done_is_negated_and_what_is_absent_says_why() -> None:
    vaccine = {"resourceType": "Immunization", "status": "not-done", "vaccineCode": {"text": "MMR"}}
    pending = {"resourceType": "Observation", "code": {"text": "X"}, "dataAbsentReason": {"text": "pending"}}
    refuted = {
        "resourceType": "Condition",
        "code": {"text": "A"},
        "verificationStatus": {"coding": [{"code": "refuted"}]},
    }
    found = entries(bundle(vaccine, pending, refuted))
    assert (found[0]["negated"], found[1]["absent"], found[2]["verification"]) == (True, "pending", "refuted")


def test_the_patient_keeps_the_month_of_birth_and_the_maiden_name() -> None:
    person = read(fhir, bundle(PATIENT, RESULT))[0].people[0]
    assert (person.text, person.family, person.given) == ("Ana María Muestra", "Muestra", "Ana María")
    assert (str(person.birth_date), person.sex, person.other_names) == ("2010-05", "female", ("Ana Ejemplo",))
    assert (person.numbers[0].value, person.numbers[0].issuer) == ("77", "Ejemplo")
    assert person.citation.place == "Bundle.entry[0].resource.name"


def test_two_patients_in_one_bundle_are_both_named() -> None:
    other = PATIENT | {"id": "q", "name": [{"text": "Luis Muestra"}]}
    people = read(fhir, bundle(PATIENT, other))[0].people
    assert [person.text for person in people] == ["Ana María Muestra", "Luis Muestra"]


def test_without_a_patient_the_subjects_words_name_one() -> None:
    report = {"resourceType": "DiagnosticReport", "subject": {"reference": "Patient/p", "display": "Ana Muestra"}}
    person = read(fhir, as_json(report))[0].people[0]
    assert (person.text, person.citation.place) == ("Ana Muestra", "DiagnosticReport.subject.display")


def test_dates_have_the_role_that_their_element_gives_them() -> None:
    report = {
        "resourceType": "DiagnosticReport",
        "category": [{"coding": [{"code": "RAD"}]}],
        "effectiveDateTime": "2024-02",
        "issued": "2024-03-02T00:00:00Z",
    }
    dates = {(seen.role, str(seen.value)) for seen in read(fhir, bundle(report, RESULT))[0].dates}
    assert dates == {
        (DateRole.STUDY, "2024-02"),
        (DateRole.DOCUMENT, "2024-03-02"),
        (DateRole.COLLECTED, "2024-03-01"),
    }


def test_the_custodian_is_found_by_its_reference_and_the_author_by_name() -> None:
    composition = {
        "resourceType": "Composition",
        "title": "Informe de alta",
        "type": {"coding": [{"system": "http://loinc.org", "code": "18842-5", "display": "Discharge summary"}]},
        "custodian": {"reference": "urn:uuid:1"},
        "author": [{"reference": "Practitioner/d"}],
        "section": [{"title": "Plan", "text": {"div": "<div><p>Come back</p></div>"}}],
    }
    hospital = {"resourceType": "Organization", "name": "Hospital Ejemplo"}
    doctor = {"resourceType": "Practitioner", "id": "d", "name": [{"text": "Dra. Sample"}]}
    listed = [{"resource": composition}, {"fullUrl": "urn:uuid:1", "resource": hospital}, {"resource": doctor}]
    reading, _ = read(fhir, as_json({"resourceType": "Bundle", "type": "document", "entry": listed}))
    assert [each.value for each in reading.institutions] == ["Hospital Ejemplo"]
    assert [each.value for each in reading.authors] == ["Dra. Sample"]
    assert reading.title == "Informe de alta"
    assert {"18842-5", "Discharge summary", "Composition"} <= {kind.value for kind in reading.kinds}
    assert "Come back" in reading.text


def test_narrative_is_text_without_markup_or_script() -> None:
    text = read(fhir, as_json(RESULT))[0].text
    assert "Below normal" in text
    assert "bad()" not in text
    assert "<" not in text.replace("<1.500000", "")


def test_documents_inside_are_handed_on_and_those_elsewhere_are_listed() -> None:
    pdf = b"%PDF-1.4 sample"
    attachment = {"contentType": "application/pdf", "data": base64.b64encode(pdf).decode(), "title": "Informe/1"}
    outside = {"contentType": "application/pdf", "url": "https://records.example/1"}
    reference = {"resourceType": "DocumentReference", "content": [{"attachment": attachment}, {"attachment": outside}]}
    binary = {"resourceType": "Binary", "contentType": "text/plain", "data": base64.b64encode(b"hello").decode()}
    reading, outlet = read(fhir, bundle(reference, binary))
    assert outlet.members == [
        ("Informe-1.pdf", "application/pdf", pdf, True),
        ("Bundle entry[1] resource.txt", "text/plain", b"hello", True),
    ]
    assert codes(reading) == {"fhir.document_elsewhere"}


def test_a_damaged_attachment_is_said() -> None:
    report = {"resourceType": "DiagnosticReport", "presentedForm": [{"contentType": "text/plain", "data": "%%%"}]}
    assert codes(read(fhir, as_json(report))[0]) == {"fhir.bad_document"}


def test_ndjson_is_read_line_by_line_and_a_bad_line_costs_itself() -> None:
    data = as_json(PATIENT) + b"\n{bad\n\n" + as_json(RESULT) + b"\n"
    assert sniff(fhir, data) == "fhir-ndjson"
    reading, _ = read(fhir, data)
    assert reading.facts["resources"] == {"Patient": 1, "Observation": 1}
    assert codes(reading) == {"fhir.bad_lines"}


def test_fhir_xml_gives_the_same_resources_as_json() -> None:
    data = b"""<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/><entry><resource><Patient>
    <name><family value="Muestra"/><given value="Ana"/></name><birthDate value="2010-05"/></Patient></resource></entry>
    <entry><resource><Observation><status value="final"/><code><text value="Sodium"/></code>
    <valueQuantity><value value="140.0"/><unit value="mmol/L"/></valueQuantity></Observation></resource></entry>
    </Bundle>"""
    assert sniff(fhir, data) == "fhir-xml"
    reading, _ = read(fhir, data)
    assert (reading.people[0].text, str(reading.people[0].birth_date)) == ("Ana Muestra", "2010-05")
    assert entries(data)[1]["value"] == "140.0"


def test_hostile_xml_is_refused() -> None:
    declared = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    patient = b'<Patient xmlns="http://hl7.org/fhir"><id value="&x;"/></Patient>'
    assert refusal(declared + patient) == "fhir.entities"
    assert refusal(b'<Patient xmlns="http://hl7.org/fhir">' + b"<name>" * 5_000) == "fhir.too_deep"


def test_other_versions_are_read_and_said() -> None:
    older = {"resourceType": "MedicationOrder", "medicationCodeableConcept": {"text": "Vincristine"}}
    reading, _ = read(fhir, as_json(older))
    assert [remark.args for remark in reading.remarks] == [{"version": "DSTU2"}]
    assert "Vincristine" in reading.text


def test_more_entries_than_the_list_holds_are_said_and_their_text_kept() -> None:
    many = [{"resource": {"resourceType": "Basic", "code": {"text": f"n{number}"}}} for number in range(20_001)]
    reading, _ = read(fhir, as_json({"resourceType": "Bundle", "entry": many}))
    assert codes(reading) == {"fhir.entries_cut"}
    assert "n20000" in reading.pages[-1].text


def test_text_past_its_bound_is_left_out_and_said() -> None:
    reading, _ = read(fhir, bundle(*[RESULT] * 50), Bounds(text_chars=500))
    assert "fhir.text_cut" in codes(reading)


def test_other_json_is_left_to_other_readers() -> None:
    assert sniff(fhir, b'{"type": "FeatureCollection"}') is None
    assert sniff(fhir, b"plain text about resourceType") is None
    assert sniff(fhir, b'[{"resourceType": "Patient"}]') == "fhir-json"


@pytest.mark.parametrize("data", usual_damage(bundle(PATIENT, RESULT)))
def test_usual_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(fhir, data)


def test_utf16_and_windows_letters_are_read_and_said() -> None:
    reading, _ = read(fhir, as_json(PATIENT).decode().encode("cp1252"))
    assert reading.people[0].given == "Ana María"
    assert codes(reading) == {"fhir.encoding"}
    assert read(fhir, as_json(PATIENT).decode().encode("utf-16"))[0].people[0].given == "Ana María"


@settings(max_examples=60, deadline=None)
@given(damaged(bundle(PATIENT, RESULT)))
def test_any_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(fhir, data)


def test_the_public_genomics_report_keeps_gene_change_and_fraction(shared_data: Path) -> None:
    data = (shared_data / "fhir" / "genomics-reporting-oncology-first4entries.json").read_bytes()
    reading, _ = read(fhir, data)
    assert reading.facts["resources"] == {"Organization": 1, "Patient": 1, "Specimen": 1, "Observation": 1}
    assert reading.people[0].numbers[0].value == "11111"
    assert [each.value for each in reading.institutions] == ["CEGAT"]
    assert "PIK3CA" in reading.text
    assert "p.H1047R" in reading.text
