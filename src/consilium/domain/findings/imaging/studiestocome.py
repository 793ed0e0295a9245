"""A study that a sentence only puts as a condition shows nothing yet: `If the spine MRI in September is clean, we'll
stop`, `Si la RM de noviembre sale limpia se pasa a vigilancia`."""

from __future__ import annotations

import re

from consilium.domain.findings.imaging.imagingstudies import modalities_in
from consilium.domain.findings.imaging.lesionsizes import Words
from consilium.domain.findings.paper import Clause

_PUT_AS = re.compile(
    r"(?:^|[.;:,–—-]\s?|\b(?:and|but|then|y|pero|que)\s)(?:\d{1,2}[.)]\s?|[•*-]\s?)?"
    r"(?:if|once|unless|until|provided(?:\sthat)?|assuming(?:\sthat)?|as long as|in case"
    r"|depending on(?:\swhat)?|whether"
    r"|si|siempre que|en caso de que|una vez que|a menos que|hasta que|dependiendo de|seg[uú]n)\s[^.;:,]{0,48}$",
    re.IGNORECASE,
)
# A verb that tells what it showed: `once the MRI had shown progression`, `if anything the MRI showed less`.
_SHOWED = re.compile(
    r"[^.;,]{0,60}?\b(?:had|showed|was|were|revealed|demonstrated|confirmed|mostr[oó]|fue|revel[oó]"
    r"|evidenci[oó]|confirm[oó])\b",
    re.IGNORECASE,
)


def of_study_to_come(clause: Clause, words: Words) -> bool:
    """Whether the only study of a sentence is put as a condition, in no time of the past."""
    named = modalities_in(clause, words)
    if not named or len({one.value for one in named}) > 1:
        return False
    first = named[0]
    return _PUT_AS.search(clause.text, 0, first.start) is not None and _SHOWED.match(clause.text, first.end) is None
