"""Signs and results beside a marker's name that are no stain's: a dash in a sequencer's empty column (`ATRX | Not
altered | -`), the partner of a fusion (`EWSR1::FLI1`), and what another thing has (`FLI1 ... (marrows neg)`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.tissue.stains import Stain

_DASH = re.compile(r"\s*[-–—]\s*")
_OF_GENES = re.compile(
    r"\b(?:genes?|gen(?:es)?|alteration|alteraci[oó]n|variants?|variantes?|mutation|mutaci[oó]n|vaf|allele|alel\w+|copies|copias|"
    r"cdna|protein change|transcript|exon|ex[oó]n|hgvs|zygosity)\b",
    re.IGNORECASE,
)
_STAINED = re.compile(r"\b(?:stain|ihc|inmuno|immuno|tinci[oó]n|expres|marker|marcador)", re.IGNORECASE)
_FUSED = re.compile(r"(?:::|\b(?:EWSR1|EWS|FUS|BCR|KMT2A|PAX[37]|ETV6|SS18|SYT)\s?[-/])\s?$")
_ANOTHER = re.compile(
    r"[(;,]\s?(?:bilateral\s|both\s|all\s|bone\s|lymph\s|la\s|el\s|los\s|las\s)?(?:marrows?|m[eé]dulas?|nodes?|ganglios?|"
    r"margins?|m[aá]rgenes|bordes|csf|lcr|cytology|citolog[ií]a|cultures?|cultivos?|pet|scan|ct|mri|blood|sangre|"
    r"mets|metast\w+|lungs?|pulm[oó]n\w*)\b[^()]{0,24}$",
    re.IGNORECASE,
)
_REACH = 120


def only_stains(clause: Clause, said: Iterable[Stain]) -> list[Stain]:
    """What a clause says of markers, without what is no stain's."""
    return [one for one in said if not is_no_stain(clause, one)]


def is_no_stain(clause: Clause, said: Stain) -> bool:
    """Whether what is read as a stain is a gene's row, a fusion's partner or another thing's result."""
    if _FUSED.search(clause.text, max(0, said.start - 16), said.start):
        return True
    if clause.header and _DASH.fullmatch(said.value):
        heads = " | ".join(clause.header)
        return _OF_GENES.search(heads) is not None and _STAINED.search(heads) is None
    at = clause.text.rfind(said.value, said.start, min(said.end, said.start + _REACH)) if said.value else -1
    return at > said.start and _ANOTHER.search(clause.text, said.start, at) is not None
