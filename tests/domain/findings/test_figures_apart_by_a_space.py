"""Figures that a space, a comma or an hour beside them had cut: doses, deviations, values."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from tests.domain.findings.onepaper import extracted


def _said(line: str, kind: Kind) -> list[tuple[str, str]]:
    return [(one.name, one.value) for one in extracted("Clinic letter", "", line) if one.kind is kind]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Ciclofosfamida 1 200 mg/m2 el 3/5/2024.", "1 200"),
        ("Pegaspargase 2 500 IU/m2 was given.", "2 500"),
        ("Cisplatin cycle 2 150 mg was given.", "150"),
        ("Methotrexate day 1 500 mg was given.", "500"),
    ],
)
def test_thousands_right_behind_a_drug_are_its_doses(line: str, value: str) -> None:
    assert [said for _, said in _said(line, Kind.DRUG)] == [value]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Talla 132 cm (-2,4 DE).", "-2,4"),
        ("Height 132 cm (-2.4 SDS).", "-2.4"),
        ("Talla 132 cm (P3, -1,9 DE).", "-1,9"),
    ],
)
def test_a_deviation_with_a_comma_is_whole(line: str, value: str) -> None:
    assert dict(_said(line, Kind.GROWTH))["height z-score"] == value


@pytest.mark.parametrize(
    ("line", "value"),
    [("Cortisol (9 am) 61 nmol/L.", "61"), ("Cortisol (a las 8 am): 300 nmol/L.", "300"), ("Cortisol 61 (9 am)", "61")],
)
def test_the_hour_of_a_test_is_not_its_value(line: str, value: str) -> None:
    assert _said(line, Kind.LABORATORY) == [("cortisol", value)]


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("Gammagrama óseo no se hace en el país.", Kind.MENTION, Assertion.NEGATED),
        ("No MRI needed with normal AFP.", Kind.MENTION, Assertion.NEGATED),
        ("An MRI of the brain was done.", Kind.MENTION, Assertion.STATED),
        ("A brain MRI would ordinarily be obtained.", Kind.MENTION, Assertion.CONDITIONAL),
        ("Sperm storage was not achieved.", Kind.SURGERY, Assertion.NEGATED),
        ("Motivo de traslado: trasplante alogénico.", Kind.TRANSPLANT, Assertion.PLANNED),
        ("Motivo de traslado: fiebre tras trasplante alogénico.", Kind.TRANSPLANT, Assertion.STATED),
        ("Whole lung radiotherapy 15 Gy, assuming the nodule is confirmed.", Kind.RADIATION, Assertion.CONDITIONAL),
    ],
)
def test_what_was_not_come_by_or_is_for_others_to_do(line: str, kind: Kind, said: Assertion) -> None:
    told = [one.assertion for one in extracted("Clinic letter", "", line) if one.kind is kind]
    assert told
    assert set(told) == {said}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Antitrombina 41 %, fibrinógeno 120.", False),
        ("Anticoagulante lúpico pendiente.", False),
        ("Antithrombin 500 units IV was given.", True),
    ],
)
def test_a_test_of_clotting_is_no_medicine(line: str, told: bool) -> None:
    assert bool(_said(line, Kind.MEDICINE)) is told
