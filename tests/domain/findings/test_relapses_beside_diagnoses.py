"""A paper that confirms a disease and calls it a relapse says two things; the arm of a study is no part of the body."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.merge import merge
from consilium.domain.findings.text.studyarms import is_study_arm


def told(status: str, **detail: str) -> Finding:
    return Finding(Kind.DIAGNOSIS, "leukemia", detail={"status": status, **detail} if status else dict(detail))


@pytest.mark.parametrize(
    ("statuses", "left"),
    [
        (("confirmed", "relapse"), 2),
        (("working", "relapse"), 2),
        (("relapse", "relapse"), 1),
        (("relapse", ""), 1),
        (("confirmed", "working"), 1),
        (("", ""), 1),
    ],
)
def test_a_relapse_is_not_lost_in_a_confirmed_diagnosis(statuses: tuple[str, str], left: int) -> None:
    found = merge(told(status) for status in statuses)
    assert len(found) == left
    assert all(one.assertion is Assertion.STATED for one in found)


@pytest.mark.parametrize(
    ("text", "word", "arm"),
    [
        ("COG AALL1732, standard arm, not randomized", "arm", True),
        ("AHOD1331 arm B", "arm", True),
        ("brazo experimental del protocolo", "brazo", True),
        ("protocolo AALL1732, brazo A", "brazo", True),
        ("Ewing sarcoma of the right arm, randomized to", "arm", False),
        ("osteosarcoma, left arm", "arm", False),
        ("rabdomiosarcoma del brazo derecho", "brazo", False),
        ("mass of the arm above the elbow", "arm", False),
    ],
)
def test_the_arm_of_a_study_is_no_place(text: str, word: str, arm: bool) -> None:
    at = text.index(word)
    assert is_study_arm(text, at, at + len(word)) is arm
