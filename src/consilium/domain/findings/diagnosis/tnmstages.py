"""Stages of the TNM system: whole (`T2b N0 M0`), with the letter of who looked (`ypT1 N0`, `cT3c N0 M0 H1`), or one
part of it alone, which that letter makes sure of (`pT3a`, `pN1`, `cT2b`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = r"(?![\w/]|[-.](?=\w))"
_NODES = r" ?,? ?[cp]?N[0-3Xx][a-c]?"
_BY = r"(?:[ary]{0,2}[cp]|y)"
_TUMOR, _AREA, _AWAY = r"T(?:[0-4][a-d]?|is|[xX])", r"N(?:[0-3][a-c]?|[xX])", r"M(?:[01][a-d]?|[xX])"
_HEREDITARY = r"(?: ?,? ?H(?:[01]|[xX]))?"
_WHOLE = re.compile(
    rf"(?<!\w)(?:[ary]{{0,2}}[cp]?{_TUMOR}{_NODES} ?,? ?[cp]?{_AWAY}{_HEREDITARY}|{_BY}{_TUMOR}{_NODES}{_HEREDITARY}"
    rf"|{_BY}(?:{_TUMOR}|{_AREA}|{_AWAY})){_END}"
)
# Without that letter only where the system is named: `TNM: T2 N0`, `AJCC T2`.
_NAMED = re.compile(
    rf"\b(?:TNM|AJCC|UICC)\b[^.;\n]{{0,40}}?[\s:(](?P<value>{_TUMOR}(?:{_NODES})?(?: ?,? ?{_AWAY})?{_HEREDITARY}){_END}"
)


def tnm_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Each stage of the system in a text, with where it stands."""
    taken = -1
    for found in _WHOLE.finditer(text) if "T" in text or "N" in text or "M" in text else ():
        taken = found.end()
        yield found[0], found.start(), found.end()
    for found in _NAMED.finditer(text) if "TNM" in text or "JCC" in text or "UICC" in text else ():
        if found.start("value") > taken:
            yield found["value"], *found.span("value")
