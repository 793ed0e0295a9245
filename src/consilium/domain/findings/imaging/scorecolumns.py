"""Scores of scans in a table whose rows are days: `MIBG | Curie | Comment` above `9/20/2023 | 21 | baseline`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.illnesses.gradecolumns import Spot, nearest, spots_of
from consilium.domain.findings.paper import Clause, Paper, Section

_HEAD = re.compile(
    r"(?:MIBG\s)?(?P<name>Curie|SIOPEN|Deauville)(?:\s(?:score|index|MIBG|total|\(?5-?PS\)?|puntaje|"
    r"puntuaci[oó]n))?",
    re.IGNORECASE,
)
_VALUE = re.compile(r"(?P<value>\d{1,2})(?:/\d{2})?(?:\s?\([^()]{1,24}\))?")
_HIGHEST = {"curie": 30, "siopen": 72, "deauville": 5}
_NAMES = {"curie": "Curie score", "siopen": "SIOPEN score", "deauville": "Deauville score"}
_LONGEST, _OTHERS = 14, 1
_SILENT = frozenset({Section.FAMILY_HISTORY, Section.PLAN, Section.QUESTIONS, Section.GENERAL})


def scores_by_day(paper: Paper) -> Iterator[Finding]:
    """Each score of such a table, on the day of its row."""
    for at, head in enumerate(paper.clauses):
        if len(head.cells) < 2 or head.section in _SILENT:
            continue
        heads = spots_of(head)
        named = [(spot, found["name"].lower()) for spot in heads if (found := _HEAD.fullmatch(spot.text)) is not None]
        others = 0
        for row in paper.clauses[at + 1 : at + 1 + _LONGEST] if named else ():
            others = 0 if len(row.cells) > 1 else others + 1
            if others > _OTHERS or any(_HEAD.fullmatch(text.strip()) for _, text in row.cells):
                break
            yield from _of_row(row, heads, named, paper)


def _of_row(row: Clause, heads: list[Spot], named: list[tuple[Spot, str]], paper: Paper) -> Iterator[Finding]:
    days = [one.when for one in occasions(row.text, paper) if one.until is None and one.when != paper.birth]
    cells = spots_of(row)
    if len(days) != 1 or len(cells) < 2:
        return
    placed = all(one.right for one in (*cells, *heads))
    for at, cell in enumerate(cells):
        head = nearest(cell, heads) if placed else heads[at] if at < len(heads) else None
        name = next((name for spot, name in named if spot is head), "")
        found = _VALUE.fullmatch(cell.text)
        if name and found is not None and int(found["value"]) <= _HIGHEST[name]:
            yield Finding(
                Kind.RESPONSE,
                _NAMES[name],
                value=found["value"],
                number=float(found["value"]),
                when=days[0],
                citations=(row.cite(0, cell.start + len(cell.text)),),
                confidence=row.confidence,
            )
