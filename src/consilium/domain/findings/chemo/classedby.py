"""A society or study named only for how it stages (`estadio II según SIOP`, `high risk (SIOP 2001)`): no treatment."""

from __future__ import annotations

import re

_GROUPS = re.compile(r"(?:siop|umbrella|nwts|epssg|cog\b)", re.IGNORECASE)
_CLASSED = re.compile(
    r"\b(?:estad(?:io|iaje|ificaci[oó]n|ificad[oa])|stag(?:e|ed|ing)|riesgo|risk|histolog\w+|clasific\w+|classif\w+|grupo"
    r"|group|grado|grade|respuesta|response)\b[^.;]{0,50}?"
    r"(?:\bseg[uú]n|\bper|\baccording to|\bby|\bde acuerdo (?:a|con)|\bconforme a|\()\s?(?:las?\s|el\s|los\s|the\s)?$",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"\b(?:treat\w*|trata\w*|quimio\w*|chemo\w*|protocol\w*|arm|brazo|randomi\w+|enrol\w+|reclut\w+|given|recib\w+"
    r"|received|cycles?|ciclos?|therapy|terapia|started|inici\w+)\b",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 90, 40


def classed_by(text: str, start: int, end: int) -> bool:
    """Whether the name at `start` to `end` only says by whose system a stage, risk or response is told."""
    if _GROUPS.match(text, start) is None:
        return False
    said = _CLASSED.search(text, max(0, start - _BEFORE), start)
    return said is not None and not _TREATED.search(said[0]) and not _TREATED.search(text, end, end + _BEHIND)
