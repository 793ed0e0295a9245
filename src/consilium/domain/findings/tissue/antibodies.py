"""Antibodies against a germ, which are no markers of cells: `CMV IgM negative`, `EBV VCA IgM`, `IgM anti-VHB`."""

from __future__ import annotations

import re

from consilium.domain.findings.text.spans import Span

_GERM = (
    r"(?:VCA|EBNA|EA|CMV|EBV|V?EBV?|VEB|VZV|VVZ|HSV(?:[- ]?[12])?|VHS|HHV-?[678]|HIV|VIH|H[ABCE]V|VH[ABCE]|HBc|core"
    r"|SARS-CoV-?2|COVID(?:-19)?|B19|citomegalovirus|cytomegalovirus|barr|toxo\w*|mycoplasma\w*|chlamydia\w*|parvo\w*"
    r"|rub[eé]ola|rubella|measles|sarampi[oó]n|mumps|varicel\w+|zoster|dengue|zika|chagas|bartonella\w*|borrelia|lyme"
    r"|brucella|coxiella|leishmania|hepatitis\s[A-E]|pneumoniae|henselae|gondii|cruzi|capsid|cardiolipin\w*"
    r"|anti[- ]?[\w-]{2,20})"
)
_BEFORE = re.compile(rf"\b{_GERM}\s?[:,-]?\s?(?:\(?(?:IgG\s?(?:/|y|and|e|,)\s?)?)$", re.IGNORECASE)
_AFTER = re.compile(rf"\s(?:(?:for|para|against|contra|de|to)\s)?{_GERM}(?!\w)", re.IGNORECASE)
_REACH = 40


def is_antibody(text: str, marker: Span[str]) -> bool:
    """Whether an immunoglobulin is told of a germ right beside it."""
    before = text[max(0, marker.start - _REACH) : marker.start]
    return _BEFORE.search(before) is not None or _AFTER.match(text, marker.end) is not None
