"""What rules for devices and for edges share: a thing told in a plain sentence, and the sentences that may tell one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Paper, Section

_MOST, _MOST_CELLS = 500, 2


@dataclass(frozen=True, slots=True)
class ThingSaid:
    """A thing from `start` to `end` of a clause; `detail` is the device as written, or how the margins are."""

    name: str
    how: Assertion
    start: int
    end: int
    detail: str = ""


def plain_clauses(paper: Paper, silent: frozenset[Section]) -> Iterator[Clause]:
    """The clauses outside of `silent` parts that are no question, no table's row, and not too long to be a sentence;
    their folded text has the places of their own."""
    for clause in paper.clauses:
        asked = clause.text.rstrip().endswith("?")
        if clause.section in silent or asked or len(clause.text) > _MOST or len(clause.cells) > _MOST_CELLS:
            continue
        if len(clause.folded) == len(clause.text):
            yield clause
