"""Subsets of cells in a table of chimerism: `CD3 100%` beside `Chimerism, whole marrow` tells how many of the child's
T cells are the donor's, and is no count of T lymphocytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_CHIMERISM = re.compile(r"\W{0,2}(?:(?:donor|full|total)\s)?(?:chima?erism|quimerismo)\b", re.IGNORECASE)
_COUNTS = frozenset({Kind.LABORATORY, Kind.STAIN, Kind.FLOW})
_SUBSET = re.compile(r"\bCD\d{1,3}\b", re.IGNORECASE)


def without_chimeric_subsets(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told` without counts and stains of cells from rows that have a column of chimerism."""
    rows = list(_rows(paper.clauses))
    for one in told:
        counted = one.kind in _COUNTS and one.unit == "%" and _SUBSET.search(one.name) is not None
        if not (counted and "chim" not in one.name and any(one.quote and one.quote in row for row in rows)):
            yield one


def _rows(clauses: Sequence[Clause]) -> Iterator[str]:
    """The rows under heads of chimerism and subsets, which may be known as such or not."""
    under = False
    for clause in clauses:
        cells = [text for _, text in clause.cells]
        heads = any(_CHIMERISM.match(one) for one in cells) and any(_SUBSET.match(one) for one in cells)
        under = heads or (under and len(cells) > 1)
        if (under and not heads) or any(_CHIMERISM.match(one) for one in clause.header):
            yield clause.text
