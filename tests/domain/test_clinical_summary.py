"""The clinical summary as a value: what is shown, what is left out and counted, and that every row has its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase, Judgement, Verdict
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.packet import ChildView, SeriesView, StudyView
from consilium.domain.records import Category, Citation, Remark
from consilium.domain.summary import Asked, Part, Span, Statement, Summary, summarize
from tests.writers.sample_clinical import sample_asked, sample_case, sample_derived

LETTER = CaseRecord("f1", "R1", "Letter", category=Category.DISCHARGE, pages=3)
REPORT = CaseRecord("f2", "R2", "Report", category=Category.PATHOLOGY_REPORT, pages=1)
DAY = PartialDate(2026, 3, 4)


def case_of(*findings: CaseFinding | Finding, records: tuple[CaseRecord, ...] = (LETTER, REPORT)) -> ClinicalCase:
    made = tuple(
        one if isinstance(one, CaseFinding) else CaseFinding(str(at), one, LETTER) for at, one in enumerate(findings)
    )
    return ClinicalCase("case", ChildView(), date(2026, 11, 20), records=records, findings=made)


def said(kind: Kind, name: str, assertion: Assertion = Assertion.STATED, **more: object) -> Finding:
    place = Citation(f"words on {name}", 2)
    return replace(Finding(kind, name, assertion=assertion, citations=(place,)), **more)  # type: ignore[arg-type]


def rows(summary: Summary, part: Part, code: str) -> tuple[Statement, ...]:
    section = next(section for section in summary.sections if section.part is part)
    return next((group.rows for group in section.groups if group.code == code), ())


def everything(summary: Summary) -> Iterator[str]:
    for row in summary.statements():
        yield from (str(cell) for cell in row.cells)


# What must not be shown, and what must be said of what is shown.


def test_a_local_stage_and_the_overall_one_are_two_rows_that_say_which_they_are() -> None:
    local = said(Kind.STAGE, "stage", value="III", detail={"scope": "local"})
    whole = said(Kind.STAGE, "stage", value="III", detail={"scope": "overall"})
    told = rows(summarize(case_of(local, whole)), Part.STAGE, "stage")
    assert {row.cells[1] for row in told} == {"III (local)", "III (overall)"}


def test_a_risk_group_is_not_said_again_as_its_system() -> None:
    risk = said(Kind.RISK, "risk group", value="intermediate-risk", detail={"group": "intermediate risk"})
    named = said(Kind.RISK, "risk group", value="high", detail={"group": "high", "system": "SIOP"})
    told = rows(summarize(case_of(risk, named)), Part.STAGE, "risk")
    assert sorted((row.cells[1:] for row in told), key=str) == [
        ("high", "SIOP"),
        ("intermediate-risk", Remark("summary.system_unknown")),
    ]


def test_a_sentence_of_a_report_that_denies_something_itself_is_not_denied_again() -> None:
    own = said(Kind.IMAGING, "adenopathy", Assertion.NEGATED, value="Mediastino sin adenopatías.")
    (told,) = rows(summarize(case_of(own)), Part.RESPONSE, "imaging")
    assert (told.cells[-1], told.marks) == ("Mediastino sin adenopatías.", ())
    bare = said(Kind.IMAGING, "adenopathy", Assertion.NEGATED, value="Mediastinal adenopathy")
    (told,) = rows(summarize(case_of(bare)), Part.RESPONSE, "imaging")
    assert told.marks == (Remark("summary.said_negated"),)


def test_the_group_of_an_eye_says_which_eye_it_is() -> None:
    group = said(Kind.STAGE, "stage", value="B", laterality="left", detail={"system": "ICRB"})
    (row,) = rows(summarize(case_of(group)), Part.STAGE, "stage")
    assert row.cells[1:] == ("B, left", "ICRB")


def test_a_denial_of_all_allergies_is_said_in_words() -> None:
    told = summarize(case_of(said(Kind.ALLERGY, "any", Assertion.NEGATED, value="NKDA")))
    (row,) = rows(told, Part.BACKGROUND, "allergy")
    assert row.cells[1:] == (Remark("summary.any_allergy"), "NKDA")


def test_a_struck_statement_is_left_out_and_counted() -> None:
    struck = Judgement(Verdict.STRUCK, "Dr. Okafor", datetime(2026, 11, 18))
    summary = summarize(case_of(CaseFinding("a", said(Kind.DRUG, "methotrexate"), LETTER, struck)))
    assert "methotrexate" not in " ".join(everything(summary))
    assert Remark("summary.left_struck", {"count": 1}) in summary.notes


def test_an_earlier_version_is_left_out_and_counted() -> None:
    old = replace(REPORT, superseded_by="R1")
    summary = summarize(case_of(CaseFinding("a", said(Kind.DIAGNOSIS, "lymphoma"), old), records=(LETTER, old)))
    assert rows(summary, Part.DIAGNOSIS, "diagnosis") == ()
    assert Remark("summary.left_superseded", {"count": 1, "statements": 1}) in summary.notes


def test_a_general_remark_is_nobodys_illness() -> None:
    summary = summarize(case_of(said(Kind.CONDITION, "infertility", Assertion.CONDITIONAL)))
    assert rows(summary, Part.BACKGROUND, "condition") == ()
    assert Remark("summary.left_general", {"count": 1}) in summary.notes


@pytest.mark.parametrize("kind", [Kind.DIAGNOSIS, Kind.CONDITION, Kind.DRUG, Kind.FAMILY_HISTORY])
def test_what_is_said_of_a_relative_stands_in_the_family_history_only(kind: Kind) -> None:
    summary = summarize(case_of(said(kind, "breast cancer", Assertion.FAMILY, detail={"relative": "mother"})))
    (row,) = rows(summary, Part.BACKGROUND, "family")
    assert row.cells == ("mother", "breast cancer")
    assert [cell for cell in everything(summary) if "breast" in cell] == ["breast cancer"]


@pytest.mark.parametrize(
    "assertion", [Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.PLANNED, Assertion.PENDING, Assertion.HISTORICAL]
)
def test_what_is_not_simply_stated_is_labelled(assertion: Assertion) -> None:
    summary = summarize(case_of(said(Kind.TOXICITY, "ototoxicity", assertion)))
    (row,) = rows(summary, Part.RESPONSE, "toxicity")
    assert row.marks == (Remark(f"summary.said_{assertion.value}"),)


def test_a_statement_and_its_denial_are_two_rows() -> None:
    summary = summarize(case_of(said(Kind.ALLERGY, "latex"), said(Kind.ALLERGY, "latex", Assertion.NEGATED)))
    assert len(rows(summary, Part.BACKGROUND, "allergy")) == 2


def test_a_correction_is_shown_with_who_made_it_and_the_words_of_the_source() -> None:
    wrong = said(Kind.RADIATION, "radiotherapy", detail={"gray": "198"})
    judged = Judgement(
        Verdict.CORRECTED, "Dr. Okafor", datetime(2026, 11, 18, 9), replace(wrong, detail={"gray": "19.8"})
    )
    (row,) = rows(summarize(case_of(CaseFinding("a", wrong, LETTER, judged))), Part.TREATMENT, "radiation")
    assert "19.8 Gy" in row.cells
    (mark,) = row.marks
    assert mark.args == {"by": "Dr. Okafor", "date": "2026-11-18", "quote": "words on radiotherapy"}


def test_a_value_read_from_a_faint_picture_says_so() -> None:
    (row,) = rows(summarize(case_of(said(Kind.STAGE, "stage", value="IIB", confidence=0.5))), Part.STAGE, "stage")
    assert row.marks == (Remark("summary.read_from_picture"),)


def test_a_planned_drug_is_not_among_those_given() -> None:
    case = case_of(said(Kind.DRUG, "doxorubicin"), said(Kind.DRUG, "brentuximab", Assertion.PLANNED))
    summary = summarize(case, derived=sample_derived(sample_case()))
    assert [row.cells[1] for row in rows(summary, Part.TREATMENT, "drugs_open")] == ["brentuximab"]


def test_what_is_measured_in_an_operation_is_no_size_of_a_lesion() -> None:
    summary = summarize(
        case_of(said(Kind.MEASUREMENT, "blood loss", value="20 mL"), said(Kind.MEASUREMENT, "mass", value="4.1 cm"))
    )
    shown = [str(cell) for row in rows(summary, Part.RESPONSE, "measurement") for cell in row.cells]
    assert any("mass" in cell for cell in shown)
    assert not any("blood loss" in cell for cell in shown)


def test_a_day_to_come_is_not_that_of_the_last_record() -> None:
    misread, kept = replace(LETTER, date=PartialDate(2074, 2, 14)), replace(REPORT, date=DAY)
    shown = summarize(case_of(records=(misread, kept)))
    said = [row.cells for row in rows(shown, Part.QUESTION, "question")]
    assert (Remark("summary.latest_record"), Span(DAY)) in said


def test_an_empty_case_says_what_nobody_has_said_yet() -> None:
    summary = summarize(case_of(records=()))
    not_stated = Remark("summary.not_stated")
    assert [row.cells[1] for row in rows(summary, Part.QUESTION, "question")][:4] == [not_stated] * 4
    assert [section.part for section in summary.sections] == list(Part)


@pytest.mark.parametrize(("first", "second"), [(None, None), (DAY, None), (None, DAY)])
def test_a_measure_of_the_child_is_shown_with_or_without_a_day(
    first: PartialDate | None, second: PartialDate | None
) -> None:
    case = case_of(
        said(Kind.GROWTH, "weight", value="40", when=first), said(Kind.GROWTH, "weight", value="41", when=second)
    )
    (row,) = (row for row in rows(summarize(case), Part.CHILD, "child") if row.cells[0] == "Weight")
    assert row.cells[1] == ("40" if not second and not first else "40, 2026-03-04" if first else "41, 2026-03-04")


# What is shown, and how.


def test_a_temperature_of_one_hour_does_not_stand_with_the_child() -> None:
    summary = summarize(
        case_of(said(Kind.GROWTH, "body temperature", value="38.9"), said(Kind.GROWTH, "weight", value="40"))
    )
    assert "40" in " ".join(everything(summary))
    assert "38.9" not in " ".join(everything(summary))


def test_the_sections_stand_in_the_order_in_which_a_second_team_reads() -> None:
    assert [part.value for part in Part] == [
        "question", "child", "diagnosis", "stage", "molecular", "treatment", "response", "background", "material",
        "conflicts", "gaps", "questions",
    ]  # fmt: skip


def test_the_same_statement_in_several_records_is_one_row_with_all_its_places() -> None:
    found = said(Kind.DIAGNOSIS, "Hodgkin lymphoma")
    summary = summarize(case_of(CaseFinding("a", found, LETTER), CaseFinding("b", found, REPORT)))
    (row,) = rows(summary, Part.DIAGNOSIS, "diagnosis")
    assert [reference.label for reference in row.references] == ["R1 p.2", "R2"]


def test_a_different_date_is_a_different_row_and_no_date_comes_last() -> None:
    other = PartialDate(2024, 2, 2)
    found = [said(Kind.DIAGNOSIS, "lymphoma", when=when) for when in (DAY, other)]
    case = case_of(said(Kind.DIAGNOSIS, "anemia"), *found)
    told = [row.cells[0] for row in rows(summarize(case), Part.DIAGNOSIS, "diagnosis")]
    assert told == [*(Span(day) for day in sorted((DAY, other))), Span()]


def test_a_statement_with_less_of_a_date_or_place_stands_with_the_one_that_says_more_and_keeps_its_place() -> None:
    month = PartialDate(DAY.year, DAY.month)
    exact = said(Kind.DIAGNOSIS, "lymphoma", when=DAY, site="cervical", laterality="left")
    case = case_of(said(Kind.DIAGNOSIS, "lymphoma", when=month), exact, said(Kind.DIAGNOSIS, "lymphoma"))
    (row,) = rows(summarize(case), Part.DIAGNOSIS, "diagnosis")
    assert row.cells[:2] == (Span(DAY), "lymphoma, left cervical")


def test_sides_and_values_that_differ_stay_two_rows() -> None:
    sides = [said(Kind.DIAGNOSIS, "lymphoma", when=DAY, laterality=side) for side in ("left", "right")]
    stages = [said(Kind.STAGE, "stage", value=value) for value in ("II", "III")]
    told = summarize(case_of(*sides, *stages))
    assert len(rows(told, Part.DIAGNOSIS, "diagnosis")) == 2
    assert len(rows(told, Part.STAGE, "stage")) == 2


@pytest.mark.parametrize("status", ["working", "confirmed", "revised", "relapse"])
def test_a_diagnosis_says_how_its_record_calls_it(status: str) -> None:
    (row,) = rows(summarize(case_of(said(Kind.DIAGNOSIS, "x", detail={"status": status}))), Part.DIAGNOSIS, "diagnosis")
    how = row.cells[3]
    assert isinstance(how, Remark)
    assert (how.code, how.args["status"]) == ("summary.established", status)


def test_a_panel_of_stains_is_one_row_and_keeps_what_was_not_found() -> None:
    positive, negative = said(Kind.STAIN, "CD30", value="positive"), said(Kind.STAIN, "CD20", Assertion.NEGATED)
    (row,) = rows(summarize(case_of(positive, negative)), Part.DIAGNOSIS, "stain")
    assert row.cells[1] == "CD30 positive; CD20 (-)"
    assert row.marks == ()


def test_what_flow_did_not_find_is_never_told_as_found() -> None:
    denied = said(Kind.FLOW, "clonal population", Assertion.NEGATED, value="población B clonal")
    (row,) = rows(summarize(case_of(denied)), Part.DIAGNOSIS, "flow")
    assert str(row.cells[1]).endswith("población B clonal, (-)")
    told = said(Kind.STAIN, "CD20", Assertion.NEGATED, value="negativo", detail={"result": "negative"})
    (row,) = rows(summarize(case_of(told)), Part.DIAGNOSIS, "stain")
    assert "(-)" not in str(row.cells[1])


def test_an_uncertain_stain_is_not_among_the_sure_ones() -> None:
    case = case_of(said(Kind.STAIN, "CD30", value="positive"), said(Kind.STAIN, "CD15", Assertion.UNCERTAIN))
    found = rows(summarize(case), Part.DIAGNOSIS, "stain")
    assert [[mark.code for mark in row.marks] for row in found] == [[], ["summary.said_uncertain"]]


def test_the_latest_value_of_a_test_is_shown_with_those_before() -> None:
    values = [
        said(
            Kind.LABORATORY,
            "ferritin",
            value=str(value),
            unit="ng/mL",
            when=PartialDate(2026, month),
            detail={"high": "150"},
        )
        for month, value in ((3, 300), (1, 100), (2, 200))
    ]
    (row,) = rows(summarize(case_of(*values)), Part.RESPONSE, "laboratory")
    assert row.cells == ("ferritin", "300 ng/mL, 2026-03", "≤ 150", "100 (2026-01); 200 (2026-02)")


def test_other_units_are_another_row() -> None:
    case = case_of(
        said(Kind.LABORATORY, "glucose", value="5", unit="mmol/L"),
        said(Kind.LABORATORY, "glucose", value="90", unit="mg/dL"),
    )
    assert len(rows(summarize(case), Part.RESPONSE, "laboratory")) == 2


def test_material_is_here_only_reported_or_only_mentioned() -> None:
    days = [PartialDate(2026, 1, day) for day in (1, 2, 3)]
    reports = tuple(
        CaseRecord(f"i{at}", f"R{at}", f"report {at}", category=Category.IMAGING_REPORTS, date=day)
        for at, day in enumerate(days[:2], 1)
    )
    study = StudyView("R9", "CT", "imaging/", days[0], ("CT",), series=(SeriesView("a", "CT", 5, 2),))
    mention = said(Kind.MENTION, "MRI", when=days[2], detail={"what": "imaging"})
    known = said(Kind.MENTION, "CT", when=days[0], detail={"what": "imaging"})
    case = replace(case_of(mention, known, records=reports), studies=(study,))
    found = rows(summarize(case), Part.MATERIAL, "images")
    assert [row.cells[0] for row in found] == [
        Remark(f"summary.material_{name}") for name in ("here", "reported", "absent")
    ]
    assert found[0].cells[3] == Remark("summary.images_missing", {"count": 5, "missing": 2})


@pytest.mark.parametrize("assertion", [Assertion.PLANNED, Assertion.NEGATED, Assertion.PENDING])
def test_a_study_that_was_not_done_is_not_missing(assertion: Assertion) -> None:
    mention = said(Kind.MENTION, "MRI", assertion, when=DAY, detail={"what": "imaging"})
    assert rows(summarize(case_of(mention)), Part.MATERIAL, "images") == ()


def test_the_question_and_the_familys_questions_are_theirs() -> None:
    summary = summarize(case_of(), Asked("Is it right?", "A program", DAY, ("One?", "Two?"), "R1"))
    assert rows(summary, Part.QUESTION, "question")[0].cells[1] == "Is it right?"
    assert [row.cells for row in rows(summary, Part.QUESTIONS, "questions")] == [("1", "One?"), ("2", "Two?")]


def test_every_statement_of_the_sample_ends_in_a_place_with_its_words() -> None:
    case = sample_case()
    summary = summarize(case, sample_asked(), sample_derived(case))
    numbers = {record.number for record in case.records} | {study.number for study in case.studies}
    for section in summary.sections:
        if section.part in (Part.QUESTION, Part.GAPS):
            continue
        for group in section.groups:
            for row in group.rows:
                assert row.references, row.cells
                assert {reference.record for reference in row.references} <= numbers


@settings(max_examples=200, deadline=None)
@given(st.lists(st.builds(said, st.sampled_from(Kind), st.text(max_size=20), st.sampled_from(Assertion)), max_size=12))
def test_every_shown_finding_is_in_some_section_and_no_row_lacks_a_place(found: list[Finding]) -> None:
    summary = summarize(case_of(*found))
    cited = {reference.citation.quote for row in summary.statements() for reference in row.references}
    for one in found:
        listed = one.kind is not Kind.MENTION and not (
            one.kind is Kind.GROWTH and one.assertion is not Assertion.FAMILY
        )
        if one.assertion is not Assertion.CONDITIONAL and (listed or one.assertion is Assertion.FAMILY):
            assert one.quote in cited


def test_a_days_value_in_two_ways_of_writing_is_one_and_two_values_are_two() -> None:
    day = PartialDate(2026, 8, 18)
    one = said(Kind.LABORATORY, "hemoglobin", value="12,8", number=12.8, unit="g/dL", when=day)
    same = replace(one, value="12.8", detail={"range": "11-14"})
    other = replace(one, value="11.9", number=11.9)
    (told,) = rows(summarize(case_of(one, same)), Part.RESPONSE, "laboratory")
    assert (told.cells[2], told.cells[3]) == ("11-14", "")
    assert len(rows(summarize(case_of(one, other)), Part.RESPONSE, "laboratory")) == 1
    assert "2026-08-18" in str(rows(summarize(case_of(one, other)), Part.RESPONSE, "laboratory")[0].cells[3])


def test_what_kind_of_a_tumor_it_is_stands_in_its_row() -> None:
    revised = said(Kind.DIAGNOSIS, "Wilms tumor", detail={"quality": "FOCAL ANAPLASIA", "status": "revised"})
    told = said(Kind.DIAGNOSIS, "anaplastic ependymoma", detail={"quality": "anaplastic"})
    shown = rows(summarize(case_of(revised, told)), Part.DIAGNOSIS, "diagnosis")
    assert {str(row.cells[1]) for row in shown} == {"Wilms tumor, focal anaplasia", "anaplastic ependymoma"}


def test_stains_of_the_report_on_the_tissue_come_before_a_letters() -> None:
    quoted = said(Kind.STAIN, "EBER", value="negative", when=PartialDate(2025, 7))
    reported = [
        CaseFinding(name, said(Kind.STAIN, name, value="positive", when=DAY), REPORT) for name in ("CD30", "CD15")
    ]
    shown = rows(summarize(case_of(quoted, *reported)), Part.DIAGNOSIS, "stain")
    assert [str(row.cells[1]) for row in sorted(shown, key=lambda row: -row.rank)] == [
        "CD30 positive; CD15 positive",
        "EBER negative",
    ]
