"""Places that are cited are told in words: no path of a program, and no place that claims to quote and does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Citation
from consilium.domain.summary import Part, Reference, Statement, summarize
from consilium.knowledge.catalog import catalog
from consilium.writers.fhir import About, bundle
from consilium.writers.summary_html import html
from tests.writers.sample_packet import sample_packet

XPATH = "/ClinicalDocument/component/structuredBody/component[3]/section[1]/entry[1]/act[1]"
OLD = CaseRecord("f1", "R1", "Letter", date=PartialDate(2021, 6, 22))
NEW = CaseRecord("f2", "R2", "List", date=PartialDate(2026, 10, 2))


def medicine(name: str, record: CaseRecord, place: str = "") -> CaseFinding:
    cited = (Citation(name, None, place=place),)
    return CaseFinding(name, Finding(Kind.MEDICINE, name, detail={"state": "current"}, citations=cited), record)


def case_of(*found: CaseFinding) -> ClinicalCase:
    return ClinicalCase("case", ChildView(), date(2026, 11, 20), records=(OLD, NEW), findings=found)


@pytest.mark.parametrize(
    ("language", "entry", "whole"),
    [
        ("en", "entry in the structured record", "the record as a whole"),
        ("es", "entrada en el registro estructurado", "el documento entero"),
    ],
)
def test_an_entry_is_told_in_words_and_its_path_is_not_printed(language: str, entry: str, whole: str) -> None:
    summary = summarize(case_of(medicine("acyclovir", NEW, XPATH)))
    sections = list(summary.sections)
    at = next(at for at, one in enumerate(sections) if one.part is Part.GAPS)
    row = Statement(("", "", "", "", ""), references=(Reference("R1"),))
    groups = tuple(replace(group, rows=(row,)) for group in sections[at].groups)
    sections[at] = replace(sections[at], groups=groups)
    page = html(replace(summary, sections=tuple(sections)), sample_packet(), catalog(language), {}).decode()
    assert entry in page
    assert whole in page
    assert XPATH not in page


def test_a_medicine_of_an_old_list_is_not_active_in_fhir() -> None:
    case = case_of(medicine("ranitidine", OLD), medicine("acyclovir", NEW))
    made = bundle(case, About("c", datetime(2026, 11, 20)), catalog("en"))
    told = [entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == "MedicationStatement"]
    assert [one["status"] for one in told] == ["unknown", "active"]
