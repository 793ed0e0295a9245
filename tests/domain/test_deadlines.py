"""Days until which papers want something, and what they name for the days to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.deadlines import MOST, Deadline, deadlines_in
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Box, Category, Citation, Line, Page, Remark
from consilium.domain.summary import Part, Span, Statement, summarize
from consilium.domain.summary.ahead import wanted

WRITTEN = PartialDate(2026, 11, 16)
BOX = Box(0.1, 0.1, 0.9, 0.12)
LETTER = CaseRecord("f1", "R1", "Letter", category=Category.CLINICAL_SUMMARY, pages=2)


def told(*lines: str, own: PartialDate | None = WRITTEN) -> list[tuple[str, str]]:
    page = Page(1, tuple(Line(text, BOX) for text in lines))
    return [(str(one.day), one.text) for one in deadlines_in((page,), own)]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("We would need your opinion before 14 December 2026.", "2026-12-14"),
        ("Please reply by Friday 27 November 2026.", "2026-11-27"),
        ("The theatre slot is held until 1 December.", "2026-12-01"),
        ("Slides must be returned to us no later than January 8, 2027.", "2027-01-08"),
        ("Deadline for enrolment: 2026-12-03", "2026-12-03"),
        ("The authorization expires on 31 December 2026.", "2026-12-31"),
        ("Necesitamos su respuesta antes del 14 de diciembre de 2026.", "2026-12-14"),
        ("Rogamos contestar a más tardar el viernes 27 de noviembre de 2026.", "2026-11-27"),
        ("La autorización vence el 31 de diciembre.", "2026-12-31"),
        ("Fecha límite para apelar: 05-ene-2027", "2027-01-05"),
        ("Originals are due back in 60 days (by 01/16/2027).", "2027-01-16"),
        ("Focal radiotherapy 54 Gy, start by 24 November.", "2026-11-24"),
        ("Receta vigente hasta: 24/02/2027", "2027-02-24"),
        ("It is reasonable to wait, but treatment should start no later than 4 December 2026.", "2026-12-04"),
        ("Chemotherapy can wait until 4 December 2026.", "2026-12-04"),
        ("Surgery should take place before 4 December 2026.", "2026-12-04"),
        ("El tratamiento debería iniciarse no más tarde del 4 de diciembre de 2026.", "2026-12-04"),
        ("Puede esperar hasta el 4 de diciembre de 2026.", "2026-12-04"),
        ("Conviene que la quimioterapia comience como máximo el 4 de diciembre de 2026.", "2026-12-04"),
    ],
)
def test_a_day_until_which_something_is_wanted_is_told_with_its_sentence(sentence: str, day: str) -> None:
    assert told("Dear colleague,", sentence, "Kind regards") == [(day, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The fever resolved before 20 November 2026.",
        "Radiotherapy should not start before 4 December 2026.",
        "No debe iniciarse antes del 4 de diciembre de 2026.",
        "Filgrastim 80 mcg daily until 20 November 2026, please.",
        "We decided on 16 November 2026 to ask you.",
        "Please send the slides by courier. Seen on 20 November 2026.",
        "A decision was needed before 2 November 2026.",  # before the letter itself
        "The approval closes on 3 December 2029.",  # too far to be meant
        "Please answer before 03/12/2026 11/12/2026.",  # which of two days it is nobody can tell
    ],
)
def test_other_days_are_no_deadlines(sentence: str) -> None:
    assert told(sentence) == []


def test_a_sentence_over_two_lines_is_one_and_a_list_has_items_of_its_own() -> None:
    assert told("The slot for surgery is held", "until 1 December 2026. She is well.") == [
        ("2026-12-01", "The slot for surgery is held until 1 December 2026.")
    ]
    assert told("To do:", "- send the slides before 2 December 2026", "- rest") == [
        ("2026-12-02", "send the slides before 2 December 2026")
    ]


def test_without_the_day_of_the_paper_only_whole_days_are_told() -> None:
    assert told("Please answer before 14 December.", own=None) == []
    assert told("Please answer before 14 December 2026.", own=None)[0][0] == "2026-12-14"


def test_a_paper_of_many_days_tells_the_first_ones() -> None:
    lines = [f"Please answer before {day} December 2026." for day in range(1, 29)]
    assert len(told(*lines)) == MOST


def test_an_order_of_dates_that_is_known_makes_a_day_of_figures_sure() -> None:
    page = Page(1, (Line("Please answer before 03/12/2026.", BOX),))
    assert deadlines_in((page,), WRITTEN) == ()
    assert [str(one.day) for one in deadlines_in((page,), WRITTEN, "dmy")] == ["2026-12-03"]


def planned(name: str, when: PartialDate, assertion: Assertion = Assertion.PLANNED) -> CaseFinding:
    said = Finding(Kind.SURGERY, name, assertion=assertion, when=when, citations=(Citation(f"words on {name}", 2),))
    return CaseFinding(name, said, LETTER)


def ahead(case: ClinicalCase) -> tuple[Statement, ...]:
    section = next(one for one in summarize(case).sections if one.part is Part.QUESTION)
    return next((group.rows for group in section.groups if group.code == "ahead"), ())


def test_the_summary_tells_days_to_come_in_their_order_and_where_they_stand() -> None:
    asked = Deadline(PartialDate(2026, 12, 1), "Please answer by 1 December.", "R1", 2, Citation("by 1 December", 2))
    case = ClinicalCase(
        "case",
        ChildView(),
        date(2026, 11, 20),
        records=(LETTER,),
        findings=(
            planned("thoracotomy", PartialDate(2026, 12, 3)),
            planned("port removal", PartialDate(2026, 12, 3)),
            planned("biopsy", PartialDate(2026, 11, 2)),
            replace(
                planned("VAC", PartialDate(2026, 12, 8)),
                finding=replace(
                    planned("VAC", PartialDate(2026, 12, 8)).finding, kind=Kind.CYCLE, detail={"number": 5}
                ),
            ),
            planned("nephrectomy", PartialDate(2026, 12)),
            planned("splenectomy", PartialDate(2026, 12, 4), Assertion.STATED),
        ),
        deadlines=(asked, replace(asked, day=PartialDate(2026, 11, 19)), replace(asked, page=1)),
    )
    first, second, third = ahead(case)
    assert first.cells == (Span(PartialDate(2026, 12, 1)), "Please answer by 1 December.")
    assert first.marks == (Remark("summary.deadline"),)
    assert [(one.record, one.page) for one in first.references] == [("R1", 2)]
    assert second.cells == (Span(PartialDate(2026, 12, 3)), "thoracotomy; port removal")
    assert len(second.references) == 2
    assert third.cells[1] == "VAC 5"
    assert [one.day for one in wanted(case)] == [PartialDate(2026, 12, 1)]


def test_a_day_of_a_paper_that_a_later_version_replaced_is_not_told() -> None:
    old = replace(LETTER, superseded_by="R2")
    asked = Deadline(PartialDate(2026, 12, 1), "Please answer by 1 December.", "R1")
    assert ahead(ClinicalCase("case", ChildView(), date(2026, 11, 20), records=(old,), deadlines=(asked,))) == ()


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Las láminas son del hospital; favor de devolverlos en 60 días.", "2027-01-15"),
        ("Please return the slides within 90 days.", "2027-02-14"),
        ("The blocks must be returned within 2 weeks.", "2026-11-30"),
        ("You may appeal this decision within 60 days.", "2027-01-15"),
        ("Control en 60 días.", ""),
        ("Return to clinic in 6 weeks.", ""),
        ("Return in 2 weeks for counts.", ""),
        ("Regresar en 15 días con resultados.", ""),
        ("Favor de regresarlas en 30 días.", "2026-12-16"),
        ("Return to clinic in three weeks.", ""),
        ("He was given 5 mg within 60 days.", ""),
    ],
)
def test_what_is_to_go_back_within_so_many_days_has_its_day(sentence: str, day: str) -> None:
    assert [one for one, _ in told(sentence)] == ([day] if day else [])
    assert told(sentence, own=None) == []
