"""A school that a sentence names only as the place of what it tells: `failing eyesight at school`, `FM system at
school`, `dificultades de atención en el jardín`. It is told with what it is the place of, and not as that the child is
there."""

from __future__ import annotations

import re

_AT_A_PLACE = re.compile(
    r"(?:at|in|into|to|en|al?)\s(?!.*(?:\d|\b(?:grade|year|grado|basico|medio|primari|secundari)))"
)
_PAPER_FOR = re.compile(
    r"\b(?:fm|systems?|sistema|letters?|notes?|forms?|report|plan|carta|nota|informe|constancia|certificado)\b"
)
_MOST_WORDS = 6


def opens_at(text: str, start: int, school: re.Match[str]) -> int:
    """Where the statement opens that a school from `start` of its part on is told in; -1 where it is none, since what
    stands before it is long, a label or a paper for the school."""
    if _AT_A_PLACE.match(school[0]) is None:
        return school.start()
    led = text[start : school.start()]
    if len(led.split()) > _MOST_WORDS or ":" in led or _PAPER_FOR.search(led):
        return -1
    return start + len(led) - len(led.lstrip(" -•*"))
