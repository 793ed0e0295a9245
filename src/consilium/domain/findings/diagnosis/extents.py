"""Words for the extent of a disease that stand for its stage: `localized rhabdomyosarcoma`, not `localized pain`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex

# `localizado en puente` tells where it is, `localised arm` which treatment.
_ELSEWHERE = re.compile(
    r"\s(?:(?:en|in|at|to|on|a\snivel|arm|rama|within|hacia|sobre|pain|dolor)\b|(?:[a-z]{4,12}\s)?(?:seed|siembra|swelling"
    r"|tender|infecti|collection|rash|oedema|edema|cellulitis|celulitis|bleed))",
    re.IGNORECASE,
)


def extents_in(clause: Clause, extents: PhraseIndex[str], needs: PhraseIndex[bool]) -> Iterator[Span[str]]:
    """ "Localized" and the like, said of a disease that the clause names before it."""
    for span in spans_in(clause, extents):
        at = bisect_left(clause.words, span.start, key=lambda word: word.start)
        if any(needs.find(clause.words[max(0, at - 16) : at + 4])) and not _ELSEWHERE.match(clause.text, span.end):
            yield span
