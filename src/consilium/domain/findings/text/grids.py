"""Rows of a table set under the words of its head by their places on the page.

What recognizes a picture joins cells that stand close together and drops single figures. Where the words of a head
stand is known, so each word of a row goes to the column that it stands under.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.paper import Clause, Piece
from consilium.domain.records import Box

# How far left of its head (in fractions of the page's width) a cell may begin.
_BEFORE = 0.012


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a clause with its place in the text and on the page."""

    text: str
    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Over:
    """The head of one column: its words and where they stand, from `left` to `right` in fractions of the page."""

    text: str
    left: float
    right: float


def tokens_of(clause: Clause) -> tuple[Token, ...]:
    """The words of a clause that have a place, in the order of its text."""
    found = [token for piece in clause.pieces for token in _of_piece(clause, piece)]
    return tuple(sorted(found, key=lambda one: one.start))


def _of_piece(clause: Clause, piece: Piece) -> Iterator[Token]:
    at = 0
    for text, box in piece.line.words:
        start = piece.start + at - piece.offset
        inside = piece.offset <= at and at + len(text) <= piece.offset + piece.length
        if inside and box.right > box.left and clause.text[start : start + len(text)] == text:
            yield Token(text, start, start + len(text), box)
        at += len(text) + 1


def over(tokens: Sequence[Token]) -> Over:
    """The head that some words make."""
    left, right = min(one.box.left for one in tokens), max(one.box.right for one in tokens)
    return Over(" ".join(one.text for one in tokens), left, right)


def fitted(clause: Clause, heads: Sequence[Over]) -> Clause | None:
    """The clause with a cell for each head that words stand under; None where its words have no places.

    In a source without places cells go under heads one by one, where they are as many.
    """
    tokens = tokens_of(clause)
    if not tokens and len(clause.cells) == len(heads) and not any(head.right for head in heads):
        return replace(clause, header=tuple(head.text for head in heads))
    if not tokens or not heads:
        return None
    spans: dict[int, tuple[int, int]] = {}
    last = 0
    for token in tokens:
        last = max(last, _column(token.box, heads))
        first = spans.get(last, (token.start, 0))[0]
        spans[last] = first, token.end
    cells = tuple((start, clause.text[start:end]) for start, end in spans.values())
    return replace(clause, cells=cells, header=tuple(heads[at].text for at in spans))


def _column(box: Box, heads: Sequence[Over]) -> int:
    """The head that a word stands under, else the last that begins before it."""
    shared = [min(box.right, head.right) - max(box.left, head.left) for head in heads]
    best = max(range(len(heads)), key=lambda at: shared[at])
    if shared[best] > 0:
        return best
    return max((at for at, head in enumerate(heads) if head.left <= box.left + _BEFORE), default=0)
