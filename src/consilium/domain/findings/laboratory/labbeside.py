"""Two tables of results beside each other, each under heads of its own, read one after the other.

Test     06 Apr   13 Apr        Test        06 Apr   13 Apr
Hb          101       97        Sodium         138      140
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.domain.findings.laboratory.labtables import ColumnWords
from consilium.domain.layout import placed
from consilium.domain.phrases import words_of
from consilium.domain.records import Box, Line

_MOST_WORDS, _FEWEST_LINES, _NEAR = 80, 2, 0.02
Token = tuple[str, Box]


def parted_tables(lines: Sequence[Line], words: ColumnWords) -> list[Line]:
    """The lines of a page, those of such tables parted at the gutter between them."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        begin, end, gutter = _beside(lines, at, words)
        if gutter is None:
            found += lines[at:]
            break
        found += [*lines[at:begin], *_sides(lines[begin:end], gutter)]
        at = end
    return found


def _beside(lines: Sequence[Line], at: int, words: ColumnWords) -> tuple[int, int, float | None]:
    """The first lines from `at` on that are such tables, and their gutter; None where none are."""
    for head in range(at, len(lines)):
        second = _second_head(lines[head], words)
        gutter = _gutter(lines[head:], second) if second is not None else None
        if gutter is None:
            continue
        begin, end = head, head + 1
        while begin > at and _has_both(lines[begin - 1], gutter) and _near(lines[begin - 1], lines[begin]):
            begin -= 1
        while end < len(lines) and not _crosses(lines[end], gutter) and _near(lines[end - 1], lines[end]):
            end += 1
        if end - head > _FEWEST_LINES:
            return begin, end, gutter
    return at, at, None


def _second_head(line: Line, words: ColumnWords) -> float | None:
    """Where the head of a second column of tests begins: heads and no more, or a line of a sentence would do."""
    if not placed(line) or not line.words or len(line.words) > _MOST_WORDS or ":" in line.text:
        return None
    hits = list(words.heads.find(words_of(line.text)))
    tests = [hit for hit in hits if hit.value == "test"]
    parts = words_of(line.text)
    if len(tests) != 2 or (tests[0].first > 0 and len(hits) < len(tests) + 1):
        return None
    said = [[word.text for word in parts[hit.first : hit.after]] for hit in tests]
    if said[0] != said[1] or tests[0].first > 0:
        return None
    starts, at = [], 0
    for text, box in line.words:
        starts.append((at, box.left))
        at += len(text) + 1
    begins = parts[tests[1].first].start
    return max((left for start, left in starts if start <= begins), default=None)


def _gutter(lines: Sequence[Line], second: float) -> float | None:
    """The middle of the last stripe without words left of the second column of tests, through the lines below."""
    free = second
    stripe: tuple[float, float] | None = None
    spans: list[tuple[float, float]] = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if not placed(line) or len(line.words) > _MOST_WORDS:
            break
        more = [*spans, *((box.left, box.right) for _, box in line.words)]
        here = _stripe(more, free)
        if here is None:
            break
        spans, stripe = more, here
        if after is None or not _near(line, after):
            break
    return (stripe[0] + stripe[1]) / 2 if stripe is not None else None


def _stripe(spans: Sequence[tuple[float, float]], before: float) -> tuple[float, float] | None:
    """The last stripe that is free of words and wide enough, before a place."""
    found, right = None, 0.0
    for left, end in sorted(spans):
        if right and left - right > _NEAR / 2 and left <= before + _NEAR / 4:
            found = (right, left)
        right = max(right, end)
    return found


def _crosses(line: Line, gutter: float) -> bool:
    return not placed(line) or not line.words or any(box.left < gutter < box.right for _, box in line.words)


def _has_both(line: Line, gutter: float) -> bool:
    if _crosses(line, gutter):
        return False
    lefts = [box.left < gutter for _, box in line.words]
    return any(lefts) and not all(lefts)


def _near(one: Line, other: Line) -> bool:
    return placed(one) and placed(other) and other.box.top - one.box.bottom < 1.5 * (one.box.bottom - one.box.top)


def _sides(lines: Sequence[Line], gutter: float) -> Iterator[Line]:
    for left in (True, False):
        for line in lines:
            words = [(text, box) for text, box in line.words if (box.left < gutter) is left]
            if words:
                yield _line(line, words)


def _line(line: Line, words: Sequence[Token]) -> Line:
    boxes = [box for _, box in words]
    box = Box(
        min(one.left for one in boxes),
        min(one.top for one in boxes),
        max(one.right for one in boxes),
        max(one.bottom for one in boxes),
    )
    return Line(" ".join(text for text, _ in words), box, tuple(words), line.confidence)
