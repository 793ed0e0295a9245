"""A row of one cycle on its day tells that cycle, though its days come to more than one dose: it is no sum of all."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Kind
from tests.domain.findings.onepaper import extracted

ENGLISH = ("Synthetic Hospital", "CHEMOTHERAPY ADMINISTRATION SUMMARY", "Cycle   Date         Drug         Dose")
SPANISH = ("Hospital Sintético", "HOJA DE QUIMIOTERAPIA", "Ciclo   Fecha        Fármaco      Dosis")


def _drugs(*lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is Kind.DRUG]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (ENGLISH, ("2       03/10/2025   Ifosfamide   9000 mg/m2", "4       04/17/2025   Ifosfamide   9000 mg/m2")),
        (SPANISH, ("2       10/03/2025   Ifosfamida   9000 mg/m2", "4       17/04/2025   Ifosfamida   9000 mg/m2")),
    ],
)
def test_the_dose_of_a_cycle_is_counted_and_no_sum(head: tuple[str, ...], rows: tuple[str, ...]) -> None:
    drugs = _drugs(*head, *rows)
    assert [one.number for one in drugs] == [9000.0, 9000.0]
    assert [one.detail.get("cycle") for one in drugs] == ["2", "4"]
    assert not any("cumulative" in one.detail for one in drugs)


@pytest.mark.parametrize(
    "lines",
    [
        ("Synthetic Hospital", "Clinic letter 6 October 2025", "She has had ifosfamide 36 g/m2 in all."),
        ("Hospital Sintético", "Informe de consulta 6 de octubre de 2025", "Recibió ifosfamida 36 g/m2 en total."),
    ],
)
def test_a_sum_in_prose_stays_one(lines: tuple[str, ...]) -> None:
    assert [one.detail.get("cumulative") for one in _drugs(*lines)] == ["yes"]
