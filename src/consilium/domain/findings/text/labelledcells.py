"""Lines of labels that semicolons part, which look like a row whose cells carry their names: they are prose again.

`Sequencing: PTCH1 c.3042G>A; SUFU, SMO: no variants` is a sentence in parts, `Gene: SUFU; Result: no variants` a row.
"""

from __future__ import annotations

from dataclasses import replace

from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import PhraseIndex, words_of


def told_by_labels(paper: Paper, heads: PhraseIndex[str]) -> Paper:
    """The paper with such lines as prose; rows whose labels are `heads` of columns are left as they are."""
    if not any(clause.cells and ": " in clause.text for clause in paper.clauses):
        return paper
    return replace(paper, clauses=tuple(_as_prose(clause, heads) for clause in paper.clauses))


def _as_prose(clause: Clause, heads: PhraseIndex[str]) -> Clause:
    if not clause.cells or len(clause.header) != len(clause.cells) or ": " not in clause.text:
        return clause
    named = all(
        clause.text[:start].endswith(f"{head}: ") for head, (start, _) in zip(clause.header, clause.cells, strict=True)
    )
    if not named or sum(any(heads.find(words_of(head))) for head in clause.header) > 1:
        return clause
    return replace(clause, cells=(), header=())
