"""Uptake values and sizes of tables whose heads name them, one row for each place: `Site | SUVmax | Size` above `Left
axilla | 13.2 | 31 mm`.

A head that is no uptake and no size (`Deauville`, `Comment`) keeps its column for other rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.illnesses.gradecolumns import Spot, nearest, spots_of
from consilium.domain.findings.imaging.lesionsizes import Study, Words, things_in
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text import bodysites
from consilium.domain.records import Scalar

_SUV_HEAD = re.compile(
    r"SUV[\s-]?(?:m[aá]x(?:im[oa]|imum)?|mean|peak|med(?:io|ia)?|pico|bw|lbm)?\.?(?:\s?\(?[\w/.]{1,8}\)?)?",
    re.IGNORECASE,
)
_SIZE_HEAD = re.compile(
    r"(?:(?:max\w*\.?|m[aá]x\w*\.?|largest|longest|greatest|CT|TC|TAC|lesion|node|nodal|tumou?r|lesi[oó]n|ganglio)\s){0,2}"
    r"(?:sizes?|short[\s-]axis|long[\s-]axis|SAD|LAD|axis|diameters?|dimensions?|measurements?|tama[nñ]o|"
    r"di[aá]metros?|dimensi[oó]n(?:es)?|medidas?|eje(?:\s(?:corto|mayor|menor|largo))?)"
    r"(?:\s(?:on CT|en TC|mayor|m[aá]ximo|corto|max\w*|diameter|di[aá]metro))?\s?(?:[(\[,]?\s?(?P<unit>mm|"
    r"cm)\s?[)\]]?)?"
    r"(?:\s(?:on CT|en (?:la )?TC))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:SUV\w{0,4}\s)?(?P<number>\d{1,2}(?:[.,]\d{1,2})?)(?:\s?\([^()]{1,24}\))?", re.IGNORECASE)
_BARE = re.compile(r"\d{1,3}(?:[.,]\d)?(?:\s?[x×]\s?\d{1,3}(?:[.,]\d)?){0,2}")
_NO_PLACE = re.compile(r"[\W\d]*$|(?:total|page|reference|ref)\b", re.IGNORECASE)
# The head of the next table.
_OTHER_HEAD = re.compile(
    r"\W*(?:regions?|sites?|locations?|lesions?|nodal (?:site|station)|organ|area|level|station|parameter|study|date|"
    r"regi[oó]n|sitio|localizaci[oó]n|lesi[oó]n|territorio|[aá]rea|estaci[oó]n|zona|[oó]rgano|par[aá]metro|estudio|"
    r"fecha)\s*(?:\||$|\s(?=[A-Z(]|\d{1,2}[/.-]))",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_NAME, _HIGHEST, _OTHERS = 30, 60, 80.0, 1


@dataclass(frozen=True, slots=True)
class _Column:
    spot: Spot
    suv: bool
    unit: str = ""


def uptakes_tabled(paper: Paper, words: Words, study: Study) -> tuple[Paper, list[Finding]]:
    """The values of such rows, and the paper in which these rows say their place and what other columns say."""
    found: list[Finding] = []
    left = list(paper.clauses)
    at = 0
    while at < len(left):
        heads = spots_of(left[at]) if len(left[at].cells) > 1 else []
        columns = _columns(heads)
        at += 1
        if not any(one.suv for one in columns):
            continue
        others = 0
        for row in range(at, min(at + _LONGEST, len(left))):
            clause = left[row]
            others = 0 if clause.cells else others + 1
            if others > _OTHERS or _OTHER_HEAD.match(clause.text) or _columns(spots_of(clause)):
                break
            made = list(_of_row(clause, heads, columns, words, study)) if clause.cells else []
            if made:
                found += [one for _, one in made]
                left[row] = _without(clause, {spot.start for spot, _ in made})
    return (replace(paper, clauses=tuple(left)) if found else paper), found


def _columns(heads: Sequence[Spot]) -> list[_Column]:
    made: list[_Column] = []
    for spot in heads[1:]:
        if _SUV_HEAD.fullmatch(spot.text):
            made.append(_Column(spot, suv=True))
        elif (sized := _SIZE_HEAD.fullmatch(spot.text)) is not None:
            made.append(_Column(spot, suv=False, unit=(sized["unit"] or "").lower()))
    return made


def _of_row(
    clause: Clause, heads: Sequence[Spot], columns: Sequence[_Column], words: Words, study: Study
) -> Iterator[tuple[Spot, Finding]]:
    cells = spots_of(clause)
    name = cells[0].text
    if _NO_PLACE.match(name) or len(name) > _LONGEST_NAME:
        return
    for cell in cells[1:]:
        column = next((one for one in columns if one.spot is _head(cell, cells, heads)), None)
        if column is not None and column.suv:
            value = _NUMBER.fullmatch(cell.text)
            if value is not None and 0 < float(value["number"].replace(",", ".")) < _HIGHEST:
                yield cell, _finding(clause, words, study, cell, name, (value["number"], "SUV"))
        elif column is not None:
            text = f"{cell.text} {column.unit}" if column.unit and _BARE.fullmatch(cell.text) else cell.text
            for size in list(sizes_in(text))[:1]:
                made = _finding(clause, words, study, cell, name, (size.value, size.unit))
                yield cell, replace(made, number=size.number, detail={**made.detail, "sizes": size.sizes})


def _head(cell: Spot, cells: Sequence[Spot], heads: Sequence[Spot]) -> Spot | None:
    """The head that a cell stands under: by its place on the page, else by its number in the row."""
    if len(cells) == len(heads):
        return heads[list(cells).index(cell)]
    return nearest(cell, heads) if cell.right and all(one.right for one in heads) else None


def _finding(clause: Clause, words: Words, study: Study, cell: Spot, name: str, value: tuple[str, str]) -> Finding:
    place_said = Clause(name, clause.pieces)
    place = bodysites.place_near(place_said, words.sites, 0, len(name))
    things = things_in(place_said, words)
    thing = things[0].value if things else name
    detail: dict[str, Scalar] = {
        "lesion": name,
        "modality": study.modality,
        "study_date": str(study.date) if study.date else "",
        "unit": "" if value[1] == "SUV" else value[1],
    }
    return Finding(
        Kind.MEASUREMENT,
        f"{thing} SUV" if value[1] == "SUV" else thing,
        value=value[0],
        number=float(value[0].replace(",", ".")) if value[1] == "SUV" else None,
        unit=value[1],
        when=study.date,
        laterality=place.side,
        site=place.site,
        detail={key: one for key, one in detail.items() if one},
        citations=(clause.cite(0, cell.start + len(cell.text)),),
        confidence=clause.confidence,
    )


def _without(clause: Clause, taken: set[int]) -> Clause:
    """The row without the cells that were read, so that no other rule reads them again."""
    kept = [(start, text) for start, text in clause.cells if start not in taken]
    return replace(clause, text=" ".join(text for _, text in kept), cells=())
