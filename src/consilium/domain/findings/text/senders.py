"""Who sent a message, as exported threads write it before each: `[14/05/2025, 9:25] Mamá de Santi: tos no`.

The name says who tells, and nothing of that person's health.
"""

from __future__ import annotations

import re

_STAMP = (
    r"\W{0,3}\[?(?:(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|"
    r"\d{1,2}[/.-]\d{1,2}),?\s{1,2})?(?:a las\s)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?[ap]\.?\s?m\.?)?\s?(?:hrs?\.?|h)?\]?"
)
_SENDER = re.compile(rf"{_STAMP}\s?[-–—]?\s?(?P<name>[^\W\d_][^:\n\[\]]{{1,40}}):\s", re.IGNORECASE)
# A name, and no label with its value: `08:00 Mother: well-informed` of a ward has no date, nor a name of its own.
_DATED = re.compile(r"\W{0,3}\[?\d{1,4}[/.-]\d{1,2}")
# What a message tells of another day than that on which it was sent.
_OTHER_DAY = re.compile(
    r"\b(?:ayer|antier|antes de ?ayer|anteayer|anoche|yesterday|last night|hace \d|ago\b|(?:el|on|desde el|since) "
    r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|(?:mon|tues|wednes|thurs|fri|satur|sun)day))",
    re.IGNORECASE,
)


def sender_end(text: str) -> int:
    """Where the head of a message ends at the start of `text`; 0 where there is none."""
    if _DATED.match(text) is None:
        return 0
    found = _SENDER.match(text)
    return found.end() if found is not None else 0


def stamp_apart(text: str) -> int:
    """Where the head of a message ends whose words tell of another day than its stamp's; else 0."""
    sent = sender_end(text)
    return sent if sent and _OTHER_DAY.search(text, sent) else 0
