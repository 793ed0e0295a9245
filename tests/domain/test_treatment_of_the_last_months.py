"""What a second team reads on paper: what the child was given lately and takes now, plans whose day is past, the
tests that decide what can be given, and no cycle's number as a dose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.records import Category, Remark
from consilium.domain.summary import Group, Part, Span, Statement, Summary, summarize
from consilium.domain.summary.overdue import with_days_past
from consilium.knowledge.ranks import ranks
from consilium.writers.summary.choosing import chosen
from tests.domain.test_clinical_summary import case_of, rows, said

D = PartialDate.from_iso
ROADMAP = CaseRecord("f3", "R3", "Road map", category=Category.TREATMENT_RECORDS, date=D("2026-08-25"))
CONSULT = CaseRecord("f4", "R4", "Consultation", category=Category.RADIATION, date=D("2026-07-21"))


def drug(name: str, amount: str, day: str, cycle: str, assertion: Assertion = Assertion.STATED) -> Finding:
    detail = {"cycle": cycle} | ({"dose": amount, "dose_unit": "mg"} if amount else {})
    more = {"number": float(amount), "value": amount, "unit": "mg"} if amount else {}
    return said(Kind.DRUG, name, assertion, when=D(day), detail=detail, **more)


def told(*findings: Finding, record: CaseRecord = ROADMAP, day: date = date(2026, 11, 20)) -> Summary:
    made = [CaseFinding(str(at), one, record) for at, one in enumerate(findings)]
    case = replace(case_of(*made, records=(record,)), today=day)
    return summarize(case, ranks=ranks())


def group(summary: Summary, part: Part, code: str) -> Group:
    (section,) = (one for one in summary.sections if one.part is part)
    return next(one for one in section.groups if one.code == code)


def names(of: Group, count: int) -> list[object]:
    return [row.cells[1] for row in chosen(of, count)]


def test_what_was_given_in_the_last_months_is_a_row_for_a_day_with_its_cycle_and_doses() -> None:
    given = [
        one
        for cycle, day in (("1", "2026-07-14"), ("2", "2026-08-04"))
        for one in (drug("brentuximab vedotin", "90", day, cycle), drug("nivolumab", "150", day, cycle))
    ]
    lately = rows(told(*given, drug("doxorubicin", "56", "2025-07-29", "1")), Part.TREATMENT, "lately")
    assert [row.cells for row in lately] == [
        (Span(D("2026-07-14")), "1", "brentuximab vedotin 90 mg; nivolumab 150 mg"),
        (Span(D("2026-08-04")), "2", "brentuximab vedotin 90 mg; nivolumab 150 mg"),
    ]


def test_what_is_planned_ordered_or_a_sum_was_not_given_lately() -> None:
    planned = drug("nivolumab", "150", "2026-08-04", "2", Assertion.PLANNED)
    summed = replace(drug("doxorubicin", "160", "2026-08-04", ""), detail={"cumulative": "yes"})
    ordered = replace(drug("nivolumab", "3", "2026-08-04", ""), detail={"prescribed": "yes"})
    assert rows(told(planned, summed, ordered), Part.TREATMENT, "lately") == ()


def test_the_number_of_a_cycle_is_no_dose() -> None:
    (row,) = rows(told(drug("nivolumab", "", "2026-12-15", "4", Assertion.PLANNED)), Part.TREATMENT, "drugs")
    assert row.cells[2] == Remark("summary.of_cycle", {"dose": "", "cycle": "4"})
    (row,) = rows(told(drug("nivolumab", "150", "2026-12-15", "4", Assertion.PLANNED)), Part.TREATMENT, "drugs")
    assert row.cells[2] == Remark("summary.in_cycle", {"dose": "150 mg", "cycle": "4"})
    cycle = said(Kind.CYCLE, "cycle", value="4", detail={"number": 4})
    (row,) = rows(told(cycle), Part.TREATMENT, "cycle")
    assert row.cells[1:] == ("cycle 4", "")


@pytest.mark.parametrize(
    ("first", "mark"),
    [
        (PartialDate(2026, 9, 15), "summary.said_planned_past"),
        (PartialDate(2026, 10), "summary.said_planned_past"),
        (PartialDate(2026, 11, 20), "summary.said_planned"),
        (PartialDate(2026, 11), "summary.said_planned"),
        (PartialDate(2026), "summary.said_planned"),
        (PartialDate(2027, 1, 5), "summary.said_planned"),
        (None, "summary.said_planned"),
    ],
)
def test_a_plan_whose_day_is_past_says_so(first: PartialDate | None, mark: str) -> None:
    row = Statement((Span(first), "nivolumab"), (Remark("summary.said_planned"),))
    (made,) = with_days_past((Group("drugs_open", ("date", "drug"), (row,)),), date(2026, 11, 20))
    assert [one.code for one in made.rows[0].marks] == [mark]


def test_a_plan_that_was_carried_out_is_no_row_of_a_protocol() -> None:
    plan = CaseFinding("1", said(Kind.PROTOCOL, "OEPA", Assertion.PLANNED, when=D("2025-07-29")), CONSULT)
    done = CaseFinding("2", said(Kind.PROTOCOL, "OEPA-COPDAC", when=D("2025-07-29"), until=D("2025-11-11")), ROADMAP)
    of = rows(summarize(case_of(plan, done, records=(ROADMAP, CONSULT))), Part.TREATMENT, "protocol")
    assert [row.cells[1] for row in of] == ["OEPA-COPDAC"]


def test_tests_that_decide_what_can_be_given_come_before_blood_pressure_and_what_is_normal() -> None:
    def test(name: str, value: str, number: float | None, day: str, **detail: str) -> Finding:
        return said(Kind.FUNCTION, name, value=value, number=number, when=D(day), detail=detail)

    of = group(
        told(
            test("left ventricular ejection fraction", "65 %", 65.0, "2025-07-25"),
            test("left ventricular ejection fraction", "61 %", 61.0, "2026-05-12"),
            test("carbon monoxide diffusing capacity", "17.4", 17.4, "2026-05-12"),
            test("carbon monoxide diffusing capacity", "mildly reduced", None, "2026-05-12", result="abnormal"),
            test("lung function", "normal", None, "2026-05-12", result="normal"),
            test("blood pressure", "108/64 mmHg", 108.0, "2026-05-12"),
        ),
        Part.RESPONSE,
        "function",
    )
    assert {row.cells[1:] for row in chosen(of, 2)} == {
        ("left ventricular ejection fraction", "61 %"),
        ("carbon monoxide diffusing capacity", "17.4; mildly reduced"),
    }
    assert "blood pressure" not in names(of, 4)


def test_lesions_come_before_what_their_uptake_is_compared_with() -> None:
    node = said(Kind.MEASUREMENT, "lymph node", value="9.8", number=9.8, unit="SUV", when=D("2026-06-25"))
    liver = said(Kind.MEASUREMENT, "liver SUV", value="2.7", number=2.7, unit="SUV", when=D("2026-06-26"))
    assert names(group(told(node, liver), Part.RESPONSE, "measurement"), 1) == ["lymph node"]


def test_a_scored_response_comes_before_one_that_is_only_called_good() -> None:
    score = said(Kind.RESPONSE, "Deauville score", value="5", number=5.0, when=D("2026-06-25"))
    good = said(Kind.RESPONSE, "good clinical response", when=D("2026-07-14"))
    assert "Deauville" in str(names(group(told(score, good), Part.RESPONSE, "response"), 1))


def test_present_medicines_come_before_a_vaccine_and_what_was_given_once() -> None:
    def medicine(name: str, day: str, **detail: str) -> Finding:
        return said(Kind.MEDICINE, name, when=D(day), detail=detail)

    of = group(
        told(
            medicine("leuprolide", "2026-07-13", dose="7.5 mg", state="current"),
            medicine("cefazolin", "2026-07-20", dose="1 g"),
            medicine("influenza vaccine", "2026-08-01"),
        ),
        Part.BACKGROUND,
        "medicine",
    )
    assert names(of, 1) == ["leuprolide"]
    assert names(of, 2) == ["leuprolide", "cefazolin"]


def test_a_medicine_whose_last_day_is_past_is_a_past_one() -> None:
    course = said(Kind.MEDICINE, "prednisone", when=D("2026-07-29"), until=D("2026-08-12"), detail={"dose": "80 mg"})
    made = told(course)
    assert rows(made, Part.BACKGROUND, "medicine") == ()
    assert [row.cells[1] for row in rows(made, Part.BACKGROUND, "medicine_past")] == ["prednisone"]
    assert len(rows(told(course, day=date(2026, 8, 1)), Part.BACKGROUND, "medicine")) == 1


def test_an_allergy_told_on_two_days_is_one_row() -> None:
    once = said(Kind.ALLERGY, "amoxicillin", when=PartialDate(2025), detail={"reaction": "hives"})
    again = said(Kind.ALLERGY, "Amoxicillin", when=D("2026-06-17"), detail={"reaction": "Hives"})
    assert len(rows(told(once, again), Part.BACKGROUND, "allergy")) == 1


def test_a_dose_that_radiation_oncology_would_offer_is_shown_as_a_possibility() -> None:
    offer = said(
        Kind.RADIATION, "radiation", Assertion.CONDITIONAL, value="30", unit="Gy", site="neck", detail={"gray": 30.0}
    )
    (row,) = rows(told(offer, record=CONSULT), Part.TREATMENT, "radiation")
    assert [mark.code for mark in row.marks] == ["summary.said_conditional"]
    assert rows(told(offer), Part.TREATMENT, "radiation") == ()  # a general remark of another paper
    assert rows(told(replace(offer, site=""), record=CONSULT), Part.TREATMENT, "radiation") == ()


def test_a_stage_is_told_with_what_stands_behind_it() -> None:
    stage = said(Kind.STAGE, "stage", value="IIB", detail={"system": "Ann Arbor", "suffix": "bulky"})
    (row,) = rows(told(stage), Part.STAGE, "stage")
    assert row.cells[1] == "IIB bulky"
