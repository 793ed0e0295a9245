"""Genes that bear a stain's name and were tested as genes, under a heading of stains too: `PAX3::FOXO1 not detected`,
`ALK rearrangement`, `MYOD1 p.Leu122Arg`, `HMGA2 by RT-PCR`."""

from __future__ import annotations

import re

from consilium.domain.findings.text.spans import Span

_CHANGED = re.compile(
    r"[\s,:(–-]{1,3}(?:(?:the|gene|gen|locus|del|de|by|por|con|with|mediante|exon|ex[oó]n|\d{1,2}|\([^()]{1,20}\))\s){0,3}"
    r"(?:p\.\(?[A-Z][a-z]{2}\d|c\.\d|(?:rearrange\w+|reorden\w+|rearreglos?|fusions?|fusi[oó]n(?:es)?|transcripts?|transcritos?"
    r"|trans?locations?|trans?locaci[oó]n(?:es)?|mutations?|mutaci[oó]n(?:es)?|variants?|variantes?|amplification|amplificaci[oó]n"
    r"|deletions?|deleci[oó]n(?:es)?|copy|gains?|ganancias?|FISH|(?:RT-?|q)?PCR|sequencing|secuenciaci[oó]n|NGS|break-?apart"
    r"|exons?|ex[oó]n(?:es)?)\b(?![\s-](?:specific|type|pattern|protein|espec[ií]fic\w+|tipo|patr[oó]n|prote[ií]na|IHC|IHQ)))",
    re.IGNORECASE,
)
# `ALK positive by FISH`.
_BY_TEST = re.compile(
    r"\s?[,:]?\s(?:(?:is|was|es|fue|not|no)\s){0,2}(?:positive|negative|detected|positiv[oa]|negativ[oa]|detectad[oa])\s"
    r"(?:by|on|por|con|mediante|en)\s(?:the |el )?(?:FISH|(?:RT-?|q)?PCR|sequencing|secuenciaci[oó]n|NGS)\b",
    re.IGNORECASE,
)


def is_gene(text: str, marker: Span[str]) -> bool:
    """Whether a marker of a clause is named as a gene: as a fusion, or with its change or the test that shows one."""
    if "::" in text[marker.start : marker.end + 2]:
        return True
    return _CHANGED.match(text, marker.end) is not None or _BY_TEST.match(text, marker.end) is not None
