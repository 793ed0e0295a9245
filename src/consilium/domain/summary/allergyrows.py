"""Allergies as rows: one for a substance and its reaction, on however many days papers tell it."""

from __future__ import annotations

from dataclasses import replace

from consilium.domain.phrases import fold
from consilium.domain.summary.model import Group, Span, Statement


def of_one_substance(group: Group) -> Group:
    """The group with the rows of a substance and reaction joined that are said in the same way, on the earliest day.
    Another reaction, or a denial, is a row of its own."""
    found: dict[object, Statement] = {}
    for at, row in enumerate(group.rows):
        name, reaction = row.cells[1], row.cells[2]
        plain = isinstance(name, str) and isinstance(reaction, str)
        marks = tuple((mark.code, str(sorted(mark.args.items()))) for mark in row.marks)
        key: object = (fold(str(name)), fold(str(reaction)), marks) if plain else at
        found[key] = _joined(found[key], row) if key in found else row
    return replace(group, rows=tuple(found.values()))


def _joined(one: Statement, other: Statement) -> Statement:
    when = one.cells[0] if isinstance(one.cells[0], Span) and one.cells[0].first is not None else other.cells[0]
    places = dict.fromkeys((*one.references, *other.references))
    return replace(one, cells=(when, *one.cells[1:]), references=tuple(places), rank=max(one.rank, other.rank))
