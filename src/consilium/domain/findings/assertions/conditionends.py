"""Where a condition that opens a Spanish sentence is over: at a semicolon behind which it tells how things are
(`En caso de recaída deberá considerarse la radioterapia; los volúmenes iniciales quedan documentados en la TC`)."""

from __future__ import annotations

import re

# What tells how things are or were, and what still hangs on the condition.
_TELLS = re.compile(
    r"\b(?:qued(?:a|an|ó|aron)|est[aá]n?|estaban?|fue|fueron|es|son|consta[n]?|figuran?|obran?|ya|ha[n]? (?:sido"
    r"|\w{2,12}"
    r"(?:ad|id)o)|tienen?|ten[ií]an?|recibi[oó]|cuenta con|contamos con|se (?:encuentran?|realiz[oó]|hizo|dio"
    r"|complet[oó]"
    r"|document[oó]|adjunta[n]?|envi[oó]))\b",
    re.IGNORECASE,
)
_HANGS_ON = re.compile(
    r"\b(?:si|en caso|de lo contrario|entonces|cuando|deb\w{1,6}|pod\w{1,6}|pued\w{1,3}|valorar|considerar|acudir"
    r"|iniciar"
    r"|suspender|no se dar|hay que)\b|\w{3,}r(?:á|án|ía|ían|emos)\b",
    re.IGNORECASE,
)
# Behind a thing, what it showed.
_SHOWED = re.compile(
    r"[^.;]{0,40}?\b(?:fue|fueron|mostr[oó]|inform[oó]|confirm[oó]|qued(?:a|an|ó|aron))\b", re.IGNORECASE
)


def told_behind(text: str, place: int) -> bool:
    """Whether `place` stands behind a semicolon and there in what is told, and no more in what the condition opens."""
    at = text.rfind(";", 0, place)
    part = text[at + 1 : place] if at >= 0 else ""
    told = _TELLS.search(part) or (at >= 0 and _SHOWED.match(text, place))
    return bool(told) and _HANGS_ON.search(part) is None
