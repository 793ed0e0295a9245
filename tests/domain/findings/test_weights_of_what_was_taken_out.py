"""Weights of specimens are named by the field's terms, and are never the child's own."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from consilium.knowledge.displaynames import display_names
from tests.domain.findings.onepaper import extracted

SPANISH = display_names("es")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("Pieza de nefrectomía izquierda que pesa 640 g.",), {("specimen weight", "640 g", "left")}),
        (("Pathology report", "Specimen weight 612 g"), {("specimen weight", "612 g", "")}),
        (
            ("Pathology report", "Gross: Received is a 612 g nephrectomy with attached 2.1 g adrenal gland."),
            {("specimen weight", "612 g", ""), ("adrenal gland weight", "2.1 g", "")},
        ),
        (
            ("Informe de anatomía patológica", "Descripción macroscópica: Riñón de 11 x 8 cm que pesa 318 gramos."),
            {("kidney weight", "318 gramos", "")},
        ),
        (("right nephrectomy, 412 g",), {("specimen weight", "412 g", "right")}),
    ],
)
def test_a_specimen_s_weight_has_one_name_in_both_languages(
    lines: tuple[str, ...], told: set[tuple[str, str, str]]
) -> None:
    found = [one for one in extracted(*lines) if one.name.endswith("weight")]
    assert {(one.name, one.value, one.laterality) for one in found} == told
    assert all(one.kind is Kind.MEASUREMENT and SPANISH.name(one.name).startswith("peso de") for one in found)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Bazo que pesa 320 g", None),
        ("Tumor que pesa 1,2 kg", None),
        ("Pesa 2640 g", "2640"),
        ("Tras la nefrectomía pesa 18 kg", "18"),
        ("Niño con tumor de Wilms que pesa 18 kg", "18"),
        ("Masa renal prenatal, peso 3200 g", "3200"),
    ],
)
def test_what_a_specimen_weighs_the_child_does_not(text: str, weight: str | None) -> None:
    found = [one.value for one in extracted(text) if one.kind is Kind.GROWTH and one.name == "weight"]
    assert found == ([weight] if weight else [])
