"""Words of a source in another language than the page's: shown as a quotation that says its language, since nothing is
translated by rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from consilium.domain.clinical import ClinicalCase
from consilium.domain.displaynames import DisplayNames
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import Remark
from consilium.domain.summary.model import Cell, Group, Statement

LANGUAGES = ("en", "es")
# Words in small letters: names of genes, drugs' brands and places are written alike in both languages.
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_A-ZÀ-Þ]{4,}(?:-[^\W\d_A-ZÀ-Þ]{4,}){0,2}(?![\w'’-])")
_ALIKE = frozenset(
    [
        "normal",
        "total",
        "central",
        "lateral",
        "bilateral",
        "medial",
        "local",
        "renal",
        "cerebral",
        "vascular",
        "abdominal",
        "dorsal",
        "lumbar",
        "cervical",
        "grade",
        "doppler",
    ]
)


def quoted(groups: Iterable[Group], case: ClinicalCase, names: DisplayNames) -> Iterator[Group]:
    """The groups; cells that are words of sources in the other language as quotations."""
    languages = {record.number: record.language for record in case.records}
    known = _vocabulary(case.language, names)
    for group in groups:
        yield replace(group, rows=tuple(_row(row, case.language, languages, known) for row in group.rows))


def _vocabulary(language: str, names: DisplayNames) -> frozenset[str]:
    """The page's own words as the tables of names have them."""
    terms = names.names.values() if language == "es" else names.other.keys()
    return _ALIKE | {word.text for term in terms for word in words_of(term)}


def _row(row: Statement, language: str, languages: Mapping[str, str], known: frozenset[str]) -> Statement:
    other = {languages.get(one.record, "") for one in row.references} - {""}  # images have none
    if len(other) != 1 or not other < set(LANGUAGES) or language not in LANGUAGES or language in other:
        return row
    said = [fold(one.citation.quote) for one in row.references if one.citation.quote]
    cells = tuple(_cell(cell, said, known) for cell in row.cells)
    if cells == row.cells:
        return row
    return replace(row, cells=cells, marks=(*row.marks, Remark(f"summary.words_in_{other.pop()}")))


def _cell(cell: Cell, said: Iterable[str], known: frozenset[str]) -> Cell:
    """A cell, or the parts of it that commas divide, in quotation marks where it stands so in the source."""
    if not isinstance(cell, str) or not _WORD.search(cell):
        return cell
    if _is_foreign(cell, said, known):
        return f"“{cell}”"
    parts = cell.split(", ")
    return ", ".join(f"“{part}”" if _is_foreign(part, said, known) else part for part in parts)


def _is_foreign(text: str, said: Iterable[str], known: frozenset[str]) -> bool:
    words = [fold(one) for one in _WORD.findall(text)]
    if not words or all(word in known for word in words):
        return False
    told = fold(text)
    return any(told in quote for quote in said)
