"""An immunophenotype that is a solid tumor's, shown by stains and not by flow: `Immunophenotype: desmin +`."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.tissue.stains import StainWords, markers_of

_PHENOTYPE = re.compile(r"immunophenotype|inmunofenotipo", re.IGNORECASE)
_FLOW = re.compile(r"\bflow\b|citometr", re.IGNORECASE)


def of_tissue(clause: Clause, words: StainWords) -> bool:
    """Whether a clause, or its heading, calls markers an immunophenotype and names one that only tissue has."""
    text = f"{clause.heading} {clause.text}"
    if _PHENOTYPE.search(text) is None or _FLOW.search(text) is not None:
        return False
    return any(hit.value in words.of_tissue for hit in markers_of(clause, words))
