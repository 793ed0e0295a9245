"""Results from coded sources: HL7 v2, result tables, DICOM reports and plans. All people are invented."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind, Origin
from consilium.domain.findings.structured import dicom, hl7v2, labtable
from consilium.domain.records import Box, Line, Page, Reading
from consilium.knowledge.findings.words import finding_words
from consilium.readers import hl7v2 as hl7v2_reader
from consilium.readers import labtable as labtable_reader
from consilium.readers.contract import Collected, Context, MemorySource

HEAD = "MSH|^~\\&|LIS|EXAMPLE|||202403050815||ORU^R01|1|P|2.5.1\rPID|1||1^^^X||MUESTRA^SOFIA||20110517|F\r"
ORDER = "OBR|1||A1|11502-2^Laboratory report^LN|||202403040730\r"


def from_hl7(segments: str, order: str = ORDER) -> list[Finding]:
    data = (HEAD + order + segments).encode()
    reading = hl7v2_reader.read(MemorySource(data), Context(Collected(), len(data)))
    return list(hl7v2.find(reading, finding_words().topics["laboratory"]))


def from_table(text: str) -> list[Finding]:
    data = text.encode()
    reading = labtable_reader.read(MemorySource(data), Context(Collected(), len(data)))
    return list(labtable.find(reading, finding_words().topics["laboratory"]))


@pytest.mark.parametrize("status", ["D", "W", "N", "O", "X"])
def test_an_observation_that_is_deleted_wrong_or_not_done_is_no_result(status: str) -> None:
    assert from_hl7(f"OBX|1|NM|718-7^Hemoglobin^LN||8.8|g/dL|||||{status}\r") == []


def test_an_awaited_observation_is_pending_and_has_no_value() -> None:
    found = from_hl7("OBX|1|NM|2276-4^Ferritin^LN|||ng/mL|||||I\r")
    assert [(one.name, one.value, one.assertion) for one in found] == [("ferritin", "", Assertion.PENDING)]


def test_the_observations_of_a_radiology_order_are_no_laboratory_values() -> None:
    order = "OBR|1||A1|1487^CT ABDOMEN|||202403040730|||||||||||||||||RAD\r"
    assert from_hl7("OBX|1|NM|1^Size||45|mm|||||F\r", order) == []


def test_report_text_is_left_to_the_rules_for_text() -> None:
    assert from_hl7("OBX|1|TX|1^Report||Hemoglobin 8.8 g/dL||||||F\r") == []


def test_an_hl7_result_keeps_value_range_flag_day_and_the_sources_code() -> None:
    found = from_hl7("OBX|1|SN|6301-6^INR^LN||<^1.1|||||||F\rOBX|2|NM|718-7^Hb^LN||8.8|g/dL|11.5-14|L|||F\r")
    ratio, hemoglobin = found
    assert (ratio.name, ratio.value, ratio.comparator, ratio.number) == ("inr", "<1.1", "<", 1.1)
    assert (hemoglobin.name, hemoglobin.number, hemoglobin.unit, str(hemoglobin.when)) == (
        "hemoglobin",
        8.8,
        "g/dL",
        "2024-03-04",
    )
    assert hemoglobin.detail == {"range": "11.5-14", "low": "11.5", "high": "14", "flag": "L"}
    assert [(code.system, code.code) for code in hemoglobin.codes] == [("loinc", "718-7")]
    assert hemoglobin.origin is Origin.STRUCTURED
    assert hemoglobin.citations[0].place == "OBX[2]"
    assert "8.8" in hemoglobin.quote


def test_a_person_in_the_field_of_the_specimen_is_no_specimen() -> None:
    order = "OBR|1||A1|11502-2^Laboratory^LN|||202403040730||||||||555-55^PRIMARY^PATRICIA P\r"
    (found,) = from_hl7("OBX|1|NM|2345-7^Glucose^LN||91|mg/dL|||||F\r", order)
    assert "specimen" not in found.detail


def test_a_weight_among_results_is_growth() -> None:
    (found,) = from_hl7("OBX|1|NM|29463-7^Body weight^LN||18.4|kg|||||F\r")
    assert (found.kind, found.name, found.number) == (Kind.GROWTH, "weight", 18.4)


def test_a_local_code_keeps_its_system_and_its_words() -> None:
    (found,) = from_hl7("OBX|1|NM|LKZ^Plaquetas^99LOCAL||45|10*3/uL|||||F\r")
    assert (found.name, [(code.system, code.code) for code in found.codes]) == (
        "platelets",
        [("loinc", "26515-7"), ("99LOCAL", "LKZ")],
    )


def test_a_table_in_spanish_is_read_with_its_decimal_comma_and_day_order() -> None:
    rows = "Fecha de toma;Prueba;Resultado;Unidad;Referencia;Marca\n"
    rows += "28/07/2025;Hemoglobina;9,8;g/dL;12-16;L\n04/08/2025;Plaquetas;1.240;10*3/uL;150-450;H\n"
    hemoglobin, platelets = from_table(rows)
    assert (hemoglobin.number, str(hemoglobin.when), hemoglobin.detail["flag"]) == (9.8, "2025-07-28", "L")
    assert (platelets.number, str(platelets.when)) == (1240.0, "2025-08-04")
    assert platelets.quote.startswith("Plaquetas 1.240")


def test_a_value_a_thousand_times_too_large_is_kept_and_doubted() -> None:
    (found,) = from_table("Test,Result,Units,Date\nHemoglobin,98,g/dL,2024-01-02\n")
    assert (found.value, found.unit, found.number, found.detail["doubt"]) == ("98", "g/dL", 98.0, "magnitude")


def test_a_day_that_may_be_two_days_is_known_to_the_year_only() -> None:
    (found,) = from_table("Test,Result,Units,Date\nHemoglobin,9.8,g/dL,03/04/2024\n")
    assert str(found.when) == "2024"


def test_words_and_pending_results_of_a_table_are_values_without_a_number() -> None:
    found = from_table("Test,Result,Units,Date\nFerritin,pending,,2024-01-02\nHIV,Non-reactive,,2024-01-02\n")
    assert [(one.value, one.number, one.assertion) for one in found] == [
        ("pending", None, Assertion.PENDING),
        ("Non-reactive", None, Assertion.STATED),
    ]


def test_the_same_row_twice_is_cited_at_its_own_line() -> None:
    found = from_table("Test,Result,Units,Date\nSodium,138,mmol/L,2024-01-02\nSodium,138,mmol/L,2024-01-03\n")
    assert [one.citations[0].place for one in found] == ["line 2", "line 3"]


def plan(**changes: object) -> Reading:
    facts = {
        "label": "L ADRENAL",
        "date": "20260115",
        "approval": "APPROVED",
        "prescriptions": [
            {"type": "TARGET", "description": "Left adrenal bed", "dose_gy": 21.6},
            {"type": "ORGAN_AT_RISK", "description": "Left kidney", "dose_gy": 12.0},
        ],
        "fraction_groups": [{"fractions": 12}],
        "beams": [{"radiation": "PHOTON"}],
    } | changes
    box = Box(0.0, 0.0, 0.0, 0.0)
    page = Page(
        1, (Line("Target Prescription Dose: 21.6", box), Line("Dose Reference Description: Left adrenal bed", box))
    )
    return Reading("dicom-rtplan", pages=(page,), facts={"rtplan": facts})  # type: ignore[dict-item]


def test_a_plan_says_what_was_planned_and_never_what_was_given() -> None:
    (found,) = dicom.find(plan(), None)
    assert (found.kind, found.assertion, found.number, found.site) == (
        Kind.RADIATION,
        Assertion.PLANNED,
        21.6,
        "Left adrenal bed",
    )
    assert (found.detail["gray"], found.detail["fractions"], found.detail["technique"]) == ("21.6", "12", "photon")
    assert [citation.quote for citation in found.citations] == [
        "Target Prescription Dose: 21.6",
        "Dose Reference Description: Left adrenal bed",
    ]


def test_a_rejected_plan_and_the_dose_of_an_organ_at_risk_are_no_treatment() -> None:
    assert list(dicom.find(plan(approval="REJECTED"), None)) == []
    assert len(list(dicom.find(plan(), None))) == 1


def content(kind: str, code: str, meaning: str, place: str, **rest: object) -> dict[str, object]:
    concept = {"code": code, "scheme": "DCM", "meaning": meaning}
    return {"type": kind, "concept": concept, "place": place, **rest}


def test_a_measurement_of_a_report_has_its_lesion_site_and_side() -> None:
    items = [
        content("CONTAINER", "125007", "Measurement Group", "0040,A730[1]", value=""),
        content("TEXT", "112039", "Tracking Identifier", "0040,A730[1].0040,A730[1]", value="Node 1"),
        content("CODE", "363698007", "Finding Site", "0040,A730[1].0040,A730[2]", value="Neck"),
        content("CODE", "272741003", "Laterality", "0040,A730[1].0040,A730[3]", value="Left"),
        content("NUM", "103339001", "Long axis", "0040,A730[1].0040,A730[4]", value=24.5, unit="mm"),
        content("NUM", "113838", "CTDIvol", "0040,A730[1].0040,A730[5]", value=3.2, unit="mGy"),
    ]
    reading = Reading("dicom-sr", facts={"sr": {"items": items}, "study": {"date": "20240301"}})  # type: ignore[dict-item]
    (found,) = dicom.find(reading, None)
    assert (found.kind, found.name, found.number, found.unit) == (Kind.MEASUREMENT, "Long axis", 24.5, "mm")
    assert (found.detail["lesion"], found.site, found.laterality, str(found.when)) == (
        "Node 1",
        "Neck",
        "left",
        "2024-03-01",
    )


@pytest.mark.parametrize("facts", [{}, {"sr": None}, {"sr": {"items": [None, 3, {"type": "NUM"}]}}])
def test_a_broken_report_gives_nothing(facts: dict[str, object]) -> None:
    assert list(dicom.find(Reading("dicom-sr", facts=facts), None)) == []  # type: ignore[arg-type]
