"""A family that only tells: `Family denies fever, cough or weight loss` is of the child, and no family history."""

from __future__ import annotations

import re

_TELLS = re.compile(
    r"(?<![\w-])(?:the |la |su |her |his |their )?(?:family|familia|familiares)(?: (?:members?|also|again"
    r"|strongly|tambien"
    r"|y|and|patient|paciente|child|nin[oa]|la|el|the)){0,4}"
    r" (?:den(?:y|ies|ied)|niegan?|negaron|nego|refieren? no|no refieren?|reports? no|reported no|has not noticed"
    r"|have not noticed"
    r"|ha[n]? no(?:tado|ticed)|no ha[n]? notado|noticed no)(?: (?:any|que|la presencia de|haber tenido|having))?"
    r"(?P<said>[^.;:\n]*)$"
)
# What makes it the family's own: `family denies a history of cancer in relatives`.
_OWN = re.compile(
    r"\b(?:family|familiar\w*|histor\w+|antecedent\w*|heredo\w*|hereditar\w+|relativ\w+|parient\w+|sibling\w*"
    r"|herman\w+|genetic\w*"
    r"|known|cancer\w*|consang\w+|bleeding disord\w*|syndrom\w*|sindrom\w*|cases?|casos?)\b"
)
_BEHIND = 60


def only_tells(folded: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is what the family says of the child, in a denial."""
    led = _TELLS.search(folded, 0, start)
    if led is None:
        return False
    rest = folded[start : end + _BEHIND].split(".")[0]
    return _OWN.search(led["said"]) is None and _OWN.search(rest) is None
