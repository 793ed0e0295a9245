"""The tables of a paper as clauses: their rows under their heads, and rows that a reader told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.closecells import with_close_cells
from consilium.domain.findings.text.headings import SectionWords
from consilium.domain.findings.text.headsbyfigures import heads_over_figures
from consilium.domain.findings.text.joining import Block
from consilium.domain.findings.text.rows import Part, Row, aligned, columns_of, heads_for, is_head, parted
from consilium.domain.layout import part_box
from consilium.domain.records import Json, Line, Page

_ROWS_FOR_COLUMNS = 12
_LONGEST_HEAD = 40


def tables_of(facts: Mapping[str, Json]) -> list[list[list[str]]]:
    """The tables that a reader told (`facts["tables"]` of office papers, the rows of a workbook's sheets or of a table
    of separated values)."""
    found: list[Json] = [table for table in _listed(facts.get("tables")) if isinstance(table, list)]
    found += [rows] if isinstance(rows := facts.get("rows"), list) and _has_head(rows) else []
    found += [sheet["rows"] for sheet in _listed(facts.get("sheets")) if isinstance(sheet, dict) and "rows" in sheet]
    return [[[str(cell or "") for cell in _listed(row)] for row in _listed(table)] for table in found]


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _has_head(rows: Sequence[Json]) -> bool:
    """Whether the first row of several cells can be the head of a table: prose with many commas is none. A title may
    stand over it."""
    head = next((cells for row in rows if len(cells := [str(cell) for cell in _listed(row) if cell]) > 1), [])
    return all(len(cell) <= _LONGEST_HEAD for cell in head)


def table_clauses(
    rows: Sequence[Row], words: SectionWords, before: Row | None, section: Section, heading: str
) -> tuple[list[Clause], Row | None]:
    """The rows as clauses, and the head that stands over them. `before` is the head of a table that went on here."""
    columns = columns_of(rows[:_ROWS_FOR_COLUMNS])
    rows = with_close_cells([row if row.names else parted(row, columns) for row in rows])
    head = before if before is not None and aligned(before, rows[0]) else None
    found = []
    for at, row in enumerate(rows):
        named = not row.names and at + 1 < len(rows)
        if named and (is_head(row, words) or (not at and heads_over_figures(row, rows[1:], words))):
            head = row
            found.append(_row_clause(row, (), section, heading))
        else:
            found.append(_row_clause(row, row.names or (heads_for(head, row) if head else ()), section, heading))
    return found, head


def _row_clause(row: Row, header: tuple[str, ...], section: Section, heading: str) -> Clause:
    block, cells = Block(), []
    named = bool(row.names)
    if named:
        part = row.cells[0][0]
        block.add(part.page, part.line, 0, len(part.line.text), frozenset())
    for cell in row.cells:
        if named:
            cells.append((cell[0].start, cell[0].text))
            continue
        for at, part in enumerate(cell):
            block.add(part.page, part.line, part.start, part.end, frozenset())
            if not at:
                cells.append((len(block.text) - (part.end - part.start), ""))
        start = cells[-1][0]
        cells[-1] = (start, block.text[start:])
    return Clause(block.text, tuple(block.pieces), section, heading, tuple(cells), header)


@dataclass(frozen=True, slots=True)
class ToldRow:
    """All cells of a row as its reader told them, and whether it is the first of its table."""

    cells: tuple[str, ...]
    first: bool = False


def told_row(page: Page, line: Line, told: ToldRow) -> Row | None:
    """A row whose cells the reader told, found again in the line's text. Empty cells keep their columns."""
    parts, columns, at = [], [], 0
    for column, cell in enumerate(told.cells):
        if not cell:
            continue
        start = line.text.find(cell, at)
        if start < 0:
            return None
        at = start + len(cell)
        parts.append((Part(page, line, start, at, part_box(line, start, at)),))
        columns.append(column)
    return Row(tuple(parts), (), tuple(columns), len(told.cells), told.first) if len(parts) > 1 else None


def rows_by_text(tables: Sequence[Sequence[Sequence[str]]]) -> dict[str, ToldRow]:
    """Each row by the text of its line. Rows that read alike and have their cells in other columns stand without their
    empty cells: nobody can tell which is which."""
    found: dict[str, ToldRow] = {}
    for at, row in ((at, row) for table in tables for at, row in enumerate(_as_wide(table))):
        full = tuple(cell for cell in row if cell)
        text = plain_row(" ".join(full))
        if len(full) > 1:
            made = ToldRow(row, first=not at)
            found[text] = made if found.get(text, made) == made else ToldRow(full)
    return found


def _as_wide(table: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The rows of a table with the empty cells at their ends that a writer left out."""
    width = max((len(row) for row in table), default=0)
    return ((*row, *[""] * (width - len(row))) for row in table)


def plain_row(text: str) -> str:
    return " ".join(text.split())
