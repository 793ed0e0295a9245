"""The rows of each section with an anchor of their own and links to the places that they cite."""

from __future__ import annotations

from dataclasses import dataclass

from consilium.domain.summary import Group, Section, Statement
from consilium.writers.summary.choosing import places
from consilium.writers.summary_html.places import Places

ROWS = 1_000
FIRST = 14  # rows shown at once; the others are unfolded


@dataclass(frozen=True)
class RowView:
    anchor: str
    row: Statement
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GroupView:
    """`first` are shown, `folded` on demand, `more` are in summary.fhir.json only."""

    group: Group
    first: tuple[RowView, ...]
    folded: tuple[RowView, ...]
    more: int


def groups_of(section: Section, book: Places) -> list[GroupView]:
    """The groups that have rows."""
    return [_view(section, at, group, book) for at, group in enumerate(section.groups) if group.rows]


def _view(section: Section, at: int, group: Group, book: Places) -> GroupView:
    name = f"s-{section.part.value}-{at}"
    kept = places(group, ROWS)
    first = set(kept if len(kept) <= FIRST + 3 else places(group, FIRST))
    rows = {at: _row(f"{name}-{number}", group.rows[at], book) for number, at in enumerate(kept, start=1)}
    shown = tuple(row for at, row in rows.items() if at in first)
    folded = tuple(row for at, row in rows.items() if at not in first)
    return GroupView(group, shown, folded, len(group.rows) - len(rows))


def _row(anchor: str, row: Statement, book: Places) -> RowView:
    return RowView(anchor, row, tuple(book.cite(anchor, row.references)))
