"""Where a disease has spread to is not where it is."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    ("text", "side", "site"),
    [
        ("Left Wilms tumor, overall stage IV (lung).", "left", ""),
        ("Nefroblastoma izquierdo, estadio local III, estadio global IV (pulmón).", "left", ""),
        ("Nefroblastoma izquierdo, riesgo intermedio, respuesta pulmonar casi completa.", "left", ""),
        ("Left Wilms tumor, very good lung response.", "left", ""),
        ("Neuroblastoma, stage 4 (bone marrow, liver).", "", ""),
        ("Wilms tumor of the left kidney, stage IV (lung).", "left", "kidney"),
        ("Osteosarcoma (right femur), stage IV (lung).", "right", "femur"),
    ],
)
def test_the_bracket_of_a_stage_is_no_site_of_the_diagnosis(text: str, side: str, site: str) -> None:
    [one] = [one for one in extracted(text) if one.kind is Kind.DIAGNOSIS]
    assert (one.laterality, one.site) == (side, site)


def test_millimeters_misread_are_no_disease() -> None:
    assert not [one for one in extracted("Nódulo de 3 mma con necrosis") if one.name == "methylmalonic aciduria"]
