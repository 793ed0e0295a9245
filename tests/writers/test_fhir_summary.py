"""summary.fhir.json: what is not stated never reads as a fact, every entry shows its source, it reads back whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase, Judgement, Verdict
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.structured import SOURCES
from consilium.domain.packet import ChildView
from consilium.domain.plain import from_json
from consilium.domain.records import Box, Citation
from consilium.knowledge.catalog import Catalog, load
from consilium.knowledge.findings.words import finding_words
from consilium.readers import fhir as fhir_reader
from consilium.writers.fhir import About, bundle, fhir
from consilium.writers.fhir.shapes import CITED, OURS, tables
from tests.readers.exchanged import read
from tests.writers.sample_clinical import sample_case
from tests.writers.sample_packet import HOSTILE

ABOUT = About("case-1", datetime(2026, 11, 20, 2, 14), "Consilium 0.1", {"R5": "ab" * 32})
WORDS = Catalog("en", load("en"), strict=True)
RECORD = CaseRecord("file-1", "R1", "Letter", "records/R1 Letter.pdf", format="pdf", pages=3)
PLACE = Citation("the words", 2, Box(0.1, 0.2, 0.3, 0.4))
SHOWN = [each for each in Assertion if each is not Assertion.CONDITIONAL]


def case_of(*findings: Finding, record: CaseRecord = RECORD) -> ClinicalCase:
    made = tuple(CaseFinding(f"key-{at}", one, record) for at, one in enumerate(findings))
    return ClinicalCase("case", ChildView(), date(2026, 11, 20), records=(record,), findings=made)


def resources(case: ClinicalCase, kind: str = "") -> list[dict[str, Any]]:
    found = [entry["resource"] for entry in bundle(case, ABOUT, WORDS)["entry"]]
    return [each for each in found if not kind or each["resourceType"] == kind]


def read_back(case: ClinicalCase) -> list[Finding]:
    reading, _ = read(fhir_reader, fhir(case, ABOUT, WORDS))
    found = SOURCES["fhir"].find(reading, finding_words().codes)
    return [one for one in found if one.kind is not Kind.MENTION or one.detail.get("what") != "imaging study"]


def bare(finding: Finding) -> Finding:
    """A finding without its places: they are in the file that it was read from, whichever that is."""
    return replace(finding, citations=())


texts = st.text(max_size=60)
systems = st.sampled_from([*tables().systems, "", "2.16.840.1"]) | texts
keys = st.sampled_from(["dose", "per", "system", "status", "low", "relative", "state", "gene", "reaction"]) | texts
days = st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12), st.integers(0, 28)) | st.builds(
    PartialDate, st.integers(1900, 2100)
)
scalars = texts | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
findings = st.builds(
    Finding,
    kind=st.sampled_from(Kind),
    name=texts,
    codes=st.lists(st.builds(Code, systems, texts, texts), max_size=3).map(tuple),
    value=texts,
    number=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    comparator=st.sampled_from(["", "<", "<=", ">", ">="]),
    unit=texts,
    when=st.none() | days,
    until=st.none() | days,
    assertion=st.sampled_from(SHOWN),
    laterality=st.sampled_from(["", "left", "right", "bilateral"]),
    site=texts,
    detail=st.dictionaries(keys, scalars, max_size=5),
    citations=st.just((PLACE,)),
    origin=st.sampled_from(Origin),
    confidence=st.none() | st.floats(0, 1),
)  # fmt: skip


# What must not go wrong.


@pytest.mark.parametrize(
    ("kind", "assertion", "element", "code"),
    [
        (Kind.DIAGNOSIS, Assertion.NEGATED, "verificationStatus", "refuted"),
        (Kind.DIAGNOSIS, Assertion.UNCERTAIN, "verificationStatus", "unconfirmed"),
        (Kind.CONDITION, Assertion.HISTORICAL, "clinicalStatus", "inactive"),
        (Kind.ALLERGY, Assertion.NEGATED, "verificationStatus", "refuted"),
    ],
)
def test_what_is_not_stated_is_no_confirmed_problem(kind: Kind, assertion: Assertion, element: str, code: str) -> None:
    name = "AllergyIntolerance" if kind is Kind.ALLERGY else "Condition"
    (found,) = resources(case_of(Finding(kind, "thing", assertion=assertion)), name)
    assert found[element]["coding"][0]["code"] == code


@pytest.mark.parametrize(
    ("kind", "assertion", "name", "status"),
    [
        (Kind.SURGERY, Assertion.PLANNED, "Procedure", "preparation"),
        (Kind.SURGERY, Assertion.NEGATED, "Procedure", "not-done"),
        (Kind.SURGERY, Assertion.UNCERTAIN, "Procedure", "unknown"),
        (Kind.DRUG, Assertion.PLANNED, "MedicationRequest", "draft"),
        (Kind.DRUG, Assertion.NEGATED, "MedicationAdministration", "not-done"),
        (Kind.DRUG, Assertion.PENDING, "MedicationAdministration", "unknown"),
        (Kind.MEDICINE, Assertion.NEGATED, "MedicationStatement", "not-taken"),
        (Kind.MEDICINE, Assertion.STATED, "MedicationStatement", "unknown"),
        (Kind.VARIANT, Assertion.PENDING, "Observation", "registered"),
        (Kind.LABORATORY, Assertion.UNCERTAIN, "Observation", "unknown"),
    ],
)
def test_the_status_says_how_it_was_said(kind: Kind, assertion: Assertion, name: str, status: str) -> None:
    (found,) = resources(case_of(Finding(kind, "thing", assertion=assertion)), name)
    assert found["status"] == status


def test_a_relatives_illness_is_never_the_childs() -> None:
    mother = Finding(Kind.DIAGNOSIS, "breast cancer", assertion=Assertion.FAMILY, detail={"relative": "mother"})
    case = case_of(mother)
    assert resources(case, "Condition") == []
    (found,) = resources(case, "FamilyMemberHistory")
    assert found["relationship"]["text"] == "mother"


def test_an_unstated_status_is_unknown_and_not_active() -> None:
    (found,) = resources(case_of(Finding(Kind.DIAGNOSIS, "neuroblastoma")), "Condition")
    assert not {"clinicalStatus", "verificationStatus"} & set(found)
    assert found["_onsetDateTime"]["extension"][0]["valueCode"] == "unknown"


def test_struck_superseded_and_general_statements_are_left_out() -> None:
    struck = CaseFinding(
        "a", Finding(Kind.DRUG, "struck drug"), RECORD, Judgement(Verdict.STRUCK, "Dr. Okafor", datetime(2026, 1, 1))
    )
    old = CaseFinding("b", Finding(Kind.DRUG, "old drug"), replace(RECORD, id="f2", number="R2", superseded_by="R1"))
    general = CaseFinding("c", Finding(Kind.CONDITION, "risk explained", assertion=Assertion.CONDITIONAL), RECORD)
    case = replace(case_of(), findings=(struck, old, general), records=(RECORD, old.record))
    text = fhir(case, ABOUT, WORDS).decode()
    assert not [word for word in ("struck drug", "old drug", "risk explained") if word in text]
    statuses = [each["status"] for each in resources(case, "DocumentReference")]
    assert statuses == ["current", "superseded"]


def test_an_addendum_appends_to_a_report_that_stays_current() -> None:
    report = replace(RECORD, id="f2", number="R2")
    case = replace(case_of(), records=(report, replace(RECORD, adds_to="R2")))
    old, addendum = resources(case, "DocumentReference")
    assert (old["status"], addendum["status"]) == ("current", "current")
    assert [one["code"] for one in addendum["relatesTo"]] == ["appends"]
    assert addendum["relatesTo"][0]["target"]["reference"].endswith(old["id"])


def test_a_date_is_never_more_precise_than_its_source() -> None:
    (found,) = resources(case_of(Finding(Kind.LABORATORY, "ferritin", when=PartialDate(2024, 3))), "Observation")
    assert found["effectiveDateTime"] == "2024-03"


def test_a_correction_names_the_person_and_keeps_the_words_of_the_source() -> None:
    finding = Finding(Kind.RADIATION, "radiotherapy", value="198 Gy", citations=(Citation("radioterapia 198 Gy", 2),))
    judged = Judgement(Verdict.CORRECTED, "Dr. Okafor", datetime(2026, 11, 18), replace(finding, value="19.8 Gy"))
    case = replace(case_of(), findings=(CaseFinding("a", finding, RECORD, judged),))
    (origin,) = resources(case, "Provenance")
    assert [agent["who"].get("display") for agent in origin["agent"]] == [None, "Dr. Okafor"]
    quoted = {part["url"]: part for part in origin["entity"][0]["extension"][0]["extension"]}
    assert quoted["quote"]["valueString"] == "radioterapia 198 Gy"
    assert resources(case, "Procedure")[0]["outcome"]["text"] == "19.8 Gy"


def test_hostile_words_stay_words() -> None:
    hostile = Finding(Kind.DIAGNOSIS, HOSTILE, (Code(HOSTILE, HOSTILE),), HOSTILE, site=HOSTILE, citations=(PLACE,))
    record = replace(RECORD, path=f"../{HOSTILE}", title=HOSTILE, institution=HOSTILE)
    found = resources(case_of(hostile, record=record))
    for each in found:
        if "text" in each:
            div = etree.fromstring(each["text"]["div"])
            assert {str(node.tag).rpartition("}")[2] for node in div.iter()} <= {"div", "p"}
    (paper,) = (each for each in found if each["resourceType"] == "DocumentReference")
    assert re.fullmatch(r"[\w.~%()*/-]+", paper["content"][0]["attachment"]["url"])


# What it is.


def test_a_case_of_which_nothing_is_known_is_a_whole_document_too() -> None:
    case = replace(case_of(), records=())
    (head,) = resources(case, "Composition")
    assert [section["emptyReason"]["coding"][0]["code"] for section in head["section"]] == ["unavailable"] * 3
    (child,) = resources(case, "Patient")
    assert child["gender"] == "unknown"
    assert child["_birthDate"]["extension"][0]["valueCode"] == "unknown"


def test_the_document_has_the_shape_of_an_international_patient_summary() -> None:
    made = bundle(sample_case(), ABOUT, WORDS)
    assert (made["type"], made["entry"][0]["resource"]["resourceType"]) == ("document", "Composition")
    head = made["entry"][0]["resource"]
    assert head["type"]["coding"] == [{"system": "http://loinc.org", "code": "60591-5"}]
    codes = [section.get("code", {}).get("coding", [{}])[0].get("code") for section in head["section"]]
    assert codes[:5] == ["10160-0", "48765-2", "11450-4", "47519-4", "30954-2"]


def test_every_reference_leads_to_an_entry_and_every_entry_is_reached_once() -> None:
    made = bundle(sample_case(), ABOUT, WORDS)
    urls = [entry["fullUrl"] for entry in made["entry"]]
    assert len(set(urls)) == len(urls)
    assert {value for name, value in leaves(made) if name == "reference"} <= set(urls)
    listed = [
        link["reference"] for section in made["entry"][0]["resource"]["section"] for link in section.get("entry", ())
    ]
    assert len(listed) == len(set(listed)) == 411 + len(sample_case().records) + len(sample_case().studies)


def test_every_clinical_entry_has_a_provenance_with_record_place_and_words() -> None:
    found = resources(sample_case())
    carrying = {f"urn:uuid:{each['id']}" for each in found if any(e["url"] == OURS for e in each.get("extension", ()))}
    origins = [each for each in found if each["resourceType"] == "Provenance"]
    assert {each["target"][0]["reference"] for each in origins} == carrying
    for each in origins:
        for entity in each["entity"]:
            assert entity["what"]["reference"].startswith("urn:uuid:")
            (cited,) = entity["extension"]
            assert cited["url"] == CITED
            assert {"quote", "page", "box"} <= {part["url"] for part in cited["extension"]}


def test_nothing_is_empty_and_dates_and_codes_have_their_form() -> None:
    for name, value in leaves(bundle(sample_case(), ABOUT, WORDS)):
        assert value not in ("", None, [], {}), name
        if name.endswith(("DateTime", "birthDate", "start", "end", "started")):
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\dZ)?)?)?", value), (name, value)
        if name == "code" and isinstance(value, str):
            assert re.fullmatch(r"\S+( \S+)*", value)


def test_cancer_content_names_its_mcode_profile_and_other_illness_does_not() -> None:
    tumor = Finding(Kind.DIAGNOSIS, "classical Hodgkin lymphoma", (Code("icd-o-3-morphology", "9663/3"),))
    case = case_of(tumor, Finding(Kind.CONDITION, "asthma"))
    profiles = [
        each.get("meta", {}).get("profile", [""])[0].rpartition("/")[2] for each in resources(case, "Condition")
    ]
    assert profiles == ["mcode-primary-cancer-condition", ""]


def test_a_record_is_referred_to_by_path_and_hash_and_not_embedded() -> None:
    papers = resources(sample_case(), "DocumentReference")
    (paper,) = (each["content"][0]["attachment"] for each in papers if each["identifier"][0]["value"] == "R5")
    assert paper["url"].startswith("records/R5%20Lymph")
    assert paper["extension"] == [{"url": "urn:consilium:sha256", "valueString": "ab" * 32}]
    assert not any("data" in each["content"][0]["attachment"] for each in papers)


def test_the_same_case_gives_the_same_bytes() -> None:
    assert fhir(sample_case(), ABOUT, WORDS) == fhir(sample_case(), ABOUT, WORDS)


# Reading back.


@settings(max_examples=300, deadline=None)
@given(findings)
def test_a_finding_reads_back_as_it_was(finding: Finding) -> None:
    (back,) = read_back(case_of(finding))
    assert bare(back) == bare(finding)
    assert back.citations


@pytest.mark.parametrize("kind", Kind)
def test_a_long_finding_of_each_kind_reads_back_as_it_was(kind: Kind) -> None:
    finding = Finding(
        kind, "word " * 700, value=" spaced  out " * 700, detail={"note": "\u00e9\u4e00 " * 900}, citations=(PLACE,)
    )
    (back,) = read_back(case_of(finding))
    assert bare(back) == bare(finding)


def test_a_whole_case_reads_back_to_the_same_findings_in_their_order() -> None:
    case = replace(sample_case(), studies=())
    wanted = [
        bare(one.shown) for one in case.findings if one.finding.name != "methotrexate" and not one.record.superseded_by
    ]
    wanted = [one for one in wanted if one.assertion is not Assertion.CONDITIONAL]
    assert [bare(one) for one in read_back(case)] == wanted


@pytest.mark.parametrize(
    "payload",
    ["{", "[]", '{"kind":"diagnosis"}', '{"kind":"nonsense","name":"x"}', '{"kind":"diagnosis","name":7}',
     "[" * 100_000, '{"kind":"diagnosis","name":"x","detail":{"a":[1]}}',
     '{"kind":"diagnosis","name":"x","citations":[{"quote":"y"}]}'],
)  # fmt: skip
def test_a_forged_extension_is_not_believed_and_the_resource_is_mapped_as_any_other(payload: str) -> None:
    made = fhir(case_of(Finding(Kind.CONDITION, "asthma")), ABOUT, WORDS)
    (found,) = (each for each in resources(case_of(Finding(Kind.CONDITION, "asthma")), "Condition"))
    written = found["extension"][0]["valueString"]
    assert written in from_json(made)["entry"][3]["resource"]["extension"][0]["valueString"]
    data = from_json(made)
    data["entry"][3]["resource"]["extension"][0]["valueString"] = payload
    reading, _ = read(fhir_reader, orjson.dumps(data))
    (back,) = SOURCES["fhir"].find(reading, finding_words().codes)
    assert (back.kind, back.name, back.origin) == (Kind.CONDITION, "asthma", Origin.STRUCTURED)


@pytest.mark.parametrize("language", ["en", "es"])
def test_another_implementation_takes_every_resource(language: str) -> None:
    pytest.importorskip("fhir.resources", reason="the second opinion is not installed")
    from fhir.resources.R4B import get_fhir_model_class

    made = bundle(sample_case(language), ABOUT, Catalog(language, load(language), strict=True))
    for entry in made["entry"]:
        get_fhir_model_class(entry["resource"]["resourceType"]).model_validate(entry["resource"])
    get_fhir_model_class("Bundle").model_validate(made)


@settings(max_examples=100, deadline=None)
@given(findings)
def test_another_implementation_takes_whatever_a_finding_says(finding: Finding) -> None:
    pytest.importorskip("fhir.resources", reason="the second opinion is not installed")
    from fhir.resources.R4B import get_fhir_model_class

    for each in resources(case_of(finding)):
        get_fhir_model_class(each["resourceType"]).model_validate(each)


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from leaves(each, key)
    elif isinstance(value, list) and value:
        for each in value:
            yield from leaves(each, name)
    else:
        yield name, value


def test_a_spanish_narrative_names_findings_in_spanish_and_the_entries_keep_the_fields_terms() -> None:
    made = bundle(sample_case("es"), ABOUT, Catalog("es", load("es"), strict=True))
    entries = [entry["resource"] for entry in made["entry"]]
    spoken = " ".join(str(one.get("text", {}).get("div", "")) for one in entries)
    assert "hemoglobina" in spoken
    assert "linfoma de Hodgkin" in spoken
    coded = {one.get("code", {}).get("text", "") for one in entries if one["resourceType"] == "Observation"}
    assert "hemoglobin" in coded


def test_what_flow_did_not_find_has_no_value_that_reads_as_found_and_no_place_of_its_reading() -> None:
    denied = Finding(
        Kind.FLOW, "clonal population", value="población B clonal", assertion=Assertion.NEGATED, clause=7,
        citations=(Citation("sin población B clonal"),),
    )  # fmt: skip
    (one,) = [each for each in resources(case_of(denied), "Observation") if each["code"]["text"] == "clonal population"]
    assert one["valueCodeableConcept"] == {"coding": [{"system": "http://snomed.info/sct", "code": "2667000"}]}
    assert '"clause"' not in one["extension"][0]["valueString"]
    assert bare(denied) in [bare(each) for each in read_back(case_of(denied))]
