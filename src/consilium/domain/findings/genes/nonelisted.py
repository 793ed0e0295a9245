"""Lists of what was not found: `No other fusion detected, including KMT2A, DEK::NUP214 and KAT6A` denies every one."""

from __future__ import annotations

import re

_WHAT = r"(?:fusions?|rearrange\w+|translocations?|fusi[oó]n(?:es)?|reordenamientos?|traslocaci\w+|translocaci\w+)"
_SEEN = (
    r"(?:detected|found|identified|seen|present|observed|detectad[ao]s?|encontrad[ao]s?|identificad[ao]s?"
    r"|observad[ao]s?)"
)
_HEAD = re.compile(
    rf"\b(?:no|sin|ning[uú]na?|without|neither)\s(?:[^\W\d]{{2,14}}\s){{0,4}}{_WHAT}"
    rf"(?:\s(?:was|were|is|are|fue|fueron|se)\s?)?(?:\s{_SEEN})?\s?[,:(]?\s?"
    r"(?:(?:including|incl\.?|such as|as|in|for|of|involving|involvement|incluid[ao]s?|incluyendo|incluso|como|en|de"
    r"|para|entre ell[ao]s|que involucr\w+)\b:?)?\s?",
    re.IGNORECASE,
)
# What a list of genes is made of beside them; anything else ends it.
_BETWEEN = frozenset({"and", "or", "nor", "y", "e", "o", "u", "ni", "the", "gene", "genes", "los", "el", "gen"})
_GENE = re.compile(r"[A-Z][A-Z0-9-]*[a-z]?\d*")
_PARTS = re.compile(r"[^\s,:/()]+")
_BREAKS = re.compile(r"[.;]\s|\)")
_SHORT, _LONG = 2, 400


def is_listed(text: str, start: int) -> bool:
    """Whether only genes stand between what begins at `start` and the words that none of them was found."""
    for head in _HEAD.finditer(text, max(0, start - _LONG), start):
        between = text[head.end() : start]
        names = [one for one in _PARTS.findall(between) if one.lower() not in _BETWEEN]
        if not _BREAKS.search(between) and all(_GENE.fullmatch(one) and len(one) >= _SHORT for one in names):
            return True
    return False
