"""Tables of a source without places (plain text, office papers, web pages): their lines get places, as if typed on a
grid of letters.

What reads tables reads them by where words stand. A line of running text, or of labels with values, has no place. The
page has no size: there is no picture of it. Linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from consilium.domain.records import Box, Line, Page
from consilium.readers import headed
from consilium.readers.lines import LINES_PER_PAGE, NOWHERE
from consilium.readers.prose import clean

# Letters across a page: longer lines make them smaller.
_ACROSS = 120
_LONGEST = 400
_WORD = re.compile(r"\S+")
_RULE = re.compile(r"[\s\-_=*.~·—–|+]*$")
# A gap of two blanks after the end of a sentence is how some type, and no column.
_ENDED = re.compile(r"[.!?:;]$")
# How many lines farther on another row of the same table stands; how far its columns may lie off.
_REACH, _OFF = 4, 1
_LABEL = re.compile(r"[^\W\d_][)\].*]{0,2}:")
# The second of two cells is shorter, else a paragraph hangs from a word.
_SHORT = 48
# Where tabs lead to in text, and how lines of cells between tabs or strokes are known: so many, so much of them with as
# many; and how far columns stand apart.
_TAB = 8
_FEWEST, _SAME, _BETWEEN = 2, 0.6, 3
_RULED = re.compile(r"[|:+=_\-\s]{3,}")
_STROKE, _STROKES = re.compile(r"(?<!\S)\|(?!\S)"), 2
_STEP, _HEIGHT = 0.016, 0.7


@dataclass(frozen=True, slots=True)
class _Typed:
    """A line as typed: its words with where they begin and end, and where gaps lead to; blank lines part blocks. `told`
    is a row whose cells signs part, `level` that of a heading."""

    words: tuple[tuple[int, int, str], ...]
    gaps: tuple[int, ...]
    ends: tuple[int, ...]
    block: int = 0
    told: bool = False
    level: int = 0

    @property
    def text(self) -> str:
        return " ".join(word for _, _, word in self.words)

    @property
    def indent(self) -> int:
        return self.words[0][0]

    @property
    def labelled(self) -> bool:
        """Whether most of its cells are labels with values; `02:01` of an allele or a clock is none."""
        return len(_LABEL.findall(self.text)) * 2 > len(self.gaps) + 1

    @property
    def last_cell(self) -> int:
        """How many letters the last cell has."""
        return self.words[-1][1] - (self.gaps[-1] if self.gaps else self.indent)


def table_lines(rows: Iterable[Sequence[str]]) -> list[str]:
    """The rows of a table as lines that `pages` sets in columns: cells between tabs, a blank line before and after.
    Rows may have fewer cells than the widest; a row of blanks is none."""
    full = [[" ".join(cell.split()) for cell in row] for row in rows]
    width = max(map(len, full), default=0)
    return ["", *("\t".join([*row, *[""] * (width - len(row))]) for row in full if any(row)), ""]


def pages(text: str) -> tuple[Page, ...]:
    """Pages of the lines of a text that are not blank, those of tables with places, headings (`headed`) with their
    level."""
    blocks, lines = 0, list[_Typed]()
    marked = [headed.taken(line) for line in clean(text).split("\n")]
    for (line, told), (_, level) in zip(_untabbed([one for one, _ in marked]), marked, strict=True):
        blocks += not line.strip()
        if line.strip():
            lines.append(_typed(line, blocks, told=told, level=level))
    starts = range(0, len(lines), LINES_PER_PAGE)
    return tuple(_page(count, lines[at : at + LINES_PER_PAGE]) for count, at in enumerate(starts, 1))


def _untabbed(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The lines with blanks for tabs, and which are rows of cells. Where lines that follow one another have as many
    tabs or strokes, each leads to the next cell."""
    signs = [_parting(line) for line in lines]
    for at, line in enumerate(lines[1:], 1):
        signs[at] = signs[at - 1] if _RULED.fullmatch(line) and line.strip() else signs[at]
    for sign, run in groupby(range(len(lines)), lambda at: signs[at]):
        group = [lines[at] for at in run]
        cells = _in_cells(group, sign) if sign else None
        yield from (
            ((line.expandtabs(_TAB), False) for line in group) if cells is None else ((one, True) for one in cells)
        )


def _parting(line: str) -> str:
    """What parts the cells of a line; "" for one that has none."""
    stripped = line.strip()
    if "\t" in stripped:
        return "\t"
    strokes = len(_STROKE.findall(stripped))
    return "|" if strokes >= _STROKES and strokes == stripped.count("|") else ""


def _in_cells(lines: Sequence[str], sign: str) -> list[str] | None:
    """Lines of cells set in columns as wide as their widest cell, so that an empty cell stays empty; None where the
    lines are no rows of one table."""
    ruled = [_RULED.fullmatch(line.strip()) is not None for line in lines]
    rows = [
        [] if rule else [cell.strip() for cell in line.strip(" ").split(sign)]
        for line, rule in zip(lines, ruled, strict=True)
    ]
    usual, times = Counter(len(row) for row in rows if row).most_common(1)[0] if any(rows) else (0, 0)
    widths = [max(map(len, column)) + _BETWEEN for column in zip_longest(*rows, fillvalue="")]
    told = sum(map(bool, rows))
    if times < _SAME * told or told < _FEWEST or max(map(len, rows)) > usual or sum(widths) > _LONGEST:
        return None
    mark = f"{sign} " if sign == "|" else ""
    return [
        mark.join(_padded(row, widths, len(mark))).rstrip() if row else line
        for row, line in zip(rows, lines, strict=True)
    ]


def _padded(row: Sequence[str], widths: Sequence[int], less: int) -> Iterator[str]:
    return (cell.ljust(width - less) for cell, width in zip(row, widths, strict=False))


def _typed(line: str, block: int, *, told: bool = False, level: int = 0) -> _Typed:
    words = tuple((found.start(), found.end(), found[0]) for found in _WORD.finditer(line))
    if level or len(line) > _LONGEST or _RULE.match(line):
        return _Typed(words, (), (), block, level=level)
    ruled = _parting(line) == "|"
    gaps = tuple(
        (start, before[1])
        for before, (start, _, _) in pairwise(words)
        if start - before[1] > 2
        or (start - before[1] == 2 and not _ENDED.search(before[2]))
        or (ruled and before[2] == "|")
    )
    ends = (*(end for _, end in gaps[1:]), words[-1][1]) if gaps else ()
    return _Typed(words, tuple(start for start, _ in gaps), ends, block, told and bool(gaps))


def _page(number: int, lines: Sequence[_Typed]) -> Page:
    rows = _rows(lines)
    across = max([_ACROSS, *(lines[at].words[-1][1] + 2 for at in rows)])
    step = min(_STEP, 1 / (len(lines) + 1))
    columns = _columns([lines[at] for at in rows])
    made = (
        _placed(line, (at * step, step, 1 / across), columns[line.block])
        if at in rows
        else Line(line.text, NOWHERE, level=line.level)
        for at, line in enumerate(lines)
    )
    return Page(number, tuple(made))


def _columns(rows: Sequence[_Typed]) -> dict[int, frozenset[int]]:
    """Where columns begin in each block: where gaps of several of its rows lead to."""
    sizes = Counter(row.block for row in rows)
    gaps = Counter((row.block, gap) for row in rows for gap in row.gaps)
    return {
        block: frozenset(gap for (of, gap), times in gaps.items() if of == block and times > max(1, size / 3))
        for block, size in sizes.items()
    }


def _rows(lines: Sequence[_Typed]) -> frozenset[int]:
    """The lines that stand in columns with another one near, and lines that go on in one of their columns."""
    hanging = {at for at in range(len(lines) - 1) if _hangs(lines[at], lines[at + 1])}
    loose = {near for at in hanging for near in range(at - _REACH, at + _REACH + 1)} if hanging else set()
    fit = [at for at, line in enumerate(lines) if line.gaps and not line.labelled and not (_is_slight(line, at, loose))]
    found = {at for at, line in enumerate(lines) if line.told and not line.labelled}
    for at, other in _near(fit):
        if _aligned(lines[at], lines[other]):
            found |= {at, other}
    for at in sorted(found):
        if at + 1 < len(lines) and at + 1 not in found and _goes_on(lines[at], lines[at + 1]):
            found.add(at + 1)
    return frozenset(found)


def _near(fit: Sequence[int]) -> Iterator[tuple[int, int]]:
    for first, at in enumerate(fit):
        for other in fit[first + 1 : first + 1 + _REACH]:
            if other - at > _REACH:
                break
            yield at, other


def _is_slight(line: _Typed, at: int, loose: set[int]) -> bool:
    """Whether a line with one gap is no row of a table: its second cell is a sentence, or paragraphs hang around it."""
    return len(line.gaps) == 1 and (line.last_cell > _SHORT or at in loose)


def _hangs(line: _Typed, following: _Typed) -> bool:
    """Whether a paragraph hangs from a line's first word and goes on in the next line."""
    one = len(line.gaps) == 1 and not following.gaps and bool(following.words)
    return one and abs(following.indent - line.gaps[0]) <= _OFF and line.last_cell > _SHORT // 2


def _aligned(one: _Typed, other: _Typed) -> bool:
    """Whether a cell after the first begins, or ends, where a cell of the other does, or each stands within another."""
    begins = any(abs(a - b) <= _OFF for a in one.gaps for b in other.gaps)
    return begins or any(a == b for a in one.ends for b in other.ends) or _centered(one, other)


def _centered(one: _Typed, other: _Typed) -> bool:
    """Whether two lines have as many cells, and each after the first stands above or under one of the other."""
    pairs = zip(zip(one.gaps, one.ends, strict=True), zip(other.gaps, other.ends, strict=True), strict=False)
    alike = len(one.gaps) == len(other.gaps) > 1
    return alike and all((a >= c and b <= d) or (c >= a and d <= b) for (a, b), (c, d) in pairs)


def _goes_on(row: _Typed, line: _Typed) -> bool:
    """Whether a line without gaps begins where a cell after the first of the row above it does."""
    return (
        not (line.gaps or line.level) and bool(line.words) and any(abs(gap - line.indent) <= _OFF for gap in row.gaps)
    )


def _placed(line: _Typed, place: tuple[float, float, float], columns: frozenset[int]) -> Line:
    """A line with places; `place` is its top, the step from line to line and how wide a letter is."""
    top, step, letter = place
    bottom = top + step * _HEIGHT
    words = tuple(
        (word, Box(start * letter, top, _right(end, following, columns) * letter, bottom))
        for (start, end, word), following in zip(line.words, [*(one[0] for one in line.words[1:]), 0], strict=True)
    )
    return Line(line.text, Box(words[0][1].left, top, words[-1][1].right, bottom), words)


def _right(end: int, following: int, columns: frozenset[int]) -> float:
    """The right side of a word: a blank is narrower than a letter, less so where a column begins after it."""
    return end + ((0.2 if following in columns else 0.5) if following - end == 1 else -0.3)
