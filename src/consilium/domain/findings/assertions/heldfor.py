"""Why a treatment was held: `dactinomycin was held for hepatotoxicity and was never given`. What is denied behind the
reason is the treatment, and the reason was there."""

from __future__ import annotations

import re

_HELD = (
    r"(?:held|withheld|hold(?:ing)?|omitted|omit|stopped|suspended|discontinued|interrupted|delayed|deferred"
    r"|skipped|missed"
    r"|cancell?ed|postponed|reduced|suspend\w+|omit[ií]\w*|retuv\w+|reten\w+|difer\w+|difiri\w+|pospus\w+|interrumpi\w+"
    r"|aplaz\w+|retir\w+|cancel\w+|reduj\w+)"
)
_WHY = (
    r"(?:for|because of|due to|owing to|on account of|secondary to|given|in view of|after|por|debido a|a causa de|tras"
    r"|ante)"
)
_LED = re.compile(
    rf"\b{_HELD}\b[^.;:\n]{{0,40}}?\s{_WHY}\s(?:[^\s.;:()]{{1,18}}\s(?:(?:and|or|y|e|o)\s)?){{0,4}}$", re.IGNORECASE
)
# What only a treatment is not: given, begun again.
_NOT_DONE = re.compile(
    r"(?:,)?\s(?:and|but|so|y|pero|por lo que)\s(?:[^\s.;:]{1,12}\s){0,3}?(?:never|not|no|nunca"
    r"|n.t)\s(?:[^\s.;:]{1,10}\s){0,3}?"
    r"(?:given|administered|resumed|restarted|repeated|started|received|made up|re-?challenged|re-?introduced"
    r"|taken|tried"
    r"|administr\w+|reanud\w+|reinici\w+|repiti\w+|recibi\w+|aplic\w+|dio|puso|retom\w+|reintroduj\w+)\b",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    rf"\b{_HELD}\b[^.;\n]{{0,90}}?\s(?:and|but|y|pero)\s(?:[^\s.;:]{{1,12}}\s){{0,3}}?(?:never|not|no|nunca)\s"
    r"(?:[^\s.;:]{1,10}\s){0,2}?(?:given|administered|received|made up|administr\w+|recibi\w+|aplic\w+|dio|puso)\b",
    re.IGNORECASE,
)
_REACH = 110


def is_why_held(text: str, start: int, end: int) -> bool:
    """Whether a thing is why a treatment was held, and what follows denies that treatment."""
    return _NOT_DONE.match(text, end) is not None and _LED.search(text[max(0, start - _REACH) : start]) is not None


def was_not_given(text: str, end: int) -> bool:
    """Whether what was held, and why, is followed by that it was not given after all."""
    stop = min((at for at in (text.find(mark, end) for mark in (". ", "; ", "\n")) if at >= 0), default=len(text))
    return _NOT_GIVEN.search(text, end, min(stop, end + _REACH)) is not None
