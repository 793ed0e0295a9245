"""What a letter tells of a marrow that is involved, side by side."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted

Y, N = Assertion.STATED, Assertion.NEGATED


def _marrows(line: str) -> list[Finding]:
    found = extracted("Oncology letter", "Date: 3 May 2025", "", "She has neuroblastoma.", "", line)
    return [one for one in found if one.kind is Kind.SPECIMEN and one.name == "bone marrow involvement"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Right bone marrow with 5 % infiltration, left negative.", [(Y, "right", "5"), (N, "left", "")]),
        ("Médula ósea derecha con 5 % de infiltración, izquierda negativa.", [(Y, "right", "5"), (N, "left", "")]),
        ("Bone marrow: involved bilaterally (10 %).", [(Y, "bilateral", "10")]),
        ("Bone marrow positive on the left (5 %), negative on the right.", [(Y, "left", "5"), (N, "right", "")]),
        ("Médula ósea: infiltrada al 40 %.", [(Y, "", "40")]),
        ("BM: right positive, left negative.", [(Y, "right", ""), (N, "left", "")]),
    ],
)
def test_each_side_of_a_marrow_has_its_own_result(line: str, said: list[tuple[Assertion, str, str]]) -> None:
    told = [(one.assertion, one.laterality, str(one.detail.get("percent", ""))) for one in _marrows(line)]
    assert told == said


@pytest.mark.parametrize(
    "line",
    [
        "Bone marrow not involved, CSF negative.",
        "Bone marrow with 90 % blasts.",
        "Bone marrow positive for MRD at 0.1 %.",
        "If the bone marrow is positive we will repeat it.",
    ],
)
def test_a_marrow_that_is_not_told_to_be_involved_is_not(line: str) -> None:
    assert not [one for one in _marrows(line) if one.assertion is Y]


def test_a_marrow_of_two_results_has_not_the_one_of_a_side() -> None:
    found = extracted("Oncology letter", "", "Right bone marrow with 5 % infiltration, left negative.")
    assert not [one for one in found if one.kind is Kind.SPECIMEN and one.detail.get("result")]
