"""Conflicts and gaps, which other rules find, as rows of the summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consilium.domain.completeness.status import Item, Status
from consilium.domain.conflicts import Conflict
from consilium.domain.displaynames import DisplayNames
from consilium.domain.records import Citation, Remark
from consilium.domain.summary.model import Cell, Reference, Span, Statement
from consilium.domain.summary.rows import references


def conflict_rows(conflicts: Iterable[Conflict], names: DisplayNames | None = None) -> tuple[Statement, ...]:
    """One row a conflict: of what sort, on what, and its sides beside one another, each with its records."""
    return tuple(_conflict(one, names or DisplayNames()) for one in conflicts)


def _conflict(conflict: Conflict, names: DisplayNames) -> Statement:
    sides = " | ".join(f"{names.name(side.says)} [{', '.join(side.references[:3])}]" for side in conflict.sides)
    cells: tuple[Cell, ...] = (Remark(f"summary.conflict_{conflict.kind.value}"), names.name(conflict.what), sides)
    return Statement(cells, (), references(one for side in conflict.sides for one in side.findings))


def gap_rows(statuses: Iterable[Status]) -> tuple[Statement, ...]:
    """What is owed, in the order given: a row for each piece, or one where nothing tells of pieces."""
    return tuple(row for status in statuses if status.owed for row in _gap(status))


def _gap(status: Status) -> Iterator[Statement]:
    state, thing = Remark(f"gaps.standing_{status.standing.value}"), Remark(f"gaps.thing_{status.thing}")
    for item in status.items:
        cells: tuple[Cell, ...] = (state, Span(item.when, item.until), thing, item.reason, _holder(item, status))
        yield Statement(cells, (), _cited(item.references))
    if not status.items:
        why = status.reasons[0] if status.reasons else ""
        yield Statement((state, "", thing, why, _holder(None, status)), (), _cited(status.here))


def _holder(item: Item | None, status: Status) -> Cell:
    place = (item.institution if item else "") or status.institution
    return place or Remark(f"gaps.door_{(item or status).door.value}")


def _cited(labels: Iterable[str]) -> tuple[Reference, ...]:
    """References as other rules write them: `R12 p.3`."""
    return tuple(_reference(label) for label in labels)


def _reference(label: str) -> Reference:
    record, _, page = label.partition(" p.")
    number = int(page) if page.isascii() and page.isdigit() else None
    return Reference(record, number, Citation(page=number))
