"""Two days of one diagnosis are shown side by side; a report's own day, a return or another year is none of them."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.conflicts import Conflict, ConflictKind, conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Category

LETTER = CaseRecord("a", "R1", "Letter", category=Category.DISCHARGE, date=PartialDate(2025, 3, 1))
OTHER = CaseRecord("b", "R2", "Referral", category=Category.CLINICAL_SUMMARY, date=PartialDate(2025, 6, 1))
REPORT = CaseRecord("c", "R3", "Pathology", category=Category.PATHOLOGY_REPORT, date=PartialDate(2024, 3, 20))


def _told(record: CaseRecord, when: str, status: str = "") -> tuple[CaseRecord, Finding]:
    detail = {"disease": "neuroblastoma", "status": status}
    return record, Finding(Kind.DIAGNOSIS, "neuroblastoma", when=PartialDate.from_iso(when), detail=detail)


def _conflicts(*told: tuple[CaseRecord, Finding]) -> list[Conflict]:
    found = tuple(CaseFinding(str(at), finding, record) for at, (record, finding) in enumerate(told))
    return list(conflicts(ClinicalCase("c", ChildView(), date(2026, 1, 1), findings=found)))


@pytest.mark.parametrize("second", ["2024-03-14", "2024-12-03", "2023-03-12", "2024-04-20"])
def test_two_days_of_one_diagnosis_are_a_conflict(second: str) -> None:
    (one,) = _conflicts(_told(LETTER, "2024-03-12"), _told(OTHER, second))
    assert one.kind is ConflictKind.DIAGNOSED
    assert [side.says for side in one.sides] == ["2024-03-12", second]
    assert [side.references for side in one.sides] == [("R1",), ("R2",)]


@pytest.mark.parametrize(
    "other",
    [
        _told(OTHER, "2024-03-12"),
        _told(OTHER, "2024-03"),
        _told(OTHER, "2025-01-12", "relapse"),
        _told(OTHER, "2019-08-30"),
        _told(OTHER, "2025-06-01"),
        _told(REPORT, "2024-03-20"),
        _told(REPORT, "2024-03-15"),
    ],
    ids=["same", "month", "relapse", "years before", "its own day", "a report's day", "a specimen's day"],
)
def test_what_is_no_other_day_of_the_diagnosis_is_none(other: tuple[CaseRecord, Finding]) -> None:
    assert _conflicts(_told(LETTER, "2024-03-12"), other) == []
