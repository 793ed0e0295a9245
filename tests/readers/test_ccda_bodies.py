"""C-CDA: hostile and broken documents first, then header, narrative, statements and their ledger."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from consilium.domain.dates import PartialDate
from consilium.domain.errors import UnreadableError
from consilium.domain.records import DateRole
from consilium.readers import ccda
from tests.readers.exchanged import codes, damaged, ends_well, read, sniff, usual_damage

SECTION = """<component><section><templateId root="2.16.840.1.113883.10.20.22.2.6.1"/>
<code code="48765-2" codeSystem="2.16.840.1.113883.6.1"/><title>Allergies</title>
<text><table><thead><tr><th>Substance</th><th>Reaction</th></tr></thead>
<tbody><tr><td ID="a1">Peanut</td><td>None known</td></tr></tbody></table></text>
<entry><act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.30"/>
<code code="CONC" codeSystem="2.16.840.1.113883.5.6"/><statusCode code="active"/>
<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN" negationInd="true">
<templateId root="2.16.840.1.113883.10.20.22.4.7" extension="2014-06-09"/>
<code code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"/><text><reference value="#a1"/></text>
<statusCode code="completed"/><effectiveTime><low nullFlavor="UNK"/></effectiveTime>
<value xsi:type="CD" code="414285001" displayName="Allergy to food" codeSystem="2.16.840.1.113883.6.96"/>
</observation></entryRelationship></act></entry>
<entry><observation classCode="OBS" moodCode="EVN"><templateId root="1.2.3"/><code code="718-7"
codeSystem="2.16.840.1.113883.6.1" displayName="Hemoglobin"/><effectiveTime value="202403"/>
<value xsi:type="PQ" value="11.50" unit="g/dL"/><interpretationCode code="L"/></observation></entry>
<entry><observation classCode="OBS" moodCode="EVN"><templateId root="1.2.4"/></observation></entry>
</section></component>"""
HEADER = """<templateId root="2.16.840.1.113883.10.20.22.1.2"/><id root="1.2" extension="7"/>
<code code="34133-9" codeSystem="2.16.840.1.113883.6.1" displayName="Summary"/><title>Resumen</title>
<effectiveTime value="202403011200+0100"/><languageCode code="es-ES"/>
<recordTarget><patientRole><id root="2.16.1" extension="NHC-77" assigningAuthorityName="Hospital Ejemplo"/>
<patient><name use="L"><given>Ana</given><given>María</given><family>Muestra</family></name>
<name use="A"><given>Anita</given><family>Sample</family></name>
<administrativeGenderCode code="F"/><birthTime value="20100514"/></patient></patientRole></recordTarget>
<author><time value="20240301"/><assignedAuthor><assignedPerson><name>Dra. Ejemplo</name></assignedPerson>
</assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization><name>Hospital Ejemplo</name>
</representedCustodianOrganization></assignedCustodian></custodian>
<componentOf><encompassingEncounter><effectiveTime><low value="20240220"/><high value="20240229"/></effectiveTime>
</encompassingEncounter></componentOf>"""


def document(body: str, header: str = HEADER, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<ClinicalDocument xmlns="urn:hl7-org:v3" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{header}{body}</ClinicalDocument>'
    ).encode()


WHOLE = document(f"<component><structuredBody>{SECTION}</structuredBody></component>")


def statements(entries: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for entry in entries:
        found += [entry, *statements(entry.get("children", []))]
    return found


def first_section(data: bytes) -> dict[str, Any]:
    sections: Any = read(ccda, data)[0].facts["sections"]
    return dict(sections[0])


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(ccda, data)
    return caught.value.code


def test_an_external_entity_is_refused_and_never_read() -> None:
    data = document("<title>&x;</title>", before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    assert refusal(data) == "ccda.entities"


def test_entities_that_multiply_are_refused_in_any_encoding() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = document('<title x="&b;">&b;</title>', before=bomb)
    assert refusal(data) == "ccda.entities"
    utf16 = data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert refusal(utf16) == "ccda.entities"


def test_elements_nested_without_end_are_refused() -> None:
    assert refusal(document("<component>" * 5_000)) == "ccda.too_deep"


def test_a_section_alone_is_refused_as_a_fragment_even_with_unknown_prefixes() -> None:
    piece = b'<section><templateId root="2.16.840.1.113883.10.20.22.2.6.1"/><value xsi:type="CD"/></section>'
    assert sniff(ccda, piece) == "cda-fragment"
    assert refusal(piece) == "ccda.fragment"


def test_a_document_that_is_cut_off_keeps_what_stands_before_the_cut() -> None:
    reading, _ = read(ccda, WHOLE[: WHOLE.index(b"Hemoglobin")])
    assert codes(reading) >= {"ccda.repaired"}
    assert reading.people[0].family == "Muestra"
    assert "Substance: Peanut; Reaction: None known" in reading.text


def test_a_birth_date_that_no_calendar_has_is_said_and_not_mended() -> None:
    reading, _ = read(ccda, WHOLE.replace(b"20100514", b"20100231"))
    assert reading.people[0].birth_date is None
    assert "ccda.bad_date" in codes(reading)


def test_a_negated_statement_stays_negated() -> None:
    allergy = statements(first_section(WHOLE)["entries"])[1]
    assert allergy["negated"] is True
    assert allergy["value"] == "Allergy to food"
    assert allergy["text"] == "Peanut"
    assert allergy["relation"] == "SUBJ"


def test_what_a_negation_says_that_is_neither_true_nor_false_is_kept() -> None:
    section = first_section(WHOLE.replace(b'negationInd="true"', b'negationInd="perhaps"'))
    assert statements(section["entries"])[1]["negated"] == "perhaps"


def test_an_unknown_time_keeps_its_null_flavor_and_a_status_its_word() -> None:
    concern, allergy, *_ = statements(first_section(WHOLE)["entries"])
    assert concern["status"] == "active"
    assert allergy["effective_time"] == {"low_null_flavor": "UNK"}


def test_a_result_keeps_its_decimals_its_unit_and_a_month_without_a_day() -> None:
    result = statements(first_section(WHOLE)["entries"])[2]
    assert (result["value"], result["unit"], result["interpretation"]) == ("11.50", "g/dL", "L")
    assert result["effective_time"] == {"value": "202403"}


def by_local_name(step: str) -> str:
    name, bracket, rest = step.partition("[")
    return f"/*[local-name()='{name}']{bracket}{rest}"


def test_a_statements_xpath_leads_back_to_it() -> None:
    for entry in statements(first_section(WHOLE)["entries"]):
        steps = str(entry["xpath"]).lstrip("/").split("/")
        path = "".join(
            f"/*[local-name()='{step.partition('[')[0]}']{'[' + step.partition('[')[2] if '[' in step else ''}"
            for step in steps
        )
        found = etree.fromstring(WHOLE).xpath(path)
        assert [etree.QName(each).localname for each in found] == [entry["kind"]]


def test_the_ledger_says_of_every_statement_how_it_ended() -> None:
    reading, _ = read(ccda, WHOLE)
    ledger: Any = reading.facts["ledger"]
    assert (ledger["templated"], ledger["extracted"], ledger["refused"]) == (4, 3, 1)
    assert ledger["reasons"] == {"nothing_stated": 1}
    assert "ccda.entries_refused" in codes(reading)


def test_statements_nested_too_deep_are_refused_and_counted() -> None:
    nested = '<entryRelationship><act><templateId root="1"/><code code="x"/>' * 50 + "</act></entryRelationship>" * 50
    body = f'<entry><act><templateId root="1"/><code code="x"/>{nested}</act></entry>'
    data = document(
        f"<component><structuredBody><component><section>{body}</section></component></structuredBody></component>"
    )
    ledger: Any = read(ccda, data)[0].facts["ledger"]
    assert (ledger["templated"], ledger["extracted"], ledger["reasons"]) == (51, 31, {"too_deep": 20})


def test_the_header_names_patient_custodian_author_and_dates() -> None:
    reading, _ = read(ccda, WHOLE)
    person = reading.people[0]
    assert (person.text, person.family, person.given) == ("Ana María Muestra", "Muestra", "Ana María")
    assert person.other_names == ("Anita Sample",)
    assert (str(person.birth_date), person.sex) == ("2010-05-14", "female")
    assert (person.numbers[0].value, person.numbers[0].issuer) == ("NHC-77", "Hospital Ejemplo")
    assert [each.value for each in reading.institutions] == ["Hospital Ejemplo"]
    assert [each.value for each in reading.authors] == ["Dra. Ejemplo"]
    roles = {(seen.role, seen.value) for seen in reading.dates}
    assert (DateRole.DOCUMENT, PartialDate(2024, 3, 1)) in roles
    assert (DateRole.DISCHARGED, PartialDate(2024, 2, 29)) in roles
    assert (reading.format, reading.title, reading.language) == ("ccda", "Resumen", "es")
    assert [kind.value for kind in reading.kinds] == ["34133-9", "Resumen", "48765-2", "Allergies"]


def test_rowspans_and_two_rows_of_headers_keep_each_cell_under_its_own() -> None:
    table = """<text><table><thead><tr><th rowspan="2">Test</th><th colspan="2">Result</th></tr>
    <tr><th>Value</th><th>Unit</th></tr></thead><tbody><tr><td rowspan="2">Sodium</td><td>140</td><td>mmol/L</td></tr>
    <tr><td>139</td><td>mmol/L</td></tr></tbody></table></text>"""
    body = f"<component><structuredBody><component><section>{table}</section></component></structuredBody></component>"
    assert read(ccda, document(body))[0].text.splitlines() == [
        "Test: Sodium; Result Value: 140; Result Unit: mmol/L",
        "Test: Sodium; Result Value: 139; Result Unit: mmol/L",
    ]


def test_an_embedded_document_of_more_than_ten_megabytes_is_handed_on() -> None:
    pdf = b"%PDF-1.7 " + bytes(range(256)) * 40_000
    packed = base64.encodebytes(pdf).decode()
    text = f'<text mediaType="application/pdf" representation="B64">{packed}</text>'
    body = f"<component><nonXMLBody>{text}</nonXMLBody></component>"
    reading, outlet = read(ccda, document(body))
    assert outlet.members == [("Resumen.pdf", "application/pdf", pdf, True)]
    assert reading.remarks == ()


def test_a_damaged_or_absent_embedded_document_is_said() -> None:
    broken = '<component><nonXMLBody><text representation="B64">%%%</text></nonXMLBody></component>'
    assert codes(read(ccda, document(broken))[0]) == {"ccda.bad_document"}
    elsewhere = '<component><nonXMLBody><text><reference value="a.pdf"/></text></nonXMLBody></component>'
    assert codes(read(ccda, document(elsewhere))[0]) == {"ccda.document_elsewhere"}
    assert codes(read(ccda, document(""))[0]) == {"ccda.no_body"}


def test_apples_own_export_and_other_xml_are_left_to_their_readers() -> None:
    assert sniff(ccda, document("<title>Health Data Export</title>")) is None
    assert sniff(ccda, b"<html><body>ClinicalDocument</body></html>") is None
    assert sniff(ccda, WHOLE) == "ccda"


def test_a_stray_colon_before_a_name_ends_well() -> None:
    assert ends_well(ccda, WHOLE.replace(b"<title>", b"<:title>"))


@pytest.mark.parametrize("data", usual_damage(WHOLE))
def test_usual_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(ccda, data)


@settings(max_examples=60, deadline=None)
@given(damaged(WHOLE))
def test_any_damage_is_read_or_refused(data: bytes) -> None:
    assert ends_well(ccda, data)


def samples(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".xml", ".ccd"))


def test_every_public_sample_is_opened_or_is_a_fragment_and_every_entry_is_accounted_for(shared_data: Path) -> None:
    opened, templated = 0, 0
    for path in samples(shared_data / "ccda"):
        data = path.read_bytes()
        if sniff(ccda, data) == "cda-fragment":
            assert refusal(data) == "ccda.fragment", path
            continue
        reading, _ = read(ccda, data)
        opened += 1
        assert reading.people or b"<recordTarget" not in data, path
        ledger: Any = reading.facts["ledger"]
        if ledger:
            ends = [ledger[name] for name in ("extracted", "narrative_only", "refused")]
            assert sum(ends) == ledger["templated"], path
            assert "not_reached" not in ledger["reasons"], path
            templated += ledger["templated"]
    assert (opened, templated) == (46, 2192)


def test_every_problem_allergy_medicine_and_vaccine_of_the_samples_is_found(shared_data: Path) -> None:
    wanted = {"4.4", "4.7", "4.16", "4.52"}  # problem, allergy, medication, immunization observations (C-CDA 2.1)
    namespaces = {"v3": "urn:hl7-org:v3"}
    for path in samples(shared_data / "ccda" / "chb-sample_ccdas"):
        data = path.read_bytes()
        reading, _ = read(ccda, data)
        sections: Any = reading.facts["sections"]
        found = [each for section in sections for each in statements(section["entries"])]
        for template in wanted:
            root = f"2.16.840.1.113883.10.20.22.{template}"
            there = etree.fromstring(data).xpath(f"count(//v3:templateId[@root='{root}']/..)", namespaces=namespaces)
            got = [each for each in found if root in {name.split(":")[0] for name in each.get("template_ids", [])}]
            assert len(got) == there, (path, template)
