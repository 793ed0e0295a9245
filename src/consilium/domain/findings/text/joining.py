"""How lines become running text: which line goes on with the one before it, and what becomes of hyphens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from consilium.domain.findings.paper import Piece
from consilium.domain.findings.text.headings import in_capitals
from consilium.domain.findings.text.senders import sender_end
from consilium.domain.layout import part_box, placed
from consilium.domain.phrases import fold
from consilium.domain.records import Line, Page

_ENDED = re.compile(r"[.!?:;][\"')\]»”]*\s*$")
_OPEN_END = re.compile(
    r"(?:[,(/-]|\b(?:and|or|of|the|with|in|to|for|a|an|y|o|de|del|la|el|los|las|con|en|por|para|un|una|sin))\s*$", re.I
)
_HARD_WRAP = (50, 130)
# A line of so many letters without an end goes on in one that begins small.
_LONG = 60
# A line that begins small and ends its sentence to begin another is no item of a list, however short the one before it.
_GOES_ON = re.compile(r"^\s*[^\W\d_][^.;:]{2,}[.;]\s+[^\W\d_]{2}")
# An item of a list of small letters ends before so much of the longest line.
_ROOM = 0.6
# Longer lines are wrapped too where several end near the same column.
_WIDE_WRAP, _EVEN, _EVEN_LINES = 180, 0.85, 3
# A run of prose is closed after so many lines: no sentence is as long.
MOST_LINES = 150
# A line that begins farther to the left than this is no continuation (a date set to the right, then a title).
_INDENT = 0.1
_TAIL = 80
# A line that ends so near the right margin is full.
_MARGIN = 0.14
# An entry of a log of treatment begins its own line, however full the one before it is: `Cycle 3 - 30 Apr 2025`.
_ENTRY = re.compile(
    r"\s*(?:[-•*]\s)?(?:(?:C(?:ycle|YCLE|iclo|ICLO|ourse|OURSE|urso|URSO)|B(?:lock|LOCK|loque|LOQUE)|W(?:eek|EEK|k)|"
    r"S(?:emana|EMANA)|D(?:ay|AY|[ií]a|[IÍ]A))\s?[#:]?\s?\d{1,2}[AB]?\s?[(:|–—-]"
    r"|(?:C\d{1,2}|(?:[Cc](?:ycle|iclo)|[Ss]emana|[Ww]eek)\s\d{1,2})[\s:(]{1,3}\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|\d{1,2}\s?\.?\s?(?:er|do|to|mo|vo|no|[ºª°])\.?\s(?:ciclo|curso|bloque)\b)"
)
# So does one that begins with its label, or with a day and what was done on it, unless the line before it is open:
# `Donor: brother`, `Day 8 3/11 VCR`, `16/11/2023 VCR 1,5 mg`.
_OWN = re.compile(
    r"\s*(?:[-•*]\s)?(?:(?-i:[A-ZÁÉÍÓÚÑ])[\w áéíóúñ/.()+-]{1,28}:\s"
    r"|(?:Day|D[ií]a|D)\s?[+-]?\d{1,3}\s(?:\d{1,2}/\d{1,2}|(?-i:[A-Z]{2}))"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\s{1,3}(?-i:[A-Z]))"
)
# A figure with its unit, which begins no sentence.
_AMOUNT = re.compile(r"\d{1,5}(?:[.,]\d{1,3})?\s?(?:%|[a-zµμ]{1,4}\b)")


@dataclass(slots=True)
class Block:
    """Lines that belong to one run of prose, as pieces of its text."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    last: Line | None = None

    def add(self, page: Page, line: Line, start: int, end: int, kept_hyphens: frozenset[str]) -> None:
        """Join a part of a line, with a space, or without one after a hyphen."""
        if self.text and self._hyphenated(line.text[start : start + 1], kept_hyphens):
            self._drop_hyphen(kept_hyphens)
        elif self.text and not (self.text[-1] == "/" and line.text[start : start + 1].islower()):  # `15 mg/` `m2/day`
            self.text += " "
        self.pieces.append(Piece(len(self.text), page, line, start, end - start))
        self.text += line.text[start:end]
        self.last = line

    def _hyphenated(self, following: str, kept: frozenset[str]) -> bool:
        before = self.text[-2:-1]
        return self.text[-1] in "-\u00ad" and before.isalpha() and (following.islower() or self._beginning() in kept)

    def _beginning(self) -> str:
        return re.split(r"[\W_]+", fold(self.text[-30:-1]))[-1]

    def _drop_hyphen(self, kept: frozenset[str]) -> None:
        named = self.text[-2:-1].isupper()  # `PHOX2B-` over `positive`: a name that has a hyphen of its own
        if self.text[-1] != "\u00ad" and (named or self._beginning() in kept):
            return
        last = self.pieces[-1]
        self.text = self.text[:-1]
        self.pieces[-1] = Piece(last.start, last.page, last.line, last.offset, last.length - 1)


@dataclass(frozen=True, slots=True)
class PageLook:
    """How a page is set: its right margin, the step from line to line, and whether all of it is in capitals."""

    right: float = 1.0
    step: float = 0.0
    longest: int = 0
    capitals: bool = False
    even: int = 0

    @classmethod
    def of(cls, page: Page) -> PageLook:
        set_lines = [line for line in page.lines if placed(line)]
        begins = [_height(line) for line in set_lines]
        steps = [below - above for above, below in pairwise(begins)]
        steps = sorted(step for step in steps if 0.002 < step < 0.1)
        rights = sorted(line.box.right for line in set_lines)
        lettered = [line for line in page.lines if any(char.isalpha() for char in line.text)]
        shouted = sum(in_capitals(line.text) for line in lettered)
        longest = max((len(line.text) for line in page.lines), default=0)
        return cls(
            rights[int(len(rights) * 0.9)] if rights else 1.0,
            median(steps[: max(1, len(steps) * 3 // 4)]) if steps else 0.0,
            longest,
            bool(lettered) and shouted * 2 > len(lettered),
            sum(len(line.text) > _EVEN * longest for line in page.lines),
        )

    def joins(self, block: Block, page: Page, line: Line) -> bool:
        """Whether a line goes on with what stands in the last line of an open run of prose."""
        text, last = block.text, block.pieces[-1].line
        lower, ended = line.text.lstrip()[:1].islower(), _ENDED.search(text[-_TAIL:]) is not None
        if block.pieces[-1].page is not page:
            return not ended and lower
        if (
            sender_end(line.text)
            or _ENTRY.match(line.text)
            or (_OWN.match(line.text) and not _OPEN_END.search(text[-_TAIL:]))
        ):
            return False
        if placed(last) and placed(line):
            lower = lower or (_AMOUNT.match(line.text) is not None and self._is_rest(block))
            return self._joins_placed(last, line, lower=lower, ended=ended and not (lower and text.endswith(";")))
        full = _HARD_WRAP[0] <= self.longest and self._wrapped() and len(last.text) > 0.75 * self.longest
        if full:
            return True
        open_end = not ended and _OPEN_END.search(text[-_TAIL:]) is not None
        if ended or not (lower or (open_end and line.text.lstrip()[:1].isdigit())):  # `thrombosis on the` / `18/09`
            return False
        hyphen = text[-1:] in "-\u00ad" and text[-2:-1].isalpha()
        if hyphen or open_end or len(last.text) > _LONG or _GOES_ON.search(line.text) is not None:
            return True
        return self._wrapped() and not self._has_room(last.text, line.text)

    def runs_on(self, block: Block) -> bool:
        """Whether the last line of a run of prose ends at the right margin, and its sentence does not."""
        last = block.pieces[-1].line if block.pieces else None
        full = last is not None and placed(last) and last.box.right > self.right - _MARGIN
        return full and _ENDED.search(block.text[-_TAIL:]) is None

    def _is_rest(self, block: Block) -> bool:
        """Whether the last line is what was left of a longer one: the page is narrower than the lines once were."""
        return len(block.pieces) > 1 and block.pieces[-2].line.box.right > self.right - _MARGIN

    def _has_room(self, last: str, line: str) -> bool:
        """Whether a line ends so early that the next one's first words had found room in it: an item of a list."""
        words = line.split(maxsplit=2)[:2]
        return len(last.rstrip()) + sum(len(word) + 1 for word in words) < _ROOM * self.longest

    def _wrapped(self) -> bool:
        """Whether lines without places are cut at a column, and are no paragraphs of one line each."""
        return self.longest <= _HARD_WRAP[1] or (self.longest <= _WIDE_WRAP and self.even >= _EVEN_LINES)

    def _joins_placed(self, last: Line, line: Line, *, lower: bool, ended: bool) -> bool:
        near = 0 < _height(line) - _height(last) <= 1.6 * self.step
        if not near or not -_INDENT <= line.box.left - last.box.left <= 0.25:
            return False
        if not ended and (lower or _OPEN_END.search(last.text[-_TAIL:])):
            return True
        return last.box.right > self.right - _MARGIN


def _height(line: Line) -> float:
    """How far down the page a line begins. A photographed line lies aslant: the box of a long one reaches higher or
    lower than that of a short one beside it."""
    if line.confidence is None or not line.words:
        return line.box.top
    first = part_box(line, 0, 1)
    return (first.top + first.bottom) / 2
