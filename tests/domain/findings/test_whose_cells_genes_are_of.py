"""A change of a gene in blood and one in the tumor are two; which is told of each, and none is told of the other."""

from __future__ import annotations

import pytest

from consilium.domain.conflicts import ConflictKind, conflicts
from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted
from tests.domain.test_conflicts import case


def cells(text: str) -> set[tuple[str, str, str]]:
    """Value, origin and specimen of the variants of a text."""
    found = (one for one in extracted(text) if one.kind is Kind.VARIANT)
    return {(one.value, str(one.detail.get("origin", "")), str(one.detail.get("specimen", ""))) for one in found}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Pathogenic RB1 variant c.1072C>T in blood. The tumour shows loss of heterozygosity of RB1.",
            {("c.1072C>T", "", "blood"), ("loss", "", "tumor")},
        ),
        ("RB1 germline negative; RB1 c.751C>T in tumor.", {("c.751C>T", "", "tumor")}),
        ("RB1 c.958C>T in tumor, not in blood.", {("c.958C>T", "", "tumor")}),
        ("Germline RB1 c.1072C>T; somatic RB1 LOH.", {("c.1072C>T", "germline", ""), ("loss", "somatic", "")}),
        (
            "RB1 en sangre: no se detecta variante. RB1 en tumor: c.958C>T.",
            {("mutation", "", "blood"), ("c.958C>T", "", "tumor")},
        ),
        (
            "Variante RB1 c.751C>T germinal; pérdida de heterocigosidad de RB1 en el tumor.",
            {("c.751C>T", "germline", ""), ("loss", "", "tumor")},
        ),
        ("Bilateral retinoblastoma, heritable (RB1 c.1072C>T).", {("c.1072C>T", "germline", "")}),
        # What is not sure is not said, and a disease's name is no specimen.
        ("TP53 p.R175H may be germline.", {("p.R175H", "", "")}),
        ("Wilms tumor with WT1 mutation.", {("mutation", "", "")}),
        ("FLT3-ITD positive in peripheral blood.", {("internal tandem duplication", "", "blood")}),
    ],
)
def test_each_change_is_of_the_cells_that_its_own_words_tell(text: str, told: set[tuple[str, str, str]]) -> None:
    assert cells(text) == told


def variant(assertion: Assertion, **detail: str) -> Finding:
    return Finding(Kind.VARIANT, "RB1", assertion=assertion, detail={"gene": "RB1", "class": "mutation", **detail})


def test_a_change_of_the_tumor_does_not_contradict_its_want_in_blood() -> None:
    has, wants = Assertion.STATED, Assertion.NEGATED
    tumor, blood = variant(has, specimen="tumor"), variant(wants, specimen="blood")
    assert [one.kind for one in conflicts(case((1, tumor), (2, blood)))] == []
    assert [one.kind for one in conflicts(case((1, variant(has, origin="germline")), (2, blood)))] == [
        ConflictKind.GENE
    ]
    assert [
        one.kind for one in conflicts(case((1, variant(wants, specimen="tumor")), (2, variant(has, origin="germline"))))
    ] == []
