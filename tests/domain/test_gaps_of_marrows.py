"""Marrows that another paper quotes with their day, and whose report is not in the folder. Synthetic."""

from __future__ import annotations

from consilium.domain.completeness import gaps
from consilium.domain.records import Category
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import ECH, HIM, Says, case, record, says

REPORT = record("R1", "bone_marrow", "2026-01-12", "Bone marrow report", HIM)
LEUKEMIA = says("R1", "diagnosis", "acute myeloid leukemia", "2026-01-10")
LETTER = record("R2", "clinical_summary", "2026-07-12", "Letter", ECH)


def days(*parts: object) -> set[str]:
    rows = gaps(case(REPORT, LEUKEMIA, LETTER, *parts), requirements())  # type: ignore[arg-type]
    items = (item for row in rows for item in row.items if item.category is Category.BONE_MARROW)
    return {str(item.when) for item in items if item.kind == "report" and item.when}


def residual(when: str, source: str = "R2", **more: object) -> Says:
    return says(source, "mrd", "minimal residual disease", when, **more)


def test_a_marrow_that_is_only_quoted_owes_its_report_once() -> None:
    again = residual("2026-03-02", assertion="negated")
    assert days(residual("2026-03-02"), again, residual("2026-04-20")) == {"2026-03-02", "2026-04-20"}
    assert days(says("R2", "specimen", "bone marrow", "2026-03-02")) == {"2026-03-02"}


def test_what_has_its_report_or_is_of_another_specimen_owes_none() -> None:
    here = record("R3", "bone_marrow", "2026-03-05", "Marrow, day 33", HIM)
    assert days(residual("2026-03-02"), here) == set()
    own = says("R1", "specimen", "bone marrow", "2026-01-10")
    assert days(own, residual("2026-01-11")) == set()
    assert days(residual("2026-03-02", specimen="cerebrospinal fluid")) == set()
    assert days(residual("2026-03"), says("R2", "specimen", "lymph node", "2026-03-02")) == set()
    assert days(residual("2026-03-02", assertion="planned")) == set()


def test_a_report_of_another_marrow_within_the_month_is_not_its_report() -> None:
    own = says("R1", "specimen", "bone marrow", "2026-01-10")
    assert days(own, residual("2026-01-28")) == {"2026-01-28"}


def test_a_graft_is_no_marrow_to_look_at_and_the_day_of_arrival_none_of_tissue() -> None:
    graft = says("R2", "mention", "bone marrow", "2026-03-02", what="pathology", quote="BONE MARROW, red cell depleted")
    block = says("R2", "mention", "blocks", "2026-03-02", what="pathology", status="received")
    assert days(graft) == set()
    rows = gaps(case(REPORT, LEUKEMIA, LETTER, graft, block), requirements())
    assert not [item for row in rows for item in row.items if str(item.when) == "2026-03-02"]
