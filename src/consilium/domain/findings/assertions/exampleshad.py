"""Examples of what the child had: `presentó complicaciones como pancitopenia`, `with complications such as sepsis`
behind a verb of having, where `complicaciones como` alone names what may come."""

from __future__ import annotations

import re

_EXAMPLES = re.compile(
    r"(?:complicaciones|toxicidades|efectos (?:adversos|secundarios)|complications|toxicities)\b", re.IGNORECASE
)
_HAD = re.compile(
    r"\b(?:presen(?:t[oó]|tando|taba)|a[nñ]adi[eé]ndose|apareci(?:eron|endo|[oó])|desarroll(?:[oó]|ando)|sufri(?:[oó]|endo)"
    r"|surgi(?:eron|endo)|tuvo|asociando|had|developed|suffered|with)\s(?:[\w-]{2,14}\s){0,3}$",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:puede[n]?|podr[ií]an?|si|riesgo|may|might|could|can|if|risk|posibles?|possible)\b[^.;]{0,60}$", re.IGNORECASE
)


def examples_had(text: str, first: int, last: int) -> bool:
    """Whether the words of `text[first:last]`, which name what may come, tell here of what came."""
    if _EXAMPLES.match(text, first, last) is None:
        return False
    low = max(0, first - 80)
    return _HAD.search(text, low, first) is not None and _MAY.search(text, low, first) is None
