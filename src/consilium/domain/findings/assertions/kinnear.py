"""Which relative an illness is of: the nearest of its part of the sentence, with the side of the family and the age."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.assertions.kinhomonyms import is_no_relative
from consilium.domain.findings.illnesses.historywords import Condition, Words
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.senders import sender_end
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import fold, words_of

_AGE = re.compile(
    r"(?:\bat|\bage[d]?|\ba los|\bedad de|\bdied at|\()\s*(?:age )?"
    r"(\d{1,3}(?: ?(?:months?|mos?|mes(?:es)?|weeks?|wks?|sem(?:anas)?|days?|d[ií]as?)\b)?)(?!\d|"
    r"[./-]\d)(?: ?(?:years?|y|a[nñ]os))?",
    re.I,
)
_AGE_HEADS = frozenset({"age", "edad", "age at diagnosis", "edad al diagnostico", "age at onset"})
# What both parents have is the family's: `padres con asma`; not what they were told.
PARENTS_HAVE = re.compile(
    r"\b(?:parents|padres)\b[^.;:?]{0,16}\b(?:have|has|both|are|were|son|con|tienen|with|carriers|portadores)\b"
    r"(?! (?:been |both )?(?:aware|told|concerned|worried|asked|advised|conscientes|informados|\w{3,12}ed (?:about"
    r"|of|on)|\w{3,12}[ai]dos (?:de|sobre)))"
    r"[^.;:?]{0,24}$"
    r"|\b(?:both parents|ambos padres|parents|padres)\s(?:sickle\s|beta\s|healthy\s)?$",
    re.IGNORECASE,
)
# From a relative to the value of its label: `abuelo materno: `.
_LABEL = re.compile(r"(?:\s[^\W\d]{5,9})?\s?:\s?")
KIN_PARTS = re.compile(r"(?<!\b[Hh]n[oa])[;.]\s")


def kin_in(clause: Clause, words: Words) -> list[Span[str]]:
    """The relatives that a clause names, but not who sent the message that it opens; a `TIA` among small letters is a
    stroke that passed."""
    small, sent = clause.text != clause.text.upper(), sender_end(clause.text)
    return [
        one
        for one in spans_in(clause, words.relatives)
        if one.start >= sent
        and not (small and clause.text[one.start : one.end] == "TIA")
        and not is_no_relative(clause.text, one.start, one.end)
    ]


def relative_of(clause: Clause, span: Span[Condition], words: Words) -> Span[str] | None:
    sides = spans_in(clause, words.sides)
    found = [
        one
        for one in kin_in(clause, words)
        if not any(_within(one, side) for side in sides) and not span.start <= one.start < span.end  # `ca mama`
    ]
    if clause.cells:
        return _of_cell(clause, span, found)
    near = near_kin(found, clause, span, 90)
    before = [one for one in near if one.end <= span.start]
    return before[-1] if before else next(iter(near), None)


def _of_cell(clause: Clause, span: Span[Condition], found: Sequence[Span[str]]) -> Span[str] | None:
    """The relative of a row is the first; where labels stand before the cells it is the one named last before the
    illness in its cell, else that of the label: `AHF: madre con X; abuelo materno: Y; tía con Z`."""
    cell = max((start for start, _ in clause.cells if start <= span.start), default=0)
    if clause.text[:cell].rstrip().endswith(":"):
        near = [one for one in found if cell <= one.start and one.end <= span.start]
        near = near or [one for one in found if _LABEL.fullmatch(clause.text, one.end, cell)]
        if near:
            return near[-1]
    return next(iter(found), None)


def _within(one: Span[str], side: Span[str]) -> bool:
    """Whether a relative is only said to name a side ("mother's side", "mother's" in a table)."""
    return side.start <= one.start and one.end < side.end


def near_kin(found: Sequence[Span[str]], clause: Clause, span: Span[Condition], reach: int) -> list[Span[str]]:
    """Relatives of the same sentence part as the illness."""
    return [
        one
        for one in found
        if max(one.start - span.end, span.start - one.end) <= reach
        and not KIN_PARTS.search(clause.text, min(one.end, span.end), max(one.start, span.start))
    ]


def side_of(clause: Clause, relative: Span[str] | None, words: Words) -> Span[str] | None:
    if relative is None:
        return None
    sides = spans_in(clause, words.sides)
    for (start, text), head in zip(clause.cells, clause.header, strict=False):
        if fold(head) in words.side_heads:
            return next((one for one in sides if start <= one.start < start + len(text)), None)
    sides = [one for one in sides if not KIN_PARTS.search(clause.text, relative.end, max(relative.end, one.start))]
    others = [one for one in kin_in(clause, words) if one.start != relative.start]
    sides = [one for one in sides if not any(kin.start <= one.start and one.end < kin.end for kin in others)]
    close = [one for one in sides if -14 <= one.start - relative.end <= 24 and one.start != relative.start]
    inside = [one for one in sides if relative.start - 12 <= one.start < relative.end]
    return next(iter(inside or close), None)


def age_of(clause: Clause, span: Span[Condition]) -> Span[str] | None:
    for (start, text), head in zip(clause.cells, clause.header, strict=False):
        if fold(head) in _AGE_HEADS:
            number = next((word for word in words_of(text) if word.text.isdigit()), None)
            return Span(number.text, start + number.start, start + number.end) if number else None
    found = _AGE.search(clause.text, span.end, span.end + 40)
    if found is None or KIN_PARTS.search(clause.text, span.end, found.start()):
        return None
    return Span(found[1], found.start(1), found.end(1))
