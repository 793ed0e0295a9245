"""Tests of organs as rows: one for a test of a day, whatever it gave (`17.4; 78 %; mildly reduced`), and of two days
of a test the later one first where not all have room."""

from __future__ import annotations

from dataclasses import replace

from consilium.domain.phrases import fold
from consilium.domain.records import Remark
from consilium.domain.summary.model import Cell, Group, Span, Statement
from consilium.domain.summary.ranks import SMALL


def of_one_test(group: Group) -> Group:
    """The group with the results of one test and day in one row, and earlier days of a test ranked behind."""
    days: dict[object, Statement] = {}
    for at, row in enumerate(group.rows):
        key = _day(row) or at
        days[key] = _joined(days[key], row) if key in days else row
    return replace(group, rows=tuple(_behind(tuple(days.values()))))


def _day(row: Statement) -> object:
    """What a row has to share with another to be one with it; None where it tells no whole day."""
    when, test, result = row.cells
    if not isinstance(when, Span) or when.first is None or not when.first.day or not isinstance(result, str):
        return None
    return when, _name(test), tuple((mark.code, str(mark.args)) for mark in row.marks)


def _name(cell: Cell) -> str:
    return cell.code if isinstance(cell, Remark) else fold(str(cell))


def _joined(one: Statement, other: Statement) -> Statement:
    told = [str(cell) for cell in (one.cells[2], other.cells[2]) if cell]
    figures_first = sorted(dict.fromkeys(told), key=lambda part: not any(map(str.isdigit, part)))
    result = "; ".join(figures_first)
    places = dict.fromkeys((*one.references, *other.references))
    return replace(one, cells=(*one.cells[:2], result), references=tuple(places), rank=max(one.rank, other.rank))


def _behind(rows: tuple[Statement, ...]) -> list[Statement]:
    """The rows of a test that a later row of it follows, ranked as of less need; a row without a day is no later."""
    dated = [row for row in reversed(rows) if _is_dated(row)]
    seen: set[str] = set()
    ranked: dict[int, int] = {}
    for row in (*dated, *(row for row in rows if not _is_dated(row))):
        name = _name(row.cells[1])
        ranked[id(row)] = min(row.rank, SMALL) if name in seen else row.rank
        seen.add(name)
    return [replace(row, rank=ranked[id(row)]) for row in rows]


def _is_dated(row: Statement) -> bool:
    return isinstance(row.cells[0], Span) and row.cells[0].first is not None
