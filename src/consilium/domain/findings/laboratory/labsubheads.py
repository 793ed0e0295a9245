"""Rows right under the heads of a table that say more of its columns: the units of the tests, or their ranges.

          Na       K        HCO3
Date      mmol/L   mmol/L   mmol/L
Ref.      133-146  3.5-5.3  22-29
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.findings.laboratory.labdays import MEASURE, NAMED
from consilium.domain.findings.laboratory.labtables import Cell, Column, cells_by_place
from consilium.domain.findings.laboratory.units import unit_in
from consilium.domain.layout import placed
from consilium.domain.records import Line

_OF_TESTS = (MEASURE, NAMED)
_FEWEST, _MOST_WORDS, _LABEL = 2, 60, 16
_BRACKETED = re.compile(r"[(\[][^\W\d_][^()\[\]\s]{0,11}[)\]]")
_RANGE = re.compile(r"[<>≤≥]\s?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s?[-–]\s?\d+(?:[.,]\d+)?")


def with_subheads(line: Line, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with what a line under their heads says of them; () where the line is no such row."""
    tests = [column for column in columns if column.role in _OF_TESTS]
    if len(tests) < _FEWEST or not placed(line) or not 0 < len(line.words) <= _MOST_WORDS:
        return ()
    cells = cells_by_place(line, columns)
    under = [cell for cell in cells if cell.column.role in _OF_TESTS]
    label = " ".join(cell.text for cell in cells if cell.column.left < tests[0].left and cell not in under)
    if len(under) < _FEWEST or any(char.isdigit() for char in label):
        return ()
    if all(_is_unit(cell.text) for cell in under):
        return tuple(_with_unit(column, under) for column in columns)
    ranges = [found[0] for found in _RANGE.finditer(line.text)]
    rest = _RANGE.sub("", line.text)
    if len(ranges) < _FEWEST or any(char.isdigit() for char in rest) or len(rest.replace(" ", "")) > _LABEL:
        return ()
    return _with_ranges(columns, tests, under, ranges)


def _is_unit(text: str) -> bool:
    plain = text.strip("()[] ")
    return bool(plain) and (unit_in(plain) == (0, len(plain)) or _BRACKETED.fullmatch(text) is not None)


def _with_unit(column: Column, cells: Sequence[Cell]) -> Column:
    name, _, told = column.head.partition("(")
    unit = _under(column, cells).strip("()[] ")
    return replace(column, head=f"{name.strip()} ({unit})") if unit and not told.strip(") ") else column


def _with_ranges(
    columns: Sequence[Column], tests: Sequence[Column], under: Sequence[Cell], ranges: Sequence[str]
) -> tuple[Column, ...]:
    """The columns with their ranges: in their order where there is one for each test (ranges are wider than values and
    get out of line), else by place; without, where that can't be told."""
    if len(ranges) == len(tests):
        told = iter(ranges)
        return tuple(replace(one, reference=next(told)) if one.role in _OF_TESTS else one for one in columns)
    if all(_RANGE.fullmatch(cell.text) for cell in under):
        return tuple(replace(column, reference=_under(column, under)) for column in columns)
    return tuple(columns)


def _under(column: Column, cells: Sequence[Cell]) -> str:
    return next((cell.text for cell in cells if cell.column is column), "")
