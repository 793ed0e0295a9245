"""Two lists that a line parts down the page, read one after the other: what stands beside a result is none of its row.

IgG    182   (200-700)   |  Leucocitos    3,7
IgA    <6    (4-80)      |  Neutrófilos   2,6

A table whose one column is parted by such a line from the next is left as it is: on both sides of lists stand names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.layout import placed
from consilium.domain.records import Box, Line, Page

_RULE = re.compile(r"[\s\-_=*.~·—–|+]*")
_NEAR = 0.006
_FEWEST, _LINES, _MOST_WORDS = 5, 400, 80
_NAMED, _CELLED, _VALUED = 0.7, 0.5, 3
# A gap between two words, in letters, that parts a name from its value.
_GAP = 1.8

Token = tuple[str, Box]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The words left and right of the line down the page, in one line of text."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]


def parted_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with such lists one after the other."""
    return tuple(
        replace(page, lines=tuple(_parted(page.lines))) if len(page.lines) <= _LINES and _is_ruled(page) else page
        for page in pages
    )


def _is_ruled(page: Page) -> bool:
    return sum("|" in line.text for line in page.lines) >= _FEWEST


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    held: list[Line] = []
    gutter: float | None = None
    for line in lines:
        own = _gutter(line)
        if _RULE.fullmatch(line.text):
            held.append(line)
            continue
        if own is None or (gutter is not None and abs(own - gutter) > _NEAR):
            yield from _run(held, gutter)
            held, gutter = [], None
        if own is None:
            yield line
        else:
            held.append(line)
            gutter = own
    yield from _run(held, gutter)


def _gutter(line: Line) -> float | None:
    """Where the only stroke within a line stands; None where it has none, or several. Two at its ends are a frame."""
    if not placed(line) or not line.words or len(line.words) > _MOST_WORDS:
        return None
    strokes = [_at(text, box, at) for text, box in line.words for at, char in enumerate(text) if char == "|"]
    framed = line.text.startswith("|") and line.text.rstrip().endswith("|") and len(strokes) > 2
    strokes = strokes[1:-1] if framed else strokes
    return strokes[0] if len(strokes) == 1 else None


def _at(text: str, box: Box, at: int) -> float:
    return box.left + (box.right - box.left) * at / max(1, len(text))


def _run(lines: Sequence[Line], gutter: float | None) -> Iterator[Line]:
    """The lines of a run, in two lists where they are such; rules part the lists in boxes one above the other."""
    spoken = [line for line in lines if not _RULE.fullmatch(line.text)]
    sides = {id(line): _sides(line, gutter) for line in spoken} if gutter is not None else {}
    if len(spoken) < _FEWEST or not _are_lists(list(sides.values())):
        yield from lines
        return
    left, right = list[Line](), list[Line]()
    for line in lines:
        if id(line) not in sides:
            yield from (*left, *right, line)
            left, right = [], []
            continue
        left += _line(line, sides[id(line)].left)
        right += _line(line, sides[id(line)].right)
    yield from (*left, *right)


def _sides(line: Line, gutter: float) -> _Sides:
    left, right = list[Token](), list[Token]()
    for text, box in line.words:
        begin = 0
        for part in re.finditer(r"[^|]+", text):
            begin = part.start()
            own = replace(box, left=_at(text, box, begin), right=_at(text, box, part.end()))
            (left if own.left < gutter else right).append((part[0], own))
    return _Sides(tuple(left), tuple(right))


def _are_lists(sides: Sequence[_Sides]) -> bool:
    """Whether both sides are lists of names with what is said of each."""
    lefts = [one.left for one in sides if one.left]
    rights = [one.right for one in sides if one.right]
    if min(len(lefts), len(rights)) < _FEWEST:
        return False
    named = all(sum(one[0][0][:1].isalpha() for one in part) >= _NAMED * len(part) for part in (lefts, rights))
    celled = all(sum(_has_cells(one) for one in part) >= _CELLED * len(part) for part in (lefts, rights))
    valued = all(sum(any(map(_figured, one)) for one in part) >= _VALUED for part in (lefts, rights))
    return named and celled and valued


def _has_cells(words: Sequence[Token]) -> bool:
    letter = sum(box.right - box.left for _, box in words) / max(1, sum(len(text) for text, _ in words))
    wide = any(other.left - one.right > _GAP * letter for (_, one), (_, other) in pairwise(words))
    return wide or any(text.endswith(":") for text, _ in words[:-1])


def _figured(word: Token) -> bool:
    return any(map(str.isdigit, word[0]))


def _line(line: Line, words: Sequence[Token]) -> Iterator[Line]:
    if words:
        box = replace(line.box, left=words[0][1].left, right=words[-1][1].right)
        yield Line(" ".join(text for text, _ in words), box, tuple(words), line.confidence)
