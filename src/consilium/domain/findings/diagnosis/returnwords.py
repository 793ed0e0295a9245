"""Words for a return that only say of what another thing is: `radiation to all relapse sites`, `sitios de recaída`."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex

_OF_ANOTHER = re.compile(
    r"[\s-](?:sites?|volumes?|fields?|lesions?|risks?|protocols?|regimens?|therap(?:y|ies)|treatments?|strateg\w+|"
    r"options?"
    r"|work-?up|board|rates?|studies|trials?|setting|chemotherapy|free|surveillance|specimens?|biops\w+|samples?|"
    r"tumou?r"
    r" sample|panels?|slides?|tissue|blocks?|material|marrow|mri|ct|pet|scans?|imaging|images|pathology|reports?|"
    r"letters?"
    r"|records?|papers|sequencing|genetics)\b",
    re.IGNORECASE,
)
_IN_SPANISH = re.compile(
    r"\b(?:sitios?|vol[uú]menes|volumen|campos?|riesgos?|protocolos?|tratamientos?|esquemas?|terapia|tasas?|vigilancia"
    r"|estudios?|libre|panel(?:es)?|l[aá]minas?|muestras?|biopsias?|tejidos?|material|bloques?|RM|TC|resonancias?"
    r"|im[aá]genes|informes?|cartas?|secuenciaci[oó]n)\s(?:molecular(?:es)?\s)?de\s(?:la\s)?$",
    re.IGNORECASE,
)


def returning(clause: Clause, status: PhraseIndex[str]) -> list[Span[str]]:
    """The words of a clause for a return or a progress of the disease."""
    return [
        one
        for one in spans_in(clause, status)
        if one.value in ("relapse", "progression") and not _is_of_another(clause.text, one.start, one.end)
    ]


def _is_of_another(text: str, start: int, end: int) -> bool:
    return _OF_ANOTHER.match(text, end) is not None or _IN_SPANISH.search(text, max(0, start - 24), start) is not None
