"""Apple Health: hostile and broken exports first, then what the streams come to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from consilium.domain.errors import UnreadableError
from consilium.readers import applehealth
from tests.readers.exchanged import codes, damaged, ends_well, read, sniff, usual_damage

DTD = (
    "<!DOCTYPE HealthData [<!ELEMENT HealthData (ExportDate,Me,Record*)><!ATTLIST HealthData locale CDATA #REQUIRED>]>"
)
BODY = """<HealthData locale="es_ES"><ExportDate value="2024-03-01 10:00:00 +0100"/>
<Me HKCharacteristicTypeIdentifierDateOfBirth="2010-05-14"
 HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale"/>
<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Scale" unit="kg"
 startDate="2024-02-01 08:00:00 +0100" value="31.50"/>
<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Scale" unit="kg"
 startDate="2024-01-01 08:00:00 +0100" value="32"/>
<Workout duration="9"/>
<ClinicalRecord type="HKClinicalTypeIdentifierLabResultRecord" sourceName="Hospital"
 resourceFilePath="/clinical-records/a.json"/>
</HealthData>"""
WHOLE = ('<?xml version="1.0" encoding="UTF-8"?>' + DTD + BODY).encode()
CDA = b"""<ClinicalDocument xmlns="urn:hl7-org:v3"><id extension="Health Export CDA"/><title>Health Data Export</title>
<effectiveTime value="20240301100000+0100"/><recordTarget><patientRole><patient><name>Ana Muestra</name>
<administrativeGenderCode code="F"/><birthTime value="20100514"/></patient></patientRole></recordTarget>
<entry><organizer><component><observation><code code="3141-9" displayName="Body weight Measured"/>
<text><sourceName>Scale</sourceName></text><effectiveTime><low value="20240201"/></effectiveTime>
<value value="31.50" unit="kg"/></observation></component></organizer></entry></ClinicalDocument>"""


def facts(data: bytes) -> dict[str, Any]:
    return dict(read(applehealth, data)[0].facts)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(applehealth, data)
    return caught.value.code


def test_entities_are_refused() -> None:
    assert (
        refusal(WHOLE.replace(b"[<!ELEMENT", b'[<!ENTITY x SYSTEM "file:///etc/passwd"><!ELEMENT'))
        == "applehealth.entities"
    )


def test_elements_nested_without_end_are_refused() -> None:
    assert refusal(b"<HealthData>" + b"<Correlation>" * 5_000) == "applehealth.too_deep"


def test_an_export_without_any_measurement_is_refused() -> None:
    assert refusal(b"") == "applehealth.no_export"
    assert refusal(b"<HealthData") == "applehealth.no_export"


def test_an_export_that_is_cut_off_keeps_what_came_before() -> None:
    reading, _ = read(applehealth, WHOLE[: WHOLE.index(b"<Workout")])
    assert codes(reading) == {"applehealth.cut_off"}
    assert facts(WHOLE[: WHOLE.index(b"<Workout")])["records"]["BodyMass"]["count"] == 2


def test_a_broken_doctype_as_some_telephones_write_it_is_read_over_and_said() -> None:
    reading, _ = read(applehealth, WHOLE.replace(b"Record*)>", b"Record*>"))
    assert codes(reading) == {"applehealth.repaired"}
    assert reading.facts["workouts"] == 1
    cut, _ = read(applehealth, WHOLE.replace(b"Record*)>", b"Record*>")[:-30])
    assert codes(cut) == {"applehealth.repaired", "applehealth.cut_off"}


def test_each_type_is_summed_up_and_measures_are_kept_as_written() -> None:
    assert read(applehealth, WHOLE)[0].remarks == ()
    found = facts(WHOLE)
    weight = found["records"]["BodyMass"]
    assert (weight["count"], weight["unit"], weight["latest"]) == (2, "kg", "31.50")
    assert (weight["first"][:10], weight["last"][:10]) == ("2024-01-01", "2024-02-01")
    assert [reading[1] for reading in found["readings"]["BodyMass"]] == ["31.50", "32"]
    assert found["clinical_records"][0]["path"] == "/clinical-records/a.json"
    assert (found["locale"], found["workouts"]) == ("es_ES", 1)


def test_the_person_has_a_birth_date_and_sex_but_no_name() -> None:
    person = read(applehealth, WHOLE)[0].people[0]
    assert (person.text, str(person.birth_date), person.sex) == ("", "2010-05-14", "female")


def test_the_cda_export_is_read_the_same_way_and_names_the_person() -> None:
    assert sniff(applehealth, CDA) == "apple-health-cda"
    reading, _ = read(applehealth, CDA)
    assert (reading.people[0].text, str(reading.people[0].birth_date)) == ("Ana Muestra", "2010-05-14")
    assert [str(seen.value) for seen in reading.dates] == ["2024-03-01", "2010-05-14"]
    assert facts(CDA)["readings"]["Body weight Measured"] == [["20240201", "31.50", "kg"]]


def test_other_xml_is_left_to_other_readers() -> None:
    assert sniff(applehealth, b"<ClinicalDocument><title>Summary</title></ClinicalDocument>") is None
    assert sniff(applehealth, WHOLE) == "apple-health"


@pytest.mark.parametrize("data", [*usual_damage(WHOLE), *usual_damage(CDA)])
def test_usual_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(applehealth, data)


@settings(max_examples=60, deadline=None)
@given(damaged(WHOLE))
def test_any_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(applehealth, data)
