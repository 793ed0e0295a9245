"""Lists beside each other, each under a heading with its own day: what stands under one is of that day.

CONSTANTES (17/01/2024)          ANALÍTICA (09/01/2024)
Peso  : 71,8 kg                  Na    : 143 mEq/L
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.grids import Token, tokens_of

_MEASURED = frozenset({Kind.LABORATORY, Kind.GROWTH, Kind.FUNCTION, Kind.MEASUREMENT})
_LONGEST_HEAD, _LONGEST_PANEL, _FEWEST_ROWS, _LETTERS = 60, 30, 2, 3
_NEAR = 0.015
# Days of a paper or a sample, which stand beside each other over one list.
_OF_PAPER = re.compile(
    r"\b(?:collect\w*|receiv\w*|report\w*|print\w*|result\w*|validat\w*|authori\w*|drawn|admi\w*|discharg\w*|born|dob"
    r"|date|toma\w*|recib\w*|recep\w*|inform\w*|emiti\w*|validad\w*|impres\w*|ingreso|alta|fecha|nac\w*|visit\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a list begins, in fractions of the page's width, and its day."""

    left: float
    day: PartialDate | None


def dated_by_panel(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """Measures that stand in one of several lists beside each other with the day of that list."""
    rows = _rows(paper)
    for one in found:
        day = _day_of(one, paper, rows) if rows and one.kind in _MEASURED and one.quote else None
        yield one if day is None else replace(one, when=day)


def _day_of(one: Finding, paper: Paper, rows: dict[int, tuple[_Head, ...]]) -> PartialDate | None:
    days = set()
    for clause in paper.clauses:
        at = clause.text.find(one.quote)
        if at < 0:
            continue
        heads = rows.get(id(clause), ())
        token = next((token for token in tokens_of(clause) if token.end > at), None)
        under = [head for head in heads if token is not None and head.left <= token.box.left + _NEAR]
        days.add(under[-1].day if under else None)
    return days.pop() if len(days) == 1 else None


def _rows(paper: Paper) -> dict[int, tuple[_Head, ...]]:
    """The heads over each clause of such lists, by its id."""
    found: dict[int, tuple[_Head, ...]] = {}
    for at, clause in enumerate(paper.clauses):
        heads = _heads(clause, paper)
        if heads:
            under = list(_under(paper.clauses[at + 1 : at + 1 + _LONGEST_PANEL], heads))
            if sum(_both_valued(tokens_of(one), heads) for one in under) >= _FEWEST_ROWS:
                found |= {id(one): heads for one in under}
    return found


def _heads(clause: Clause, paper: Paper) -> tuple[_Head, ...]:
    """The headings of lists that a row is, each with its day; () for another row."""
    if len(clause.cells) < 2:
        return ()
    tokens, heads = tokens_of(clause), []
    for start, text in clause.cells:
        days = occasions(text, paper)
        rest = text[: days[0].start] + text[days[0].end :] if len(days) == 1 else text
        first = next((token for token in tokens if token.start >= start), None)
        plain = len(text) <= _LONGEST_HEAD and not any(map(str.isdigit, rest)) and ":" not in rest.rstrip(": ")
        if first is None or not plain or sum(map(str.isalpha, rest)) < _LETTERS or _OF_PAPER.search(rest):
            return ()
        heads.append(_Head(first.box.left, days[0].when if days else None))
    return tuple(heads) if sum(head.day is not None for head in heads) > 1 else ()


def _under(clauses: Sequence[Clause], heads: Sequence[_Head]) -> Iterator[Clause]:
    """The clauses until the first that keeps no room between the lists."""
    for clause in clauses:
        tokens = tokens_of(clause)
        begun = any(abs(token.box.left - head.left) < _NEAR for token in tokens for head in heads[1:])
        first_only = all(token.box.right < heads[1].left for token in tokens)
        if not tokens or tokens[0].box.left < heads[0].left - _NEAR or not (begun or first_only):
            return
        yield clause


def _both_valued(tokens: Sequence[Token], heads: Sequence[_Head]) -> bool:
    """Whether a row has a name and a number in more than one of the lists."""
    parts = [[one for one in tokens if _side(one, heads) == side] for side in range(len(heads))]
    return sum(bool(part) and part[0].text[:1].isalpha() and any(map(_valued, part)) for part in parts) > 1


def _valued(token: Token) -> bool:
    return any(map(str.isdigit, token.text))


def _side(token: Token, heads: Sequence[_Head]) -> int:
    return max((at for at, head in enumerate(heads) if head.left <= token.box.left + _NEAR), default=0)
