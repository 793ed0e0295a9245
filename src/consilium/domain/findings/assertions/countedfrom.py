"""A thing from which a denial counts is not denied itself: `live vaccines: not given since transplant`, `no fever after
surgery`. Where what is denied is still to come, so may it be: `methotrexate to be avoided after craniospinal RT`."""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion

_OWN = (
    r"(?:(?:the|his|her|their|your|my|el|la|los|las|su|sus|end of|last|first|most recent|fin(?:al)? del?|[uú]ltim[oa]"
    r"|primer[oa]?)\s){0,3}(?:[\w-]{2,18}\s){0,2}$"
)
_SINCE = re.compile(rf"\b(?:since|ever since|desde|a partir de(?=l?\s))l?\s{_OWN}", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?:after|following|tras|despu[eé]s de|luego de)l?\s{_OWN}", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:no|not|never|without|sin|nunca|ni|nor|denies|niega|if|si|unless|or|o)\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:to be|will|should|shall|avoid\w*|must|may|can|until|if|evitar|se evitar[aá]|deber[aá]?|no dar"
    r"|no administrar|si)\b",
    re.IGNORECASE,
)
_REACH = 70


def counted_from(text: str, start: int) -> Assertion | None:
    """What the thing that begins at `start` is where a denial before it counts from it; None where none does."""
    before = text[max(0, start - _REACH) : start]
    found = _SINCE.search(before)
    if found is None:
        found = _AFTER.search(before)
        if found is not None and _TO_COME.search(text, 0, max(0, start - _REACH) + found.start()):
            return Assertion.CONDITIONAL if _OTHER.search(found[0]) is None else None
    return Assertion.STATED if found is not None and _OTHER.search(found[0]) is None else None
