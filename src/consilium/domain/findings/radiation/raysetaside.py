"""Ways of radiation that a sentence sets aside beside what it tells: `50.4 Gy in 28; brachytherapy not used`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_BEHIND = re.compile(
    r"\s?[:,(]?\s?(?:(?:was|is|were|are|fue|queda|est[aá]|se)\s)?(?:descart\w+|rechaz\w+|rejected|ruled out|declined|"
    r"not (?:used|given|indicated|offered|planned|needed|possible|available)|"
    r"no (?:se )?(?:indicad[oa]|utiliz\w+|us[oóa]\w*|realiz\w+|disponibles?)|unavailable)\b",
    re.IGNORECASE,
)
# Ways that are only thought of: `protons would be considered`.
_THOUGHT_OF = re.compile(
    r"\s?(?:therapy |beams? |terapia )?(?:(?:would|could|might|may|can|should|to) be "
    r"(?:considered|discussed|explored|an option|evaluated|offered)|"
    r"se (?:considerar|valorar|podr|evaluar|discutir)[ií]?an?|"
    r"podr[ií]an? (?:considerarse|valorarse|ofrecerse)|"
    r"(?:is|are|was|were) (?:being )?(?:considered|discussed|an option))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:no|not|sin|without|instead of|rather than|en vez de|en lugar de)\s(?:la\s|el\s|the\s)?$", re.IGNORECASE
)
# Another thing is avoided, and radiation only tells when: `avoid methotrexate after craniospinal RT`.
_AVOIDED_AFTER = re.compile(
    r"\b(?:avoid\w*|evit\w+|contraindica\w+|no|not|sin|without|hold|held|withh[eo]ld|suspend\w+|"
    r"omit\w*)\b[^.;:]{0,70}?"
    r"\b(?:after|following|post|during|tras|despues de|durante|(?:with)?in \d{1,2} (?:days|weeks|months) of|"
    r"(?:hasta|until) \d{1,2} \w+ (?:after|despues de|tras)|concurrent(?:ly)? with|junto con)\s"
    r"(?:(?:the|his|her|la|su|completion of|end of|fin de|terminar)\s){0,3}$"
)
_SENTENCE = re.compile(r"[.;]\s")
# `back pain without radiation`: where a pain goes.
_OF_PAIN = re.compile(
    r"\b(?:pains?|ache|aches|headaches?|discomfort|tenderness|murmur|dolor|cefalea|soplo)\b[^.;]{0,60}"
    r"\b(?:without|with|no|or|sin|con)\s(?:any\s|the\s)?$",
    re.IGNORECASE,
)
_RAYS = re.compile(r"\s(?:therap|treat|oncolog|dose|field|induced|\d)", re.IGNORECASE)


def is_of_pain(text: str, start: int, end: int) -> bool:
    """Whether `radiation` at `start` to `end` tells where a pain or a murmur goes."""
    return _OF_PAIN.search(text, max(0, start - 90), start) is not None and _RAYS.match(text, end) is None


def set_aside(text: str, start: int, end: int) -> bool:
    """Whether the way that `start` to `end` names is one that was not taken."""
    return _BEHIND.match(text, end) is not None or _BEFORE.search(text, max(0, start - 24), start) is not None


def thought_of(text: str, end: int) -> bool:
    """Whether the way that ends at `end` is one that somebody would consider."""
    return _THOUGHT_OF.match(text, end) is not None


def dates_what_is_avoided(text: str, start: int, *, surely: bool) -> bool:
    """Whether radiation at `start` of a folded text only tells when another thing is not to be given; `surely`, by a
    word of avoiding, not by a denial alone."""
    found = _AVOIDED_AFTER.search(text, max(0, start - 130), start)
    return found is not None and (not surely or found[0].startswith(("avoid", "evit", "contraindic")))


def technique_in(text: str, techniques: PhraseIndex[str]) -> Mapping[str, Scalar]:
    """The techniques that a text names and does not set aside, as detail `technique`."""
    own = words_of(text)
    hits = [(hit.value, own[hit.first].start, own[hit.after - 1].end) for hit in techniques.find(own)]
    meant = [hit for hit in hits if not set_aside(text, *hit[1:]) and not thought_of(text, hit[2])]
    found = dict.fromkeys(name for name, _, _ in meant)
    return {"technique": ", ".join(found)} if found else {}


def technique_of(
    clause: Clause, bounds: tuple[int, int], techniques: PhraseIndex[str], *, named: bool
) -> Mapping[str, Scalar]:
    """The technique of the dose within `bounds` of a clause: its own, else that of the doses beside it; a kind of
    radiation that is `named` there, or a further sentence, has none of another's (`proton 55 Gy. Whole lung 15 Gy`)."""
    first, last = bounds
    if not first or clause.cells:
        return technique_in(clause.text, techniques)
    own = technique_in(clause.text[first:last], techniques)
    apart = named or _SENTENCE.search(clause.text, 0, min(len(clause.text), first + 2)) is not None
    return own if own or apart else technique_in(clause.text, techniques)
