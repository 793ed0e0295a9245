"""A medicine of some days or weeks only is not told as one of all days."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("Bactrim 5 mL twice a day, weekends", "twice a day, weekends"),
        ("Isotretinoin 40 mg twice a day, 2 weeks on, 2 off", "twice a day, 2 weeks on, 2 off"),
        ("Isotretinoin 40 mg twice daily 14 of 28 days", "twice daily 14 of 28 days"),
        (
            "Isotretinoína 40 mg cada 12 horas, 2 semanas sí y 2 semanas no",
            "cada 12 horas, 2 semanas sí y 2 semanas no",
        ),
        ("TMP-SMX 5 ml cada 12 horas solo fines de semana", "cada 12 horas solo fines de semana"),
        ("Ondansetron 4 mg twice a day, on 2 occasions", "twice a day"),
        ("Ondansetrón 4 mg cada 12 horas por 2 semanas", "cada 12 horas"),
    ],
)
def test_weeks_and_days_without_it_belong_to_how_often(text: str, often: str) -> None:
    [one] = [one for one in extracted("MEDICINES", text) if one.kind is Kind.MEDICINE]
    assert one.detail["frequency"] == often
