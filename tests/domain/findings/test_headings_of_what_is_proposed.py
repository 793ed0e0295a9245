"""What stands under a heading of proposals was not given; what a sentence there tells of before was."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from tests.domain.findings.onepaper import extracted


def _said(*lines: str) -> dict[str, Assertion]:
    found = extracted("Tumor board", "Date: 3 May 2025", "", "Neuroblastoma.", "", *lines)
    return {one.name: one.assertion for one in found if one.kind is Kind.DRUG}


@pytest.mark.parametrize("mark", ["", ":"])
@pytest.mark.parametrize(
    "heading",
    ["CONDUCTA DEFINIDA", "Tratamiento propuesto", "Próximo tratamiento", "Plan acordado", "Treatment recommendations",
     "Next treatment", "Recommended treatment", "Future plan"],
)  # fmt: skip
def test_what_is_proposed_is_planned(heading: str, mark: str) -> None:
    assert _said(heading + mark, "- Carboplatin 600 mg/m2") == {"carboplatin": Assertion.PLANNED}


@pytest.mark.parametrize("heading", ["Treatment", "Treatment given:", "Tratamiento recibido", "Tratamiento"])
def test_what_stands_under_treatment_was_given(heading: str) -> None:
    assert _said(heading, "- Carboplatin 600 mg/m2") == {"carboplatin": Assertion.STATED}


def test_what_was_received_is_stated_under_such_a_heading_too() -> None:
    said = _said("Next treatment: carboplatin 600 mg/m2.", "She has received 75 mg/m2 of doxorubicin.")
    assert said == {"carboplatin": Assertion.PLANNED, "doxorubicin": Assertion.STATED}
