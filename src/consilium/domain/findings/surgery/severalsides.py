"""Operations of both sides told in one word, each side with its day: `staged thoracotomies: right 3 Feb (4 nodules),
left 17 Feb`, `Toracotomía derecha 3/2/2025 (4 nódulos) e izquierda 17/2/2025`. Each is a finding of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause, Paper

_SIDE = re.compile(
    r"\b(?:(?P<left>left|izquierd[oa]s?|izq\.?|lt)|(?P<right>right|derech[oa]s?|der\.?|dcha\.?|rt))(?![\w-])"
)
# What stands between a side and its day, and between one pair and the next.
_WITH = re.compile(r"\s?(?:side\s)?[(,:–-]?\s?(?:on |el |in |en )?\(?")
_NEXT = re.compile(r"\)?\s?(?:\([^()]{1,40}\)\s?)?(?:[,;/+&]|,?\s?(?:and|y|e|then|luego)\b)?\s?(?:(?:the|la|el)\s)?\(?")
_TOLD = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Pair:
    side: str
    when: PartialDate
    start: int
    end: int


def each_side(made: Sequence[Finding], clause: Clause, paper: Paper) -> Iterator[Finding]:
    """`made` of one clause, an operation that it tells of two sides on two days as two."""
    pairs = _pairs(clause, paper) if made else ()
    for one in made:
        at = clause.text.find(one.value) if one.value else -1
        end = at + len(one.value)
        mine = [pair for pair in pairs if 0 <= at < end <= pair.end]
        others = (
            [other for other in made if other is not one and at < clause.text.find(other.value) < pairs[-1].start]
            if mine
            else []
        )
        if len(mine) < 2 or one.assertion not in _TOLD or others or pairs[0].start - end > _REACH:
            yield one
            continue
        for pair in mine:
            yield replace(one, laterality=pair.side, when=pair.when, until=None)


def _pairs(clause: Clause, paper: Paper) -> tuple[_Pair, ...]:
    """The pairs of a side and its day that stand in a row, () where it is not one of both sides."""
    days = [one for one in occasions(clause.text, paper) if one.until is None and one.when != paper.birth]
    if len(days) < 2 or len(clause.folded) != len(clause.text):
        return ()
    made: list[_Pair] = []
    for hit in _SIDE.finditer(clause.folded):
        side = "left" if hit["left"] else "right"
        behind = next(
            (day for day in days if day.start >= hit.end() and _WITH.fullmatch(clause.folded, hit.end(), day.start)),
            None,
        )
        before = next(
            (day for day in days if day.end <= hit.start() and _WITH.fullmatch(clause.folded, day.end, hit.start())),
            None,
        )
        day = behind or before
        if day is not None:
            made.append(_Pair(side, day.when, min(hit.start(), day.start), max(hit.end(), day.end)))
    rows = pairwise(made)
    in_row = all(_NEXT.fullmatch(clause.folded, one.end, other.start) for one, other in rows)
    sides, when = {one.side for one in made}, {one.when for one in made}
    return tuple(made) if in_row and len(sides) == 2 and len(when) == len(made) else ()
