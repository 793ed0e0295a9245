"""Two names of one tissue are a disagreement however late the second report was; those of two tissues are none."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.conflicts import ConflictKind, conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Code, Finding, Kind
from consilium.domain.packet import ChildView

FIRST, SECOND = CaseRecord("a", "R1", "Pathology"), CaseRecord("b", "R2", "Second review")


def _diagnosis(name: str, code: str, when: str) -> Finding:
    codes = (Code("icd-o-3-morphology", code),)
    return Finding(Kind.DIAGNOSIS, name, codes, when=PartialDate.from_iso(when), detail={"status": "confirmed"})


def _specimen(when: str) -> Finding:
    return Finding(Kind.SPECIMEN, "posterior fossa", when=PartialDate.from_iso(when) if when else None)


def _kinds(*pairs: tuple[CaseRecord, Finding]) -> list[ConflictKind]:
    found = tuple(CaseFinding(str(at), finding, record) for at, (record, finding) in enumerate(pairs))
    return [one.kind for one in conflicts(ClinicalCase("c", ChildView(), date(2026, 1, 1), findings=found))]


NAMED = (FIRST, _diagnosis("medulloblastoma", "9470/3", "2025-01-20"))
RENAMED = (SECOND, _diagnosis("atypical teratoid/rhabdoid tumor", "9508/3", "2025-09-02"))


def test_a_review_months_later_of_the_same_tissue_is_a_conflict() -> None:
    taken = _specimen("2025-01-15")
    assert _kinds(NAMED, RENAMED, (FIRST, taken), (SECOND, taken)) == [ConflictKind.HISTOLOGY]


@pytest.mark.parametrize(("first", "second"), [("2025-01-15", "2025-08-30"), ("", ""), ("2025-01", "2025-01")])
def test_other_tissue_or_a_day_that_nobody_states_is_none(first: str, second: str) -> None:
    assert _kinds(NAMED, RENAMED, (FIRST, _specimen(first)), (SECOND, _specimen(second))) == []


def test_a_name_that_only_says_more_is_none() -> None:
    more = (SECOND, _diagnosis("desmoplastic medulloblastoma", "9471/3", "2025-09-02"))
    taken = _specimen("2025-01-15")
    assert _kinds(NAMED, more, (FIRST, taken), (SECOND, taken)) == []
