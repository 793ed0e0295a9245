"""Which organ of a sentence is called normal, and which change is of the thing that a statement is about.

`mass in the right kidney, normal left kidney`: normal is the left. `tumor 6 cm; nodules: resolved`: the tumor is not.
"""

from __future__ import annotations

import re
from dataclasses import replace

from consilium.domain.findings.imaging.lesionsizes import Words
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, broken, spans_in
from consilium.domain.phrases import fold

_CAMERA = re.compile(
    r"\b(?:below|beyond|under|limits? of|high|low|spatial|HR|debajo de|bajo|l[ií]mites? de|alta|baja|umbral de|"
    r"poder de)\s(?:(?:the|la|su)\s)?(?:(?:PET|camera|scanner|spatial|size)\s)?$",
    re.IGNORECASE,
)
_FINENESS = re.compile(r"\s(?:limits?\b|espacial|del (?:m[eé]todo|equipo|PET)|of (?:the )?PET)", re.IGNORECASE)
_LEADS_PART = re.compile(r"[,;]\s(?:(?:and|y|with|con)\s)?(?:an?\s|the\s)?$", re.IGNORECASE)
_BESIDE = re.compile(r"\s(?:[\w-]{1,14}\s){0,2}")
_PART_REACH, _BEFORE_CHANGE, _PLACE_REACH = 60, 40, 90
_RANKS = re.compile(r"\b(?:the|which|of|its|whose|(?:el|la|los|las)\sde)\s$", re.IGNORECASE)
_COMPARED = ("larger", "smaller", "mayor", "menor")
_OF_A_STUDY = re.compile(
    r"\s(?:TC|TAC|RMN?|PET\S*|CT|MRI|scan|imaging|study|film|x-?ray|ultrasound|ecograf\w+|radiograf\w+|resonancia|tomograf\w+|gammagraf\w+"
    r"|estudio|control|biopsia|biopsy|comparison)\b",
    re.IGNORECASE,
)


def is_at(clause: Clause, words: Words, organ: Span[str]) -> bool:
    """Whether the place that a sentence names may be that of its organ: `riñón derecho normal, VCI permeable` has one
    that is not."""
    sites = [one for one in spans_in(clause, words.sites.sites) if one.end <= organ.start]
    own = any(one.start < organ.end and organ.start < one.end for one in spans_in(clause, words.sites.sites))
    return own or not sites or "," not in clause.text[sites[-1].end : organ.start]


def sized_apart(text: str, organ: Span[str], normal: Span[str]) -> bool:
    """Whether a size and a comma stand between an organ and what is normal: `masa riñón 10 cm, bazo normal`."""
    return any("," in text[organ.end + one.end : normal.start] for one in sizes_in(text[organ.end : normal.start]))


def leads_organ(text: str, normal: Span[str], organ: Span[str]) -> bool:
    """Whether `normal` opens a part and stands right before its organ: `mass ..., normal left kidney`."""
    return _LEADS_PART.search(text, 0, normal.start) is not None and (
        _BESIDE.fullmatch(text, normal.end, organ.start) is not None
    )


def is_of_camera(text: str, change: Span[str]) -> bool:
    """Whether a resolution is how fine a camera sees: `sin captación (por debajo de resolución)`."""
    return _CAMERA.search(text, max(0, change.start - 30), change.start) is not None or (
        _FINENESS.match(text, change.end) is not None
    )


def changes_of(clause: Clause, words: Words, at: int) -> list[Span[str]]:
    """The words of change that a clause has in the part that names the thing at a place."""
    return [
        one
        for one in spans_in(clause, words.lists["change"])
        if not broken(clause.text, *sorted((at, one.start)))
        and not is_of_camera(clause.text, one)
        and not _is_far(clause.text, *sorted((at, one.start)))
        and not _is_no_change(clause.text, one)
    ]


def _is_far(text: str, first: int, last: int) -> bool:
    """Whether a part of its own (`..., disminución del nódulo`) and many words stand between a thing and a change."""
    return last - first > _PART_REACH and "," in text[first:last]


def _is_no_change(text: str, change: Span[str]) -> bool:
    """Whether a word of change ranks one thing among several, or tells of a study: `the larger nodule`, `nueva RM`."""
    ranks = fold(text[change.start : change.end]).startswith(_COMPARED) and (
        _RANKS.search(text, max(0, change.start - _BEFORE_CHANGE), change.start) is not None
    )
    return ranks or _OF_A_STUDY.match(text, change.end) is not None


def near_part(clause: Clause, start: int, end: int) -> Clause:
    """A sentence of a letter without the parts that stand far from a thing: their places are of other things."""
    first = clause.text.rfind(",", 0, max(0, start - _PLACE_REACH)) + 1
    after = clause.text.find(",", end + _PLACE_REACH)
    last = after if after >= 0 else len(clause.text)
    return replace(clause, text=" " * first + clause.text[first:last]) if first or after >= 0 else clause
