"""A day belongs to its own part of a sentence: what stands before or behind another event has none of it."""

from __future__ import annotations

import pytest

from tests.domain.findings.onepaper import extracted

_HEAD = ("Hospital Ejemplo", "Informe clínico", "Fecha: 14/03/2025", "")


@pytest.mark.parametrize(
    ("text", "kind", "name", "when"),
    [
        ("Logró respuesta completa, con alta definitiva en junio de 2020.", "response", "complete response", ""),
        ("Logró respuesta completa en junio de 2020.", "response", "complete response", "2020-06"),
        (
            "Recibió ifosfamida 2 g seguida de 20 sesiones de radioterapia en mayo de 2020.",
            "drug",
            "ifosfamide",
            "",
        ),
        (
            "En marzo de 2020 ingresó por vómitos y a los 3 meses presentó convulsiones.",
            "condition",
            "seizures",
            "",
        ),
        (
            "Se comenta en comité en mayo de 2020, decidiéndose nefrectomía izquierda que se realiza el 29/07/2020.",
            "surgery",
            "nephrectomy",
            "2020-07-29",
        ),
        ("Tras la cirugía en octubre de 2020 se realizó una TC.", "surgery", "surgery", ""),
    ],
)
def test_a_day_is_of_its_own_part(text: str, kind: str, name: str, when: str) -> None:
    """Neither the day of a discharge, of later rays or of a meeting, nor that before `a los 3 meses`."""
    told = [one for one in extracted(*_HEAD, text) if str(one.kind) == kind and one.name == name]
    assert {str(one.when or "") for one in told} <= {when}
    assert told or kind == "surgery"
