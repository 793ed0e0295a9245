"""What the summary joins and how it says it: no side of another record, germline apart from tumor, advice as such."""

from __future__ import annotations

from dataclasses import replace

from consilium.domain.clinical import CaseFinding
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.records import Remark
from consilium.domain.summary import Part, Statement, summarize
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.writers.fhir.entries import resource_of
from consilium.writers.fhir.provenance import said as worded
from tests.domain.test_clinical_summary import LETTER, case_of, rows, said


def shown(part: Part, code: str, *found: Finding) -> tuple[Statement, ...]:
    """The rows of findings, of which each is of another record."""
    records = tuple(replace(LETTER, id=f"f{at}", number=f"R{at}") for at in range(1, len(found) + 1))
    made = (CaseFinding(str(at), one, records[at]) for at, one in enumerate(found))
    return rows(summarize(case_of(*made, records=records)), part, code)


def cited(told: tuple[Statement, ...]) -> set[frozenset[str]]:
    return {frozenset(one.record for one in row.references) for row in told}


LEFT = said(Kind.DIAGNOSIS, "retinoblastoma", laterality="left", when=PartialDate(2026, 8))
RIGHT = said(Kind.DIAGNOSIS, "retinoblastoma", laterality="right")
UNSIDED = said(Kind.DIAGNOSIS, "retinoblastoma")


def test_a_statement_of_no_side_joins_none_where_the_case_tells_of_both() -> None:
    assert cited(shown(Part.DIAGNOSIS, "diagnosis", LEFT, RIGHT, UNSIDED)) == {
        frozenset({"R1"}),
        frozenset({"R2"}),
        frozenset({"R3"}),
    }
    bilateral = replace(RIGHT, laterality="bilateral")
    assert frozenset({"R3"}) in cited(shown(Part.DIAGNOSIS, "diagnosis", LEFT, bilateral, UNSIDED))


def test_a_statement_of_no_side_joins_the_only_one_that_the_case_tells() -> None:
    assert cited(shown(Part.DIAGNOSIS, "diagnosis", LEFT, UNSIDED)) == {frozenset({"R1", "R2"})}


def test_a_change_of_the_tumor_and_one_of_the_germline_are_two_rows_that_say_whose_they_are() -> None:
    detail = {"gene": "RB1", "class": "mutation"}
    germline = said(Kind.VARIANT, "RB1", value="mutation", detail={**detail, "origin": "germline"})
    tumor = said(Kind.VARIANT, "RB1", value="mutation", detail={**detail, "specimen": "tumor"})
    unsaid = said(Kind.VARIANT, "RB1", value="mutation", detail=detail)
    told = shown(Part.MOLECULAR, "molecular", germline, tumor, unsaid)
    assert {row.cells[-1] for row in told} == {"germline", "tumor", ""}
    assert cited(shown(Part.MOLECULAR, "molecular", germline, unsaid)) == {frozenset({"R1", "R2"})}


ADVISED = said(Kind.RADIATION, "radiation", Assertion.NEGATED, detail={"advice": "against"})
DENIED = said(Kind.RADIATION, "radiation", Assertion.NEGATED)


def test_advice_against_a_treatment_is_no_row_of_what_was_not_given() -> None:
    told = shown(Part.TREATMENT, "radiation", ADVISED, DENIED)
    assert {mark.code for row in told for mark in row.marks} == {
        "summary.said_advised_against",
        "summary.said_not_given",
    }
    assert len(told) == 2
    for language in LANGUAGES:
        assert worded(ADVISED, catalog(language)) != worded(DENIED, catalog(language))


def test_fhir_does_not_say_that_what_is_advised_against_was_not_done() -> None:
    for kind in (Kind.SURGERY, Kind.DRUG, Kind.RADIATION, Kind.MEDICINE):
        one = replace(ADVISED, kind=kind)
        assert resource_of(one, {"reference": "Patient/1"})["status"] == "unknown"
        denied = resource_of(replace(one, detail={}), {"reference": "Patient/1"})["status"]
        assert denied in ("not-done", "not-taken")


def test_a_day_of_two_readings_is_shown_as_it_is_written_unless_another_source_has_the_day() -> None:
    detail = {"when_written": "02/07/2024"}
    unsure = said(Kind.SURGERY, "enucleation", when=PartialDate(2024), laterality="right", detail=detail)
    sure = said(Kind.SURGERY, "enucleation", when=PartialDate(2024, 7, 2), laterality="right")
    (alone,) = shown(Part.TREATMENT, "surgery", unsure)
    assert alone.marks == (Remark("summary.two_ways", {"written": "02/07/2024"}),)
    (both,) = shown(Part.TREATMENT, "surgery", unsure, sure)
    assert both.marks == ()
    assert cited((both,)) == {frozenset({"R1", "R2"})}
