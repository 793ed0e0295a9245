"""The sizes of tables whose columns are studies: `RUL apical | 7 mm | 4 mm` under `Nodule | Today | 04/03/2024`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings import bodysites
from consilium.domain.findings.comparedtables import PRIOR, SIDE, TODAY, ComparedRow, Under, compared_rows
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.lesionsizes import Study, Words, things_in
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.sizes import Size, sizes_in
from consilium.domain.records import Category

# `Slice   3 mm   3 mm`: how a study was made.
_OF_TECHNIQUE = re.compile(
    r"(?:slices?|sections?|collimation|interval|gap|voxel|pixel|field|thickness|cortes?|grosor|espesor|colimaci[oó]n|campo)\b",
    re.IGNORECASE,
)


def sizes_compared(paper: Paper, words: Words, study: Study) -> tuple[Paper, list[Finding]]:
    """The sizes of such rows, and the paper in which these rows say what was measured and no size any more. Those of
    tests of heart and eyes are read with the other measures of such a table (`comparedmeasures.py`)."""
    rows = compared_rows(paper)
    of_function = paper.category is Category.HEART_HEARING_TESTS
    found: list[Finding] = []
    left: list[Clause] = []
    for clause in paper.clauses:
        row = rows.get(id(clause))
        own = list(_of_row(row, clause, words, study)) if row is not None else []
        found += () if of_function else own
        left.append(replace(clause, text=row.name, cells=()) if row is not None and own else clause)
    return (replace(paper, clauses=tuple(left)) if rows else paper), found


def _of_row(row: ComparedRow, clause: Clause, words: Words, study: Study) -> Iterator[Finding]:
    if _OF_TECHNIQUE.match(row.name):
        return
    named = Clause(f"{row.name} {row.kind}".strip(), clause.pieces)
    things = things_in(named, words) or things_in(Clause(clause.heading, clause.pieces), words)
    name = things[0].value if things else row.name
    place = bodysites.place_near(named, words.sites, 0, len(row.name))
    for cell in row.cells if name else ():
        for size in sizes_in(cell.text):
            yield _size(name, place, cell, size, clause, study)


def _size(name: str, place: bodysites.Place, cell: Under, size: Size, clause: Clause, study: Study) -> Finding:
    role = cell.look.role
    when = cell.look.day or (study.date if role in (TODAY, SIDE) else study.prior)
    before = size.before or role == PRIOR or (when is not None and study.date is not None and when < study.date)
    side = cell.look.side or place.side
    detail = {
        "sizes": size.sizes,
        "unit": size.unit,
        "lesion": " ".join(dict.fromkeys(part for part in (side, place.site, name) if part)),
        "modality": study.modality,
        "study_date": "" if before or when is None else str(when),
    }
    return Finding(
        Kind.MEASUREMENT,
        name,
        value=size.value,
        number=size.number,
        unit=size.unit,
        when=when,
        assertion=Assertion.HISTORICAL if before else Assertion.STATED,
        laterality=side,
        site=place.site,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(0, cell.end),),
        confidence=clause.confidence,
    )
