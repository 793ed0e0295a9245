"""Words that end as operations do and are none."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    "text",
    [
        "Xerostomia grade 1 on 31/01/2025.",
        "Microstomia. Trismus.",
        "Xerostomía leve.",
        "Peritonitis posthepatectomía.",
        "Dolor en el lecho de resección quirúrgica.",
        "Riesgo alto, sin contar con las complicaciones postquirúrgicas.",
    ],
)
def test_a_dry_or_small_mouth_is_no_operation(text: str) -> None:
    assert not [one for one in extracted("Clinic note", text) if one.kind is Kind.SURGERY]


def test_an_opening_that_is_made_is_one() -> None:
    names = {
        one.name
        for one in extracted("Operative note", "Gastrostomy and ileostomy were done.")
        if one.kind is Kind.SURGERY
    }
    assert names == {"gastrostomy", "ostomy"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Metastasectomía hepática del segmento VI y segmentectomía del segmento VII el 29/09/2024.", "hepatectomy"),
        ("Segmentectomía del lóbulo superior izquierdo el 03/05/2024.", "lung wedge resection"),
        ("Segmentectomy of the right upper lobe on 03/05/2024.", "lung wedge resection"),
    ],
)
def test_a_segment_is_one_of_the_organ_that_its_sentence_names(text: str, name: str) -> None:
    found = {one.name for one in extracted("Nota operatoria", text) if one.kind is Kind.SURGERY}
    assert found & {"hepatectomy", "lung wedge resection"} == {name}
