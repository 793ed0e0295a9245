"""The parts of a report's sentence, each of which may be said otherwise than the first.

`No free fluid, no intraspinal extension nor thrombus; the left kidney is displaced`: four parts. A part's subject is
the lesion or organ that it names, else, after a denial, the words that are denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.findings.imaging.lesionsizes import Words, things_in
from consilium.domain.findings.paper import Clause, Piece
from consilium.domain.findings.text.sitesenses import looked_at
from consilium.domain.findings.text.spans import Span, apart, spans_in
from consilium.domain.phrases import words_of

_MOST = 14
_CUT = re.compile(
    r";\s|,\s|\.\s|\s[-–—]\s|\s\((?=\D)|\s(?=(?:but|however|although|while|whereas|without|nor|pero|aunque|mientras|sin|ni)\s)"
    r"|\s(?:and|y|e|with|con)\s(?=(?:no|not|without|sin|normal)\s)",
    re.IGNORECASE,
)
# A Spanish `no` before a word that is no verb of seeing denies an adjective (`no evidente en el estudio previo`).
_DENIES = re.compile(
    r"\s*(?:and\s|y\s|con\s|with\s)?(?:"
    r"no(?:\s(?:evidence|signs?|features?|suggestion|obvious|definite|other|convincing|of|hay|habia|había|existen?|presenta))+"
    r"|no\sse\s(?:observ|identific|visualiz|aprecia|ve|evidenci|detect|demostr|encuentra|reconoce)\w*"
    r"|no(?=\s[a-z])|without|nor|neither|sin|ni|negative for|absence of|ausencia de|libre de"
    r")(?:\s(?:evidence|evidencia|signos|signs|datos|imagen|imágenes|otr[oa]s|claros?|aparente|of|de|lesiones))*\s+",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:no|not|none|nil|neg|negative|without|nor|neither|free|absent|excluded|sin|ni|nunca|negativ[oa]|ning[uú]n\w?|ausen\w+|"
    r"descart\w+|libre)\b",
    re.IGNORECASE,
)
_OPEN_WORDS = 4
# After `no` these deny no thing, or say that nothing can be said.
_NO_NOUN = frozenset(
    ("is", "are", "was", "were", "be", "been", "seen", "noted", "identified", "present", "se", "ve", "hay", "the", "a",
     "an", "of", "la", "el", "los", "las", "de", "del", "otros", "otras", "other", "further", "any")
)  # fmt: skip
_NO_THING = frozenset(
    ("longer", "more", "evidente", "evidentes", "visible", "visibles", "valorable", "valorables", "evaluable",
     "evaluables", "se", "puede", "es", "posible", "significativo", "significativa", "significativos", "dilatada",
     "dilatado", "alteraciones", "alteracion", "cambios", "cambio", "particularidades", "mas", "anomalias", "hallazgos",
     "change", "interval", "doubt", "duda", "embargo", "contraste", "contrast", "previous", "comparison", "incidentes",
     "complicaciones", "obstante", "solo", "only", "charge", "problem", "signs", "data", "concern", "concerns",
     "descarta", "descartan", "excluye", "excluyen", "pueden")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """`text[first:last]` of a clause and the place of what it is about; `name` as the field has it or as written.
    `place` where that is a part of the body and no lesion."""

    name: str
    start: int
    end: int
    first: int
    last: int
    place: bool = False


def parts_of(clause: Clause, words: Words) -> list[Part]:
    """The parts of a clause that name something, from left to right; what names nothing belongs to the part before."""
    things = things_in(clause, words)
    sites = looked_at(clause.text, spans_in(clause, words.sites.sites))
    places = apart([*spans_in(clause, words.lists["organs"]), *sites])
    found: list[Part] = []
    for first, last in _stretches(clause.text):
        lesions = [one for one in things if first <= one.start and one.end <= last]
        inside = lesions[:1] or [one for one in places if first <= one.start and one.end <= last][:1]
        inside = inside or _denied(clause.text, first, last)
        if inside:
            one = inside[0]
            found.append(Part(one.value, one.start, one.end, first, last, place=one in places))
        elif found:
            found[-1] = replace(found[-1], last=last)
        if len(found) >= _MOST:
            break
    return found


def cut(clause: Clause, start: int, end: int) -> Clause:
    """A stretch of a clause as a clause of its own, under the same heading."""
    pieces = tuple(
        Piece(max(one.start, start) - start, one.page, one.line, one.offset + max(0, start - one.start),
              min(one.start + one.length, end) - max(one.start, start))
        for one in clause.pieces
        if one.start < end and one.start + one.length > start
    )  # fmt: skip
    return Clause(clause.text[start:end], pieces or clause.pieces, clause.section, clause.heading)


def denied_stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """The parts of a sentence that deny the thing at `start` to `end`: `no effusion` of `ETT ok, haze, no effusion`;
    the whole where no part has a word for it."""
    stretches = list(_stretches(text))
    own = next((at for at, (first, last) in enumerate(stretches) if first <= start < last), None)
    if own is None:
        return 0, len(text)
    for at in range(own, -1, -1):
        if _DENIAL.search(text, stretches[at][0], end):
            return stretches[at][0], max(stretches[own][1], end)
    return 0, len(text)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in _CUT.finditer(text):
        if cut.start() > at:
            yield at, cut.start()
        at = cut.end()
    if at < len(text):
        yield at, len(text)


def _denied(text: str, first: int, last: int) -> list[Span[str]]:
    """The words that a part denies, where no known word is among them."""
    opened = _DENIES.match(text, first, last)
    nouns = [one for one in words_of(text[opened.end() : last]) if one.text not in _NO_NOUN] if opened else []
    if opened is None or not nouns or nouns[0].text in _NO_THING or not nouns[0].text.isalpha():
        return []
    start, end = opened.end() + nouns[0].start, opened.end() + nouns[:_OPEN_WORDS][-1].end
    return [Span(text[start:end], start, end)]
