"""Medicines that one is to be changed for another: `change from tacrolimus to sirolimus four weeks after surgery`,
`cambiar de tacrolimus a sirolimus`. The first is taken until then, the second is a plan. All repeats are bounded."""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion

_VERB = (
    r"(?:(?:to|will|would|should|plan(?:s|ned)? to|consider|let us|we)\s)?(?:change|switch|convert|conversion|swap|"
    r"rotate|cambiar|cambio|cambiamos|cambiaremos|convertir|conversion|rotar|rotacion|pasar|pasaremos)"
)
_NAME = r"[a-z][a-z-]{3,24}(?:\s[a-z-]{4,20})?"
# Where the verb opens its part of a sentence, or stands behind a word that makes it one to come.
_LEAD = (
    r"(?:^|[.;:(]\s?|\d\)\s|[-•*]\s|\b(?:to|will|would|should|plan|planned|consider|proposed?|recommend\w*|se propone|"
    r"proponemos|plan de|para|a valorar|valorar|considerar|se (?:va|vamos) a|vamos a)\s(?:a\s|an?\s|el\s|un\s)?)"
)
_FIRST = re.compile(rf"{_LEAD}(?:{_VERB})\s(?:(?:from|de|del)\s)?(?:the\s|la\s|el\s)?$")
_SECOND = re.compile(rf"{_LEAD}(?:{_VERB})\s(?:(?:from|de|del)\s)?(?:the\s|la\s|el\s)?{_NAME}\s(?:to|a|por|for)\s$")
_GOES = re.compile(r"\s(?:to|a|por|for)\s[a-z]{5,24}")
# Such a change that was made: `changed`, or on a day of its own.
_MADE = re.compile(r"[^.;]{0,60}?\b(?:was|were|made|done|fue|hecho|realizad\w+|(?:on|in|el|en)\s(?:\d|[a-z]{3,9}\s\d))")
_NAMED = re.compile(r"[^\s,;:.()]{3,40}")
_BACK, _AHEAD = 70, 80


def switched(text: str, start: int) -> Assertion | None:
    """What a change to come makes of the medicine at `start` of a folded text; None where there is none."""
    named = _NAMED.match(text, start)
    if named is None or _MADE.match(text, named.end(), min(len(text), named.end() + _AHEAD)):
        return None
    low = max(0, start - _BACK)
    if _SECOND.search(text, low, start):
        return Assertion.PLANNED
    return Assertion.STATED if _FIRST.search(text, low, start) and _GOES.match(text, named.end()) else None
