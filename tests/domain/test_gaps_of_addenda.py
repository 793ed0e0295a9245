"""A result that a report awaits and its addendum gives, under the name of the genes that lie there, is not owed."""

from __future__ import annotations

import pytest

from consilium.domain.completeness.answered import is_answered
from consilium.domain.completeness.course import course_of
from consilium.domain.completeness.evidence import Folder
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import Says, case, record, says

REPORT = record("R1", "pathology_report", "2026-07-06", "Surgical pathology report")
ADDENDUM = record("R2", "pathology_report", "2026-07-15", "Surgical pathology report, addendum 1")
AWAITED = says("R1", "cytogenetics", "9p24.1", "2026-06-30", "pending", quote="FISH for 9p24.1 is pending")


@pytest.mark.parametrize(
    ("quote", "came"),
    [
        ("CD274/PDCD1LG2 (9p24.1) in HRS cells: copy gain", True),
        ("CD274: copy gain; 9p24.1 pending", False),
        ("CD274: copy gain", False),
        ("19p24.1: copy gain", False),
    ],
)
def test_a_result_told_beside_the_awaited_name_answers(quote: str, *, came: bool) -> None:
    told: Says = says("R2", "cytogenetics", "CD274", "2026-06-30", gene="CD274", quote=quote)
    made = case(REPORT, ADDENDUM, AWAITED, told)
    folder = Folder(made, requirements(), course_of(made, requirements()))
    assert is_answered(made.findings[0], folder) is came
