"""What a probe of FISH shows of a gene where the paper says only `positive` or `negative`: `FISH FOXO1: POSITIVO`."""

from __future__ import annotations

_SHOWS = {
    "rearrangement": (
        "FOXO1 EWSR1 SS18 FUS CIC BCOR TFE3 TFEB USP6 NTRK1 NTRK2 NTRK3 DDIT3 NUTM1 PLAG1 NCOA2 "
        "VGLL2 NR4A3 WWTR1 CAMTA1 ETV6 KMT2A "
        "MALT1 PDGFB COL1A1 HMGA2 FOSB NUP98 CBFB RUNX1 PDGFRB ABL1"
    ),
    "amplification": "MYCN MDM2 C19MC",
}
_OF = {gene: shown for shown, genes in _SHOWS.items() for gene in genes.split()}


def shown_by_probe(gene: str) -> str:
    """The change that the probe used for a gene looks for; "" where it may be one of several."""
    return _OF.get(gene, "")
