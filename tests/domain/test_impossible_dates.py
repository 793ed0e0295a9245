"""Dates that can't be are shown against the calendar, never mended."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.completeness import gaps
from consilium.domain.conflicts import Conflict, ConflictKind, conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.packet import ChildView
from consilium.knowledge.requirements import requirements

BORN = PartialDate(2016, 3, 9)


def told(finding: Finding) -> list[Conflict]:
    one = CaseFinding("k", finding, CaseRecord("1", "R1", "Letter"))
    found = conflicts(ClinicalCase("case", ChildView(), date(2026, 11, 21), born=BORN, findings=(one,)))
    return [conflict for conflict in found if conflict.kind is ConflictKind.IMPOSSIBLE]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (PartialDate(2016, 3, 8), "conflicts.before_birth"),
        (PartialDate(2015), "conflicts.before_birth"),
        (PartialDate(2026, 11, 22), "conflicts.in_the_future"),
        (PartialDate(2062, 3), "conflicts.in_the_future"),
    ],
)
def test_a_date_before_birth_or_after_today_is_shown(day: PartialDate, why: str) -> None:
    (conflict,) = told(Finding(Kind.SURGERY, "biopsy", when=day))
    assert conflict.reasons[0].code == why
    assert conflict.sides[0].references == ("R1",)


@pytest.mark.parametrize("day", [PartialDate(2016), PartialDate(2016, 3), BORN, PartialDate(2026, 11), None])
def test_a_date_that_may_be_is_let_be(day: PartialDate | None) -> None:
    assert told(Finding(Kind.SURGERY, "biopsy", when=day)) == []


def test_what_is_planned_or_a_relatives_is_let_be() -> None:
    assert told(Finding(Kind.CYCLE, "cycle 3", when=PartialDate(2027, 1, 5), assertion=Assertion.PLANNED)) == []
    assert told(Finding(Kind.FAMILY_HISTORY, "breast cancer", when=PartialDate(1999))) == []


@pytest.mark.parametrize("day", [PartialDate(2015, 2, 2), PartialDate(2061, 2, 4)])
def test_nothing_is_asked_for_by_a_day_that_can_not_be(day: PartialDate) -> None:
    finding = Finding(Kind.SURGERY, "biopsy", when=day, detail={"what": "biopsy"})
    one = CaseFinding("k", finding, CaseRecord("1", "R1", "Letter"))
    case = ClinicalCase("case", ChildView(), date(2026, 11, 21), born=BORN, findings=(one,))
    assert [item.when for status in gaps(case, requirements()) for item in status.items if item.when] == []
    (sure,) = conflicts(case)
    assert sure.kind is ConflictKind.IMPOSSIBLE  # its day stands there
