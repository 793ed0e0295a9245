"""Lists that a condition opens (`If relapse is confirmed: temozolomide; re-irradiation 54 Gy`): all of the sentence
hangs on it, behind semicolons too. And what is still to be weighed (`54 Gy focal to be evaluated`, `a valorar`)."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause

# From the beginning of a sentence, a label before it or not, to the colon.
_OPENS = re.compile(
    r"(?:[^.:;]{1,24}:\s)?(?:if|should|in case|in the event|once|si|en caso|de confirmarse|en el supuesto|una vez|"
    r"solo si|only if)\s[^.:;]{3,70}:\s"
)
_TO_WEIGH = re.compile(
    r"[^.;]{0,50}?\b(?:(?:still )?to be (?:evaluated|discussed|decided|assessed|determined|weighed|reviewed)"
    r"|(?:under|for) (?:evaluation|discussion|review)|(?:a|por|para) (?:valorar|evaluar|discutir|definir|decidir)"
    r"|en (?:valoracion|evaluacion|discusion))(?!\w)"
)
_WEIGH = re.compile(
    r"\b(?:se (?:le )?(?:evaluara|valorara|discutira|definira)|(?:to|will) (?:evaluate|discuss|assess)|a valorar|"
    r"valorar|evaluar|discutir)\s(?:(?:the|a|role|need|of|for|la|el|una|posible|possible|focal|de)\s){0,4}$"
)
# A condition behind a colon, a bullet or a semicolon, with what hangs on it behind its comma: `PET: si Deauville 1 a 3,
# omitir radioterapia; si 4 o 5, ...`.
_IN_PART = re.compile(r"(?:[:;]\s|^[\s•*–-]*)(?:if|si|en caso de|in case of)\s[^.:;,]{2,60},\s[^.:;]{0,60}$")
_REACH = 110


def under_condition(clause: Clause, start: int) -> bool:
    """Whether the sentence of what stands at `start` opens with a condition that a colon ends before it."""
    if len(clause.folded) != len(clause.text):
        return False
    first = clause.folded.rfind(". ", 0, start)
    opened = _OPENS.match(clause.folded, first + 2 if first >= 0 else 0)
    return opened is not None and opened.end() <= start


def in_conditional_part(clause: Clause, start: int) -> bool:
    """Whether what stands at `start` is behind the comma of a condition that opens its part of the sentence."""
    same = len(clause.folded) == len(clause.text)
    return same and _IN_PART.search(clause.folded, max(0, start - 2 * _REACH), start) is not None


def to_be_weighed(clause: Clause, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is still to be evaluated or discussed."""
    if len(clause.folded) != len(clause.text):
        return False
    if _TO_WEIGH.match(clause.folded, end, end + _REACH):
        return True
    return _WEIGH.search(clause.folded, max(0, start - 60), start) is not None
