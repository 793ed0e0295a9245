"""What a coded procedure is a finding of, by the sort of thing that its name says; the first that fits."""

from __future__ import annotations

from consilium.domain.findings.finding import Kind

# Sort (`Codes.sorts_of`), kind, and for a mention what it mentions.
SORTS = (
    ("transplant", Kind.TRANSPLANT, ""),
    ("radiation", Kind.RADIATION, ""),
    ("imaging", Kind.MENTION, "imaging"),
    ("pathology", Kind.MENTION, "pathology"),
    ("surgery", Kind.SURGERY, ""),
    ("laboratory", Kind.MENTION, "laboratory"),
)
