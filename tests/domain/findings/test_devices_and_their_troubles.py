"""A trouble of a device that is denied, and a shunt whose short name is a drug's; a capsule that broke."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted


def _of(text: str, kind: Kind) -> dict[str, Finding]:
    return {one.name: one for one in extracted(text) if one.kind is kind}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No G-tube issues.", Assertion.STATED),
        ("No gastrostomy problems since May.", Assertion.STATED),
        ("No G-tube.", Assertion.NEGATED),
    ],
)
def test_a_trouble_is_denied_and_not_the_device(text: str, said: Assertion) -> None:
    assert _of(text, Kind.SURGERY)["gastrostomy"].assertion is said


def test_the_shunt_is_no_etoposide() -> None:
    assert "etoposide" not in _of("No VP shunt.", Kind.DRUG)
    assert "etoposide" in _of("Received VP 150 mg/m2 days 1-3.", Kind.DRUG)


@pytest.mark.parametrize("text", ["Ruptura capsular durante la cirugía.", "Capsular rupture during the operation."])
def test_a_rupture_of_the_capsule_is_no_invasion(text: str) -> None:
    found = _of(text, Kind.CONDITION)
    assert "capsular invasion" not in found
    assert "capsular rupture" in found


@pytest.mark.parametrize(
    ("text", "masses"),
    [
        ("Tumor de 8 cm adherido al diafragma, ruptura capsular de 1 cm.", ["8 cm"]),
        ("Tumor 8 cm with a 1 cm capsular rupture.", ["8 cm"]),
        ("Tumor of 6 cm, which ruptured; a second mass of 2 cm.", ["6 cm", "2 cm"]),
    ],
)
def test_the_size_of_a_rupture_is_not_the_tumors(text: str, masses: list[str]) -> None:
    found = [one for one in extracted(text) if one.kind is Kind.MEASUREMENT and one.name in ("mass", "tumor")]
    assert [one.value for one in found] == masses
