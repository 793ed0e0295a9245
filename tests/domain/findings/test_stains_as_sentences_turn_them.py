"""Results of stains as sentences turn them. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from consilium.domain.findings.topics import pathology
from tests.domain.findings.onepaper import findings


def stained(text: str) -> dict[str, str]:
    return {one.name: str(one.detail.get("result", "")) for one in findings(pathology, text) if one.kind is Kind.STAIN}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CD99 positive, NKX2.2 positive, with EWSR1::FLI1 fusion.", {"CD99": "positive", "NKX2.2": "positive"}),
        ("Sarcoma de Ewing, CD99 positivo, con fusión EWSR1::FLI1.", {"CD99": "positive"}),
        ("IHC: CD45 (LCA) -, CD99 + (membranous).", {"CD45": "negative", "CD99": "positive"}),
        ("No se observa expresión de CD20.", {"CD20": "negative"}),
        ("There is no definite nuclear expression of SATB2.", {"SATB2": "negative"}),
        ("The cells stain with PHOX2B but not with desmin.", {"PHOX2B": "positive", "desmin": "negative"}),
        ("Las células son inmunorreactivas con desmina y no reaccionan con CD99.",
         {"desmin": "positive", "CD99": "negative"}),
        ("CD30 positive, PD-L1 expressed.", {"CD30": "positive", "PD-L1": "positive"}),
        ("CD10 and BCL6 co-expressed, BCL2 negative.", {"CD10": "positive", "BCL6": "positive", "BCL2": "negative"}),
        ("Tinción de PAS positiva para glucógeno.", {"PAS": "positive"}),
        ("GMS is negative for fungal elements.", {"Grocott": "negative"}),
        ("CD3 and PD-1 highlight T-cell rosettes.", {"CD3": "in other cells", "PD-1": "in other cells"}),
        ("CD1a and langerin highlight the lesional cells.", {"CD1a": "positive", "langerin": "positive"}),
        ("Synaptophysin positive, beta-catenin cytoplasmic.",
         {"synaptophysin": "positive", "beta-catenin": "not nuclear"}),
        ("Inmunohistoquímica: beta-catenina con tinción nuclear, glipicano 3 positivo.",
         {"beta-catenin": "nuclear", "glypican-3": "positive"}),
        ("WT1 (N-terminus) shows nuclear expression in the blastema.", {"WT1": "positive"}),
        ("Pérdida de H3K27me3, GFAP perivascular positivo.", {"H3K27me3": "lost", "GFAP": "positive"}),
        ("CD23 and MAL are negative.", {"CD23": "negative", "MAL": "negative"}),
        ("Acid-fast and fungal stains are negative.", {"Ziehl-Neelsen": "negative", "Grocott": "negative"}),
        ("SATB2 positivo nuclear. H3.3 G34W negativo.", {"SATB2": "positive", "H3 G34W": "negative"}),
    ],
)  # fmt: skip
def test_a_result_is_of_the_marker_that_the_sentence_means(text: str, wanted: dict[str, str]) -> None:
    assert stained(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Evolución mal, negativo a tomar la medicación.",
        "Acid-fast culture negative at six weeks.",
        "Ki-67 was not assessed; margins are negative for tumor.",
    ],
)
def test_a_word_that_only_looks_like_a_marker_is_none(text: str) -> None:
    assert stained(text) == {}
