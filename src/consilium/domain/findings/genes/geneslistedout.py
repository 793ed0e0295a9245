"""Lists of what was looked for in chromosomes and genes and was not there: `No t(8;21), inv(16) or del(5q)`,
`sin t(8;21), KMT2A ni monosomía 7`. A formula's own semicolon ends no denial, and each item is denied."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?<!\w)(?:no se (?:detect|identific|observ|encontr|hall|evidenci|aprecia)\w{1,5}|no hay|no muestra|no presenta"
    r"|negative for|negativ[oa]s? para|absence of|ausencia de|did not (?:show|detect|reveal)|no|sin|without|neither)\s"
    r"(?:(?:any|evidence of|evidencia de|signs of|the|el|la|los|las|an?|un|una|detectable|clonal)\s){0,2}",
    re.IGNORECASE,
)
_CHANGE = (
    r"(?:deletions?|losse?s?|gains?|rearrangements?|fusions?|mutations?|amplifications?|translocations?|inversions?"
    r"|deleci[oó]n(?:es)?|p[eé]rdidas?|ganancias?|reordenamientos?|rearreglos?|fusi[oó]n(?:es)?|mutaci[oó]n(?:es)?"
    r"|amplificaci[oó]n(?:es)?|trans?locaci[oó]n(?:es)?|inversi[oó]n(?:es)?)"
)
_ITEM = re.compile(
    rf"(?:(?i:{_CHANGE})\s(?i:of|de|del|in|en)\s(?:the\s|el\s)?)?"
    r"(?:(?:t|inv|ins|del|dup|der|add|i|idic|dic|r)\s?\([^()]{1,24}\)(?:\s?\([^()]{1,30}\))?"
    r"|(?i:(?:mono|tri|tetra)som(?:y|ies|[ií]as?)\s(?:of\s|del?\s)?(?:chromosome\s|cromosoma\s)?)(?:\d{1,2}|[XY])(?!\w)"
    r"|(?i:(?:hyper|hypo|hiper|hipo)-?diploid\w{1,4}|complex karyotype|cariotipo complejo)"
    r"|[-+−–]?\d{1,2}(?:[pq][\d.]{0,6})?(?:\s?/\s?(?:del\([^()]{1,12}\)|\d{1,2}[pq]-?))?(?!\w)"
    r"|[A-Z][A-Z0-9]{1,9}(?:(?:::|/|-)[A-Z][A-Z0-9]{1,9})?(?!\w))"
    rf"(?:\s?\([^()]{{1,16}}\))?(?:\s(?i:{_CHANGE}))?"
)
_NEXT = re.compile(
    r"\s?,\s(?:(?:and|or|nor|ni|y|o|e|u|sin|no)\s)?|\s(?:and|or|nor|ni|y|o|e|u)\s(?:de\s)?|\s?/\s?", re.IGNORECASE
)
_THERE = re.compile(
    r"\s?:?\s?(?:(?:is|was|were|are|se)\s)?(?:present|detected|positive|seen|found|identified|presentes?|detectad[oa]s?|positiv[oa]s?"
    r"|identificad[oa]s?|detect[oó]|observa|identific[oó]|in \d|en (?:el )?\d|\d{1,3}(?:[.,]\d)?\s?%)",
    re.IGNORECASE,
)
_MOST, _FARTHEST = 30, 400


def listed_out(text: str, start: int) -> bool:
    """Whether what starts at `start` is an item of a list that a denial leads."""
    for lead in _LEAD.finditer(text, max(0, start - _FARTHEST), start):
        if any(low <= start < high for low, high in _items(text, lead.end())):
            return True
    return False


def _items(text: str, at: int) -> list[tuple[int, int]]:
    """The items of a list from `at` on, without a last one of which it is said that it is there."""
    found: list[tuple[int, int]] = []
    while len(found) < _MOST and (item := _ITEM.match(text, at)) is not None:
        found.append(item.span())
        following = _NEXT.match(text, item.end())
        if following is None:
            break
        at = following.end()
    return found[:-1] if len(found) > 1 and _THERE.match(text, found[-1][1]) else found
