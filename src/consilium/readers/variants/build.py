"""The reference build that a VCF says it was called against: names and contig lengths that agree; none is guessed."""

from __future__ import annotations

import re

NAMES = (
    ("GRCh38", re.compile(r"grch38|hg38|hs38|(?<![a-z0-9])b38(?![0-9])", re.IGNORECASE)),
    ("GRCh37", re.compile(r"grch37|hg19|hs37|human_g1k_v37|(?<![a-z0-9])b37(?![0-9])", re.IGNORECASE)),
    ("NCBI36", re.compile(r"ncbi36|hg18|(?<![a-z0-9])b36(?![0-9])", re.IGNORECASE)),
    ("T2T-CHM13", re.compile(r"chm13|t2t|(?<![a-z0-9])hs1(?![0-9])", re.IGNORECASE)),
)
# Lengths of chromosomes 1, 2, 20 and X in each assembly (UCSC chrom.sizes of hg38, hg19, hg18, hs1).
LENGTHS = {
    ("1", 248956422): "GRCh38",
    ("2", 242193529): "GRCh38",
    ("20", 64444167): "GRCh38",
    ("X", 156040895): "GRCh38",
    ("1", 249250621): "GRCh37",
    ("2", 243199373): "GRCh37",
    ("20", 63025520): "GRCh37",
    ("X", 155270560): "GRCh37",
    ("1", 247249719): "NCBI36",
    ("2", 242951149): "NCBI36",
    ("20", 62435964): "NCBI36",
    ("X", 154913754): "NCBI36",
    ("1", 248387328): "T2T-CHM13",
    ("2", 242696752): "T2T-CHM13",
    ("20", 66210255): "T2T-CHM13",
    ("X", 154259566): "T2T-CHM13",
}


def builds_named(text: str) -> set[str]:
    """The builds that a `##reference` line or a contig's `assembly` names."""
    return {build for build, pattern in NAMES if pattern.search(text[:2_000])}


def build_of_length(contig: str, length: str) -> set[str]:
    """The build that has a chromosome of this length."""
    if not length.isascii() or not length.isdigit() or len(length) > 12:
        return set()
    build = LENGTHS.get((contig.removeprefix("chr"), int(length)))
    return {build} if build else set()
