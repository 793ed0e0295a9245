"""Two days of one biopsy stand side by side, and no letter asks for the report of a second one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.completeness.course import course_of
from consilium.domain.completeness.evidence import Folder
from consilium.domain.completeness.operations import operation_items
from consilium.domain.conflicts import Conflict, ConflictKind, conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Category, Citation
from consilium.knowledge.requirements import requirements

REPORT = CaseRecord("a", "R1", "Patología", category=Category.PATHOLOGY_REPORT, institution="Hospital de Prueba")
LETTER = CaseRecord("b", "R2", "Letter", category=Category.DISCHARGE, institution="Sample Clinic")
NOTE = replace(LETTER, id="c", number="R3")
OPENED = Finding(
    Kind.SURGERY, "incisional biopsy", value="biopsia abierta", when=PartialDate(2026, 9, 2), site="adrenal",
    laterality="left", detail={"what": "biopsy"},
    citations=(Citation("biopsia abierta de masa suprarrenal izquierda"),),
)  # fmt: skip
TOLD = Finding(
    Kind.SURGERY, "biopsy", value="biopsy", when=PartialDate(2026, 9, 12), detail={"what": "biopsy"},
    citations=(Citation("The biopsy was done on 12 September 2026"),),
)  # fmt: skip


def _case(*told: tuple[CaseRecord, Finding]) -> ClinicalCase:
    found = tuple(CaseFinding(str(at), finding, record) for at, (record, finding) in enumerate(told))
    records = tuple(dict.fromkeys(record for record, _ in told))
    return ClinicalCase("c", ChildView(), date(2026, 11, 1), records=records, findings=found)


def _conflicts(*told: tuple[CaseRecord, Finding]) -> list[Conflict]:
    return list(conflicts(_case(*told)))


def _folder(*told: tuple[CaseRecord, Finding]) -> Folder:
    case = _case(*told)
    return Folder(case, requirements(), course_of(case, requirements()))


def test_a_report_and_a_letter_that_tell_two_days_are_shown_side_by_side() -> None:
    (one,) = _conflicts((LETTER, TOLD), (REPORT, OPENED))
    assert one.kind is ConflictKind.DATE
    assert [(side.says, side.references) for side in one.sides] == [("2026-09-02", ("R1",)), ("2026-09-12", ("R2",))]


@pytest.mark.parametrize(
    "other",
    [
        (LETTER, replace(TOLD, when=PartialDate(2026, 9, 2))),
        (LETTER, replace(TOLD, when=PartialDate(2026, 9))),
        (LETTER, replace(TOLD, when=PartialDate(2026, 9, 4))),
        (LETTER, replace(TOLD, when=PartialDate(2026, 9, 20))),
        (LETTER, replace(TOLD, laterality="right")),
        (LETTER, replace(TOLD, site="cervical lymph node")),
        (LETTER, replace(TOLD, name="bone marrow biopsy")),
        (LETTER, replace(TOLD, citations=(Citation("A second biopsy was done on 12 September 2026"),))),
        (replace(LETTER, category=Category.OPERATIVE), TOLD),
    ],
    ids=["same", "month", "arrival", "weeks", "side", "place", "marrow", "second", "two reports"],
)
def test_what_may_be_another_biopsy_or_the_same_day_is_none(other: tuple[CaseRecord, Finding]) -> None:
    assert _conflicts((REPORT, OPENED), other) == []


@pytest.mark.parametrize("teller", [LETTER, NOTE], ids=["the letter itself", "another paper"])
def test_where_a_paper_tells_two_biopsies_there_are_two(teller: CaseRecord) -> None:
    both = ((teller, replace(TOLD, when=PartialDate(2026, 9, 2))), (teller, TOLD))
    assert _conflicts((REPORT, OPENED), (LETTER, TOLD), *both) == []


def test_no_report_of_a_second_operation_is_asked_for() -> None:
    for told in (((LETTER, TOLD), (REPORT, OPENED)), ((REPORT, OPENED), (LETTER, TOLD))):
        items = list(operation_items(_folder(*told)))
        assert [(str(one.when), one.institution) for one in items] == [("2026-09-02", "Hospital de Prueba")]


def test_two_biopsies_are_still_asked_for_each() -> None:
    again = replace(TOLD, when=PartialDate(2026, 10, 20))
    items = list(operation_items(_folder((REPORT, OPENED), (LETTER, again))))
    assert len(items) == 2
