"""C-CDA entries as findings: what is denied, over, planned or unknown first; then the ledger over the samples."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind, Origin
from consilium.domain.findings.structured import ccda
from tests.domain.findings.structured_files import (
    ROOT,
    SNOMED,
    cda,
    codes,
    document,
    problem,
    read,
    section,
    sniff,
    template,
)

PQ = '<value xsi:type="PQ" value="{value}" unit="g/dL"/>'
REASONS = frozenset(
    {"container", "part", "social", "payer", "directive", "instruction", "goal", "prognosis", "picture", "narrative"}
    | {"no_information", "cancelled", "placeholder", "nothing_named", "unknown_template"}
)


def only(*sections: str) -> Finding:
    found = cda(*sections)
    assert len(found) == 1, found
    return found[0]


def result(value: str, status: str = "completed", more: str = "", code: str = "718-7") -> str:
    return (
        f'<entry><organizer classCode="BATTERY" moodCode="EVN">{template("1")}<code code="1"/>'
        f'<effectiveTime><low value="20240301"/></effectiveTime><component><observation classCode="OBS" moodCode="EVN">'
        f'{template("2")}<code code="{code}" codeSystem="2.16.840.1.113883.6.1" displayName="Hgb Bld"/>'
        f'<statusCode code="{status}"/>{value}{more}</observation></component></organizer></entry>'
    )


def allergy(substance: str, negated: str = "false", act: str = "", inside: str = "") -> str:
    return (
        f'<entry><act classCode="ACT" moodCode="EVN">{template("30")}<statusCode code="active"/>{act}'
        f'<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN" negationInd="{negated}">'
        f'{template("7")}<code code="ASSERTION"/><statusCode code="completed"/>'
        f'<value xsi:type="CD" code="416098002" codeSystem="{SNOMED}" displayName="Allergy to drug"/>'
        f'<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity>{substance}</playingEntity>'
        f"</participantRole></participant>{inside}</observation></entryRelationship></act></entry>"
    )


def medicine(mood: str = "EVN", status: str = "active", time: str = "", product: str = "") -> str:
    product = product or '<code code="197380" codeSystem="2.16.840.1.113883.6.88" displayName="atenolol 25 MG Tablet"/>'
    return (
        f'<entry><substanceAdministration classCode="SBADM" moodCode="{mood}">{template("16")}'
        f'<statusCode code="{status}"/>{time}<doseQuantity value="25" unit="mg"/><consumable><manufacturedProduct>'
        f"<manufacturedMaterial>{product}</manufacturedMaterial></manufacturedProduct></consumable>"
        "</substanceAdministration></entry>"
    )


def test_a_denied_problem_is_negated_and_never_stated() -> None:
    assert only(section("11450-4", problem("Diabetes", negated="true"))).assertion is Assertion.NEGATED


def test_a_negation_that_is_neither_true_nor_false_leaves_the_problem_uncertain() -> None:
    assert only(section("11450-4", problem("Diabetes", negated="perhaps"))).assertion is Assertion.UNCERTAIN


def test_a_problem_with_an_end_is_history_even_when_the_end_is_unknown() -> None:
    for high in ('<high value="20240101"/>', '<high nullFlavor="UNK"/>'):
        time = f'<effectiveTime><low value="2023"/>{high}</effectiveTime>'
        found = only(section("11450-4", problem("Pneumonia", time)))
        assert found.assertion is Assertion.HISTORICAL
        assert found.when == PartialDate(2023)


def test_a_problem_that_its_status_calls_resolved_is_history() -> None:
    status = (
        f'<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN">{template("6")}'
        f'<value xsi:type="CD" code="413322009" codeSystem="{SNOMED}" displayName="Resolved"/></observation>'
        "</entryRelationship>"
    )
    assert only(section("11450-4", problem("Pneumonia", more=status))).assertion is Assertion.HISTORICAL


def test_no_known_problems_is_a_denial_by_its_code() -> None:
    found = only(section("11450-4", problem("No current problems", code="160245001")))
    assert (found.name, found.assertion) == ("known problems", Assertion.NEGATED)


def test_what_a_relative_has_is_the_familys_with_the_relative_named() -> None:
    entry = (
        f'<entry><organizer classCode="CLUSTER" moodCode="EVN">{template("45")}<subject><relatedSubject>'
        '<code code="MTH" displayName="mother"/></relatedSubject></subject><component>'
        f'<observation classCode="OBS" moodCode="EVN">{template("46")}<code code="1"/>'
        f'<value xsi:type="CD" code="254837009" codeSystem="{SNOMED}" displayName="Breast cancer"/></observation>'
        "</component></organizer></entry>"
    )
    found = only(section("10157-6", entry))
    assert (found.kind, found.assertion) == (Kind.FAMILY_HISTORY, Assertion.FAMILY)
    assert found.detail["relative"] == "mother"


def test_a_result_that_is_not_there_yet_is_pending_and_not_negative() -> None:
    found = only(section("30954-2", result('<value xsi:type="PQ" nullFlavor="NI"/>', status="active")))
    assert (found.assertion, found.value, found.number) == (Assertion.PENDING, "", None)
    assert found.detail["absent"] == "NI"


def test_a_result_that_is_unknown_is_kept_as_unknown_with_its_reason() -> None:
    found = only(section("30954-2", result('<value xsi:type="PQ" nullFlavor="UNK"/>')))
    assert (found.value, found.detail["absent"]) == ("", "UNK")


def test_a_cancelled_result_is_no_finding() -> None:
    assert cda(section("30954-2", result(PQ.format(value="12"), status="cancelled"))) == []


def test_a_result_keeps_its_figures_its_range_and_the_day_of_its_panel() -> None:
    more = (
        '<interpretationCode code="L"/><referenceRange><observationRange><value xsi:type="IVL_PQ">'
        '<low value="11.5" unit="g/dL"/><high value="15.5" unit="g/dL"/></value></observationRange></referenceRange>'
    )
    found = only(section("30954-2", result(PQ.format(value="9.10"), more=more)))
    assert (found.kind, found.name, found.value, found.number) == (Kind.LABORATORY, "hemoglobin", "9.10", 9.1)
    assert (found.unit, found.when, found.detail["low"], found.detail["high"]) == (
        "g/dL",
        PartialDate(2024, 3, 1),
        "11.5",
        "15.5",
    )
    assert found.origin is Origin.STRUCTURED


def test_an_open_interval_is_a_comparator_and_a_number() -> None:
    value = '<value xsi:type="IVL_PQ"><high value="10" unit="ng/mL" inclusive="false"/></value>'
    found = only(section("30954-2", result(value)))
    assert (found.value, found.comparator, found.number) == ("<10", "<", 10.0)


def test_a_number_that_may_be_read_in_two_ways_is_not_read() -> None:
    found = only(section("30954-2", result('<value xsi:type="ST">1,234</value>')))
    assert (found.value, found.number) == ("1,234", None)


def test_no_known_drug_allergies_is_a_denial_without_a_substance() -> None:
    entry = allergy(f'<code code="410942007" codeSystem="{SNOMED}" displayName="Drug"/>', negated="true")
    found = only(section("48765-2", entry))
    assert (found.kind, found.name, found.assertion) == (Kind.ALLERGY, "known drug allergies", Assertion.NEGATED)


def test_an_allergy_of_which_nothing_is_known_is_refused() -> None:
    assert cda(section("48765-2", allergy('<code nullFlavor="NI"/>'))) == []


def test_an_allergy_has_its_reaction_and_severity() -> None:
    inside = (
        f'<entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN">'
        f'{template("9")}<value xsi:type="CD" displayName="Hives"/><entryRelationship typeCode="SUBJ">'
        f'<observation classCode="OBS" moodCode="EVN">{template("8")}<value xsi:type="CD" displayName="Severe"/>'
        "</observation></entryRelationship></observation></entryRelationship>"
    )
    substance = '<code code="7980" codeSystem="2.16.840.1.113883.6.88" displayName="Penicillin G"/>'
    found = only(section("48765-2", allergy(substance, inside=inside), "<paragraph>PENICILLIN G: hives</paragraph>"))
    assert dict(found.detail) == {"reaction": "Hives", "severity": "Severe"}
    assert (found.codes[0].system, found.codes[0].code) == ("rxnorm", "7980")
    assert (found.quote, found.citations[0].page) == ("PENICILLIN G", 1)
    assert found.citations[0].place.endswith("/act[1]/entryRelationship[1]/observation[1]")


@pytest.mark.parametrize(
    ("mood", "status", "time", "listed", "assertion", "state"),
    [
        ("EVN", "active", "", "10160-0", Assertion.STATED, "current"),
        ("EVN", "completed", '<effectiveTime xsi:type="IVL_TS"><low value="20230101"/><high value="20230201"/>'
         "</effectiveTime>", "10160-0", Assertion.STATED, "past"),
        ("EVN", "completed", "", "10160-0", Assertion.STATED, None),
        ("INT", "active", "", "10160-0", Assertion.STATED, "current"),
        ("INT", "active", "", "18776-5", Assertion.PLANNED, None),
    ],
)  # fmt: skip
def test_a_medicine_is_current_past_planned_or_not_told(
    mood: str, status: str, time: str, listed: str, assertion: Assertion, state: str | None
) -> None:
    found = only(section(listed, medicine(mood, status, time)))
    assert (found.kind, found.assertion, found.detail.get("state")) == (Kind.MEDICINE, assertion, state)
    assert found.detail["dose"] == "25 mg"


def test_an_anticancer_drug_that_was_administered_is_a_drug_with_its_dose() -> None:
    product = '<code code="1" codeSystem="2.16.840.1.113883.6.88" displayName="Vincristine 1 MG/ML Injection"/>'
    found = only(section("29549-3", medicine("EVN", "completed", product=product)))
    assert (found.kind, found.name, found.number, found.unit) == (Kind.DRUG, "vincristine", 25.0, "mg")


def procedure(name: str, number: str = "14", mood: str = "EVN", status: str = "completed", more: str = "") -> str:
    return (
        f'<entry><procedure classCode="PROC" moodCode="{mood}">{template(number)}<code code="1" codeSystem="{SNOMED}" '
        f'displayName="{name}"/><statusCode code="{status}"/><effectiveTime value="20240301"/>{more}'
        "</procedure></entry>"
    )


def test_a_planned_operation_was_not_done() -> None:
    found = only(section("18776-5", procedure("Nephrectomy", "41", "RQO", "active")))
    assert (found.kind, found.assertion) == (Kind.SURGERY, Assertion.PLANNED)


def test_a_cancelled_operation_is_denied_and_an_aborted_one_uncertain() -> None:
    assert only(section("47519-4", procedure("Nephrectomy", status="cancelled"))).assertion is Assertion.NEGATED
    assert only(section("47519-4", procedure("Nephrectomy", status="aborted"))).assertion is Assertion.UNCERTAIN


def test_an_operations_side_comes_from_the_qualifier_of_its_site() -> None:
    site = (
        f'<targetSiteCode code="64033007" codeSystem="{SNOMED}" displayName="Kidney"><qualifier>'
        '<name code="272741003"/><value code="7771000" displayName="Left"/></qualifier></targetSiteCode>'
    )
    found = only(section("47519-4", procedure("Nephrectomy", more=site)))
    assert (found.laterality, found.site) == ("left", "Kidney")


def test_a_study_is_a_mention_and_a_cancer_a_diagnosis() -> None:
    study = only(section("47519-4", procedure("Chest X-ray", "12")))
    assert (study.kind, study.detail["what"]) == (Kind.MENTION, "imaging")
    assert only(section("11450-4", problem("Acute lymphoblastic leukemia"))).kind is Kind.DIAGNOSIS
    assert only(section("11450-4", problem("Cancer screening"))).kind is Kind.CONDITION


def test_a_vaccine_that_was_refused_was_not_given() -> None:
    entry = (
        f'<entry><substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="true">{template("52")}'
        '<statusCode code="completed"/><consumable><manufacturedProduct><manufacturedMaterial>'
        '<code code="03" codeSystem="2.16.840.1.113883.12.292" displayName="MMR"/></manufacturedMaterial>'
        "</manufacturedProduct></consumable></substanceAdministration></entry>"
    )
    found = only(section("11369-6", entry))
    assert (found.assertion, found.detail["use"], found.codes[0].system) == (Assertion.NEGATED, "immunization", "cvx")


def test_the_rules_for_text_get_no_row_that_an_entry_says_already() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>active</td></tr>" for name in ("Asthma", "Measles"))
    table = f"<table><thead><tr><th>Problem</th><th>Status</th></tr></thead><tbody>{rows}</tbody></table>"
    told = f"{table}<paragraph>Asthma since school began.</paragraph>"
    reading = read("ccda", document(section("11450-4", problem("Asthma"), told)))
    left = ccda.prose(reading, codes()).text.split("\n")
    assert left == ["Section", "Problem: Measles; Status: active", "Asthma since school began."]


def samples(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".xml", ".ccd")]


def whole_documents(shared_data: Path) -> list[Path]:
    found = samples(shared_data / "ccda")
    return [path for path in found if sniff("ccda", path.read_bytes()) != "cda-fragment"]


def test_every_templated_statement_of_the_samples_is_a_finding_or_is_refused_with_a_reason(shared_data: Path) -> None:
    reasons: Counter[str] = Counter()
    templated = mapped = 0
    for path in whole_documents(shared_data):
        reading = read("ccda", path.read_bytes())
        outcomes = list(ccda.outcomes(reading, codes()))
        ledger = reading.facts["ledger"]
        if ledger:
            assert isinstance(ledger, dict)
            assert sum(each.templated for each in outcomes) == ledger["templated"], path
        for each in outcomes:
            assert bool(each.findings) != bool(each.reason), (path, each.xpath)
            assert not each.reason or each.reason in REASONS
            templated += each.templated
            mapped += bool(each.templated and each.findings)
            reasons[each.reason] += each.templated
    assert templated == 2192
    assert mapped > 1150
    assert reasons["unknown_template"] == 0
    assert reasons["nothing_named"] <= 10


def statements(entries: Any) -> dict[str, str]:
    """The first template of each statement by its XPath."""
    found: dict[str, str] = {}
    for entry in entries:
        found[entry["xpath"]] = str(entry.get("template_id", "")).split(":")[0]
        found |= statements(entry.get("children", []))
    return found


def test_every_problem_allergy_medicine_result_and_vital_sign_of_the_samples_is_a_finding(shared_data: Path) -> None:
    wanted = {f"{ROOT}.{number}": number for number in ("4", "7", "16", "52", "2", "27", "46", "14", "19")}
    mapped: Counter[str] = Counter()
    for path in whole_documents(shared_data):
        reading = read("ccda", path.read_bytes())
        sections: Any = reading.facts.get("sections", [])
        held = {place: name for each in sections for place, name in statements(each["entries"]).items()}
        for outcome in ccda.outcomes(reading, codes()):
            number = wanted.get(held[outcome.xpath], "")
            if number:
                planned = ("part",) if number == "19" else ()  # the reason for a plan
                allowed = ("no_information", "cancelled", *planned)
                assert outcome.findings or outcome.reason in allowed, (path, outcome)
                mapped[number] += bool(outcome.findings)
    expected = {"27": 285, "2": 149, "4": 121, "7": 99, "16": 72, "52": 59, "19": 77, "46": 20, "14": 22}
    assert dict(mapped) == expected


def test_every_finding_of_the_samples_quotes_words_that_stand_in_its_document(shared_data: Path) -> None:
    for path in whole_documents(shared_data):
        reading = read("ccda", path.read_bytes())
        source = " ".join(path.read_bytes().decode("utf-8", "replace").split())
        pages = {page.number: " ".join(page.text.split()) for page in reading.pages}
        for found in ccda.find(reading, codes()):
            cited = found.citations[0]
            assert cited.quote, (path, found)
            assert cited.place.startswith("/ClinicalDocument/")
            if cited.page is not None:
                assert " ".join(cited.quote.split()) in pages[cited.page]
            else:
                escaped = cited.quote.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                assert cited.quote in source or escaped in source, (path, found)


def test_a_hostile_depth_of_entries_ends() -> None:
    inner = problem("Asthma")
    for _ in range(20):
        inner = (
            f'<entryRelationship typeCode="SUBJ"><act classCode="ACT" moodCode="EVN">{inner}</act></entryRelationship>'
        )
    reading = read("ccda", document(section("11450-4", f"<entry><act>{inner}</act></entry>")))
    assert len(list(ccda.outcomes(reading, codes()))) >= 20
