"""Ways of radiation that a sentence sets aside beside what it tells: `50.4 Gy in 28; brachytherapy not used`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_BEHIND = re.compile(
    r"\s?[:,(]?\s?(?:(?:was|is|were|are|fue|queda|est[aá]|se)\s)?(?:descart\w+|rechaz\w+|rejected|ruled out|declined|"
    r"not (?:used|given|indicated|offered|planned|needed|possible|available)|"
    r"no (?:se )?(?:indicad[oa]|utiliz\w+|us[oóa]\w*|realiz\w+|disponibles?)|unavailable)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:no|not|sin|without|instead of|rather than|en vez de|en lugar de)\s(?:la\s|el\s|the\s)?$", re.IGNORECASE
)


def set_aside(text: str, start: int, end: int) -> bool:
    """Whether the way that `start` to `end` names is one that was not taken."""
    return _BEHIND.match(text, end) is not None or _BEFORE.search(text, max(0, start - 24), start) is not None


def technique_in(text: str, techniques: PhraseIndex[str]) -> Mapping[str, Scalar]:
    """The techniques that a text names and does not set aside, as detail `technique`."""
    own = words_of(text)
    hits = [(hit.value, own[hit.first].start, own[hit.after - 1].end) for hit in techniques.find(own)]
    found = dict.fromkeys(name for name, start, end in hits if not set_aside(text, start, end))
    return {"technique": ", ".join(found)} if found else {}
