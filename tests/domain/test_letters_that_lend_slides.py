"""A letter that counts slides and blocks and sends them is one of records of pathology slides."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Line, Page
from consilium.domain.sorting.materialsent import material_sent

_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


def _lends(text: str) -> bool:
    return material_sent((Page(1, tuple(Line(line, _NOWHERE) for line in text.split("\n"))),)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Dear Colleagues\nWe are sending:\n10 H&E glass slides (A1-A6)\n1 paraffin block (A5)\nPlease return them.",
        "Please find enclosed:\n- H&E stained sections x 6\n- unstained sections x 10",
        "Se adjunta:\n1. Nueve (9) vidrios de hematoxilina\n2. Dos (2) tacos de parafina (con cargo de devolución)",
    ],
)
def test_counted_material_that_is_sent(text: str) -> None:
    assert _lends(text)


@pytest.mark.parametrize(
    "text",
    [
        "GROSS: cores, all embedded, 3 blocks.\nMICROSCOPY: sections show tumour.",
        "10 H&E slides were reviewed\n2 blocks were cut\nDiagnosis: Wilms tumour",  # nothing is sent or asked back
        "We are sending:\n1 paraffin block",  # one row is no list
        "Se recibieron:\n5 láminas\n2 tacos de parafina\nDiagnóstico: neuroblastoma",
    ],
)
def test_reports_that_name_slides(text: str) -> None:
    assert not _lends(text)
