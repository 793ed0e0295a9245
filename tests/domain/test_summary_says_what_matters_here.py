"""What the summary says of empty groups and of what was denied is what a reader of this child's case can use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.findings.finding import Assertion, Code, Kind
from consilium.domain.records import Remark
from consilium.domain.summary import Part, Summary, summarize
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.knowledge.displaynames import display_names
from tests.domain.test_clinical_summary import case_of, rows, said


def _groups(summary: Summary, part: Part) -> set[str]:
    return {group.code for section in summary.sections if section.part is part for group in section.groups}


@pytest.mark.parametrize(("group", "shown"), [("Ia", True), ("IIb", True), ("IXa", False), ("IVa", False)])
def test_tests_of_blood_diseases_are_missed_in_those_only(group: str, shown: bool) -> None:
    illness = replace(said(Kind.DIAGNOSIS, "illness"), codes=(Code("iccc-3", group),))
    told = summarize(case_of(illness))
    assert ("flow" in _groups(told, Part.DIAGNOSIS)) is shown
    assert ("mrd" in _groups(told, Part.RESPONSE)) is shown


def test_a_group_of_the_classification_is_called_so_and_is_no_stage() -> None:
    codes = (Code("icd-o-3-morphology", "9663/3"), Code("iccc-3", "IIa"))
    (row,) = rows(
        summarize(case_of(replace(said(Kind.DIAGNOSIS, "illness"), codes=codes))), Part.DIAGNOSIS, "diagnosis"
    )
    assert "9663/3; ICCC-3 IIa" in row.cells


def test_they_are_missed_where_the_illness_is_not_known_and_shown_where_they_are_told() -> None:
    assert "mrd" in _groups(summarize(case_of()), Part.RESPONSE)
    illness = replace(said(Kind.DIAGNOSIS, "illness"), codes=(Code("iccc-3", "IVa"),))
    told = summarize(case_of(illness, said(Kind.MRD, "residual disease", value="0.01 %")))
    assert rows(told, Part.RESPONSE, "mrd")


@pytest.mark.parametrize(
    ("kind", "detail", "mark", "part", "group"),
    [
        (Kind.DRUG, {}, "not_given", Part.TREATMENT, "drugs"),
        (Kind.RADIATION, {}, "not_given", Part.TREATMENT, "radiation"),
        (Kind.TRANSPLANT, {}, "not_done", Part.TREATMENT, "transplant"),
        (Kind.SURGERY, {"what": "biopsy"}, "not_done", Part.TREATMENT, "surgery"),
        (Kind.SURGERY, {"what": "event"}, "negated", Part.TREATMENT, "surgery"),
        (Kind.MEDICINE, {}, "not_taken", Part.BACKGROUND, "medicine"),
        (Kind.CONDITION, {}, "negated", Part.BACKGROUND, "condition"),
    ],
)
def test_what_is_denied_was_not_given_not_done_or_is_absent(
    kind: Kind, detail: dict[str, str], mark: str, part: Part, group: str
) -> None:
    (row,) = rows(summarize(case_of(said(kind, "thing", Assertion.NEGATED, detail=detail))), part, group)
    assert row.marks == (Remark(f"summary.said_{mark}"),)
    assert all(catalog(language).has(f"summary.said_{mark}") for language in LANGUAGES)


def test_what_an_operation_left_is_told_by_its_sentence() -> None:
    sentence = "A plaque of about 0.5 cm left on the aorta."
    left = said(Kind.SURGERY, "residual tumor", value="left on the", detail={"procedure": sentence, "what": "event"})
    (row,) = rows(summarize(case_of(left)), Part.TREATMENT, "surgery")
    assert row.cells[-1] == "A plaque of about 0.5 cm left on the aorta"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_lost_in_an_operation_is_no_size_of_the_tumor_in_any_language(language: str) -> None:
    told = [said(Kind.MEASUREMENT, name, value="5 mL") for name in ("blood loss", "urine output")]
    kept = said(Kind.MEASUREMENT, "lymph node", value="2 cm")
    found = summarize(case_of(*told, kept), names=display_names(language))
    assert len(rows(found, Part.RESPONSE, "measurement")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_complications_are_told_by_their_sentence_in_any_language(language: str) -> None:
    detail = {"procedure": "Chyle leak on day 4.", "what": "event", "complications": "Chyle leak"}
    one = said(Kind.SURGERY, "complications", value="complications", detail=detail)
    (row,) = rows(summarize(case_of(one), names=display_names(language)), Part.TREATMENT, "surgery")
    assert "Chyle leak on day 4" in str(row.cells[-1])
