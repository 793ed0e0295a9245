"""A lesion that is seen is there though its disease is doubted; a relative's gene is told by a sign as by a word."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from tests.domain.findings.onepaper import extracted

NAMES = ("mass", "lesion", "nodule")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("MRI: 5 cm lytic lesion r/o Ewing sarcoma.", {("lesion", "stated")}),
        ("X-ray showed a lytic lesion of the left tibia, r/o osteosarcoma.", {("lesion", "stated")}),
        ("RM: lesión lítica de 5 cm a descartar sarcoma de Ewing.", {("lesion", "stated")}),
        ("RM: masa de 5 cm, probable neuroblastoma.", {("mass", "stated")}),
        ("MRI: possible lytic lesion of the tibia.", {("lesion", "uncertain")}),
        ("RM: posible lesión en tibia.", {("lesion", "uncertain")}),
        ("CT: questionable nodule in the left lung.", {("nodule", "uncertain")}),
    ],
)
def test_a_doubt_of_the_disease_is_none_of_the_lesion(text: str, told: set[tuple[str, str]]) -> None:
    found = [one for one in extracted("Report", text) if one.kind is Kind.IMAGING and one.name in NAMES]
    assert {(one.name, str(one.assertion)) for one in found} == told


@pytest.mark.parametrize(
    ("text", "gene", "assertion"),
    [
        ("FHx: mother BRCA pos", "BRCA", Assertion.FAMILY),
        ("FHx mother BRCA+, breast ca at 40.", "BRCA", Assertion.FAMILY),
        ("FH: mum BRCA2 +ve", "BRCA2", Assertion.FAMILY),
        ("AF: madre BRCA1 (+).", "BRCA1", Assertion.FAMILY),
        ("Mother BRCA1 -ve.", "BRCA1", Assertion.NEGATED),
        ("AF: madre BRCA1 (-).", "BRCA1", Assertion.NEGATED),
    ],
)
def test_a_gene_of_a_relative_is_read_by_its_sign(text: str, gene: str, assertion: Assertion) -> None:
    found = [one for one in extracted(text) if one.kind is Kind.FAMILY_HISTORY and one.name == gene]
    assert [(one.assertion, one.detail["relative"]) for one in found] == [(assertion, "mother")]
