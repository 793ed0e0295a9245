"""A thing from which a denial counts is not denied itself: `live vaccines: not given since transplant`."""

from __future__ import annotations

import re

_SINCE = re.compile(
    r"\b(?:since|ever since|desde|a partir de(?=l?\s))l?\s"
    r"(?:(?:the|his|her|their|your|my|el|la|los|las|su|sus|end of|last|first|most recent|fin(?:al)? del?|[uú]ltim[oa]"
    r"|primer[oa]?)\s){0,3}(?:[\w-]{2,18}\s){0,2}$",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:no|not|never|without|sin|nunca|ni|nor|denies|niega|if|si|unless)\b", re.IGNORECASE)
_REACH = 70


def counted_from(text: str, start: int) -> bool:
    """Whether the thing that begins at `start` is a point of time that is over, and no denial stands between."""
    before = text[max(0, start - _REACH) : start]
    found = _SINCE.search(before)
    return found is not None and _OTHER.search(found[0]) is None
