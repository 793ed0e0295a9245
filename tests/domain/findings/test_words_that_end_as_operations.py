"""Words that end as operations do and are none."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize("text", ["Xerostomia grade 1 on 31/01/2025.", "Microstomia. Trismus.", "Xerostomía leve."])
def test_a_dry_or_small_mouth_is_no_operation(text: str) -> None:
    assert not [one for one in extracted("Clinic note", text) if one.kind is Kind.SURGERY]


def test_an_opening_that_is_made_is_one() -> None:
    names = {
        one.name
        for one in extracted("Operative note", "Gastrostomy and ileostomy were done.")
        if one.kind is Kind.SURGERY
    }
    assert names == {"gastrostomy", "ostomy"}
