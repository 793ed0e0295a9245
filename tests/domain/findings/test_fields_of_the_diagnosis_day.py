"""A field for the day of the diagnosis dates it, whether it stands before or behind the disease's own field."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    ("lines", "name", "when"),
    [
        ("Date of diagnosis: 03/21/2024\nDiagnosis: Neuroblastoma, stage M", "neuroblastoma", "2024-03-21"),
        ("Diagnosis: Neuroblastoma, stage M\nDiagnosis date: 21 March 2024", "neuroblastoma", "2024-03-21"),
        ("Date of Dx: 21 Mar 2024\nOsteosarcoma of the left distal femur", "osteosarcoma", "2024-03-21"),
        ("Fecha de diagnóstico: 21/03/2024\nDiagnóstico: osteosarcoma", "osteosarcoma", "2024-03-21"),
        ("Diagnóstico: osteosarcoma\nFecha del diagnóstico: 21/03/2024", "osteosarcoma", "2024-03-21"),
    ],
)
def test_a_field_tells_the_day(lines: str, name: str, when: str) -> None:
    told = [
        (one.name, str(one.when))
        for one in extracted("Letter of a clinic", *lines.split("\n"))
        if one.kind is Kind.DIAGNOSIS
    ]
    assert told == [(name, when)]


def test_a_relapse_keeps_its_own_day_beside_the_field() -> None:
    found = extracted("Letter of a clinic", "Date of diagnosis: 03/21/2024", "Neuroblastoma, relapsed 05/2025")
    told = {(str(one.when), one.detail.get("status", "")) for one in found if one.kind is Kind.DIAGNOSIS}
    assert told == {("2024-03-21", ""), ("2025-05", "relapse")}
