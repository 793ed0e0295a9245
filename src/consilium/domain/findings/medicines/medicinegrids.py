"""Grids of medicines under days, hours or parts of the day: what was ordered in the first column, over several lines,
and ticks, initials or amounts beside it. Each medicine becomes one item of a list.

    MEDICATION        HOUR   2024-JAN-15   2024-JAN-16        MEDICINE          morning   noon   night
    FUROSEMIDE        ONCE                 1530 ML            Tacrolimus           4       -      3      mg
    15 mg IV x1
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.illnesses.gradecolumns import Spot, nearest, spots_of
from consilium.domain.findings.medicines.dosing import DOSE
from consilium.domain.findings.paper import Clause, Paper, Piece, Section
from consilium.domain.phrases import PhraseIndex, words_of

_PART_OF_DAY = re.compile(
    r"(?:in the |por la |a la )?(?:morning|noon|midday|lunch(?:time)?|afternoon|tea(?:time)?|evening|night|bedtime"
    r"|breakfast|dinner|supper|ma[nñ]ana|mediod[ií]a|tarde|noche|desayuno|comida|almuerzo|merienda|cena|acostarse|once"
    r"|AM|PM|HS|mane|nocte"
    r"|\d{1,2}(?:[:.]\d\d)?\s?(?:h|hs|hrs?|am|pm)\.?|\d{1,2}:\d\d|[012]\d00)",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[-–—./\s|]*")
_HELD = re.compile(
    r"(?:H|held|NG|R|ref(?:used|us[oó])?|NPO|DC'?d?|D/C|omit\w*|susp\w*|stop\w*|not\b.*|no\b.*|retenid\w*)(?:\s?\([^()]{0,20}\))?\.?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:\d{1,4}(?:[.,]\d{1,3})?|[½¼¾]|\d/\d)(?:\s?(?:mg|mcg|ml|tab\w*|comp\w*|c[aá]p\w*|gotas|drops|puffs?))?", re.I
)
_UNIT = re.compile(
    r"(?:mg|mcg|µg|g|ml|UI|IU|tab\w*|comp\w*|c[aá]ps?\w*|gotas|drops|puffs?|sobres?|sachets?)\b\.?", re.IGNORECASE
)
_BARRED = re.compile(r"\s*\|?\s*(?P<said>[^|]+?)\s*(?:\|\s*)+")
# The head of a day to come has no year: `D2 24/8`.
_DAY = re.compile(r"(?:(?:D|day|d[ií]a)\.?\s?\d{1,2}\s)?\d{1,2}[/.-]\d{1,2}", re.IGNORECASE)
_MOST_ROWS, _LONGEST_HEAD = 120, 24

Span = tuple[Clause, int, int]


@dataclass
class _Item:
    """One medicine of the grid: where its words stand, and what stands beside it."""

    first: Clause
    said: list[Span]
    clauses: list[Clause]
    given: list[Spot] = field(default_factory=list)  # the heads under which it was given
    amounts: list[Span] = field(default_factory=list)
    held: list[Span] = field(default_factory=list)
    remarks: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class _Grid:
    """The heads of a grid: its columns of days or parts of the day, and whether they are days."""

    clause: Clause
    heads: Sequence[Spot]
    marked: Sequence[Spot]
    dated: bool


def without_grids(
    paper: Paper, columns: PhraseIndex[str], names: PhraseIndex[str], cyclic: PhraseIndex[bool]
) -> Iterator[Clause]:
    """The clauses of a paper, the rows of such grids as items of a list of medicines."""
    items: dict[int, Clause] = {}
    taken: set[int] = set()
    for at, clause in enumerate(paper.clauses):
        grid = _grid(clause, columns, paper) if len(clause.cells) > 2 and id(clause) not in taken else None
        for item in _items(grid, paper.clauses[at + 1 : at + 1 + _MOST_ROWS], names, cyclic) if grid else ():
            items[id(item.first)] = _clause(_spans(item, grid, paper)) if grid else clause
            taken |= {id(one) for one in item.clauses}
    for clause in paper.clauses:
        if id(clause) in items:
            yield items[id(clause)]
        elif id(clause) not in taken:
            yield clause


def _grid(clause: Clause, columns: PhraseIndex[str], paper: Paper) -> _Grid | None:
    heads = spots_of(clause)
    hit = next(columns.find(words_of(heads[0].text)), None)
    if hit is None or hit.first or hit.value != "medicine" or not all(one.right for one in heads):
        return None
    roles = [next(columns.find(words_of(one.text)), None) for one in heads[1:]]
    if any(role is not None and not role.first and role.value == "dose" for role in roles):
        return None  # a list with its doses, which is read by its heads
    days = [one for one in heads[1:] if _is_day(one.text, paper)]
    parts = [one for one in heads[1:] if _PART_OF_DAY.fullmatch(one.text)]
    if len(days) < 2 and len(parts) < 2:
        return None
    return _Grid(clause, heads, days if len(days) > 1 else parts, len(days) > 1)


def _is_day(text: str, paper: Paper) -> bool:
    told = len(text) < _LONGEST_HEAD and any(day.until is None for day in occasions(text, paper))
    return told or _DAY.fullmatch(text) is not None


def _items(grid: _Grid, rows: Sequence[Clause], names: PhraseIndex[str], cyclic: PhraseIndex[bool]) -> Iterator[_Item]:
    item: _Item | None = None
    for row in rows:
        barred = _BARRED.fullmatch(row.text) if not row.cells else None
        if len(row.cells) < 2 and barred is None and (item is None or DOSE.match(row.text.strip()) is None):
            break
        own = _own(row, grid, barred)
        said = own[0].text[own[1] : own[2]] if own else ""
        hit = next(names.find(words_of(said)), None)
        named = hit is not None and hit.first == 0
        if named or (row.cells and said.isupper() and len(row.cells) > 1):
            if item is not None:
                yield item
            known = named and next(cyclic.find(words_of(said)), None) is None
            item = _Item(row, [], []) if known else None  # not one that no list has
        if item is not None:
            item.said += [own] if own else []
            item.clauses.append(row)
            _mark(item, row, grid)
    if item is not None:
        yield item


def _own(row: Clause, grid: _Grid, barred: re.Match[str] | None) -> Span | None:
    """What a row says in the first column."""
    if not row.cells:
        return row, *(barred.span("said") if barred is not None else (0, len(row.text)))
    first = spots_of(row)[0]
    apart = first.right and nearest(first, grid.heads) is not grid.heads[0]
    return None if apart else (row, first.start, first.start + len(first.text))


def _mark(item: _Item, row: Clause, grid: _Grid) -> None:
    for spot in spots_of(row)[1:] if row.cells else ():
        head = nearest(spot, grid.heads) if spot.right else None
        span = row, spot.start, spot.start + len(spot.text)
        if head is None or _EMPTY.fullmatch(spot.text):
            continue
        if not any(head is one for one in grid.marked):
            item.remarks += [span] if any(map(str.isalpha, spot.text)) and head is grid.heads[-1] else []
        elif _HELD.fullmatch(spot.text):
            item.held.append(span)
        elif grid.dated or _AMOUNT.fullmatch(spot.text) or len(spot.text) < 3:
            item.given.append(head)
            item.amounts.append(span)
        else:
            item.remarks.append(span)


def _spans(item: _Item, grid: _Grid, paper: Paper) -> list[Span]:
    """The words of an item: what was ordered, then the day on which it was given or the amounts and their hours."""
    said = list(item.said)
    told = any(occasions(one[0].text[one[1] : one[2]], paper) for one in said)
    if not item.given:
        return said[:1] + item.held[:1] + said[1:] + item.remarks
    heads: list[Span] = [(grid.clause, one.start, one.start + len(one.text)) for one in item.given]
    if grid.dated:
        return said if told else said[:1] + heads[:1] + said[1:]
    unit = _UNIT.match(item.remarks[0][0].text, item.remarks[0][1]) if item.remarks else None
    units: list[Span] = [(item.remarks[0][0], *unit.span())] if unit else []
    rest = [(row, unit.end() if unit and not at else start, end) for at, (row, start, end) in enumerate(item.remarks)]
    if len({row.text[start:end] for row, start, end in item.amounts}) > 1:
        both = [span for pair in zip(item.amounts, heads, strict=True) for span in pair]
        return said + both[:1] + units + both[1:] + rest
    return said + item.amounts[:1] + units + heads + rest


def _clause(spans: Sequence[Span]) -> Clause:
    """One clause of parts of others, each with its own place."""
    text, pieces = "", []
    for clause, start, end in spans:
        text += " " if text else ""
        for piece in clause.pieces:
            first, last = max(start, piece.start), min(end, piece.start + piece.length)
            if first < last:
                place = len(text) + first - start
                pieces.append(Piece(place, piece.page, piece.line, piece.offset + first - piece.start, last - first))
        text += clause.text[start:end]
    return Clause(text, tuple(pieces), Section.MEDICINES)
