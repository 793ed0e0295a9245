"""What a change goes with in others, which a report explains and tells of nobody: `IKZF1 deletion is associated with
induction failure`, `la hipodiploidía predice mala respuesta`. What was so is the child's: `was associated with`."""

from __future__ import annotations

import re

_LED = re.compile(
    r"(?:\b(?:(?:is|are|be|being|may be|can be|been|often|also|known to be|strongly|frequently"
    r"|commonly)\sassociated with"
    r"|(?:is|are)\slinked (?:to|with)|predicts?|predictive of|predictors? of|prone to|confers?|carry|carries"
    r"|risk factors? for"
    r"|(?:(?:es|son|est[aá]n?)\s)asociad[oa]s? (?:al?|con)|se asocian? (?:al?|con)|se relacionan? con|predicen?"
    r"|confieren?"
    r"|predictor(?:es)? de|factor(?:es)? de riesgo (?:de|para)|(?:a|an|the|high|higher|increased|greater"
    r"|elevated)\srisk (?:of|for)"
    r"|(?:mayor|alto|un|el) riesgo de))\s(?:[\w-]{1,14},?\s){0,6}$",
    re.IGNORECASE,
)
# What is told of this child after all: `is associated with poor response in this patient`.
_OWN = re.compile(r"[^.;]{0,30}\b(?:in|en)\s(?:this|her|his|our|est[ea]|nuestr[oa])\b", re.IGNORECASE)
_FOLLOWED = re.compile(
    r"(?:\s[\w-]{3,14}){0,2}\s(?:(?:is|are)\s(?:[\w-]{3,12}\s)?(?:associated|linked|seen|common|rare|more|less|frequent)\b"
    r"|se (?:asocian?|relacionan?|ve|observa m[aá]s)\b|(?:es|son) (?:m[aá]s|menos|frecuentes?|raros?|raras?)\b"
    r"|(?:occurs?|ocurren?) (?:in|with|en|con)\b)",
    re.IGNORECASE,
)
_REACH = 110


def linked(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is only what something goes with."""
    if _OWN.match(text, end):
        return False
    return _LED.search(text, max(0, start - _REACH), start) is not None or _FOLLOWED.match(text, end) is not None
