"""Rows of a list printed in two columns or more: `Hb  10.6 g/dL    ALT  34 U/L`, a name and a value by turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.laboratory.labrows import RowResult
from consilium.domain.findings.laboratory.labtables import RESULTS, Cell, Column
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords, result_in_cell
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import written_at

# So many cells are two pairs.
_FEWEST, _SHORTEST = 4, 3


def pairs_in(
    clause: Clause, heads: Sequence[Column], base: Result, tests: LabTests, words: ResultWords
) -> Iterator[RowResult]:
    """The results of a row whose cells are names and values by turns; none where it is another row. Heads that tell
    one day tell that of all."""
    cells = clause.cells
    if len(cells) < _FEWEST or len(cells) % 2:
        return
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    if not all(_is_name(name[1], tests) and _is_value(value[1], words) for name, value in pairs):
        return
    if sum(tests.named(name[1]) is not None for name, _ in pairs) < len(pairs) - (len(pairs) > 2):
        return
    days = {column.day for column in heads if column.role == "day"}
    shared = replace(base, when=days.pop()) if len(days) == 1 else base
    for (start, name), (begin, value) in pairs:
        made = result_in_cell(replace(shared, name=name.rstrip(" :")), value, words)
        if made is not None:
            yield RowResult(made, start, begin + len(value))


def unslashed(cells: Sequence[Cell], tests: LabTests) -> list[Sequence[Cell]]:
    """The rows that a row of tests named together is: `AST/ALT | 88/54 | 140/71` is one of each. Others as they are."""
    named = next((cell for cell in cells if cell.column.role == "test"), None)
    names = named.text.split("/") if named is not None else []
    if len(names) < 2 or any(tests.named(name) is None for name in names):
        return [cells]
    valued = [cell for cell in cells if cell.column.role in RESULTS and any(char.isdigit() for char in cell.text)]
    if not valued or any(len(cell.text.split("/")) != len(names) for cell in valued):
        return [cells]
    return [[_part(cell, at, name, valued) for cell in cells] for at, name in enumerate(names)]


def _part(cell: Cell, at: int, name: str, valued: Sequence[Cell]) -> Cell:
    if cell.column.role == "test":
        return replace(cell, text=name.strip())
    return replace(cell, text=cell.text.split("/")[at].strip()) if any(cell is one for one in valued) else cell


def _is_name(text: str, tests: LabTests) -> bool:
    """Whether a cell can be a test's name: letters, no number first, and no unit."""
    plain = text.strip(" :")
    known = tests.named(plain) is not None
    return known or (len(plain) >= _SHORTEST and plain[0].isalpha() and not tests.units.code(plain))


def _is_value(text: str, words: ResultWords) -> bool:
    return written_at(text.strip(), 0) is not None or bool(words.in_cell(text))
