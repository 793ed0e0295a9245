"""A narrative that only repeats its resource's elements says nothing twice: what is refuted there is no statement."""

from __future__ import annotations

from typing import Any

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.structured import fhir as mapping
from consilium.knowledge.findings.words import finding_words
from consilium.readers import fhir
from tests.readers.exchanged import read
from tests.readers.test_fhir_bundles import PATIENT, bundle

WORDS = finding_words()
REFUTED = {"coding": [{"code": "refuted"}]}


def narrated(text: str, status: str) -> dict[str, str]:
    return {"status": status, "div": f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{text}</p></div>'}


def condition(name: str, status: str, **more: Any) -> dict[str, Any]:
    told = {"resourceType": "Condition", "id": "c", "code": {"text": name}, "subject": {"reference": "Patient/p"}}
    return {**told, "text": narrated(f"STATED AS ABSENT: {name}", status), **more}


def prose(*resources: dict[str, Any]) -> str:
    """What is left for the rules for text."""
    reading, _ = read(fhir, bundle(PATIENT, *resources))
    left = mapping.prose(reading, WORDS.codes)
    return "\n".join(line.text for page in left.pages for line in page.lines)


def found(*resources: dict[str, Any]) -> list[Finding]:
    reading, _ = read(fhir, bundle(PATIENT, *resources))
    return [one for one in mapping.find(reading, WORDS.codes) if one.kind is not Kind.MENTION]


@pytest.mark.parametrize("name", ["hearing loss", "hipoacusia"])
def test_a_generated_narrative_is_no_prose_and_its_element_still_counts(name: str) -> None:
    one = condition(name, "generated", verificationStatus=REFUTED)
    assert name not in prose(one)
    assert {each.assertion for each in found(one)} == {Assertion.NEGATED}


@pytest.mark.parametrize("status", ["additional", "extensions", ""])
def test_a_narrative_that_may_say_more_is_read(status: str) -> None:
    assert "seizures" in prose(condition("seizures", status))


def test_a_report_whose_narrative_may_be_its_whole_text_is_read() -> None:
    report = {"resourceType": "DiagnosticReport", "id": "r", "code": {"text": "CT"}, "status": "final"}
    assert "No metastases" in prose({**report, "text": narrated("CT chest. No metastases.", "generated")})


def test_a_section_made_from_its_entries_is_no_prose_and_one_without_entries_is() -> None:
    made = {"title": "Problems", "text": narrated("STATED AS ABSENT: hearing loss", "generated")}
    document = {"resourceType": "Composition", "id": "d", "title": "Summary", "status": "final"}
    entries = {"entry": [{"reference": "Condition/c"}]}
    assert "hearing loss" not in prose({**document, "section": [{**made, **entries}]})
    assert "Problems" not in prose({**document, "section": [{**made, **entries}]})
    assert "hearing loss" in prose({**document, "section": [made]})


def test_its_words_are_still_found_by_who_searches() -> None:
    reading, _ = read(fhir, bundle(PATIENT, condition("hearing loss", "generated")))
    assert any("STATED AS ABSENT: hearing loss" in line.text for page in reading.pages for line in page.lines)
