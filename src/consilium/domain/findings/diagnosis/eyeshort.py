"""`OS` that is the left eye, or survival, and no osteosarcoma: `OS - partial response to IAC`, `3-year OS 70 %`."""

from __future__ import annotations

import re

# Words of an eye's examination, and of results of trials.
_OTHER = re.compile(
    r"\b(?:OD|OU|IAC|IOP|EUA|VEC|eyes?|ocular|intra-?ocular|retin\w+|vitre\w+|sub-?retinal|intra-?vitreal|macula\w*|fove\w+|fund(?:us|i)"
    r"|lasers?|laser(?:ed|ing)?|cryo\w*|TTT|enucleat\w+|seeds?|seeding|choroid\w*|optic|pupil\w*|lens|cornea\w*|visual|glasses"
    r"|strabism\w*|prosthesis|socket|RetCam|B-scan|fluorescein|plaque|ICRB|IIRC|group\s[A-E]\b|regression|ojos?|[oó]ptic\w+"
    r"|EFS|PFS|DFS|survival|supervivencia|SLE|SLP|hazard|\d-(?:year|yr|y)|\d{1,3}(?:\.\d)?\s?%)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\W{0,4}(?:\d{1,2}[.)]\s)?(?:(?:impression|fundus|exam|findings|plan)\W{1,3})?$", re.IGNORECASE)


def is_left_eye(text: str, start: int, end: int) -> bool:
    """Whether `OS` at a place stands among words of the eye or of survival, or labels a line: `OS: no change`."""
    labels = text[end : end + 3].lstrip()[:1] in (":", "-", "–", "—") and _OPENS.match(text, 0, start) is not None
    return labels or _OTHER.search(text) is not None
