"""Words of case histories that name no finding, or another than they seem to."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    "text",
    [
        "La paciente es derivada a un centro de referencia de sarcomas de partes blandas.",
        "Se comenta con la unidad especializada en neuroblastoma.",
        "She was referred to a referral center for rhabdomyosarcoma.",
        "Valorada en la consulta de linfomas.",
    ],
)
def test_the_name_of_a_center_is_no_diagnosis(text: str) -> None:
    assert [one.name for one in extracted("Clinic note", text) if one.kind is Kind.DIAGNOSIS] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Inmunofenotipo tumoral: vimentina y desmina (+) difuso, CD56 (+) difuso.", Kind.STAIN),
        ("Immunophenotype: desmin +, myogenin +, CD45 -.", Kind.STAIN),
        ("Immunophenotype by flow cytometry: CD19 +, CD10 +, actin -.", Kind.FLOW),
        ("Inmunofenotipo: CD19 +, CD10 +, CD34 +.", Kind.FLOW),
    ],
)
def test_an_immunophenotype_that_names_markers_of_tissue_is_shown_by_stains(text: str, kind: Kind) -> None:
    found = {one.kind for one in extracted("Nota", text) if one.kind in (Kind.STAIN, Kind.FLOW)}
    assert found == {kind}


@pytest.mark.parametrize("text", ["Clasificada según el IRSG (4).", "Staged by the IRS (3)."])
def test_the_number_of_a_publication_is_no_stage(text: str) -> None:
    assert [one.value for one in extracted("Nota", text) if one.kind is Kind.STAGE] == []


def test_a_group_is_one() -> None:
    assert [one.value for one in extracted("Nota", "IRS group III.") if one.kind is Kind.STAGE] == ["III"]
