"""Frames around one thing of a sentence, at its very place: what all else but it was (`everything but the graft`), what
hangs on an outcome (`de no responder, X`), what a denial before it is not of (`no complaints after X`).

Read where a rule asks how a thing is said, so that each of several things of a sentence has its own answer; the words
are in `knowledge/findings/thingframes.yaml`, of the shape of `sentenceframes.yaml`. What is told otherwise by the words
around it (`told` of the frame) is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from consilium.domain.findings.assertions.framewords import BEFORE, BEHIND, OPENS, Frame, FrameWords
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause

_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n")
_STOP = re.compile(r"[.!?](?=\s|$)|\n")
_COLON = re.compile(r":(?=\s)")
_CLAUSES, _LABEL_GAP = 512, 2


@dataclass(frozen=True, slots=True)
class _Seen:
    frame: Frame
    start: int
    end: int
    low: int
    high: int


def said_in_frame(clause: Clause, start: int, end: int, said: Assertion, words: FrameWords | None) -> Assertion:
    """What a frame around `text[start:end]` makes of it that else is told as `said`; `said` where there is none."""
    text = clause.folded
    if words is None or len(text) != len(clause.text):
        return said
    cell = clause.cell_of(start)
    for hit in _seen(text, words):
        makes = hit.frame.makes if said in hit.frame.told and _is_of_cell(hit, cell, clause) else None
        if makes is not None and _holds(hit, text, start, end, words):
            return makes
    return said


def _is_of_cell(hit: _Seen, cell: tuple[int, int], clause: Clause) -> bool:
    """Whether a frame stands in the cell of a thing, or is its label: of `If PR: 21 Gy` each value is a cell."""
    if hit.frame.accented and clause.folded[hit.start : hit.end] == clause.text[hit.start : hit.end].lower():
        return False
    labels = hit.frame.place != BEHIND and 0 <= cell[0] - hit.end <= _LABEL_GAP
    return labels or cell[0] <= hit.start < cell[1]


@lru_cache(maxsize=_CLAUSES)
def _seen(text: str, words: FrameWords) -> tuple[_Seen, ...]:
    """The frames that stand in a clause, each with the bounds of its sentence."""
    if words.any_of.search(text) is None:
        return ()
    return tuple(
        _Seen(frame, *hit.span(), *bounds)
        for frame in words.frames
        for hit in frame.words.finditer(text)
        for bounds in (_sentence(text, hit.start()),)
        if _is_meant(frame, text, bounds, hit.start())
    )


def _is_meant(frame: Frame, text: str, bounds: tuple[int, int], place: int) -> bool:
    if frame.place == OPENS and text[bounds[0] : place].strip(" •*–—-\"'([\t"):
        return False
    if frame.unless is not None and frame.unless.search(text, *bounds):
        return False
    return frame.only_with is None or frame.only_with.search(text, *bounds) is not None


def _holds(hit: _Seen, text: str, start: int, end: int, words: FrameWords) -> bool:
    """Whether a thing stands within the reach of a frame and in its part of the sentence."""
    first, last = (end, hit.start) if hit.frame.place == BEHIND else (hit.end, start)
    if hit.frame.place == BEFORE and hit.start <= start < hit.end:  # a thing that the frame's own words run over
        return False
    if not 0 <= last - first <= hit.frame.reach:
        return False
    between = text[first:last]
    if hit.frame.joined and "," in between:
        return False
    if (_STOP if hit.frame.over else _SENTENCE).search(text, first, last):
        return False
    joined = between.partition(":")[2] if hit.frame.lists else between.removeprefix(":")
    return words.parts_from.search(joined) is None and _COLON.search(joined) is None


def _sentence(text: str, place: int) -> tuple[int, int]:
    low = max((mark.end() for mark in _SENTENCE.finditer(text, 0, place)), default=0)
    ends = _SENTENCE.search(text, place)
    return low, ends.start() if ends is not None else len(text)
