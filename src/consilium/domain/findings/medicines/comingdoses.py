"""Medicines that are for doses or cycles to come: `premedication for later cycles`, `Premedicate with paracetamol
before next dose`, `premedicar con clorfenamina en los siguientes ciclos`."""

from __future__ import annotations

import re

_COMING = re.compile(
    r"(?:^|\s|\()(?:for|in|with|before|prior to|at|from|on|para|en|con|antes de|previ[oa] a|a partir de)\s"
    r"(?:(?:the|all|any|his|her|el|la|los|las|tod[oa]s|cada|every|each|su|sus|lo)\s){0,3}"
    r"(?:(?:later|subsequent|next|future|following|further|remaining|upcoming|coming|pr[oó]xim[oa]s?|siguientes?"
    r"|futur[oa]s?|posteriores|subsiguientes?|ulteriores|restantes)\s"
    r"(?:(?:\d|two|three|four|dos|tres|cuatro)\s)?"
    r"(?:cycles?|doses?|infusions?|courses?|administrations?|ciclos?|dosis|infusi[oó]n(?:es)?|cursos?"
    r"|aplicaci[oó]n(?:es)?"
    r"|administraci[oó]n(?:es)?)|(?:ciclos?|dosis|infusiones|cursos?|aplicaciones)\s"
    r"(?:posteriores|siguientes|subsiguientes|pr[oó]xim[oa]s|futur[oa]s|restantes))(?!\w)",
    re.IGNORECASE,
)
# What was done in the cycles that came then, or is done all along.
_DONE = re.compile(
    r"\b(?:received|given|gave|was|were|had|has|have|took|tolerated|without|no|not|recibi[oó]|administr[oó]|se (?:dio"
    r"|us[oó]"
    r"|le dio)|fue|fueron|tuvo|toler[oó]|sin|ya|continues?|contin[uú]a)\b",
    re.IGNORECASE,
)
_NEAR = 40


def is_coming(text: str, start: int, end: int) -> bool:
    """Whether the words right behind a medicine at `text[start:end]`, or its own, say that it is still to come."""
    first = max(text.rfind(mark, 0, start) for mark in (". ", ";", ":")) + 1
    last = min([at for at in (text.find(mark, end) for mark in (". ", ";")) if at >= 0] or [len(text)])
    found = _COMING.search(text, start, min(last, end + _NEAR))
    if found is None or "," in text[end : found.start()]:  # of the next thing of the sentence
        return False
    return _DONE.search(text, first, found.end()) is None
