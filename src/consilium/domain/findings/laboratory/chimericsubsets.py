"""Subsets of cells in a table of chimerism: `CD3 100%` beside `Chimerism, whole marrow` tells how many of the child's
T cells are the donor's, and is no count of T lymphocytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_CHIMERISM = re.compile(r"\W{0,2}(?:(?:donor|full|total)\s)?(?:chima?erism|quimerismo)\b", re.IGNORECASE)
_COUNTS = frozenset({Kind.LABORATORY, Kind.STAIN, Kind.FLOW})
_CHIMERISM_SAID = re.compile(r"\b(?:chima?erism|quimerismo)\b", re.IGNORECASE)
_LINES = 12
# A row of heads, and one that begins with a day or a figure.
_HEADS = re.compile(
    r"\W{0,2}(?:date|fecha|day|d[ií]a|cell|l[ií]nea|linaje|whole|sangre|blood|marrow|m[eé]dula)\b", re.IGNORECASE
)
_VALUES = re.compile(r"\W{0,2}[+\d]")
# What shows that cells are stained or counted all the same.
_OF_CELLS = re.compile(
    r"\b(?:blasts?|blastos?|stain\w*|IHC|IHQ|/[uµμ]L|cells/|c[eé]ls?/|inmunofenotipo|immunophenotype)", re.IGNORECASE
)
_SUBSET = re.compile(r"\bCD\d{1,3}\b", re.IGNORECASE)


def without_chimeric_subsets(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told` without counts and stains of cells from rows that have a column of chimerism or stand under that word."""
    rows = list(_rows(paper.clauses))
    listed = list(_listed(paper.clauses))
    for one in told:
        counted = one.kind in _COUNTS and _SUBSET.search(one.name) is not None
        if counted and any(one.quote and one.quote in row for row in listed):
            continue
        counted = counted and one.unit == "%"
        if not (counted and "chim" not in one.name and any(one.quote and one.quote in row for row in rows)):
            yield one


def _listed(clauses: Sequence[Clause]) -> Iterator[str]:
    """The lines under a heading of chimerism, or behind its label, that tell of subsets: `CD33   100   Mixed`."""
    left = 0
    for clause in clauses:
        told = _CHIMERISM_SAID.search(clause.text)
        if told is not None and _SUBSET.search(clause.text, told.end()) and not _OF_CELLS.search(clause.text):
            yield clause.text[told.start() :]
        label = _CHIMERISM.match(clause.text) is not None
        if label or _CHIMERISM.match(clause.heading):
            left = _LINES
        elif left:
            subset = _SUBSET.search(clause.text) or _HEADS.match(clause.text) or _VALUES.match(clause.text)
            left = left - 1 if subset else 0
        if left and _SUBSET.search(clause.text) and not _OF_CELLS.search(clause.text):
            yield clause.text


def _rows(clauses: Sequence[Clause]) -> Iterator[str]:
    """The rows under heads of chimerism and subsets, which may be known as such or not."""
    under = False
    for clause in clauses:
        cells = [text for _, text in clause.cells]
        heads = any(_CHIMERISM.match(one) for one in cells) and any(_SUBSET.match(one) for one in cells)
        under = heads or (under and len(cells) > 1)
        if (under and not heads) or any(_CHIMERISM.match(one) for one in clause.header):
            yield clause.text
