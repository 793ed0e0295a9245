"""The day of an operation told behind a treatment, which is not the treatment's: `13 cycles of VDC/IE and wide
resection on 15 May 2025`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper

_TREATMENTS = frozenset({Kind.CYCLE, Kind.PROTOCOL})
_OPERATION = re.compile(
    r"\b(?:and|y|then|luego|followed by|seguid[oa]s? de)\s(?:[^\W\d_]{1,14}\s){0,3}(?:resecti?on|resecci[oó]n|surgery|"
    r"cirug[ií]a|excision|escisi[oó]n|amputation|amputaci[oó]n|\w{3,14}(?:ectomy|ectom[ií]a|otomy|otom[ií]a)|biops\w+)\b"
    r"[^.;,]{0,24}$",
    re.IGNORECASE,
)


def without_days_of_operations(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, without the day of an operation on a cycle or regimen that stands before it."""
    of_others = [
        (clause.text, day.when)
        for clause in paper.clauses
        if not clause.cells
        for day in occasions(clause.text, paper)
        if _OPERATION.search(clause.text, max(0, day.start - 80), day.start)
    ]
    for one in told:
        taken = (
            one.kind in _TREATMENTS
            and one.when is not None
            and any(one.when == when and one.quote in text for text, when in of_others)
        )
        yield replace(one, when=None) if taken else one
