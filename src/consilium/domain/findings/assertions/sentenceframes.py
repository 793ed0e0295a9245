"""Frames of a sentence that make what is told in them not simply so: what would have been, what is given to others,
what a test can find, what a family fears, what is still thought of (`knowledge/findings/sentenceframes.yaml`).

A frame is made of parts that follow each other (`would | have | been given`), stands before a thing or behind it in
its sentence, and may be of some kinds of findings alone. Read after all kinds, so that also those hang on it whose
finding quotes a whole sentence (`If the spine MRI in September is clean, we'll stop.`); what a rule of its kind has
told as other than stated is left to it, unless the frame says so. A line that opens a list (`Less common side
effects:`) says it of the items under it. What a frame makes nothing of is no statement about the child at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from consilium.domain.findings.assertions.framewords import BEHIND, HEADS, OPENS, Frame, FrameWords, words_from
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import fold

__all__ = ["FrameWords", "framed", "words_from"]

_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n")
_COLON = re.compile(r":(?=\s)")
_ITEM = re.compile(r"\s*(?:[-–—•*▪·◦●○>]|\d{1,2}[.)])\s*\S")
# A line of a list without signs is short, and no sentence.
_SHORT_LINE = 70


@dataclass
class _Reading:
    """What was seen in the clauses of a paper so far: frames by clause, and what heads the list of an item."""

    seen: dict[int, list[_Seen]]
    heads: dict[int, list[Frame]]


@dataclass(frozen=True, slots=True)
class _Seen:
    frame: Frame
    start: int
    end: int


def framed(found: Iterable[Finding], paper: Paper, words: FrameWords) -> Iterator[Finding]:
    """The findings, those within a frame as it makes them."""
    read = _Reading({}, dict(_headed(paper, words)))
    for one in found:
        frame = _frame_of(one, paper, words, read) if one.quote else None
        if frame is None:
            yield one
        elif frame.makes is not None:
            yield replace(one, assertion=frame.makes)


def _frame_of(one: Finding, paper: Paper, words: FrameWords, read: _Reading) -> Frame | None:
    """The frame around a finding, where all places that its quote may stand at have one that makes the same."""
    found: list[Frame | None] = []
    for at in [one.clause] if one.clause >= 0 else paper.places_of(one.quote):
        clause = paper.clauses[at]
        if one.quote not in clause.text or len(clause.folded) != len(clause.text):
            continue
        headed = next((frame for frame in read.heads.get(at, ()) if _is_of(frame, one)), None)
        if at not in read.seen:
            read.seen[at] = list(_frames_in(clause, words))
        for start, end in _places(one, clause):
            hits = (hit.frame for hit in read.seen[at] if _holds(hit, one, clause, start, end, words))
            found.append(next(hits, headed))
    first = found[0] if found else None
    same = first is not None and all(frame is not None and frame.makes is first.makes for frame in found)
    return first if same else None


def _is_of(frame: Frame, one: Finding) -> bool:
    return one.assertion in frame.told and (not frame.kinds or one.kind in frame.kinds)


def _headed(paper: Paper, words: FrameWords) -> Iterator[tuple[int, list[Frame]]]:
    """The clauses that are items of a list which a frame heads, with the frames."""
    heads: list[Frame] = []
    signs, frames = False, [frame for frame in words.frames if frame.place == HEADS]
    for at, clause in enumerate(paper.clauses):
        text = clause.folded.strip()
        item = _ITEM.match(text) is not None
        alone = [frame for frame in frames if frame.words.fullmatch(text)]  # a line of nothing but a head's own words
        if alone or text.endswith(":") or (clause.heading and fold(clause.heading).strip() == text):
            heads, signs = [frame for frame in frames if _heads(frame, text)], False
            continue
        within = bool(clause.pieces) and clause.pieces[0].offset > 0  # the next sentence of an item
        goes_on = item or within or (not signs and len(text) <= _SHORT_LINE and not text.endswith("."))
        heads, signs = (heads, signs or item) if goes_on else ([], False)
        here = [one for one in heads if one.items_unless is None or one.items_unless.search(text) is None]
        if here:
            yield at, here


def _heads(frame: Frame, text: str) -> bool:
    if frame.words.match(text) is None or (frame.unless is not None and frame.unless.search(text)):
        return False
    return frame.only_with is None or frame.only_with.search(text) is not None


def _frames_in(clause: Clause, words: FrameWords) -> Iterator[_Seen]:
    text = clause.folded
    if words.any_of.search(text) is None:
        return
    for frame in words.frames:
        if frame.place == HEADS:
            continue
        for hit in frame.words.finditer(text):
            low, high = _sentence(text, hit.start())
            opens = not text[low : hit.start()].strip(" •*–—-\"'([\t")
            if (frame.place == OPENS and not opens) or _is_yes(clause.text, hit.start()):
                continue
            if frame.unless is not None and frame.unless.search(text, low, high):
                continue
            if frame.only_with is None or frame.only_with.search(text, low, high):
                yield _Seen(frame, *hit.span())


def _is_yes(text: str, place: int) -> bool:
    """Whether a Spanish `si` is a `sí`, which folds to it."""
    return text[place : place + 2].casefold() == "sí"


def _holds(hit: _Seen, one: Finding, clause: Clause, start: int, end: int, words: FrameWords) -> bool:
    frame, text = hit.frame, clause.folded
    if not _is_of(frame, one):
        return False
    cell = clause.cell_of(hit.start)
    if not cell[0] <= start < cell[1]:
        return False
    if start <= hit.start and hit.end <= end:  # a finding that quotes more than a name, no more than the sentence
        if frame.place != OPENS:
            return not frame.apart
        opens = not text[start : hit.start].strip(" •*–—-\"'([")
        return opens and _SENTENCE.search(text, hit.end, len(text[:end].rstrip(" .;"))) is None
    low, high = (end, hit.start) if frame.place == BEHIND else (hit.end, start)
    if not 0 <= high - low <= frame.reach or _SENTENCE.search(text, low, high):
        return False
    if frame.place == OPENS:  # a quote that goes over the end of the sentence is of the next
        return _SENTENCE.search(text, start, len(text[:end].rstrip(" .;"))) is None
    joined = text[low:high].partition(":")[2] if frame.lists else text[low:high].removeprefix(":")
    return words.parts_from.search(joined) is None and _COLON.search(joined) is None


def _places(one: Finding, clause: Clause) -> Iterator[tuple[int, int]]:
    """All places of the clause at which a finding's quote stands."""
    at = clause.text.find(one.quote)
    while at >= 0:
        end = at + len(one.quote)
        yield at, end
        at = clause.text.find(one.quote, end)


def _sentence(text: str, place: int) -> tuple[int, int]:
    low = max((mark.end() for mark in _SENTENCE.finditer(text, 0, place)), default=0)
    ends = _SENTENCE.search(text, place)
    return low, ends.start() if ends is not None else len(text)
