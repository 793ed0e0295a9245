"""The sizes and uptake values of tables whose columns are studies: `RUL apical | 7 mm | 4 mm` under `Nodule | Today |
04/03/2024`, `Left axilla | SUV 7.7 / 22 mm | SUV 2.1` and below it `Liver (max) | 2.1 | 2.0`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.comparedtables import PRIOR, SIDE, TODAY, ComparedRow, Under, compared_rows
from consilium.domain.findings.imaging.lesionsizes import Study, Words, things_in
from consilium.domain.findings.imaging.sizes import Size, sizes_in
from consilium.domain.findings.imaging.volumes import SUV
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text import bodysites
from consilium.domain.records import Category

# `Slice   3 mm   3 mm`: how a study was made.
_OF_TECHNIQUE = re.compile(
    r"(?:slices?|sections?|collimation|interval|gap|voxel|pixel|field|thickness|cortes?|grosor|espesor|colimaci[oó]n|campo)\b",
    re.IGNORECASE,
)
# A cell that is an uptake value where the row, or another of the table, says so.
_UPTAKE_NAMED = re.compile(
    r"\bSUV|\b(?:liver|h[ií]gado|blood pool|mediastin\w*|pool sangu[ií]neo|aorta|background|fondo)\b", re.IGNORECASE
)
_BARE_UPTAKE = re.compile(r"(?P<number>\d{1,2}[.,]\d{1,2})(?:\s?\([^()]{1,20}\))?")


def sizes_compared(paper: Paper, words: Words, study: Study) -> tuple[Paper, list[Finding]]:
    """The sizes of such rows, and the paper in which these rows say what was measured and no size any more. Those of
    tests of heart and eyes are read with the other measures of such a table (`comparedmeasures.py`)."""
    rows = compared_rows(paper)
    of_function = paper.category is Category.HEART_HEARING_TESTS
    of_uptake = any("suv" in clause.folded for clause in paper.clauses if id(clause) in rows)
    found: list[Finding] = []
    left: list[Clause] = []
    for clause in paper.clauses:
        row = rows.get(id(clause))
        own = list(_of_row(row, clause, words, study, of_uptake=of_uptake)) if row is not None else []
        found += () if of_function else own
        left.append(replace(clause, text=row.name, cells=()) if row is not None and own else clause)
    return (replace(paper, clauses=tuple(left)) if rows else paper), found


def _of_row(row: ComparedRow, clause: Clause, words: Words, study: Study, *, of_uptake: bool) -> Iterator[Finding]:
    if _OF_TECHNIQUE.match(row.name):
        return
    named = Clause(f"{row.name} {row.kind}".strip(), clause.pieces)
    things = things_in(named, words) or things_in(Clause(clause.heading, clause.pieces), words)
    name = things[0].value if things else row.name
    place = bodysites.place_near(named, words.sites, 0, len(row.name))
    for cell in row.cells if name else ():
        for size in sizes_in(cell.text):
            yield _size(name, place, cell, size, clause, study)
        uptake = _uptake(cell.text, f"{row.name} {row.kind}") if of_uptake else ""
        if uptake:
            size = Size(uptake, uptake, "SUV", float(uptake.replace(",", ".")), 0, 0)
            made = _size(f"{name} SUV", place, cell, size, clause, study)
            yield replace(made, number=size.largest, detail={"lesion": row.name, "modality": study.modality})


def _uptake(cell: str, name: str) -> str:
    """The uptake value of a cell: one that says so, or a bare number in a row that does."""
    told = SUV.search(cell)
    bare = _BARE_UPTAKE.fullmatch(cell) if told is None and _UPTAKE_NAMED.search(name) else None
    return str(told[1]) if told is not None else bare["number"] if bare is not None else ""


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
