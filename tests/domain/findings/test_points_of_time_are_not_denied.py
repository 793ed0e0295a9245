"""What a denial counts from is not denied; what the denial is of is."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("Live vaccines: not given since transplant.", Kind.TRANSPLANT, Assertion.STATED),
        ("Sin transfusiones desde el último ciclo de ifosfamida.", Kind.DRUG, Assertion.STATED),
        ("Live vaccines: not given since transplant.", Kind.MEDICINE, Assertion.NEGATED),
        ("No transfusions since the last cycle of ifosfamide.", Kind.DRUG, Assertion.STATED),
        ("No transfusions since the last cycle of ifosfamide.", Kind.MEDICINE, Assertion.NEGATED),
        ("No chemotherapy and no radiation since 2020.", Kind.RADIATION, Assertion.NEGATED),
        ("There was no chemotherapy after surgery.", Kind.DRUG, Assertion.NEGATED),
        ("No radiation was given after the resection.", Kind.SURGERY, Assertion.STATED),
        ("Krenning-like uptake suitable for 131I-mIBG therapy.", Kind.RADIATION, Assertion.PLANNED),
        ("Paciente tributario de trasplante autólogo.", Kind.TRANSPLANT, Assertion.PLANNED),
    ],
)
def test_a_point_of_time_is_not_denied(line: str, kind: Kind, said: Assertion) -> None:
    assert [one.assertion for one in extracted("Clinic letter", "", line) if one.kind is kind] == [said]
